//! The limit on all connections together, and the choice of the one to end.
//!
//! Idle connections do not keep a newcomer out: the connection with the least merit ends. Only if the server works for
//! all of them, the newcomer is refused. The log records both; `cli/repeats.rs` limits its lines.

use super::ledger::{Ledger, Merit};
use crate::net::client_address::Network;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

/// Connections to end at once for lack of memory, before the next check of the free memory.
const ENDED_AT_ONCE: usize = 8;

/// All connections. Clones share them.
#[derive(Clone)]
pub(super) struct Crowd(Arc<Shared>);

struct Shared {
    most: usize,
    most_of_network: usize,
    members: Mutex<Members>,
}

#[derive(Default)]
struct Members {
    next: u64,
    by_number: HashMap<u64, Member>,
}

struct Member {
    ledger: Arc<Ledger>,
    /// `None` for trusted proxies, which carry many networks.
    network: Option<Network>,
    end: CancellationToken,
}

/// A connection's place, until it is dropped.
pub(super) struct Place {
    crowd: Crowd,
    number: u64,
    /// Cancelled when another connection gets the place.
    pub(super) taken_away: CancellationToken,
}

impl Crowd {
    pub(super) fn new(most: usize, most_of_network: usize) -> Self {
        Self(Arc::new(Shared {
            most,
            most_of_network,
            members: Mutex::default(),
        }))
    }

    /// A place for a connection from this network, taken from another connection if necessary.
    pub(super) fn admit(&self, ledger: &Arc<Ledger>, network: Option<Network>) -> Option<Place> {
        let mut members = self.members();
        let of_network = network.map_or(0, |network| members.count(network));
        let room = if of_network >= self.0.most_of_network {
            members.make_room(network)
        } else {
            members.by_number.len() < self.0.most || members.make_room(None)
        };
        if !room {
            tracing::warn!("a connection was refused: there are too many");
            return None;
        }
        let number = members.next;
        members.next += 1;
        let end = CancellationToken::new();
        let member = Member {
            ledger: Arc::clone(ledger),
            network,
            end: end.clone(),
        };
        members.by_number.insert(number, member);
        drop(members);
        Some(Place {
            crowd: self.clone(),
            number,
            taken_away: end,
        })
    }

    /// Ends the connection with the least merit, unless the server works for all of them.
    pub(super) fn make_room(&self) -> bool {
        self.members().make_room(None)
    }

    /// Ends connections that have kept the server waiting since `before`, of this network or of any: the
    /// longest-waiting ones, a few at a time.
    pub(super) fn end_waiting(&self, network: Option<Network>, before: Instant) {
        let mut members = self.members();
        let of_network = members.by_number.iter();
        let of_network = of_network.filter(|(_, m)| network.is_none() || m.network == network);
        let mut waiting: Vec<(Instant, u64)> = of_network
            .filter_map(|(number, member)| Some((member.ledger.waits_since()?, *number)))
            .filter(|(since, _)| *since <= before)
            .collect();
        waiting.sort_unstable();
        for (_, number) in waiting.into_iter().take(ENDED_AT_ONCE) {
            tracing::warn!("a slow connection was closed because memory is short");
            members.end(number);
        }
    }

    fn members(&self) -> MutexGuard<'_, Members> {
        // No code leaves a half-done change under this lock, so a poisoned lock is usable.
        let members = &self.0.members;
        members.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Members {
    fn count(&self, network: Network) -> usize {
        let members = self.by_number.values();
        members.filter(|m| m.network == Some(network)).count()
    }

    /// Ends a connection of this network, or of any.
    fn make_room(&mut self, network: Option<Network>) -> bool {
        let members = self.by_number.iter();
        let of_network = members.filter(|(_, m)| network.is_none() || m.network == network);
        let least = of_network
            .map(|(number, member)| (member.ledger.merit(), *number))
            .min();
        let Some((merit, number)) = least.filter(|(merit, _)| *merit != Merit::Working) else {
            return false;
        };
        tracing::warn!(
            ?merit,
            "a connection was closed to make room for another: there are too many"
        );
        self.end(number);
        true
    }

    fn end(&mut self, number: u64) {
        if let Some(member) = self.by_number.remove(&number) {
            member.end.cancel();
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.crowd.members().by_number.remove(&self.number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn network(address: &str) -> Option<Network> {
        Some(Network::of(address.parse().unwrap()))
    }

    #[tokio::test]
    async fn the_least_deserving_goes_and_a_network_displaces_its_own_alone() {
        let crowd = Crowd::new(3, 2);
        let ledgers = [(); 5].map(|()| Ledger::new());
        let _working = ledgers[0].begin();
        let first = crowd.admit(&ledgers[0], network("192.0.2.1")).unwrap();
        let second = crowd.admit(&ledgers[1], network("192.0.2.1")).unwrap();
        let other = crowd.admit(&ledgers[2], network("192.0.2.2")).unwrap();
        // A third connection of the first network: the one that the server works for stays, and so does the other
        // network's.
        let third = crowd.admit(&ledgers[3], network("192.0.2.1")).unwrap();
        assert!(second.taken_away.is_cancelled());
        assert!(!first.taken_away.is_cancelled() && !other.taken_away.is_cancelled());
        drop(second);
        // A proxy carries many networks, so its connection displaces the one with the least merit of all.
        let busy = ledgers[3].begin();
        let proxied = crowd.admit(&ledgers[4], None).unwrap();
        assert!(other.taken_away.is_cancelled() && !third.taken_away.is_cancelled());
        drop(other);
        let _busy_too = ledgers[4].begin();
        assert!(
            crowd.admit(&ledgers[1], None).is_none(),
            "all are being served"
        );
        drop((proxied, busy));
        assert!(crowd.admit(&ledgers[1], None).is_some());
    }
}
