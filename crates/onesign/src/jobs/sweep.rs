//! Removes what nothing refers to: documents of uploads that never became an envelope, old counters.

use super::Failed;
use crate::app::App;
use crate::clock::now_ms;
use onesign_core::Viewer;
use onesign_core::ids::EnvelopeId;
use onesign_store::BlobName;
use std::collections::HashSet;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Sweeps blobs and counters.
pub(super) async fn run(app: &App) -> Result<(), Failed> {
    let blobs = app.store.blobs();
    let mut known = HashSet::new();
    let mut seen = HashSet::new();
    for name in blobs.list().await? {
        match envelope_of(&name) {
            // Pictures of pages are made again when they are missing; they go with the next cache rule.
            None => drop(known.insert(name)),
            Some(id) => {
                if seen.contains(&id) || exists(app, id).await? {
                    seen.insert(id);
                    known.insert(name);
                }
            }
        }
    }
    let swept = blobs.sweep(known).await?;
    if swept.orphans + swept.drafts > 0 {
        tracing::info!(orphans = swept.orphans, drafts = swept.drafts, "swept");
    }
    app.store.forget_before(now_ms() - DAY_MS).await?;
    app.store.forget_dead_secrets(now_ms()).await?;
    Ok(())
}

async fn exists(app: &App, id: EnvelopeId) -> Result<bool, Failed> {
    match app.store.envelope(&Viewer::System, id).await {
        Ok(_) => Ok(true),
        Err(onesign_store::Error::NotFound) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

fn envelope_of(name: &BlobName) -> Option<EnvelopeId> {
    name.as_str()
        .strip_prefix("envelopes/")?
        .split('/')
        .next()?
        .parse()
        .ok()
}
