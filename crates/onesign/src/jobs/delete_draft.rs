//! Puts the documents of a deleted draft into quarantine; the sweep removes them after their time there.

use super::{Failed, Payload};
use crate::app::App;
use crate::upload::{NORMALISED, RECEIVED, blob};
use onesign_core::envelope::EnvelopeStatus;
use onesign_store::queue::Lease;

/// Puts what was uploaded, and what was made of it, into quarantine. Doing it again changes nothing.
pub(super) async fn run(app: &App, lease: &Lease) -> Result<(), Failed> {
    let envelope = Payload::of(lease)?.envelope(app).await?;
    if envelope.status != EnvelopeStatus::Deleted {
        return Err(Failed("payload".into()));
    }
    for file in [RECEIVED, NORMALISED] {
        app.store.quarantine_blob(&blob(envelope.id, file)?).await?;
    }
    Ok(())
}
