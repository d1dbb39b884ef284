//! Room for data that arrives in pieces, with a total limit and a limit for each holder. At the limit, the transfer
//! with the oldest progress gives way, so that slow senders do not keep others out.

use super::Short;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

/// The bytes that count as progress. Single bytes do not.
const STEP: u64 = 4 * 1024;

/// Limited room. Clones share it.
pub(crate) struct Room<K>(Arc<Shared<K>>);

struct Shared<K> {
    bounds: Bounds,
    state: Mutex<State<K>>,
}

/// The limits of the room.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bounds {
    /// Bytes in total.
    pub(crate) total: u64,
    /// Bytes for each holder.
    pub(crate) each: u64,
    /// The least bytes to count for a started transfer.
    pub(crate) least: u64,
    /// How long the next 4 KiB may take before a transfer gives way.
    pub(crate) grace: Duration,
}

struct State<K> {
    next: u64,
    taken: u64,
    stays: HashMap<u64, Arriving<K>>,
}

/// A transfer that is arriving, or has arrived and still takes room.
struct Arriving<K> {
    holder: K,
    bytes: u64,
    /// The time of the last progress; `None` once it has arrived.
    got_on: Option<Instant>,
    give_way: CancellationToken,
}

/// The room of a transfer, until it is dropped.
pub(crate) struct Stay<K> {
    room: Arc<Shared<K>>,
    number: u64,
    bytes: u64,
    since_step: u64,
    give_way: CancellationToken,
}

impl<K> Clone for Room<K> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<K: PartialEq + Copy> Room<K> {
    pub(crate) fn new(bounds: Bounds) -> Self {
        let state = State {
            next: 0,
            taken: 0,
            stays: HashMap::new(),
        };
        Self(Arc::new(Shared {
            bounds,
            state: Mutex::new(state),
        }))
    }

    /// Starts a transfer.
    ///
    /// # Errors
    /// [`Short`] if there is no room and no transfer gives way.
    pub(crate) fn enter(&self, holder: K) -> Result<Stay<K>, Short> {
        self.enter_at(holder, Instant::now())
    }

    fn enter_at(&self, holder: K, now: Instant) -> Result<Stay<K>, Short> {
        let mut state = self.0.state();
        let (number, give_way) = (state.next, CancellationToken::new());
        state.next += 1;
        let arriving = Arriving {
            holder,
            bytes: 0,
            got_on: Some(now),
            give_way: give_way.clone(),
        };
        state.stays.insert(number, arriving);
        if let Err(short) = state.grow(number, self.0.bounds.least, &self.0.bounds, now) {
            state.leave(number);
            return Err(short);
        }
        drop(state);
        Ok(Stay {
            room: Arc::clone(&self.0),
            number,
            bytes: 0,
            since_step: 0,
            give_way,
        })
    }
}

impl<K> Shared<K> {
    fn state(&self) -> MutexGuard<'_, State<K>> {
        // No code leaves a half-done change under this lock, so a poisoned lock is usable.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<K: PartialEq + Copy> State<K> {
    /// Gives one of the transfers this many more bytes, taken from others if necessary.
    fn grow(
        &mut self,
        number: u64,
        bytes: u64,
        bounds: &Bounds,
        now: Instant,
    ) -> Result<(), Short> {
        // A transfer that gave way has no room left.
        let holder = self.stays.get(&number).ok_or(Short::Everybody)?.holder;
        let own: u64 = self.of(holder).map(|(_, stay)| stay.bytes).sum();
        let mut over = own.saturating_add(bytes).saturating_sub(bounds.each);
        while over > 0 {
            let freed = self.displace(number, Some(holder), bounds.grace, now);
            over = over.saturating_sub(freed.ok_or(Short::Holder)?);
        }
        while self.taken.saturating_add(bytes) > bounds.total {
            self.displace(number, None, bounds.grace, now)
                .ok_or(Short::Everybody)?;
        }
        if let Some(stay) = self.stays.get_mut(&number) {
            stay.bytes += bytes;
            self.taken += bytes;
        }
        Ok(())
    }

    fn of(&self, holder: K) -> impl Iterator<Item = (&u64, &Arriving<K>)> {
        self.stays
            .iter()
            .filter(move |(_, stay)| stay.holder == holder)
    }

    /// Ends the transfer with the oldest progress, of this holder or of any, if that progress is long ago; returns its
    /// size. A caller never ends transfers that are no slower than its own.
    fn displace(
        &mut self,
        asker: u64,
        holder: Option<K>,
        grace: Duration,
        now: Instant,
    ) -> Option<u64> {
        let waiting = self.stays.iter();
        let waiting = waiting.filter(|(_, stay)| holder.is_none_or(|holder| stay.holder == holder));
        let slowest = waiting
            .filter_map(|(number, stay)| Some((stay.got_on?, *number)))
            .min()?;
        let (got_on, number) = slowest;
        if number == asker || now.saturating_duration_since(got_on) < grace {
            return None;
        }
        let stay = self.leave(number)?;
        stay.give_way.cancel();
        Some(stay.bytes)
    }

