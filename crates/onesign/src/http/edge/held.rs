//! The memory of running requests: their heads, their small bodies, and answers that the peer has not taken yet. It has
//! a total limit and a limit for each network. At the limit, the connections that keep the server waiting longest end;
//! a request that still finds no room is refused with a time to come back.

use super::crowd::Crowd;
use super::limits::Limits;
use super::outbound::PIECE;
use crate::limits::{Holds, Share, Shares, Short};
use crate::net::client_address::Network;
use crate::problem::{A_MOMENT, Problem};
use axum::body::HttpBody;
use axum::extract::Request;
use axum::http::HeaderMap;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// Bytes of a request until its answer is taken, in addition to its content: its task, the state of its stream, the
/// head of the answer.
const UNDER_WAY: u64 = 8 * 1024;
/// Bytes of a header in addition to its text, in the request and its copy.
const HEADER: u64 = 128;
/// Bytes of an answer that is read from disk during sending: one piece here, and one that waits for the connection.
const PIECES: u64 = 2 * PIECE as u64;
/// How long a request waits for room. An answer read from disk holds nothing yet and can wait longer.
pub(crate) const PATIENCE: Duration = Duration::from_secs(1);
const PATIENCE_OF_PIECES: Duration = Duration::from_secs(10);
/// The interval between two checks for room.
const PAUSE: Duration = Duration::from_millis(20);
/// The most requests that wait for room, and the most of one network: they take memory as well.
const WAITING: u64 = 512;
const WAITING_OF_NETWORK: u64 = 256;

/// The memory of all running requests. Clones share it.
#[derive(Clone)]
pub(super) struct Memory(Arc<Shared>);

struct Shared {
    shares: Shares<Network>,
    waiting: Shares<Network>,
    crowd: Crowd,
    /// The most to count for one answer, so that even an answer larger than the limit is possible.
    most_of_answer: u64,
    /// How long a peer may keep the server waiting when memory is short.
    grace: Duration,
    swept: Mutex<Option<Instant>>,
}

/// The memory of one request, until the last part of its answer is written or dropped.
pub(crate) struct Held {
    memory: Memory,
    network: Network,
    share: Mutex<Share<Network>>,
}

impl Memory {
    pub(super) fn new(crowd: Crowd, limits: &Limits) -> Self {
        Self(Arc::new(Shared {
            shares: Shares::new(limits.held, limits.held_of_network),
            waiting: Shares::new(WAITING, WAITING_OF_NETWORK),
            crowd,
            most_of_answer: limits.held_of_network / 4,
            grace: limits.grace,
            swept: Mutex::new(None),
        }))
    }

    /// A request of this network that holds nothing yet.
    pub(super) fn begin(&self, network: Network) -> Arc<Held> {
        Arc::new(Held {
            memory: self.clone(),
            network,
            share: Mutex::new(self.0.shares.nothing(network)),
        })
    }

    /// Ends connections that keep the server waiting, of this network or of any. Checking all of them takes time, so
    /// one check serves many callers.
    fn make_room(&self, network: Option<Network>) {
        let now = Instant::now();
        let mut swept = self.0.swept.lock().unwrap_or_else(PoisonError::into_inner);
        if swept.is_some_and(|at| now.saturating_duration_since(at) < PAUSE / 2) {
            return;
        }
        *swept = Some(now);
        drop(swept);
        if let Some(before) = now.checked_sub(self.0.grace) {
            self.0.crowd.end_waiting(network, before);
        }
    }
}

impl Held {
    /// Reserves this many more bytes, as soon as there is room.
    ///
    /// # Errors
    /// [`Short`] if there is no room within `patience`.
    pub(crate) async fn grow(&self, bytes: u64, patience: Duration) -> Result<(), Short> {
        if bytes == 0 {
            return Ok(());
        }
        let Err(mut short) = self.share().grow(bytes) else {
            return Ok(());
        };
        let shared = &self.memory.0;
        let _waiting = shared.waiting.take(self.network, 1)?;
        let until = Instant::now() + patience;
        loop {
            let whose = (short == Short::Holder).then_some(self.network);
            self.memory.make_room(whose);
            sleep(PAUSE).await;
            match self.share().grow(bytes) {
                Ok(()) => return Ok(()),
                Err(again) if Instant::now() >= until => return Err(again),
                Err(again) => short = again,
            }
        }
    }

    /// Reserves this many more bytes even beyond the limit: later requests then wait.
    fn add(&self, bytes: u64) {
        self.share().add(bytes);
    }

