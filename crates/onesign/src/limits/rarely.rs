//! What strangers can make happen as often as they like: a line a minute tells it, with how often.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// Between two lines.
const PAUSE: Duration = Duration::from_secs(60);

/// Counts what is told rarely.
pub(crate) struct Rarely(Mutex<Counted>);

struct Counted {
    told: Option<Instant>,
    since: u64,
}

impl Rarely {
    pub(crate) const fn new() -> Self {
        Self(Mutex::new(Counted {
            told: None,
            since: 0,
        }))
    }

    /// Notes that it happened: how often it did since it was told, if it is time to tell it again.
    pub(crate) fn note(&self) -> Option<u64> {
        self.note_at(Instant::now())
    }

    fn note_at(&self, now: Instant) -> Option<u64> {
        let mut counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        counted.since += 1;
        let told = counted.told;
        if told.is_some_and(|told| now.saturating_duration_since(told) < PAUSE) {
            return None;
        }
        counted.told = Some(now);
        Some(std::mem::take(&mut counted.since))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minute_has_one_line_and_nothing_is_forgotten() {
        let (rarely, start) = (Rarely::new(), Instant::now());
        assert_eq!(rarely.note_at(start), Some(1));
        for _ in 0..1_000 {
            assert_eq!(rarely.note_at(start + PAUSE / 2), None);
        }
        assert_eq!(rarely.note_at(start + PAUSE), Some(1_001));
        assert_eq!(rarely.note_at(start + PAUSE), None);
    }
}
