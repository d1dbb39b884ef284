//! The types of annotations (12.5.6), by what viewers draw for them.

use onesign_pdf::object::{Dictionary, Object};
use onesign_pdf::read::Document;

/// The widest border that counts as thin, in points.
const MAX_BORDER: f64 = 4.0;

/// The type of an annotation.
pub(super) fn kind(annotation: &Dictionary) -> &[u8] {
    let kind = annotation.get("Subtype").and_then(Object::as_name);
    kind.unwrap_or_default()
}

/// Whether the standard defines this type. Viewers draw others, or ignore them.
pub(super) fn is_known(kind: &[u8]) -> bool {
    plays(kind)
        || leaves_nothing_open(kind)
        || matches!(
            kind,
            b"FreeText"
                | b"Line"
                | b"Square"
                | b"Circle"
                | b"Polygon"
                | b"PolyLine"
                | b"Highlight"
                | b"Underline"
                | b"Squiggly"
                | b"StrikeOut"
                | b"Stamp"
                | b"Caret"
                | b"Ink"
                | b"Watermark"
                | b"Redact"
        )
}

/// Annotations of media (12.5.6.16 to 12.5.6.18, 12.5.6.24, 13.2 to 13.7), whatever their poster shows.
pub(super) fn plays(kind: &[u8]) -> bool {
    matches!(
        kind,
        b"Movie" | b"Sound" | b"Screen" | b"3D" | b"RichMedia" | b"Projection"
    )
}

/// Whether an annotation without an appearance shows at most a border, an icon, or nothing. A field is examined
/// with its value.
pub(super) fn leaves_nothing_open(kind: &[u8]) -> bool {
    plays(kind)
        || is_icon(kind)
        || matches!(kind, b"Widget" | b"Link" | b"TrapNet" | b"PrinterMark")
}

/// Whether an annotation shows an icon.
pub(super) fn is_icon(kind: &[u8]) -> bool {
    matches!(kind, b"Text" | b"FileAttachment")
}

/// Whether the border that viewers draw around an annotation (12.5.4) may hide what is below it.
pub(super) fn has_wide_border(document: &Document<'_>, annotation: &Dictionary) -> bool {
    let is_wide = |width: &Object| {
        let width = document.follow(width).ok();
        match width {
            Some(Object::Null) => false,
            Some(width) => width.as_number().is_none_or(|width| width > MAX_BORDER),
            None => true,
        }
    };
    let style = match document.value(annotation, "BS") {
        Ok(Object::Dictionary(style)) => style.get("W").is_some_and(is_wide),
        Ok(Object::Null) => false,
        _ => true,
    };
    let border = match document.value(annotation, "Border") {
        Ok(Object::Array(sides)) => sides.get(2).is_some_and(is_wide),
        Ok(Object::Null) => false,
        _ => true,
    };
    style || border
}
