//! What an annotation is, whatever its place: its kind, its action and the permission that it needs.

use onesign_pdf::object::{Dictionary, Object};
use onesign_pdf::read::{Document, ReadError};
use onesign_pdf::shown::is_see_through;

use crate::diff::comparison::Comparison;
use crate::diff::finding::Need;

/// Whether an annotation does something when someone uses it.
pub(super) fn acts(annotation: &Dictionary) -> bool {
    ["A", "AA", "PA"].iter().any(|key| annotation.contains(key))
}

/// Whether a link's action only goes to a place or an address (12.6.4).
pub(super) fn leads_somewhere(
    compared: &Comparison<'_, '_>,
    annotation: &Dictionary,
) -> Result<bool, ReadError> {
    let action = compared.new.value(annotation, "A")?;
    Ok(action.as_dictionary().is_none_or(|action| {
        (action.is("S", "URI") || action.is("S", "GoTo")) && !action.contains("Next")
    }))
}

/// Whether an annotation marks text (12.5.6.10).
pub(super) fn marks_text(annotation: &Dictionary) -> bool {
    matches!(
        subtype(annotation),
        b"Highlight" | b"Underline" | b"Squiggly" | b"StrikeOut"
    )
}

/// The permission that a new annotation needs, wherever it is.
pub(super) fn need(document: &Document<'_>, annotation: &Dictionary) -> Need {
    match annotation.get("Subtype").and_then(Object::as_name) {
        _ if acts(annotation) => Need::Forbidden,
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

/// The word of its kind; empty if it has none.
pub(super) fn subtype(annotation: &Dictionary) -> &[u8] {
    let subtype = annotation.get("Subtype").and_then(Object::as_name);
    subtype.unwrap_or_default()
}
