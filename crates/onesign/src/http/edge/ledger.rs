//! The state of a connection: which of its requests wait for the peer, and since when.

use super::limits::Limits;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// How long a new connection may take to begin its request before it counts as silent, so that simultaneous newcomers
/// do not end each other.
const MOMENT: Duration = Duration::from_millis(250);

/// The requests of one connection.
pub(super) struct Ledger(Mutex<State>);

struct State {
    /// The time since which no request is running.
    quiet_since: Instant,
    /// Whether there was any request.
    heard: bool,
    exchanges: HashMap<u64, Waiting>,
    next: u64,
}

/// The side that a running request waits for.
#[derive(Clone, Copy)]
enum Waiting {
    /// This server.
    Server,
    /// The peer, to send the next part of the body.
    Sender(Instant),
    /// The peer, to take the next part of the answer.
    Reader(Instant),
}

/// A running request, until its last part is dropped, after the last piece of the answer is written.
pub(super) struct Exchange {
    ledger: Arc<Ledger>,
    number: u64,
}

/// The merit of a connection when there are too many: the least goes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Merit {
    /// It has never sent a request, although it had time for one.
    Silent(Instant),
    /// It sends none now, or all its requests wait for the peer; the time is that of the last progress. A peer that
    /// sends single bytes comes before connections with a shorter idle time.
    Waiting(Instant),
    /// The server works for it.
    Working,
}

/// The decision about a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It meets its deadlines.
    Keep,
    /// It has been idle for long enough: it gets a goodbye and finishes its running requests.
    Goodbye,
    /// It has missed a deadline.
    End,
}

impl Ledger {
    pub(super) fn new() -> Arc<Self> {
        Arc::new(Self(Mutex::new(State {
            quiet_since: Instant::now(),
            heard: false,
            exchanges: HashMap::new(),
            next: 0,
        })))
    }

    /// Records the arrival of a request's head.
    pub(super) fn begin(self: &Arc<Self>) -> Arc<Exchange> {
        let mut state = self.state();
        let number = state.next;
        state.next += 1;
        state.heard = true;
        state.exchanges.insert(number, Waiting::Server);
        drop(state);
        Arc::new(Exchange {
            ledger: Arc::clone(self),
            number,
        })
    }

    /// Whether the peer meets its deadlines. A server that is `stopping` waits only for running requests.
    pub(super) fn verdict(&self, now: Instant, limits: &Limits, stopping: bool) -> Verdict {
        let state = self.state();
        let quiet = now.saturating_duration_since(state.quiet_since);
        if state.exchanges.is_empty() {
            let patience = match (state.heard, stopping) {
                (_, true) => limits.goodbye,
                (false, false) => limits.head,
                (true, false) => limits.idle + limits.goodbye,
            };
            return if quiet >= patience {
                Verdict::End
            } else if state.heard && quiet >= limits.idle {
                Verdict::Goodbye
            } else {
                Verdict::Keep
            };
        }
        let overdue = state.exchanges.values().any(|waiting| match waiting {
            Waiting::Reader(since) => now.saturating_duration_since(*since) >= limits.answer,
            // The body of a request has its own deadline, which ends with an answer.
            Waiting::Server | Waiting::Sender(_) => false,
        });
        if overdue { Verdict::End } else { Verdict::Keep }
    }

    /// The merit of the connection.
    pub(super) fn merit(&self) -> Merit {
        self.merit_at(Instant::now())
    }

    fn merit_at(&self, now: Instant) -> Merit {
        let state = self.state();
        if state.exchanges.is_empty() {
            let quiet = now.saturating_duration_since(state.quiet_since);
            return match state.heard || quiet < MOMENT {
                false => Merit::Silent(state.quiet_since),
                true => Merit::Waiting(state.quiet_since),
            };
        }
        let waiting = state.exchanges.values().map(|waiting| match waiting {
            Waiting::Server => None,
            Waiting::Sender(since) | Waiting::Reader(since) => Some(*since),
        });
        let longest = waiting.reduce(|one, other| Some(one?.min(other?)));
        longest.flatten().map_or(Merit::Working, Merit::Waiting)
    }

