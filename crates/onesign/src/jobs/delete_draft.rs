//! Puts the documents of a deleted draft into quarantine; the sweep removes them after their time there.

use super::Failed;
use crate::documents::upload::{NORMALISED, RECEIVED, blob};
use onesign_core::envelope::EnvelopeStatus;
use onesign_core::ids::EnvelopeId;
use onesign_store::Store;

/// Puts what was uploaded, and what was made of it, into quarantine. Doing it again changes nothing.
pub(super) async fn run(store: &Store, id: EnvelopeId) -> Result<(), Failed> {
    let envelope = super::envelope(store, id).await?;
    if envelope.status != EnvelopeStatus::Deleted {
        return Err(Failed::Payload);
    }
    for file in [RECEIVED, NORMALISED] {
        store.quarantine_blob(&blob(envelope.id, file)?).await?;
    }
    Ok(())
}