    fn leave(&mut self, number: u64) -> Option<Arriving<K>> {
        let stay = self.stays.remove(&number)?;
        self.taken = self.taken.saturating_sub(stay.bytes);
        Some(stay)
    }
}

impl<K: PartialEq + Copy> Stay<K> {
    /// This many more bytes have arrived.
    ///
    /// # Errors
    /// [`Short`] if there is no room for them and no transfer gives way, or if this one gave way.
    pub(crate) fn arrived(&mut self, bytes: u64) -> Result<(), Short> {
        self.arrived_at(bytes, Instant::now())
    }

    fn arrived_at(&mut self, bytes: u64, now: Instant) -> Result<(), Short> {
        let bounds = &self.room.bounds;
        let more = |total: u64| total.max(bounds.least);
        let total = self.bytes.saturating_add(bytes);
        let mut state = self.room.state();
        state.grow(self.number, more(total) - more(self.bytes), bounds, now)?;
        self.since_step = self.since_step.saturating_add(bytes);
        if self.since_step >= STEP {
            self.since_step = 0;
            if let Some(stay) = state.stays.get_mut(&self.number) {
                stay.got_on = Some(now);
            }
        }
        drop(state);
        self.bytes = total;
        Ok(())
    }

    /// The transfer is complete and no longer gives way.
    ///
    /// # Errors
    /// [`Short`] if it gave way before.
    pub(crate) fn settle(&mut self) -> Result<(), Short> {
        let mut state = self.room.state();
        let stay = state.stays.get_mut(&self.number);
        stay.ok_or(Short::Everybody)?.got_on = None;
        Ok(())
    }

    /// Completes when this transfer has to give way.
    pub(crate) fn gives_way(&self) -> impl Future<Output = ()> + use<K> {
        self.give_way.clone().cancelled_owned()
    }
}

impl<K> Drop for Stay<K> {
    fn drop(&mut self) {
        let mut state = self.room.state();
        if let Some(stay) = state.stays.remove(&self.number) {
            state.taken = state.taken.saturating_sub(stay.bytes);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn room(least: u64, grace: Duration) -> Room<&'static str> {
        Room::new(Bounds {
            total: 10 * STEP,
            each: 6 * STEP,
            least,
            grace,
        })
    }

    #[test]
    fn the_transfer_with_the_oldest_progress_gives_way() {
        let (start, second) = (Instant::now(), Duration::from_secs(1));
        let half = start + second / 2;
        let room = room(0, second);
        let mut stalled = room.enter_at("a", start).unwrap();
        stalled.arrived_at(6 * STEP, start).unwrap();
        let mut steady = room.enter_at("b", half).unwrap();
        steady.arrived_at(4 * STEP, half).unwrap();
        let mut newcomer = room.enter_at("c", half).unwrap();
        let refused = newcomer.arrived_at(1, half);
        assert_eq!(refused, Err(Short::Everybody), "nobody is slow");
        // Single bytes are not progress, so this transfer itself has to go.
        let later = start + second;
        assert_eq!(stalled.arrived_at(1, later), Err(Short::Holder));
        newcomer.arrived_at(STEP, later).unwrap();
        assert!(stalled.give_way.is_cancelled() && !steady.give_way.is_cancelled());
        assert_eq!(stalled.arrived_at(1, later), Err(Short::Everybody));
        assert_eq!(stalled.settle(), Err(Short::Everybody));
        steady.arrived_at(2 * STEP, later).unwrap();
        drop((stalled, steady, newcomer));
        assert_eq!(room.0.state().taken, 0);
    }

    #[test]
    fn a_holder_displaces_its_own_transfers_and_never_complete_ones() {
        let (start, second) = (Instant::now(), Duration::from_secs(1));
        let room = room(2 * STEP, second);
        let mut whole = room.enter_at("a", start).unwrap();
        whole.arrived_at(STEP, start).unwrap();
        assert_eq!(room.0.state().taken, 2 * STEP, "the least was counted");
        whole.settle().unwrap();
        let mut other = room.enter_at("b", start).unwrap();
        let mut slow = room.enter_at("a", start).unwrap();
        slow.arrived_at(4 * STEP, start).unwrap();
        assert_eq!(room.enter_at("a", start).err(), Some(Short::Holder));
        let next = room.enter_at("a", start + second).unwrap();
        assert!(slow.give_way.is_cancelled() && !other.give_way.is_cancelled());
        // The slowest transfer that asks for more ends no other one.
        let greedy = other.arrived_at(7 * STEP, start + 2 * second);
        assert_eq!(greedy, Err(Short::Holder));
        assert!(!next.give_way.is_cancelled());
        whole.arrived_at(1, start + 2 * second).unwrap();
    }
}
