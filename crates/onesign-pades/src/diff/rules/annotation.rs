//! Annotations that are no fields: added, changed, removed.

use onesign_pdf::object::{Dictionary, Object};
use onesign_pdf::read::{Document, ReadError};
use onesign_pdf::shown::{can_be_seen, is_see_through, rectangle, text_places};

use crate::diff::change::ChangeKind;
use crate::diff::difference::{AnnotationDifference, AnnotationKind, Covers};
use crate::diff::explain::Why;
use crate::diff::permission::Need;
use crate::diff::step::{Finding, Step};

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

/// What a new annotation asks of the signers.
fn need(document: &Document<'_>, annotation: &Dictionary) -> Need {
    let acts = ["A", "AA", "PA"].iter().any(|key| annotation.contains(key));
    match annotation.get("Subtype").and_then(Object::as_name) {
        _ if acts => Need::Forbidden,
        // A small sign or a see-through mark, as every viewer draws it.
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

/// An object that a page lists among its annotations anew.
pub(crate) fn added(step: &mut Step<'_, '_>, number: u32, page: usize) -> Result<(), ReadError> {
    if step.parts.contains_key(&number) && step.is_field(number) {
        return Ok(()); // A new signature field, which its own rule tells.
    }
    let is_new = step
        .delta
        .get(&number)
        .is_some_and(crate::diff::delta::Pair::is_added);
    let value = onesign_pdf::graph::read(step.new, number)?;
    let annotation = dictionary(value.as_ref());
    if step.is_field(number) && !can_be_seen(step.new, &annotation) {
        return Ok(()); // A field of the form that shows nothing.
    }
    let mut wanted = need(step.new, &annotation);
    let marks_text = matches!(
        subtype(&annotation),
        b"Highlight" | b"Underline" | b"Squiggly" | b"StrikeOut"
    );
    let text = step.new.value(&annotation, "Contents")?.as_text();
    let text = text.filter(|text| !text.is_empty());
    let text = text.as_deref().map(short);
    let covers = match wanted {
        Need::CoveringNote if !marks_text && lies_over_text(step, &annotation, page) => {
            wanted = Need::Forbidden;
            Covers::SignedText
        }
        Need::CoveringNote => Covers::Perhaps,
        _ => Covers::Nothing,
    };
    let difference = AnnotationDifference::Added {
        kind: kind(subtype(&annotation)),
        page: page + 1,
        text,
        covers,
    };
    // What was there unused, or stands in the form already, is put before the reader's eyes anew.
    let need = if is_new && !step.is_field(number) {
        wanted
    } else {
        Need::Forbidden
    };
    if need != Need::Forbidden {
        step.explain_added(number, Why::Note);
    }
    let finding = Finding::new(ChangeKind::Annotation, need, difference);
    step.find(finding.on(Some(page)));
    Ok(())
}

/// Whether an annotation lies where the page begins a piece of text.
pub(crate) fn lies_over_text(step: &Step<'_, '_>, annotation: &Dictionary, page: usize) -> bool {
    let places = step.old.pages().ok().and_then(|pages| {
        let page = step.old.object(*pages.get(page)?).ok()?;
        Some(text_places(step.old, page.as_dictionary()?))
    });
    let Some([left, bottom, right, top]) = rectangle(step.new, annotation) else {
        return true;
    };
    let mut places = places.unwrap_or_default().into_iter();
    places.any(|(x, y)| (left..right).contains(&x) && (bottom..top).contains(&y))
}

fn short(text: &str) -> String {
    let plain = text
        .chars()
        .map(|sign| if sign.is_control() { ' ' } else { sign });
    plain.take(120).collect()
}

/// An annotation that a page lists no more.
pub(crate) fn removed(step: &mut Step<'_, '_>, number: u32, page: usize) -> Result<(), ReadError> {
    let value = onesign_pdf::graph::read(step.old, number)?;
    let annotation = dictionary(value.as_ref());
    let removed = AnnotationDifference::Removed(kind(subtype(&annotation)), page + 1);
    let need = match subtype(&annotation) {
        // One with looks of its own may have hidden something.
        b"Text" | b"Popup" if !annotation.contains("AP") => Need::Note,
        _ => Need::Forbidden,
    };
    let finding = Finding::new(ChangeKind::Annotation, need, removed);
    step.find(finding.on(Some(page)));
    Ok(())
}

/// An annotation that stays on its page and is defined anew.
pub(crate) fn changed(step: &mut Step<'_, '_>, number: u32, page: usize) -> Result<(), ReadError> {
    let Some(pair) = step.delta.get(&number) else {
        return Ok(());
    };
    let (was, is) = (dictionary(pair.old.as_ref()), dictionary(pair.new.as_ref()));
    let is_note = need(step.old, &was) == Need::Note && need(step.new, &is) == Need::Note;
    let mut need = Need::Note;
    for key in step.differing(&was, &is)? {
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
        step.roles.insert(number, crate::diff::step::Role::Field);
        for key in ["Popup", "Contents", "RC"] {
            step.open(number, key, Why::Note);
            if let Some(value) = is.get(key) {
                step.explain(value, Why::Note, false);
            }
        }
    }
    let finding = Finding::new(ChangeKind::Annotation, need, difference);
    step.find(finding.on(Some(page)));
    Ok(())
}
