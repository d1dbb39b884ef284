//! Rate limits; the vault stores the counters.

use crate::clock::HouseClock;
use crate::problem::Problem;
use onesign_store::{Store, window_left_ms};

pub(crate) const HOUR_MS: i64 = 60 * 60 * 1000;

/// Counts events.
#[derive(Clone)]
pub(crate) struct Rates {
    store: Store,
    clock: HouseClock,
}

impl Rates {
    pub(crate) fn new(store: Store, clock: HouseClock) -> Self {
        Self { store, clock }
    }

    /// Takes one of the `most` events under this key in a window of time.
    ///
    /// # Errors
    /// 429, with the time to come back.
    pub(crate) async fn take(&self, key: &str, most: i64, window_ms: i64) -> Result<(), Problem> {
        let now = self.clock.now_ms();
        if self.store.take(key, most, window_ms, now).await? {
            return Ok(());
        }
        Err(Problem::too_many_requests(window_left_ms(window_ms, now)))
    }
}
