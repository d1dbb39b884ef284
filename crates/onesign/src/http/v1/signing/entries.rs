//! What a recipient puts into fields, as it goes over the wire.

use crate::printable::{cant_be_printed, doesnt_fit, listed};
use crate::problem::Problem;
use onesign_core::FieldError;
use onesign_core::code::{Code, FaultCode};
use onesign_core::envelope::Envelope;
use onesign_core::envelope::field::Field;
use onesign_core::envelope::value::{Mark, SigningDate, Value};
use onesign_core::ids::{FieldId, RecipientId};
use onesign_evidence::stamps;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use uuid::Uuid;

/// What is in a field: a mark in signatures and initials, a truth in checkboxes, the day of the signature in fields of
/// the kind `date`, a text in the others; chosen dates are `YYYY-MM-DD`.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
pub(crate) enum ValueView {
    Checked(bool),
    Text(String),
    Mark(MarkView),
    Date(SigningDateView),
}

/// The day of a signature, as the server filled it in. It can't be entered.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SigningDateView {
    /// `YYYY-MM-DD`.
    date: String,
    /// The time zone in which it was that day, such as `UTC`.
    zone: String,
}

/// What a field is to hold from now on; `null` empties it.
#[derive(Deserialize, ToSchema)]
pub(crate) struct EntryView(Option<ValueView>);

/// A signature or initials as adopted.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum MarkView {
    /// Written in one of the bundled hands.
    Typed {
        text: String,
        /// The hand it is written in, such as `caveat`.
        hand: String,
    },
    /// Drawn on a pad, whose units the points have.
    Drawn {
        width: i64,
        height: i64,
        /// Strokes of points `[x, y]`, from the top left of the pad.
        strokes: Vec<Vec<(i64, i64)>>,
    },
}

impl From<&Value> for ValueView {
    fn from(value: &Value) -> Self {
        match value {
            Value::Checked(checked) => Self::Checked(*checked),
            Value::Text(text) => Self::Text(text.clone()),
            Value::Date(SigningDate { date, zone }) => Self::Date(SigningDateView {
                date: date.clone(),
                zone: zone.clone(),
            }),
            Value::Mark(Mark::Typed { text, hand }) => Self::Mark(MarkView::Typed {
                text: text.clone(),
                hand: hand.clone(),
            }),
            Value::Mark(Mark::Drawn {
                width,
                height,
                strokes,
            }) => Self::Mark(MarkView::Drawn {
                width: *width,
                height: *height,
                strokes: strokes.clone(),
            }),
        }
    }
}

impl From<ValueView> for Value {
    fn from(value: ValueView) -> Self {
        match value {
            ValueView::Checked(checked) => Self::Checked(checked),
            ValueView::Text(text) => Self::Text(text),
            ValueView::Date(SigningDateView { date, zone }) => {
                Self::Date(SigningDate { date, zone })
            }
            ValueView::Mark(MarkView::Typed { text, hand }) => {
                Self::Mark(Mark::Typed { text, hand })
            }
            ValueView::Mark(MarkView::Drawn {
                width,
                height,
                strokes,
            }) => Self::Mark(Mark::Drawn {
                width,
                height,
                strokes,
            }),
        }
    }
}

/// Entries by field; `None` empties one. Characters that no font of the seal has are refused while there is still
/// somebody to type others.
pub(crate) fn entries(
    given: BTreeMap<Uuid, EntryView>,
) -> Result<BTreeMap<FieldId, Option<Value>>, Problem> {
    let mut faults = Vec::new();
    let mut values = BTreeMap::new();
    for (id, EntryView(value)) in given {
        let value = value.map(Value::from);
        let missing = value.as_ref().map(stamps::unprintable).unwrap_or_default();
        if let Some(list) = listed(&missing) {
            faults.push(FieldError {
                pointer: format!("/values/{id}"),
                code: FaultCode::Unprintable,
                detail: cant_be_printed(&list),
            });
        }
        values.insert(FieldId(id), value);
    }
    refused(faults).map_or(Ok(values), Err)
}

/// Refuses entries that would be too small to read on paper, while there is still somebody to shorten them. Measuring
/// takes a while where much was entered, so it is not done where others wait.
pub(crate) async fn legible(
    envelope: &Envelope,
    recipient: RecipientId,
    values: &BTreeMap<FieldId, Option<Value>>,
) -> Result<(), Problem> {
    let name = envelope
        .recipient(recipient)
        .map_or("", |r| &r.name)
        .to_owned();
    let entry = |(id, value): (&FieldId, &Option<Value>)| {
        Some((envelope.field(*id)?.clone(), value.clone()?))
    };
    let entries: Vec<(Field, Value)> = values.iter().filter_map(entry).collect();
    let measure = move || {
        entries
            .iter()
            .filter_map(|(f, v)| too_long(f, v, &name))
            .collect()
    };
    let measured = tokio::task::spawn_blocking(measure).await;
    let faults = measured.map_err(|error| Problem::internal(&error))?;
    refused(faults).map_or(Ok(()), Err)
}

fn too_long(field: &Field, value: &Value, name: &str) -> Option<FieldError> {
    let excess = stamps::excess(field, value, name)?;
    Some(FieldError {
        pointer: format!("/values/{}", field.id.0),
        code: FaultCode::DoesNotFit,
        detail: doesnt_fit(excess),
    })
}

fn refused(faults: Vec<FieldError>) -> Option<Problem> {
    let problem = || {
        Problem::new(
            Code::ValuesRefused,
            "Some entries need correcting. Check the marked ones.",
        )
    };
    (!faults.is_empty()).then(|| problem().pointing(faults))
}