    /// The time since which the peer has kept the server waiting with any of its requests, if it does.
    pub(super) fn waits_since(&self) -> Option<Instant> {
        let state = self.state();
        let waiting = state
            .exchanges
            .values()
            .filter_map(|waiting| match waiting {
                Waiting::Server => None,
                Waiting::Sender(since) | Waiting::Reader(since) => Some(*since),
            });
        waiting.min()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // No code leaves a half-done change under this lock, so a poisoned lock is usable.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Exchange {
    /// The server has all it needs and works.
    pub(super) fn waits_for_server(&self) {
        self.set(Waiting::Server);
    }

    /// The server waits for the peer's data; since this time it has received next to nothing.
    pub(super) fn waits_for_sender(&self, since: Instant) {
        self.set(Waiting::Sender(since));
    }

    /// A part of the answer is ready; the next one waits until the peer has taken it.
    pub(super) fn waits_for_reader(&self) {
        self.set(Waiting::Reader(Instant::now()));
    }

    fn set(&self, waiting: Waiting) {
        self.ledger.state().exchanges.insert(self.number, waiting);
    }
}

impl Drop for Exchange {
    fn drop(&mut self) {
        let mut state = self.ledger.state();
        state.exchanges.remove(&self.number);
        if state.exchanges.is_empty() {
            state.quiet_since = Instant::now();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_peer_is_waited_for_so_long_and_no_longer() {
        let limits = Limits::of_process();
        let after = |wait| Instant::now() + wait;
        let ledger = Ledger::new();
        let verdict = |wait, stopping| ledger.verdict(after(wait), &limits, stopping);
        assert_eq!(verdict(limits.head / 2, false), Verdict::Keep);
        assert_eq!(verdict(limits.head, false), Verdict::End);
        assert_eq!(verdict(limits.goodbye, true), Verdict::End);

        let exchange = ledger.begin();
        assert_eq!(verdict(limits.idle * 9, false), Verdict::Keep, "working");
        exchange.waits_for_sender(Instant::now());
        assert_eq!(
            verdict(limits.idle * 9, false),
            Verdict::Keep,
            "the body times itself"
        );
        exchange.waits_for_reader();
        assert_eq!(verdict(limits.answer / 2, false), Verdict::Keep);
        assert_eq!(verdict(limits.answer, false), Verdict::End);
        drop(exchange);
        assert_eq!(verdict(limits.head, false), Verdict::Keep);
        assert_eq!(verdict(limits.idle, false), Verdict::Goodbye);
        assert_eq!(verdict(limits.idle + limits.goodbye, false), Verdict::End);
    }

    #[tokio::test]
    async fn silent_connections_end_first_and_busy_ones_stay() {
        let tick = Duration::from_millis(2);
        let (idle, slow, working) = (Ledger::new(), Ledger::new(), Ledger::new());
        drop(idle.begin());
        let waiting = [slow.begin(), slow.begin()];
        let under_way = [working.begin(), working.begin()];
        tokio::time::sleep(tick).await;
        waiting[0].waits_for_sender(Instant::now());
        under_way[0].waits_for_sender(Instant::now());
        tokio::time::sleep(tick).await;
        waiting[1].waits_for_reader();
        let silent = Ledger::new();
        let order = |now| {
            let all = [&working, &slow, &idle, &silent].map(|ledger| ledger.merit_at(now));
            let [working, slow, idle, silent] = all;
            assert_eq!(working, Merit::Working);
            [slow < working, idle < slow, silent < idle]
        };
        // A newcomer gets a moment for its request.
        assert_eq!(order(Instant::now()), [true, true, false]);
        assert_eq!(order(Instant::now() + MOMENT), [true, true, true]);
    }
}
