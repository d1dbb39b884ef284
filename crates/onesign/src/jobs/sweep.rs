//! Puts documents that never became part of an envelope into quarantine, removes them after their time there, and
//! forgets old counters. Queues the seals that are owed.

use super::Failed;
use crate::clock::HouseClock;
use onesign_store::{Store, Swept};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Sweeps blobs and counters.
pub(super) async fn run(store: &Store, clock: &HouseClock) -> Result<(), Failed> {
    let swept = store.sweep_blobs().await?;
    if swept != Swept::default() {
        tracing::info!(?swept, "swept");
    }
    store.forget_before(clock.now_ms() - DAY_MS).await?;
    store.forget_dead_secrets(clock.now_ms()).await?;
    owed(store).await;
    Ok(())
}

/// Queues the seals of complete envelopes whose job is missing. Called at the start too.
pub(super) async fn owed(store: &Store) {
    match store.queue_owed_seals().await {
        Ok(0) => {}
        Ok(count) => tracing::warn!(
            count,
            "outstanding seals were missing from the queue and have been added"
        ),
        Err(error) => tracing::error!(%error, "outstanding seals can't be looked up"),
    }
}
