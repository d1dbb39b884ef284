//! The one clock and the one source of randomness of the house.

use aws_lc_rs::rand;
use onesign_core::Moment;
use onesign_core::time::Entropy;
use onesign_evidence::BUILD;
use std::time::{SystemTime, UNIX_EPOCH};

/// Milliseconds since the Unix epoch, UTC.
pub(crate) fn now_ms() -> i64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .ok()
        .and_then(|d| i64::try_from(d.as_millis()).ok())
        .unwrap_or(0)
}

/// Now, with fresh entropy, for one command.
pub(crate) fn moment() -> Moment {
    Moment {
        at_ms: now_ms(),
        clock_error_ms: 1_000,
        entropy: Entropy::from_seed(random()),
        build: BUILD.into(),
    }
}

/// `N` fresh random bytes.
///
/// The random source of the operating system does not fail once the machine has started; if it does, nothing
/// here may go on.
pub(crate) fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0u8; N];
    if rand::fill(&mut bytes).is_err() {
        std::process::abort();
    }
    bytes
}
