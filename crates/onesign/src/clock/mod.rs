//! The clock of the server, and its only source of randomness.

use aws_lc_rs::rand;
use onesign_core::Clock;
use onesign_core::Moment;
use onesign_core::time::Entropy;
use onesign_evidence::BUILD;
use onesign_store::SystemClock;
use std::sync::Arc;

/// The clock that the server got at its start.
#[derive(Clone, Debug)]
pub(crate) struct HouseClock(Arc<dyn Clock>);

impl HouseClock {
    pub(crate) fn new(clock: Arc<dyn Clock>) -> Self {
        Self(clock)
    }

    /// The clock of the machine.
    pub(crate) fn of_machine() -> Self {
        Self(Arc::new(SystemClock))
    }

    /// Milliseconds since the Unix epoch, UTC.
    pub(crate) fn now_ms(&self) -> i64 {
        self.0.now_ms()
    }

    /// Seconds since the Unix epoch, UTC.
    pub(crate) fn now_s(&self) -> i64 {
        self.0.now_s()
    }

    /// The present time with new entropy, for one command.
    pub(crate) fn moment(&self) -> Moment {
        Moment {
            at_ms: self.now_ms(),
            clock_error_ms: 1_000,
            entropy: Entropy::from_seed(random()),
            build: BUILD.into(),
        }
    }

    /// The clock itself, for parts that store their own.
    pub(crate) fn given(&self) -> Arc<dyn Clock> {
        Arc::clone(&self.0)
    }
}

/// `N` new random bytes.
///
/// The operating system's random source does not fail after the machine has started; if it does, no code here may
/// continue.
pub(crate) fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0u8; N];
    if rand::fill(&mut bytes).is_err() {
        std::process::abort();
    }
    bytes
}
