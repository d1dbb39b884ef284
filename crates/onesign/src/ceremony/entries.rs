//! Recipients' entries: whether they can be printed, and are readable on paper.

use crate::printable::{cant_be_printed, doesnt_fit, listed};
use crate::problem::Problem;
use onesign_core::FieldError;
use onesign_core::code::{Code, FaultCode};
use onesign_core::envelope::Envelope;
use onesign_core::envelope::field::Field;
use onesign_core::envelope::value::Value;
use onesign_core::ids::{FieldId, RecipientId};
use onesign_evidence::stamps;
use std::collections::BTreeMap;

/// Entries by field; `None` clears one. Refuses characters that no font of the seal has, while the recipient can still
/// change them.
pub(crate) fn printable(
    given: BTreeMap<FieldId, Option<Value>>,
) -> Result<BTreeMap<FieldId, Option<Value>>, Problem> {
    let mut faults = Vec::new();
    for (id, value) in &given {
        let missing = value.as_ref().map(stamps::unprintable).unwrap_or_default();
        if let Some(list) = listed(&missing) {
            faults.push(FieldError {
                pointer: format!("/values/{}", id.0),
                code: FaultCode::Unprintable,
                detail: cant_be_printed(&list),
            });
        }
    }
    refused(faults).map_or(Ok(given), Err)
}

/// Refuses entries that would be too small to read on paper, while the recipient can still shorten them. Measuring many
/// entries takes time, so it runs outside the threads that serve requests.
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
