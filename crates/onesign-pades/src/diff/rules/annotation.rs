//! Annotations other than fields: added, changed, removed.

use onesign_pdf::graph;
use onesign_pdf::object::{Dictionary, Object};
use onesign_pdf::read::{Document, ReadError};
use onesign_pdf::shown::{can_be_seen, is_see_through, rectangle};

use super::annotation_kind::{leads_somewhere, marks_text, need, subtype};
use super::drawn;
use super::signed_text::{Below, below, below_annotation};
use crate::diff::change::ChangeKind;
use crate::diff::comparison::Comparison;
use crate::diff::difference::{AnnotationDifference, AnnotationKind, PageDifference, clipped};
use crate::diff::explained::{Place, Role, Why};
use crate::diff::explanation::{Draft, Explanation};
use crate::diff::finding::{Finding, Need};

/// The kind of an annotation.
fn kind(subtype: &[u8]) -> AnnotationKind {
    match subtype {
        b"Text" => AnnotationKind::Note,
        b"Popup" => AnnotationKind::NoteWindow,
        b"FreeText" => AnnotationKind::TextBox,
        b"Highlight" => AnnotationKind::Highlight,
        b"Underline" | b"Squiggly" => AnnotationKind::Underline,
        b"StrikeOut" => AnnotationKind::Strike,
        b"Stamp" => AnnotationKind::Stamp,
        b"Square" | b"Circle" | b"Polygon" | b"PolyLine" | b"Line" => AnnotationKind::Drawing,
        b"Ink" => AnnotationKind::FreehandDrawing,
        b"Link" => AnnotationKind::Link,
        b"Redact" => AnnotationKind::RedactionMark,
        b"Widget" => AnnotationKind::FormField,
        b"FileAttachment" => AnnotationKind::AttachedFile,
        _ => AnnotationKind::Other,
    }
}

fn dictionary(value: Option<&Object>) -> Dictionary {
    let dictionary = value.and_then(Object::as_dictionary);
    dictionary.cloned().unwrap_or_default()
}

/// An object that a page newly lists among its annotations.
pub(super) fn added(
    compared: &Comparison<'_, '_>,
    earlier: &Draft<'_>,
    number: u32,
    page: usize,
) -> Result<Explanation, ReadError> {
    let mut draft = Draft::after(earlier);
    let is_field = compared.is_field(number);
    if is_field && draft.is_whole(number) {
        return Ok(draft.done()); // A new signature field, which its own rule tells.
    }
    let value = graph::read(compared.new, number)?;
    let annotation = dictionary(value.as_ref());
    if is_field && !can_be_seen(compared.new, &annotation) {
        // A field of the form that shows nothing.
        let what = PageDifference::Entry(page + 1, "Annots".to_owned());
        let finding = Finding::new(ChangeKind::FieldDefinition, Need::Saving, what);
        draft.find(finding.on(Some(page)));
        return Ok(draft.done());
    }
    let text = compared.new.value(&annotation, "Contents")?.as_text();
    let text = text.filter(|text| !text.is_empty());
    let (wanted, covers) = drawn::wanted(compared, number, &annotation, page)?;
    let difference = AnnotationDifference::Added {
        kind: kind(subtype(&annotation)),
        page: page + 1,
        text: text.as_deref().map(clipped),
        covers,
    };
    // An unused object or an existing field of the form becomes visible.
    let need = if compared.is_added(number) && !is_field {
        wanted
    } else {
        Need::Forbidden
    };
    if need != Need::Forbidden {
        draft.explain_added(compared, number, Why::Note);
    }
    let finding = Finding::new(ChangeKind::Annotation, need, difference);
    draft.find(finding.on(Some(page)));
    Ok(draft.done())
}

/// Whether an annotation is a see-through mark on text, as every viewer draws it.
fn is_mark(document: &Document<'_>, annotation: &Dictionary) -> bool {
    marks_text(annotation) && !annotation.contains("AP") && is_see_through(document, annotation)
}

/// An annotation that a page no longer lists.
pub(super) fn removed(
    compared: &Comparison<'_, '_>,
    number: u32,
    page: usize,
) -> Result<Finding, ReadError> {
    let value = graph::read(compared.old, number)?;
    let annotation = dictionary(value.as_ref());
    let removed = AnnotationDifference::Removed(kind(subtype(&annotation)), page + 1);
    let shows_nothing = !annotation.contains("AP");
    let need = match subtype(&annotation) {
        _ if compared.is_field(number) => Need::Forbidden,
        b"Text" | b"Popup" if shows_nothing => Need::Note,
        b"Widget" | b"" => Need::Forbidden,
        b"Link" if shows_nothing => Need::AnnotationEdit,
        _ if is_mark(compared.old, &annotation) => Need::AnnotationEdit,
        // A text box states something, and whatever covered signed text may have hidden it.
        b"FreeText" => Need::CoveringNote,
        _ if was_over_text(compared, &annotation, page, number) => Need::CoveringNote,
        _ => Need::AnnotationEdit,
    };
    let finding = Finding::new(ChangeKind::Annotation, need, removed);
    Ok(finding.on(Some(page)))
}

