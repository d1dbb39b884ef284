//! Turns at work that only a few may do at one time. Those who wait are served in rotation, one of each holder, so
//! that a holder with many requests delays others by one of them. The turn belongs to the work: it is given on when
//! the [`Turn`] is dropped, so the work must own it.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::oneshot;

/// A queue with a bound. Clones share it.
pub(crate) struct Turns<K>(Arc<Queue<K>>);

struct Queue<K> {
    /// Most who wait in total, and most for each holder.
    waiting: (usize, usize),
    state: Mutex<State<K>>,
}

struct State<K> {
    free: usize,
    /// Those who wait with precedence, then the others: one lane for each holder, the next one first.
    lanes: [VecDeque<Lane<K>>; 2],
}

struct Lane<K> {
    holder: K,
    askers: VecDeque<oneshot::Sender<Turn<K>>>,
}

/// The right to work now. Dropping it gives it to the next.
pub(crate) struct Turn<K>(Option<Arc<Queue<K>>>);

/// Too many wait already.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Full;

/// Who goes first when several wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Precedence {
    /// Before all others; their queue has a bound of its own.
    First,
    /// After those.
    Ordinary,
}

impl<K> Clone for Turns<K> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<K: Eq> Turns<K> {
    /// So many work at one time; of each precedence so many wait, and so many of them for each holder.
    pub(crate) fn new(at_once: usize, waiting: usize, waiting_each: usize) -> Self {
        Self(Arc::new(Queue {
            waiting: (waiting, waiting_each),
            state: Mutex::new(State {
                free: at_once,
                lanes: [VecDeque::new(), VecDeque::new()],
            }),
        }))
    }

    /// Waits for a turn.
    ///
    /// # Errors
    /// [`Full`] if too many wait already.
    pub(crate) async fn take(&self, holder: K, precedence: Precedence) -> Result<Turn<K>, Full> {
        let receiver = match self.line_up(holder, precedence)? {
            Place::Now(turn) => return Ok(turn),
            Place::Later(receiver) => receiver,
        };
        // The sender is dropped with the queue alone, which this holds.
        receiver.await.map_err(|_| Full)
    }

    fn line_up(&self, holder: K, precedence: Precedence) -> Result<Place<K>, Full> {
        let mut state = self.0.state();
        if state.free > 0 {
            state.free -= 1;
            drop(state);
            return Ok(Place::Now(Turn(Some(Arc::clone(&self.0)))));
        }
        let lanes = &mut state.lanes[usize::from(precedence == Precedence::Ordinary)];
        // Those who went away meanwhile take no place.
        for lane in lanes.iter_mut() {
            lane.askers.retain(|asker| !asker.is_closed());
        }
        lanes.retain(|lane| !lane.askers.is_empty());
        let (most, most_each) = self.0.waiting;
        let all: usize = lanes.iter().map(|lane| lane.askers.len()).sum();
        let own = lanes.iter().position(|lane| lane.holder == holder);
        let waiting = own.and_then(|at| lanes.get(at));
        if all >= most || waiting.is_some_and(|lane| lane.askers.len() >= most_each) {
            return Err(Full);
        }
        let (sender, receiver) = oneshot::channel();
        match own.and_then(|at| lanes.get_mut(at)) {
            Some(lane) => lane.askers.push_back(sender),
            None => lanes.push_back(Lane {
                holder,
                askers: VecDeque::from([sender]),
            }),
        }
        Ok(Place::Later(receiver))
    }
}

enum Place<K> {
    Now(Turn<K>),
    Later(oneshot::Receiver<Turn<K>>),
}

impl<K> Queue<K> {
    fn state(&self) -> MutexGuard<'_, State<K>> {
        // Nothing is left half done under this lock, so a poisoned one is as good.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Who is next, or `None` with the turn given back.
    fn next(&self) -> Option<oneshot::Sender<Turn<K>>> {
        let mut state = self.state();
        for lanes in &mut state.lanes {
            while let Some(mut lane) = lanes.pop_front() {
                let asker = lane.askers.pop_front();
                if !lane.askers.is_empty() {
                    lanes.push_back(lane);
                }
                if asker.is_some() {
                    return asker;
                }
            }
        }
        state.free += 1;
        None
    }
}

impl<K> Drop for Turn<K> {
    fn drop(&mut self) {
        let Some(queue) = self.0.take() else {
            return;
        };
        while let Some(asker) = queue.next() {
            match asker.send(Self(Some(Arc::clone(&queue)))) {
                Ok(()) => return,
                // This one went away; its turn must not come back here through `drop`.
                Err(mut unclaimed) => drop(unclaimed.0.take()),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Precedence::{First, Ordinary};

    /// Asks for a turn and is in the queue when this returns.
    async fn asked(
        turns: &Turns<u8>,
        holder: u8,
        precedence: Precedence,
    ) -> tokio::task::JoinHandle<Result<Turn<u8>, Full>> {
        let turns = turns.clone();
        let asking = tokio::spawn(async move { turns.take(holder, precedence).await });
        tokio::task::yield_now().await;
        asking
    }

    #[tokio::test]
    async fn holders_are_served_in_rotation_and_those_with_precedence_first() {
        let turns = Turns::new(1, 10, 10);
        let working = turns.take(0, Ordinary).await.unwrap();
        let mut waiting = Vec::new();
        for (holder, precedence) in [
            (1, Ordinary),
            (1, Ordinary),
            (1, Ordinary),
            (2, Ordinary),
            (3, First),
        ] {
            waiting.push((holder, asked(&turns, holder, precedence).await));
        }
        drop(working);
        let mut served = Vec::new();
        while !waiting.is_empty() {
            tokio::task::yield_now().await;
            let ready: Vec<usize> = (0..waiting.len())
                .filter(|n| waiting[*n].1.is_finished())
                .collect();
            assert_eq!(ready.len(), 1, "more than one works");
            let (holder, asking) = waiting.remove(ready[0]);
            served.push(holder);
            drop(asking.await.unwrap().unwrap());
        }
        assert_eq!(served, [3, 1, 2, 1, 1]);
        assert_eq!(turns.0.state().free, 1);
    }

    #[tokio::test]
    async fn the_queue_is_bounded_in_total_and_for_each_holder() {
        let turns = Turns::new(1, 3, 2);
        let working = turns.take(0, Ordinary).await.unwrap();
        let mut waiting = Vec::new();
        for holder in [1, 1, 2] {
            waiting.push(asked(&turns, holder, Ordinary).await);
        }
        assert_eq!(turns.take(3, Ordinary).await.err(), Some(Full));
        // Precedence has a queue of its own.
        waiting.push(asked(&turns, 3, First).await);
        // Whoever goes away makes room, and is passed over.
        for gone in waiting {
            gone.abort();
            let _ = gone.await;
        }
        let one = asked(&turns, 1, Ordinary).await;
        let two = asked(&turns, 1, Ordinary).await;
        assert_eq!(turns.take(1, Ordinary).await.err(), Some(Full));
        drop(working);
        drop(one.await.unwrap().unwrap());
        drop(two.await.unwrap().unwrap());
        assert_eq!(turns.0.state().free, 1);
    }

    #[tokio::test]
    async fn a_turn_that_nobody_claims_is_given_on() {
        let turns = Turns::new(1, 3, 3);
        let working = turns.take(0, Ordinary).await.unwrap();
        let gone = asked(&turns, 1, Ordinary).await;
        drop(working);
        // It was given the turn, and goes away before it looks.
        gone.abort();
        let _ = gone.await;
        assert_eq!(turns.0.state().free, 1);
    }
}
