//! A clock that a test moves.

use crate::clock::SystemClock;
use onesign_core::Clock;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

/// The clock of the machine, plus the time by which the test has advanced it.
#[derive(Debug, Default)]
pub struct MovedClock {
    ahead_ms: AtomicI64,
}

impl MovedClock {
    /// Lets this much time pass at once.
    pub fn advance(&self, by: Duration) {
        self.shift_ms(i64::try_from(by.as_millis()).unwrap());
    }

    /// Sets the clock back by this much, as an operator may by mistake.
    pub fn set_back(&self, by: Duration) {
        self.shift_ms(-i64::try_from(by.as_millis()).unwrap());
    }

    fn shift_ms(&self, by_ms: i64) {
        self.ahead_ms.fetch_add(by_ms, Ordering::SeqCst);
    }
}

impl Clock for MovedClock {
    fn now_ms(&self) -> i64 {
        SystemClock.now_ms() + self.ahead_ms.load(Ordering::SeqCst)
    }
}
