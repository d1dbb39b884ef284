//! Annotations (ISO 32000-2, 12.5) become part of the page: what is shown on screen is painted, the rest is dropped.

use lopdf::{Dictionary as Received, Object as Old, ObjectId};

use super::copy::Copier;
use super::fields::{self, Field};
use super::pages::Page;
use super::schema::Kind;
use super::source::as_dictionary;
use super::streams::compressed;
use super::values::Values;
use super::{DetectedField, IntakeError};
use crate::geometry::{Bounds, Matrix, decimal};
use crate::object::{Dictionary, Object, Ref};

/// Annotation flags of Table 167.
const HIDDEN: i64 = 1 << 1;
const NO_VIEW: i64 = 1 << 5;

/// What a page's annotations leave behind.
#[derive(Default)]
pub(super) struct Painted {
    /// Operators that draw them, in the page's own coordinates.
    pub(super) operators: String,
    /// The form XObjects those operators name.
    pub(super) forms: Vec<(String, Ref)>,
    /// The fields among them.
    pub(super) fields: Vec<DetectedField>,
}

/// State over all pages.
pub(super) struct Flattening {
    /// How many more annotations are accepted.
    pub(super) budget: u32,
    /// The form asks viewers to make appearances from values (12.7.3).
    pub(super) regenerate: bool,
    /// Values to be drawn at the end.
    pub(super) values: Values,
}

/// Paints the annotations of one page.
pub(super) fn flatten<'a>(
    copier: &mut Copier<'a>,
    page: &Page<'a>,
    number: u32,
    state: &mut Flattening,
) -> Result<Painted, IntakeError> {
    let mut painted = Painted::default();
    let source = copier.source;
    for item in source.array(page.dictionary, b"Annots").unwrap_or_default() {
        state.budget = state.budget.checked_sub(1).ok_or(IntakeError::TooComplex)?;
        let Some(annotation) = source.resolve(item).and_then(as_dictionary) else {
            continue;
        };
        let widget = source.name(annotation, b"Subtype") == Some(b"Widget");
        copier.tally.add(match source.name(annotation, b"Subtype") {
            Some(b"Widget") => "form_field",
            Some(b"Link") => "link",
            _ => "annotation",
        });
        let Some(rect) = source.bounds(annotation, b"Rect") else {
            continue;
        };
        if !is_shown(copier, annotation) {
            continue;
        }
        if widget {
            let field = fields::read(source, annotation);
            painted.fields.extend(detected(&field, page, number, rect));
            paint_widget(copier, &mut painted, annotation, &field, rect, state)?;
        } else {
            paint(copier, &mut painted, annotation, rect)?;
        }
    }
    Ok(painted)
}

fn is_shown<'a>(copier: &Copier<'a>, annotation: &'a Received) -> bool {
    let flags = copier.source.integer(annotation, b"F").unwrap_or(0);
    let layer_hidden = annotation
        .get(b"OC")
        .is_ok_and(|marker| copier.layers.hides(copier.source, marker));
    flags & (HIDDEN | NO_VIEW) == 0
        && !layer_hidden
        && copier.source.name(annotation, b"Subtype") != Some(b"Popup")
}

fn detected(field: &Field, page: &Page<'_>, number: u32, rect: Bounds) -> Option<DetectedField> {
    let rect = page.geometry.displayed(rect)?;
    Some(DetectedField {
        kind: field.kind?.to_owned(),
        page: number,
        rect,
        name: field.name.clone(),
        required: field.required,
        value: field.value.clone(),
    })
}

fn paint<'a>(
    copier: &mut Copier<'a>,
    painted: &mut Painted,
    annotation: &'a Received,
    rect: Bounds,
) -> Result<bool, IntakeError> {
    match appearance(copier, annotation) {
        Some((id, form)) => {
            let placed = placement(copier, form, rect);
            let reference = copier.numbered(id, Kind::Form);
            painted.draw(placed, reference);
            Ok(true)
        }
        None => {
            let silent = matches!(
                copier.source.name(annotation, b"Subtype"),
                Some(b"Link" | b"Widget" | b"Text")
            );
            if !silent {
                copier.warnings.insert("annotation_not_shown");
            }
            Ok(false)
        }
    }
}

