//! Turns values into stamps: their content and position on the pages.

use crate::format::Format;
use crate::text::{date_in_words, long_time, stamp_time};
use crate::trail_pages::within;
use onesign_core::envelope::field::{Field, FieldKind};
use onesign_core::envelope::value::{Mark, Value};
use onesign_pdf::Rect;
use onesign_pdf::fonts::{HandFont, unprintable as missing};
use onesign_pdf::stamp::{Stamp, StampContent};

/// The stamp of a value, unless it shows nothing. Dates follow the custom of the language. A text in a `date` field
/// comes from an early version, whose servers did not fill in dates, and is printed unchanged.
pub fn stamp(field: &Field, value: &Value, caption: Option<String>, locale: &str) -> Option<Stamp> {
    let content = match value {
        Value::Checked(false) => return None,
        Value::Checked(true) => StampContent::Check,
        Value::Text(text) if text.trim().is_empty() => return None,
        Value::Text(text) => StampContent::Text {
            text: match field.kind {
                FieldKind::FreeDate => date_in_words(locale, text),
                _ => text.clone(),
            },
            size_mpt: None,
        },
        Value::Date(day) => StampContent::Text {
            text: format!("{} ({})", date_in_words(locale, &day.date), day.zone),
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

/// The line under a signature: the name and the time.
pub fn caption(format: Format, locale: &str, name: &str, at_ms: i64) -> String {
    match format {
        Format::First => format!("{name} · {} UTC", stamp_time(at_ms)),
        Format::Second | Format::Third => {
            format!("{} · {}", within(format, name), long_time(locale, at_ms))
        }
        // The press separates the name from the time.
        Format::Fourth => format!("{name} · {}", long_time(locale, at_ms)),
    }
}

/// The handwriting font of this name; the first one replaces unknown names.
fn hand_of(name: &str) -> HandFont {
    serde_json::from_value(serde_json::Value::String(name.into())).unwrap_or(HandFont::Caveat)
}

/// How many letters the recipient has to remove from an entry to make it readable on paper. `None` if it is readable,
/// or if its length does not depend on the recipient, as for a date.
pub fn excess(field: &Field, value: &Value, name: &str) -> Option<usize> {
    let is_theirs = matches!(
        field.kind,
        FieldKind::Text | FieldKind::FullName | FieldKind::Signature | FieldKind::Initials
    );
    if !is_theirs {
        return None;
    }
    // Every time of day has about the same length.
    let caption = caption(Format::CURRENT, "en", name, 0);
    stamp(field, value, Some(caption), "en")?.excess()
}

/// The characters of a value that no font of the seal contains.
pub fn unprintable(value: &Value) -> Vec<char> {
    match value {
        Value::Text(text) => missing(text),
        Value::Mark(Mark::Typed { text, .. }) => missing(text),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use onesign_core::envelope::field::Rect as Place;
    use onesign_core::envelope::value::SigningDate;
    use onesign_core::ids::{FieldId, RecipientId};
    use uuid::Uuid;

    fn printed(kind: FieldKind, value: &Value, locale: &str) -> String {
        let field = Field {
            id: FieldId(Uuid::nil()),
            recipient: RecipientId(Uuid::nil()),
            kind,
            page: 0,
            rect: Place {
                x: 0,
                y: 0,
                w: 1,
                h: 1,
            },
            required: true,
            label: String::new(),
            prefill: None,
        };
        match stamp(&field, value, None, locale).unwrap().content {
            StampContent::Text { text, .. } => text,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn dates_are_written_as_people_write_them() {
        let day = Value::Date(SigningDate {
            date: "2026-11-28".into(),
            zone: "UTC".into(),
        });
        let kind = FieldKind::Date;
        assert_eq!(printed(kind, &day, "en"), "28 November 2026 (UTC)");
        assert_eq!(printed(kind, &day, "de"), "28. November 2026 (UTC)");
        let chosen = Value::Text("1999-03-01".into());
        assert_eq!(printed(FieldKind::FreeDate, &chosen, "en"), "1 March 1999");
        assert_eq!(printed(FieldKind::FreeDate, &chosen, "de"), "1. März 1999");
        // Seals of earlier versions must come out unchanged.
        assert_eq!(printed(kind, &chosen, "de"), "1999-03-01");
    }
}
