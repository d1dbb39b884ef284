//! Puts the documents of a deleted draft into quarantine; the sweep removes them after their time there.

use super::Failed;
use crate::app::App;
use crate::documents::upload::{NORMALISED, RECEIVED, blob};
use onesign_core::envelope::EnvelopeStatus;
use onesign_core::ids::EnvelopeId;

/// Puts what was uploaded, and what was made of it, into quarantine. Doing it again changes nothing.
pub(super) async fn run(app: &App, id: EnvelopeId) -> Result<(), Failed> {
    let envelope = super::envelope(&app.store, id).await?;
    if envelope.status != EnvelopeStatus::Deleted {
        return Err(Failed::Payload);
    }
    for file in [RECEIVED, NORMALISED] {
        app.store.quarantine_blob(&blob(envelope.id, file)?).await?;
    }
    Ok(())
}