    fn share(&self) -> MutexGuard<'_, Share<Network>> {
        // No code leaves a half-done change under this lock, so a poisoned lock is usable.
        self.share.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Refuses requests without room before any work on them, and answers without room. The answer to a change is sent
/// anyway.
pub(crate) async fn bound(request: Request, next: Next) -> Response {
    let Some(held) = request.extensions().get::<Arc<Held>>().cloned() else {
        return next.run(request).await;
    };
    let head = UNDER_WAY + length(request.headers());
    if held.grow(head, PATIENCE).await.is_err() {
        // The peer may leave even the refusal unread.
        held.add(UNDER_WAY);
        return busy();
    }
    let changes_nothing = request.method().is_safe();
    let response = next.run(request).await;
    let hint = response.body().size_hint();
    let all = hint.upper().unwrap_or(hint.lower());
    let (bytes, patience) = match response.extensions().get::<Holds>() {
        Some(Holds::Nothing) => return response,
        Some(Holds::Pieces) => (all.min(PIECES), PATIENCE_OF_PIECES),
        None => (all, PATIENCE),
    };
    let bytes = bytes.min(held.memory.0.most_of_answer);
    if !changes_nothing {
        held.add(bytes);
    } else if held.grow(bytes, patience).await.is_err() {
        return busy();
    }
    response
}

/// The size of headers, in bytes.
fn length(headers: &HeaderMap) -> u64 {
    let lengths = headers
        .iter()
        .map(|(name, value)| HEADER + (name.as_str().len() + value.len()) as u64);
    lengths.sum()
}

fn busy() -> Response {
    Problem::busy("Many requests are being answered.", A_MOMENT).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn memory() -> Memory {
        let limits = Limits {
            held: 100,
            held_of_network: 60,
            ..Limits::of_process()
        };
        Memory::new(Crowd::new(4, 4), &limits)
    }

    fn network(n: u32) -> Network {
        Network::of(std::net::Ipv4Addr::from(n).into())
    }

    #[tokio::test]
    async fn released_memory_goes_to_waiting_requests_and_the_rest_are_refused() {
        let memory = memory();
        let (one, two, three) = (1, 2, 3);
        let [one, two, three] = [one, two, three].map(|n| memory.begin(network(n)));
        one.grow(60, Duration::ZERO).await.unwrap();
        assert_eq!(one.grow(1, Duration::ZERO).await, Err(Short::Holder));
        two.grow(40, Duration::ZERO).await.unwrap();
        assert_eq!(three.grow(1, Duration::ZERO).await, Err(Short::Everybody));
        let waiting = tokio::spawn(async move { three.grow(50, PATIENCE * 60).await });
        tokio::task::yield_now().await;
        drop(one);
        assert_eq!(waiting.await.unwrap(), Ok(()));
        // Memory beyond the limit counts, and is released like the rest.
        two.add(1_000);
        drop(two);
        let four = memory.begin(network(4));
        assert_eq!(four.grow(60, Duration::ZERO).await, Ok(()));
    }

    #[tokio::test]
    async fn connections_that_keep_the_server_waiting_end_first() {
        let limits = Limits {
            held: 100,
            held_of_network: 60,
            grace: Duration::ZERO,
            ..Limits::of_process()
        };
        let crowd = Crowd::new(4, 4);
        let memory = Memory::new(crowd.clone(), &limits);
        let ledgers = [(); 3].map(|()| super::super::ledger::Ledger::new());
        let places = [1, 1, 2].map(network);
        let places: Vec<_> = std::iter::zip(&ledgers, places)
            .map(|(ledger, network)| crowd.admit(ledger, Some(network)).unwrap())
            .collect();
        let _working = ledgers[0].begin();
        let unread = [ledgers[1].begin(), ledgers[2].begin()];
        unread
            .iter()
            .for_each(|exchange| exchange.waits_for_reader());
        let held = memory.begin(network(1));
        held.add(60);
        let ended = |n: usize| places[n].taken_away.is_cancelled();
        assert_eq!(held.grow(1, Duration::ZERO).await, Err(Short::Holder));
        assert!(
            !ended(0) && ended(1) && !ended(2),
            "its own network's alone"
        );
        tokio::time::sleep(PAUSE).await;
        let other = memory.begin(network(3));
        assert_eq!(other.grow(50, Duration::ZERO).await, Err(Short::Everybody));
        assert!(!ended(0) && ended(2), "then anybody's");
    }
}
