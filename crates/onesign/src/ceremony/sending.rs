//! Sending: nobody is asked to sign a document that can't be sealed, printed or read.

use super::Ceremony;
use crate::ceremony::small_fields;
use crate::documents::intact;
use crate::printable::unprintable;
use crate::problem::Problem;
use onesign_core::FieldError;
use onesign_core::Viewer;
use onesign_core::code::Code;
use onesign_core::command::SendEnvelope;
use onesign_core::envelope::draft::Draft;
use onesign_core::envelope::{Envelope, EnvelopeStatus};
use onesign_core::ids::EnvelopeId;

/// Checks whether the draft can be sent, and returns the command that sends the checked draft. `seen` is the revision
/// that the sender has seen.
///
/// # Errors
/// Pointers into the draft to entries that can't be printed or have no room; damage of the record or the document; the
/// reason why no seal can be made.
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
        // The checked draft is the one to send.
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

/// Refuses fields that are too small for their later content. Measuring runs outside the threads that serve requests.
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
