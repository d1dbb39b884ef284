//! Finds out in the background that a fault is over, and that stored pages are damaged.

use crate::condition::Trouble;
use crate::store::{Inner, Store};
use std::sync::{Arc, Weak};
use std::time::Duration;

/// How often to test whether a fault is over.
const EVERY: Duration = Duration::from_secs(2);

/// How many of these tests pass between two full readings of a damaged database.
const LOOKS_A_READING: u32 = 10;

/// Watches a store until it is dropped: reads the whole database once and, while there is a fault, tests every two
/// seconds whether it is over.
pub(crate) async fn watch(store: Weak<Inner>) {
    if let Some(inner) = store.upgrade() {
        inner.read_everything().await;
    }
    let mut looks = 0;
    loop {
        tokio::time::sleep(EVERY).await;
        let Some(inner) = store.upgrade() else { return };
        if inner.engine.is_closed() {
            return;
        }
        let store = Store { inner };
        let Some(fault) = store.health().worst() else {
            looks = 0;
            continue;
        };
        store.is_ready().await;
        looks += 1;
        if fault.trouble == Trouble::Damaged && looks % LOOKS_A_READING == 0 {
            store.inner.read_everything().await;
        }
    }
}

impl Inner {
    /// Notes whether every page of the database can be read and is consistent.
    async fn read_everything(self: &Arc<Self>) {
        match self.engine.check_pages().await {
            Ok(Some(true)) => self.engine.condition().is_sound(),
            Ok(Some(false)) => self.engine.condition().failed(Trouble::Damaged),
            Ok(None) => {}
            Err(_) if self.engine.is_closed() => {}
            // The engine has noted the fault.
            Err(error) => tracing::warn!(%error, "the database could not be checked"),
        }
    }
}
