//! From values to stamps: what is put where on the pages.

use crate::seal::format::Format;
use crate::seal::trail::within;
use crate::text::{long_time, stamp_time};
use onesign_core::envelope::field::{Field, FieldKind};
use onesign_core::envelope::value::{Mark, Value};
use onesign_pdf::Rect;
use onesign_pdf::fonts::{HandFont, unprintable as missing};
use onesign_pdf::stamp::{Stamp, StampContent};

/// The stamp of a value, if there is anything to be seen.
pub(crate) fn stamp(field: &Field, value: &Value, caption: Option<String>) -> Option<Stamp> {
    let content = match value {
        Value::Checked(false) => return None,
        Value::Checked(true) => StampContent::Check,
        Value::Text(text) if text.trim().is_empty() => return None,
        Value::Text(text) => StampContent::Text {
            text: text.clone(),
            size_mpt: None,
        },
        Value::Mark(Mark::Typed { text, hand }) => StampContent::Hand {
            text: text.clone(),
            font: hand_of(hand),
        },
        Value::Mark(Mark::Drawn {
            width,
            height,
            strokes,
        }) => StampContent::Strokes {
            strokes: strokes.clone(),
            width: *width,
            height: *height,
        },
    };
    let r = field.rect;
    Some(Stamp {
        page: u32::try_from(field.page).ok()?,
        rect: Rect {
            x: r.x,
            y: r.y,
            w: r.w,
            h: r.h,
        },
        content,
        caption: caption.filter(|_| field.kind == FieldKind::Signature),
    })
}

/// The line under a signature: who, and when.
pub(crate) fn caption(format: Format, locale: &str, name: &str, at_ms: i64) -> String {
    match format {
        Format::First => format!("{name} · {} UTC", stamp_time(at_ms)),
        Format::Second => format!("{} · {}", within(name), long_time(locale, at_ms)),
    }
}

/// The hand of this name; the first one stands in for names that are not offered.
fn hand_of(name: &str) -> HandFont {
    serde_json::from_value(serde_json::Value::String(name.into())).unwrap_or(HandFont::Caveat)
}

/// Characters of a value that no font of the seal has.
pub(crate) fn unprintable(value: &Value) -> Vec<char> {
    match value {
        Value::Text(text) => missing(text),
        Value::Mark(Mark::Typed { text, .. }) => missing(text),
        _ => Vec::new(),
    }
}