fn paint_widget<'a>(
    copier: &mut Copier<'a>,
    painted: &mut Painted,
    annotation: &'a Received,
    field: &Field,
    rect: Bounds,
    state: &mut Flattening,
) -> Result<(), IntakeError> {
    let textual = matches!(field.kind, Some("text" | "choice"));
    let has_value = field
        .value
        .as_deref()
        .is_some_and(|value| !value.trim().is_empty());
    if textual && has_value && (state.regenerate || appearance(copier, annotation).is_none()) {
        if let Some(form) = state.values.note(copier, field, rect) {
            painted.draw(Matrix([1.0, 0.0, 0.0, 1.0, rect.x0, rect.y0]), form);
            copier.warnings.insert("field_appearance_made");
            return Ok(());
        }
        copier.warnings.insert("field_value_not_shown");
    }
    let drawn = paint(copier, painted, annotation, rect)?;
    if !drawn && field.checked {
        let reference = check_mark(copier, rect);
        painted.draw(Matrix([1.0, 0.0, 0.0, 1.0, rect.x0, rect.y0]), reference);
        copier.warnings.insert("field_appearance_made");
    }
    Ok(())
}

/// The normal appearance (12.5.5), chosen by the appearance state where there are several.
fn appearance<'a>(
    copier: &Copier<'a>,
    annotation: &'a Received,
) -> Option<(ObjectId, &'a Received)> {
    let source = copier.source;
    let normal = source.dictionary(annotation, b"AP")?.get(b"N").ok()?;
    let chosen = match source.resolve(normal)? {
        Old::Dictionary(states) => states.get(source.name(annotation, b"AS")?).ok()?,
        _ => normal,
    };
    match source.locate(chosen)? {
        (Some(id), Old::Stream(stream)) => Some((id, &stream.dict)),
        _ => None,
    }
}

/// The map from the appearance's form space to the annotation's rectangle (12.5.5, algorithm 8.1).
fn placement<'a>(copier: &Copier<'a>, form: &'a Received, rect: Bounds) -> Matrix {
    let bounds = copier.source.bounds(form, b"BBox").unwrap_or(rect);
    let shown = copier.source.matrix(form, b"Matrix").bounds(bounds);
    let ratio = |wanted: f64, given: f64| {
        if given.abs() < 1e-9 {
            1.0
        } else {
            wanted / given
        }
    };
    let (x, y) = (
        ratio(rect.width(), shown.width()),
        ratio(rect.height(), shown.height()),
    );
    Matrix([
        x,
        0.0,
        0.0,
        y,
        rect.x0 - x * shown.x0,
        rect.y0 - y * shown.y0,
    ])
}

/// A check mark for a ticked box whose appearance is missing.
fn check_mark(copier: &mut Copier<'_>, rect: Bounds) -> Ref {
    let (w, h) = (rect.width(), rect.height());
    let point = |x: f64, y: f64| format!("{} {}", decimal(x * w, 3), decimal(y * h, 3));
    let content = format!(
        "{} w 1 J 1 j {} m {} l {} l S",
        decimal(w.min(h) * 0.1, 3),
        point(0.2, 0.5),
        point(0.42, 0.25),
        point(0.8, 0.78)
    );
    let number = |value: f64| Object::Real(decimal(value, 3));
    let bounds = Object::Array(vec![
        Object::Integer(0),
        Object::Integer(0),
        number(w),
        number(h),
    ]);
    let entries = [
        ("Type", Object::name("XObject")),
        ("Subtype", Object::name("Form")),
        ("BBox", bounds),
    ];
    copier.add(compressed(Dictionary::from(entries), content.into_bytes()))
}

impl Painted {
    fn draw(&mut self, matrix: Matrix, form: Ref) {
        let name = format!("A{}", self.forms.len());
        self.operators
            .push_str(&format!("q {} cm /{name} Do Q\n", matrix.operands()));
        self.forms.push((name, form));
    }
}
