//! Promises to refused callers: a time to come back. A caller who returns then goes before first-time callers, and the
//! times are far enough apart that few are due at once.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// When a caller without a promise may try again: places become free all the time.
const NEXT_CHANCE: Duration = Duration::from_secs(30);

/// Promises, one for each holder.
pub(crate) struct Promises<K> {
    terms: Terms,
    given: Mutex<VecDeque<Promise<K>>>,
}

/// The terms of promises.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Terms {
    /// The most simultaneous promises. Further refused callers get none.
    pub(crate) most: usize,
    /// The interval between two of them, and before the first.
    pub(crate) apart: Duration,
    /// How long a promise holds from its time on.
    pub(crate) holds: Duration,
}

struct Promise<K> {
    holder: K,
    due: Instant,
}

impl<K: PartialEq> Promises<K> {
    pub(crate) fn new(terms: Terms) -> Self {
        Self {
            terms,
            given: Mutex::default(),
        }
    }

    /// Gives a holder a promise, unless it has one; returns its waiting time. When there are too many, it returns a
    /// time with a fair chance, without a promise.
    pub(crate) fn give(&self, holder: K, now: Instant) -> Duration {
        let terms = self.terms;
        let mut given = self.given.lock().unwrap_or_else(PoisonError::into_inner);
        given.retain(|promise| promise.due + terms.holds >= now);
        if let Some(own) = given.iter().find(|promise| promise.holder == holder) {
            return own.due.saturating_duration_since(now).max(terms.apart);
        }
        let last = given.back().map_or(now, |promise| promise.due.max(now));
        let due = last + terms.apart;
        if given.len() >= terms.most {
            return NEXT_CHANCE;
        }
        given.push_back(Promise { holder, due });
        due.saturating_duration_since(now)
    }

    /// Whether this holder has a promise for about now. This uses it up.
    pub(crate) fn redeem(&self, holder: &K, now: Instant) -> bool {
        let mut given = self.given.lock().unwrap_or_else(PoisonError::into_inner);
        let due = given
            .iter()
            .position(|promise| promise.holder == *holder && promise.due <= now);
        let promise = due.and_then(|at| given.remove(at));
        promise.is_some_and(|promise| promise.due + self.terms.holds >= now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn callers_with_a_promise_are_expected_and_few_are_due_at_once() {
        let (start, second) = (Instant::now(), Duration::from_secs(1));
        let promises = Promises::new(Terms {
            most: 150,
            apart: second,
            holds: 10 * second,
        });
        for n in 0..150u32 {
            assert_eq!(promises.give(n, start), (n + 1) * second);
        }
        // Asking again changes nothing, and there is a maximum number.
        assert_eq!(promises.give(149, start), 150 * second);
        assert_eq!(promises.give(150, start), NEXT_CHANCE);
        let at = |seconds: f64| start + Duration::from_secs_f64(seconds);
        assert!(!promises.redeem(&0, at(0.9)), "too early");
        // However many holders keep theirs, few promises are due at any time.
        let good = |now| (0..151).filter(|n| promises.redeem(n, now)).count();
        assert_eq!(good(at(101.0)), 11);
        assert_eq!(good(at(101.0)), 0, "they were used up");
        assert_eq!(good(at(150.5)), 10, "and one was promised nothing");
    }
}
