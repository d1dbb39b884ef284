//! Where changes show: a visible difference in any other place is not explained by them.

use onesign_pdf::form::Form;
use onesign_pdf::object::{Dictionary, Object};
use onesign_pdf::read::Document;
use onesign_pdf::shown::{Paper, grown, joined, rectangle};

use super::change::{ChangeKind, Place};
use super::comparison::Comparison;
use super::finding::Finding;

/// How much larger than its rectangle viewers draw the icon of a note, in points.
const ICON: f64 = 24.0;
/// Most annotations of a page that are examined.
const MAX_ANNOTATIONS: usize = 5_000;

/// The places where a change may show.
pub(super) fn of(compared: &Comparison<'_, '_>, finding: &Finding) -> Vec<Place> {
    match finding.kind {
        ChangeKind::FieldValue
        | ChangeKind::Signature
        | ChangeKind::SignatureField
        | ChangeKind::DocumentTimestamp => fields(compared, finding),
        ChangeKind::Annotation => annotations(compared, finding),
        _ => Vec::new(),
    }
}

/// The widgets of the field, where they are now and where they were.
fn fields(compared: &Comparison<'_, '_>, finding: &Finding) -> Vec<Place> {
    let Some(name) = finding.field.as_deref() else {
        return Vec::new();
    };
    let Some(forms) = compared.forms() else {
        return Vec::new();
    };
    let widgets = |form: &Form| {
        let nodes = form.nodes.values();
        let named = nodes.filter(|node| node.shows.is_none() && node.name == name);
        named
            .flat_map(|node| node.widgets.clone())
            .collect::<Vec<_>>()
    };
    let mut places = Vec::new();
    for (form, document) in [(forms.new, compared.new), (forms.old, compared.old)] {
        for widget in widgets(form) {
            let held = form.nodes.get(&widget);
            if let (Some(page), Some(held)) = (compared.page_of(widget), held) {
                places.extend(place(document, page, &held.dictionary, 0.0));
            }
        }
    }
    places
}

/// The annotations of the page that differ.
fn annotations(compared: &Comparison<'_, '_>, finding: &Finding) -> Vec<Place> {
    let Some(page) = finding.page else {
        return Vec::new();
    };
    let mut places = Vec::new();
    for document in [compared.old, compared.new] {
        let Some(held) = page_of(document, page) else {
            continue;
        };
        let list = document.value(&held, "Annots").unwrap_or(Object::Null);
        for item in list
            .as_array()
            .unwrap_or_default()
            .iter()
            .take(MAX_ANNOTATIONS)
        {
            let is_other = item
                .as_reference()
                .is_some_and(|at| !compared.differs(at.number));
            if let (false, Ok(Object::Dictionary(annotation))) = (is_other, document.follow(item)) {
                places.extend(place(document, page, &annotation, ICON));
            }
        }
    }
    places
}

fn page_of(document: &Document<'_>, page: usize) -> Option<Dictionary> {
    let pages = document.pages().ok()?;
    let page = document.object(*pages.get(page)?).ok()?;
    page.as_dictionary().cloned()
}

fn place(
    document: &Document<'_>,
    page: usize,
    annotation: &Dictionary,
    beyond: f64,
) -> Option<Place> {
    let mut area = rectangle(document, annotation)?;
    let quads = document
        .value(annotation, "QuadPoints")
        .unwrap_or(Object::Null);
    let numbers = quads.as_array().unwrap_or_default();
    for point in numbers.chunks_exact(2) {
        if let [x, y] = point
            && let (Some(x), Some(y)) = (x.as_number(), y.as_number())
        {
            area = joined(area, [x, y, x, y]);
        }
    }
    let paper = Paper::of(document, &page_of(document, page)?)?;
    Some((page, paper.part(grown(area, beyond))))
}
