//! Values: what a recipient puts into a field, and when a field is complete.

use crate::code::FaultCode;
use crate::envelope::field::{Field, FieldKind};
use crate::ink::is_blank;
use crate::time::utc_date;
use serde::{Deserialize, Serialize};

/// Longest text a field takes, in characters.
pub const MAX_TEXT: usize = 2_000;
/// Longest typed signature, in characters.
pub const MAX_TYPED: usize = 200;
/// Most points a drawn signature may have.
pub const MAX_POINTS: usize = 10_000;
/// Largest side of the drawing pad, in its own units.
pub const MAX_PAD: i64 = 4_000;

/// A signature or initials as adopted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Mark {
    /// Written in one of the bundled handwriting fonts.
    Typed {
        /// What is written.
        text: String,
        /// The handwriting font, such as `caveat`.
        hand: String,
    },
    /// Drawn on a pad; the points are in its units.
    Drawn {
        /// Width of the pad.
        width: i64,
        /// Height of the pad.
        height: i64,
        /// Strokes of points `[x, y]`, from the top left of the pad.
        strokes: Vec<Vec<(i64, i64)>>,
    },
}

/// The day of a signature, as the server filled it in. It can't be entered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SigningDate {
    /// `YYYY-MM-DD`.
    pub date: String,
    /// The time zone in which it was that day, such as `UTC`.
    pub zone: String,
}

impl SigningDate {
    /// The day of this moment, in UTC: the recipients may live in several time zones, and its trail is in UTC.
    pub fn of(at_ms: i64) -> Self {
        Self {
            date: utc_date(at_ms),
            zone: "UTC".into(),
        }
    }
}

/// What is in a field: a mark in signatures and initials, a Boolean in checkboxes, the day of the signature in fields
/// of the kind `date`, a text in the others; chosen dates are `YYYY-MM-DD`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FieldValue))]
#[serde(untagged)]
pub enum Value {
    /// A ticked or empty box.
    Checked(bool),
    /// Text, name, or a chosen date as `YYYY-MM-DD`.
    Text(String),
    /// A signature or initials.
    Mark(Mark),
    /// The day of the signature. Earlier versions let recipients write it, as text.
    Date(SigningDate),
}

impl Value {
    /// Checks the value against its field. The code and sentence say how to fix it.
    pub fn check(&self, field: &Field) -> Result<(), (FaultCode, &'static str)> {
        match (field.kind, self) {
            (FieldKind::Signature | FieldKind::Initials, Self::Mark(mark)) => mark.check(),
            (FieldKind::FullName | FieldKind::Text, Self::Text(text)) => check_text(text),
            (FieldKind::Date, _) => Err((
                FaultCode::DateLocked,
                "This is the day of the signature. It is filled in when you sign; nobody can enter another.",
            )),
            (FieldKind::FreeDate, Self::Text(text)) if is_date(text) => Ok(()),
            (FieldKind::FreeDate, Self::Text(_)) => Err((
                FaultCode::BadDate,
                "Give the date as year-month-day, such as 2026-11-22.",
            )),
            (FieldKind::Checkbox, Self::Checked(_)) => Ok(()),
            _ => Err((
                FaultCode::WrongKind,
                "This field takes another kind of value.",
            )),
        }
    }

    /// Whether the value counts as filled in.
    pub fn is_filled(&self) -> bool {
        match self {
            Self::Checked(checked) => *checked,
            Self::Text(text) => !is_blank(text),
            Self::Mark(_) | Self::Date(_) => true,
        }
    }
}

impl Mark {
    fn check(&self) -> Result<(), (FaultCode, &'static str)> {
        match self {
            Self::Typed { text, hand } => {
                let length = text.chars().count();
                if is_blank(text) || length > MAX_TYPED || text.chars().any(char::is_control) {
                    return Err((FaultCode::BadMark, "Type a name of at most 200 characters."));
                }
                let plain = hand
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b == b'_' || b == b'-');
                if !plain || hand.is_empty() || hand.len() > 40 {
                    return Err((FaultCode::BadHand, "Choose one of the handwriting styles."));
                }
                Ok(())
            }
            Self::Drawn {
                width,
                height,
                strokes,
            } => check_strokes(*width, *height, strokes),
        }
    }
}

