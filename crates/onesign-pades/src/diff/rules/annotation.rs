//! Annotations other than fields: added, changed, removed.

use onesign_pdf::graph;
use onesign_pdf::object::{Dictionary, Object};
use onesign_pdf::read::{Document, ReadError};
use onesign_pdf::shown::{can_be_seen, is_see_through};

use super::signed_text::is_over_text;
use crate::diff::change::ChangeKind;
use crate::diff::comparison::Comparison;
use crate::diff::difference::{AnnotationDifference, AnnotationKind, Covers, clipped};
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

/// The permission that a new annotation needs.
fn need(document: &Document<'_>, annotation: &Dictionary) -> Need {
    let acts = ["A", "AA", "PA"].iter().any(|key| annotation.contains(key));
    match annotation.get("Subtype").and_then(Object::as_name) {
        _ if acts => Need::Forbidden,
        // A small icon or a see-through mark, as every viewer draws it.
        Some(b"Text" | b"Popup" | b"Highlight" | b"Underline" | b"Squiggly" | b"StrikeOut")
            if !annotation.contains("AP") && is_see_through(document, annotation) =>
        {
            Need::Note
        }
        Some(
            b"Text" | b"Popup" | b"Highlight" | b"Underline" | b"Squiggly" | b"StrikeOut"
            | b"FreeText" | b"Stamp" | b"Square" | b"Circle" | b"Polygon" | b"PolyLine" | b"Line"
            | b"Ink" | b"Caret",
        ) => Need::CoveringNote,
        _ => Need::Forbidden,
    }
}

fn dictionary(value: Option<&Object>) -> Dictionary {
    let dictionary = value.and_then(Object::as_dictionary);
    dictionary.cloned().unwrap_or_default()
}

fn subtype(annotation: &Dictionary) -> &[u8] {
    let subtype = annotation.get("Subtype").and_then(Object::as_name);
    subtype.unwrap_or_default()
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
        return Ok(draft.done()); // A field of the form that shows nothing.
    }
    let text = compared.new.value(&annotation, "Contents")?.as_text();
    let text = text.filter(|text| !text.is_empty());
    let (wanted, covers) = cover(compared, &annotation, page);
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

/// The permission that a new annotation needs, and whether it covers signed content.
fn cover(compared: &Comparison<'_, '_>, annotation: &Dictionary, page: usize) -> (Need, Covers) {
    let marks_text = matches!(
        subtype(annotation),
        b"Highlight" | b"Underline" | b"Squiggly" | b"StrikeOut"
    );
    match need(compared.new, annotation) {
        Need::CoveringNote if !marks_text && is_over_text(compared, annotation, page) => {
            (Need::Forbidden, Covers::SignedText)
        }
        Need::CoveringNote => (Need::CoveringNote, Covers::Perhaps),
        need => (need, Covers::Nothing),
    }
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
    let need = match subtype(&annotation) {
        // An annotation with its own appearance may have hidden something.
        b"Text" | b"Popup" if !annotation.contains("AP") => Need::Note,
        _ => Need::Forbidden,
    };
    let finding = Finding::new(ChangeKind::Annotation, need, removed);
    Ok(finding.on(Some(page)))
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
    let is_note = need(compared.old, &was) == Need::Note && need(compared.new, &is) == Need::Note;
    let mut need = Need::Note;
    for key in compared.differing(&was, &is)? {
        match key.as_slice() {
            b"Contents" | b"M" | b"T" | b"RC" | b"Open" | b"State" | b"StateModel" | b"Subj"
            | b"Popup" | b"CreationDate"
                if is_note => {}
            _ => need = Need::Forbidden,
        }
    }
    let (before, after) = (kind(subtype(&was)), kind(subtype(&is)));
    let difference = if before == after {
        AnnotationDifference::Changed(after, page + 1)
    } else {
        let other = String::from_utf8_lossy(subtype(&is)).into_owned();
        AnnotationDifference::Became(before, page + 1, other)
    };
    if need == Need::Note {
        draft.changed(number, Role::Field);
        for key in ["Popup", "Contents", "RC"] {
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
