//! Puts documents that never became part of an envelope into quarantine, removes them after their time there, and
//! forgets old counters.

use super::Failed;
use crate::app::App;
use crate::clock::now_ms;
use onesign_store::Swept;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Sweeps blobs and counters.
pub(super) async fn run(app: &App) -> Result<(), Failed> {
    let swept = app.store.sweep_blobs().await?;
    if swept != Swept::default() {
        tracing::info!(?swept, "swept");
    }
    app.store.forget_before(now_ms() - DAY_MS).await?;
    app.store.forget_dead_secrets(now_ms()).await?;
    Ok(())
}
