//! What a connection is doing: which of its requests wait for the peer, and since when.

use super::limits::Limits;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// How long a newcomer may take to begin its request before it counts as silent: when many come at one time, they do
/// not end each other.
const MOMENT: Duration = Duration::from_millis(250);

/// The requests of one connection.
pub(super) struct Ledger(Mutex<State>);

struct State {
    /// Since when there is no request under way.
    quiet_since: Instant,
    /// Whether there has been a request at all.
    heard: bool,
    exchanges: HashMap<u64, Waiting>,
    next: u64,
}

/// Whom a request under way waits for.
#[derive(Clone, Copy)]
enum Waiting {
    /// This server.
    Server,
    /// The peer, to send the next part of the body.
    Sender(Instant),
    /// The peer, to take the next part of the answer.
    Reader(Instant),
}

/// A request under way, until the last of its parts is dropped: its answer's last piece was written then.
pub(super) struct Exchange {
    ledger: Arc<Ledger>,
    number: u64,
}

/// How much a connection deserves its place when there are too few: the least goes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Merit {
    /// It has never sent a request, though it had a moment to.
    Silent(Instant),
    /// It sends none now, or all its requests wait for the peer; since then nothing has got on. Whoever sends a byte now
    /// and then comes before those that were idle for a shorter time.
    Waiting(Instant),
    /// This server works for it.
    Working,
}

/// What is to become of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It keeps its deadlines.
    Keep,
    /// It has been idle for long enough: it is told so and finishes what is under way.
    Goodbye,
    /// It is waited for no longer.
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

    /// Notes that the head of a request has arrived.
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

    /// Whether the peer keeps its deadlines. A server that is `stopping` waits for requests under way alone.
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
            // The body of a request has a deadline of its own, which is answered.
            Waiting::Server | Waiting::Sender(_) => false,
        });
        if overdue { Verdict::End } else { Verdict::Keep }
    }

    /// How much the connection deserves its place.
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

    /// Since when the peer has kept the server waiting with any of its requests, if it does.
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
        // Nothing is left half done under this lock, so a poisoned one is as good.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Exchange {
    /// The server has what it needs and works.
    pub(super) fn waits_for_server(&self) {
        self.set(Waiting::Server);
    }

    /// Nothing can be done before the peer sends more; since then it has sent next to nothing.
    pub(super) fn waits_for_sender(&self, since: Instant) {
        self.set(Waiting::Sender(since));
    }

    /// A part of the answer is ready; what follows waits until the peer has taken it.
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
    async fn who_never_asked_goes_first_and_whom_the_server_works_for_stays() {
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
        // A newcomer has a moment to speak.
        assert_eq!(order(Instant::now()), [true, true, false]);
        assert_eq!(order(Instant::now() + MOMENT), [true, true, true]);
    }
}