/// Whether an annotation is over signed text, or over content that can't be read.
fn is_over_text(compared: &Comparison<'_, '_>, annotation: &Dictionary, page: usize) -> bool {
    let below = below_annotation(compared, annotation, page);
    matches!(below, Below::Text | Below::Unread)
}

/// Whether an earlier annotation was over text other than its own, or over content that can't be read.
fn was_over_text(
    compared: &Comparison<'_, '_>,
    annotation: &Dictionary,
    page: usize,
    number: u32,
) -> bool {
    rectangle(compared.old, annotation).is_none_or(|area| {
        let below = below(compared, page, area, &[number]);
        matches!(below, Below::Text | Below::Unread)
    })
}

/// The permission that it needs to modify an annotation (table 257).
fn need_to_change(
    compared: &Comparison<'_, '_>,
    [was, is]: [&Dictionary; 2],
    page: usize,
) -> Result<Need, ReadError> {
    let is_note = need(compared.old, was) == Need::Note && need(compared.new, is) == Need::Note;
    let is_link = [was, is].iter().all(|annotation| {
        annotation.is("Subtype", "Link")
            && !annotation.contains("AP")
            && !["AA", "PA"].iter().any(|key| annotation.contains(key))
    });
    let covers = [(was, compared.old), (is, compared.new)]
        .iter()
        .all(|(annotation, document)| need(document, annotation) == Need::CoveringNote);
    let (mut is_said, mut is_seen) = (false, false);
    for key in compared.differing(was, is)? {
        match key.as_slice() {
            b"Contents" | b"M" | b"T" | b"RC" | b"Open" | b"State" | b"StateModel" | b"Subj"
            | b"Popup" | b"CreationDate" | b"NM" => is_said = true,
            b"A" if is_link && leads_somewhere(compared, is)? => is_said = true,
            b"Dest" | b"H" if is_link => is_said = true,
            b"Rect" if is_link && !is_over_text(compared, is, page) => is_said = true,
            b"Subtype" | b"A" | b"AA" | b"PA" | b"FT" | b"Parent" | b"Kids" | b"OC" => {
                return Ok(Need::Forbidden);
            }
            _ => is_seen = true,
        }
    }
    // A box shows its text, and the appearance of another may no longer be what a viewer draws.
    let draws_text = is.is("Subtype", "FreeText") && is_said;
    Ok(match (is_seen || draws_text, is_note, is_link) {
        (false, true, _) => Need::Note,
        (false, _, true) => Need::AnnotationEdit,
        (false, ..) if covers => Need::AnnotationEdit,
        (true, ..) if is_note || is_link || covers => Need::CoveringNote,
        _ => Need::Forbidden,
    })
}

/// A redefined annotation that stays on its page.
pub(super) fn changed(
    compared: &Comparison<'_, '_>,
    earlier: &Draft<'_>,
    number: u32,
    page: usize,
) -> Result<Explanation, ReadError> {
    let mut draft = Draft::after(earlier);
    let Some(pair) = compared.pair(number) else {
        return Ok(draft.done());
    };
    let (was, is) = (dictionary(pair.old.as_ref()), dictionary(pair.new.as_ref()));
    let need = need_to_change(compared, [&was, &is], page)?;
    let (before, after) = (kind(subtype(&was)), kind(subtype(&is)));
    let difference = if before == after {
        AnnotationDifference::Changed(after, page + 1)
    } else {
        let other = String::from_utf8_lossy(subtype(&is)).into_owned();
        AnnotationDifference::Became(before, page + 1, other)
    };
    if need != Need::Forbidden {
        draft.changed(number, Role::Field);
        for key in ["Popup", "Contents", "RC", "AP", "A", "Dest", "IRT", "BS"] {
            draft.open(Place::below(number, &[key], Why::Note));
            if let Some(value) = is.get(key) {
                draft.explain_new(compared, value, Why::Note);
            }
        }
    }
    let finding = Finding::new(ChangeKind::Annotation, need, difference);
    draft.find(finding.on(Some(page)));
    Ok(draft.done())
}