fn check_strokes(
    width: i64,
    height: i64,
    strokes: &[Vec<(i64, i64)>],
) -> Result<(), (FaultCode, &'static str)> {
    let inside = |&(x, y): &(i64, i64)| (0..=width).contains(&x) && (0..=height).contains(&y);
    let points: usize = strokes.iter().map(Vec::len).sum();
    if !(1..=MAX_PAD).contains(&width)
        || !(1..=MAX_PAD).contains(&height)
        || points > MAX_POINTS
        || !strokes.iter().flatten().all(inside)
    {
        return Err((
            FaultCode::BadMark,
            "The drawing can't be used. Please draw it again.",
        ));
    }
    let ink: i64 = strokes
        .iter()
        .flat_map(|s| s.windows(2))
        .map(|p| (p[1].0 - p[0].0).abs() + (p[1].1 - p[0].1).abs())
        .sum();
    if ink * 20 < width {
        return Err((
            FaultCode::BlankMark,
            "The drawing is empty. Please draw your signature, or type it.",
        ));
    }
    Ok(())
}

fn check_text(text: &str) -> Result<(), (FaultCode, &'static str)> {
    if text.chars().count() > MAX_TEXT {
        return Err((
            FaultCode::TooLong,
            "Shorten the text to at most 2,000 characters.",
        ));
    }
    if text
        .chars()
        .any(|c| c.is_control() && !matches!(c, '\n' | '\t'))
    {
        return Err((
            FaultCode::ControlCharacter,
            "Remove the characters that can't be printed.",
        ));
    }
    Ok(())
}

/// Whether the text is a real calendar date, `YYYY-MM-DD`, from year 1 to 9999.
pub fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return false;
    }
    let digits = |from: usize, to: usize| {
        let part = &text.as_bytes()[from..to];
        part.iter().try_fold(0u32, |n, b| {
            b.is_ascii_digit().then(|| n * 10 + u32::from(b - b'0'))
        })
    };
    let (Some(year), Some(month), Some(day)) = (digits(0, 4), digits(5, 7), digits(8, 10)) else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        1..=12 => 31,
        _ => return false,
    };
    year > 0 && (1..=last).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_real() {
        for good in ["2026-11-22", "2024-02-29", "2000-02-29", "0001-01-01"] {
            assert!(is_date(good), "{good}");
        }
        for bad in [
            "2026-02-29",
            "1900-02-29",
            "2026-13-01",
            "2026-00-10",
            "22.11.2026",
            "2026-1-22",
            "",
            "２026-11-2",
        ] {
            assert!(!is_date(bad), "{bad}");
        }
    }

    #[test]
    fn the_day_of_a_signature_survives_its_own_evidence() {
        let value = Value::Date(SigningDate::of(1_790_000_000_000));
        let json = serde_json::to_value(&value).unwrap();
        assert_eq!(
            json,
            serde_json::json!({ "date": "2026-09-21", "zone": "UTC" })
        );
        assert_eq!(serde_json::from_value::<Value>(json).unwrap(), value);
    }

    #[test]
    fn invisible_text_fills_in_nothing() {
        for nothing in ["", " \t", "\u{200b}", "\u{3164}", "\u{ad}\u{fe0f}"] {
            assert!(!Value::Text(nothing.into()).is_filled(), "{nothing:?}");
            let typed = Mark::Typed {
                text: nothing.into(),
                hand: "caveat".into(),
            };
            assert_eq!(
                typed.check().unwrap_err().0,
                FaultCode::BadMark,
                "{nothing:?}"
            );
        }
        assert!(Value::Text("\u{200e}ع".into()).is_filled());
    }

    #[test]
    fn tabs_are_text() {
        assert!(check_text("rent\t900\nheating\t80").is_ok());
        assert_eq!(
            check_text("a\u{7}").unwrap_err().0,
            FaultCode::ControlCharacter
        );
    }

    #[test]
    fn a_blank_drawing_is_not_a_signature() {
        let blank = Mark::Drawn {
            width: 600,
            height: 200,
            strokes: vec![vec![(5, 5)], vec![]],
        };
        assert_eq!(blank.check().unwrap_err().0, FaultCode::BlankMark);
        let off = Mark::Drawn {
            width: 600,
            height: 200,
            strokes: vec![vec![(5, 5), (700, 5)]],
        };
        assert_eq!(off.check().unwrap_err().0, FaultCode::BadMark);
        let ink = Mark::Drawn {
            width: 600,
            height: 200,
            strokes: vec![vec![(5, 5), (300, 90)]],
        };
        assert!(ink.check().is_ok());
    }
}
