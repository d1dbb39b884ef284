//! The fields of a draft that are too small for their later content. Sending waits until they are larger, because
//! nobody can change them afterwards.

use onesign_core::FieldError;
use onesign_core::code::FaultCode;
use onesign_core::envelope::Envelope;
use onesign_core::envelope::field::{Field, FieldKind};
use onesign_core::envelope::value::{Mark, SigningDate, Value};
use onesign_evidence::stamps::stamp;
use std::collections::BTreeMap;

/// The widest date: the longest name of a month, and two digits.
const LONGEST_DAY: &str = "2026-09-30";

/// How many field sizes a read of a draft measures: drafts with more sizes are rare, and sending measures them all.
pub(crate) const A_LOOK: usize = 200;

/// The faults of the fields, as pointers into the draft. Measuring takes time, so equal fields are measured once, and
/// at most `most` sizes; further ones are not judged.
pub(crate) fn faults(envelope: &Envelope, most: usize) -> Vec<FieldError> {
    let mut measured = BTreeMap::new();
    let fields = envelope.fields.iter().enumerate();
    let faults = fields.filter_map(|(n, field)| {
        let alike = (field.kind as u8, field.rect.w, field.rect.h);
        let fault = match measured.get(&alike) {
            Some(found) => Option::clone(found),
            None if measured.len() == most => None,
            None => {
                let found = too_small(field, &envelope.locale);
                measured.insert(alike, found.clone());
                found
            }
        };
        fault.map(|detail| FieldError {
            pointer: format!("/fields/{n}/rect"),
            code: FaultCode::TooSmall,
            detail,
        })
    });
    faults.collect()
}

/// Advice about a field in which not even the shortest entry, or the date that the server fills in, is readable.
fn too_small(field: &Field, locale: &str) -> Option<String> {
    let (least, what) = match field.kind {
        FieldKind::Checkbox => return None,
        FieldKind::Date => (Value::Date(longest_day()), "a date"),
        FieldKind::FreeDate => (Value::Text(LONGEST_DAY.into()), "a date"),
        FieldKind::Text | FieldKind::FullName => (Value::Text("M".into()), "a letter"),
        FieldKind::Signature | FieldKind::Initials => {
            let typed = Mark::Typed {
                text: "M".into(),
                hand: "caveat".into(),
            };
            (Value::Mark(typed), "a letter")
        }
    };
    stamp(field, &least, None, locale)?.excess()?;
    Some(format!(
        "Make the field larger: {what} in it would be too small to read."
    ))
}

fn longest_day() -> SigningDate {
    SigningDate {
        date: LONGEST_DAY.into(),
        zone: "UTC".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use onesign_core::envelope::field::Rect;
    use onesign_core::ids::{FieldId, RecipientId};
    use uuid::Uuid;

    fn field(kind: FieldKind, w: i64, h: i64) -> Field {
        Field {
            id: FieldId(Uuid::nil()),
            recipient: RecipientId(Uuid::nil()),
            kind,
            page: 0,
            rect: Rect { x: 0, y: 0, w, h },
            required: true,
            label: String::new(),
            prefill: None,
        }
    }

    #[test]
    fn an_unreadable_date_is_reported_before_sending() {
        for kind in [FieldKind::Date, FieldKind::FreeDate] {
            for (w, h) in [(20_000, 6_000), (20_000, 10_000)] {
                assert!(too_small(&field(kind, w, h), "de").is_some(), "{kind:?}");
            }
            for locale in ["en", "de"] {
                assert!(too_small(&field(kind, 108_000, 22_500), locale).is_none());
            }
        }
        assert!(too_small(&field(FieldKind::Date, 60_000, 10_000), "en").is_some());
    }

    #[test]
    fn a_field_too_small_for_a_letter_is_reported_before_sending() {
        let kinds = [
            FieldKind::Text,
            FieldKind::FullName,
            FieldKind::Signature,
            FieldKind::Initials,
        ];
        for kind in kinds {
            assert!(
                too_small(&field(kind, 4_000, 12_000), "en").is_some(),
                "{kind:?}"
            );
            assert!(
                too_small(&field(kind, 20_000, 12_000), "en").is_none(),
                "{kind:?}"
            );
        }
        assert!(too_small(&field(FieldKind::Checkbox, 4_000, 4_000), "en").is_none());
    }
}
