//! Sending: nobody is asked to sign what can't be sealed, printed or read.

use super::Ceremony;
use crate::ceremony::printable::unprintable;
use crate::ceremony::small_fields;
use crate::documents::intact;
use crate::http::problem::Problem;
use onesign_core::FieldError;
use onesign_core::Viewer;
use onesign_core::code::Code;
use onesign_core::command::SendEnvelope;
use onesign_core::envelope::draft::Draft;
use onesign_core::envelope::{Envelope, EnvelopeStatus};
use onesign_core::ids::EnvelopeId;

/// Looks whether the draft can go out, and gives the command that sends what was looked at. `seen` is the revision that
/// the sender has seen.
///
/// # Errors
/// Pointers into the draft where something can't be printed or has no room; damage of the record or the document; why
/// no seal could be made.
pub(crate) async fn command(
    room: &Ceremony,
    viewer: &Viewer,
    envelope: EnvelopeId,
    seen: Option<String>,
) -> Result<SendEnvelope, Problem> {
    room.sealing.ready_to_send()?;
    let draft = room.store.read(viewer).envelope(envelope).await?;
    check_printable(&draft)?;
    check_room(&draft).await?;
    intact::check(&room.documents, viewer, &draft).await?;
    Ok(SendEnvelope {
        envelope,
        // What was checked here is what goes out.
        revision: Some(seen.unwrap_or_else(|| Draft::of(&draft).revision())),
    })
}

fn check_printable(envelope: &Envelope) -> Result<(), Problem> {
    let faults: Vec<FieldError> = unprintable(envelope)
        .into_iter()
        .map(FieldError::from)
        .collect();
    if faults.is_empty() || envelope.status != EnvelopeStatus::Draft {
        return Ok(());
    }
    Err(Problem::new(
        Code::NotReady,
        "Some entries can't be printed on the document as they are.",
    )
    .pointing(faults))
}

/// Refuses fields that are too small for what will stand in them. Measuring is not done where others wait.
async fn check_room(envelope: &Envelope) -> Result<(), Problem> {
    if envelope.status != EnvelopeStatus::Draft {
        return Ok(());
    }
    let draft = envelope.clone();
    let measured =
        tokio::task::spawn_blocking(move || small_fields::faults(&draft, usize::MAX)).await;
    let faults = measured.map_err(|error| Problem::internal(&error))?;
    if faults.is_empty() {
        return Ok(());
    }
    Err(Problem::new(Code::NotReady, "Some fields are too small for their text.").pointing(faults))
}
