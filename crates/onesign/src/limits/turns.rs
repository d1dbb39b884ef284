//! Turns at work that only a few may do at a time. Waiting callers are served by precedence, and equal ones in
//! rotation, one of each holder, so that a holder with many requests delays others by only one of them. The turn
//! belongs to the work: dropping the [`Turn`] passes it on, so the work must own it.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::oneshot;

/// The number of precedences.
pub(crate) const PRECEDENCES: usize = 4;

/// Limited work with limited queues. Clones share it.
pub(crate) struct Turns<K>(Arc<Shared<K>>);

struct Shared<K> {
    queues: [Queue; PRECEDENCES],
    state: Mutex<State<K>>,
}

/// The limits of one precedence.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Queue {
    /// The most at work at a time.
    pub(crate) at_once: usize,
    /// The most waiting.
    pub(crate) waiting: usize,
    /// The most waiting of each holder.
    pub(crate) waiting_each: usize,
}

struct State<K> {
    free: usize,
    /// How many of each precedence are at work.
    working: [usize; PRECEDENCES],
    /// The waiting callers, by precedence: one lane for each holder, the next one first.
    lanes: [VecDeque<Lane<K>>; PRECEDENCES],
}

struct Lane<K> {
    holder: K,
    askers: VecDeque<oneshot::Sender<Turn<K>>>,
}

/// The right to work now. Dropping it passes it to the next.
pub(crate) struct Turn<K>(Option<(Arc<Shared<K>>, Precedence)>);

/// Too many are already waiting.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Full;

/// The order of waiting callers. Each kind has its own queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Precedence {
    /// The browser is known.
    Known,
    /// The network is known.
    Near,
    /// The caller has a promise for about now.
    Promised,
    /// Nothing is known about the caller.
    Stranger,
}

impl Precedence {
    const ALL: [Self; PRECEDENCES] = [Self::Known, Self::Near, Self::Promised, Self::Stranger];
}

/// The element of this precedence.
fn of<T>(all: &mut [T; PRECEDENCES], precedence: Precedence) -> &mut T {
    let [known, near, promised, stranger] = all;
    match precedence {
        Precedence::Known => known,
        Precedence::Near => near,
        Precedence::Promised => promised,
        Precedence::Stranger => stranger,
    }
}

impl<K> Clone for Turns<K> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<K: Eq> Turns<K> {
    /// Limits the total at work, and each precedence.
    pub(crate) fn new(at_once: usize, queues: [Queue; PRECEDENCES]) -> Self {
        Self(Arc::new(Shared {
            queues,
            state: Mutex::new(State {
                free: at_once,
                working: [0; PRECEDENCES],
                lanes: std::array::from_fn(|_| VecDeque::new()),
            }),
        }))
    }

    /// Waits for a turn.
    ///
    /// # Errors
    /// [`Full`] if too many are already waiting.
    pub(crate) async fn take(&self, holder: K, precedence: Precedence) -> Result<Turn<K>, Full> {
        let receiver = match self.line_up(holder, precedence)? {
            Place::Now(turn) => return Ok(turn),
            Place::Later(receiver) => receiver,
        };
        // Only dropping the queue drops the sender, and this function holds the queue.
        receiver.await.map_err(|_| Full)
    }

    fn line_up(&self, holder: K, precedence: Precedence) -> Result<Place<K>, Full> {
        let mut state = self.0.state();
        let mut queues = self.0.queues;
        let bounds = *of(&mut queues, precedence);
        let working = of(&mut state.working, precedence);
        if *working < bounds.at_once && state.free > 0 {
            *of(&mut state.working, precedence) += 1;
            state.free -= 1;
            drop(state);
            return Ok(Place::Now(Turn(Some((Arc::clone(&self.0), precedence)))));
        }
        let lanes = of(&mut state.lanes, precedence);
        // Callers who have gone take no place.
        for lane in lanes.iter_mut() {
            lane.askers.retain(|asker| !asker.is_closed());
        }
        lanes.retain(|lane| !lane.askers.is_empty());
        let all: usize = lanes.iter().map(|lane| lane.askers.len()).sum();
        let own = lanes.iter().position(|lane| lane.holder == holder);
        let waiting = own.and_then(|at| lanes.get(at));
        let own_waiting = waiting.map_or(0, |lane| lane.askers.len());
        if all >= bounds.waiting || own_waiting >= bounds.waiting_each {
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

impl<K> Shared<K> {
    fn state(&self) -> MutexGuard<'_, State<K>> {
        // No code leaves a half-done change under this lock, so a poisoned lock is usable.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next caller after one of this precedence has worked; `None` gives the turn back.
    fn next(&self, worked: Precedence) -> Option<(oneshot::Sender<Turn<K>>, Precedence)> {
        let mut state = self.state();
        let ended = of(&mut state.working, worked);
        *ended = ended.saturating_sub(1);
        let mut queues = self.queues;
        for precedence in Precedence::ALL {
            let State { working, lanes, .. } = &mut *state;
            let working = of(working, precedence);
            if *working >= of(&mut queues, precedence).at_once {
                continue;
            }
            let lanes = of(lanes, precedence);
            while let Some(mut lane) = lanes.pop_front() {
                let asker = lane.askers.pop_front();
                if !lane.askers.is_empty() {
                    lanes.push_back(lane);
                }
                if let Some(asker) = asker {
                    *working += 1;
                    return Some((asker, precedence));
                }
            }
        }
        state.free += 1;
        None
    }
}

impl<K> Drop for Turn<K> {
    fn drop(&mut self) {
        let Some((queue, mut worked)) = self.0.take() else {
            return;
        };
        while let Some((asker, precedence)) = queue.next(worked) {
            match asker.send(Self(Some((Arc::clone(&queue), precedence)))) {
                Ok(()) => return,
                // This caller has gone; its turn must not come back here through `drop`.
                Err(mut unclaimed) => {
                    unclaimed.0.take();
                    worked = precedence;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Precedence::{Known, Near, Promised, Stranger};

    /// The same limits for all.
    fn turns(at_once: usize, waiting: usize, waiting_each: usize) -> Turns<u8> {
        let queue = Queue {
            at_once,
            waiting,
            waiting_each,
        };
        Turns::new(at_once, [queue; PRECEDENCES])
    }

    /// Requests a turn; the request is in the queue when this returns.
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
        let turns = turns(1, 10, 10);
        let working = turns.take(0, Stranger).await.unwrap();
        let mut waiting = Vec::new();
        for (holder, precedence) in [
            (1, Stranger),
            (1, Stranger),
            (1, Stranger),
            (2, Stranger),
            (3, Promised),
            (4, Near),
            (5, Known),
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
        assert_eq!(served, [5, 4, 3, 1, 2, 1, 1]);
        assert_eq!(turns.0.state().free, 1);
    }

    #[tokio::test]
    async fn the_queue_is_bounded_in_total_and_for_each_holder() {
        let turns = turns(1, 3, 2);
        let working = turns.take(0, Stranger).await.unwrap();
        let mut waiting = Vec::new();
        for holder in [1, 1, 2] {
            waiting.push(asked(&turns, holder, Stranger).await);
        }
        assert_eq!(turns.take(3, Stranger).await.err(), Some(Full));
        // Each precedence has its own queue.
        waiting.push(asked(&turns, 3, Known).await);
        // A caller who goes away makes room, and is skipped.
        for gone in waiting {
            gone.abort();
            let _ = gone.await;
        }
        let one = asked(&turns, 1, Stranger).await;
        let two = asked(&turns, 1, Stranger).await;
        assert_eq!(turns.take(1, Stranger).await.err(), Some(Full));
        drop(working);
        drop(one.await.unwrap().unwrap());
        drop(two.await.unwrap().unwrap());
        assert_eq!(turns.0.state().free, 1);
    }

    #[tokio::test]
    async fn an_unclaimed_turn_is_passed_on() {
        let turns = turns(1, 3, 3);
        let working = turns.take(0, Stranger).await.unwrap();
        let gone = asked(&turns, 1, Stranger).await;
        drop(working);
        // It got the turn, and goes away before it notices.
        gone.abort();
        let _ = gone.await;
        assert_eq!(turns.0.state().free, 1);
    }

    #[tokio::test]
    async fn strangers_never_work_at_all_places() {
        let alone = Queue {
            at_once: 1,
            waiting: 3,
            waiting_each: 3,
        };
        let both = Queue {
            at_once: 2,
            ..alone
        };
        let turns = Turns::new(2, [both, both, both, alone]);
        let stranger = turns.take(1, Stranger).await.unwrap();
        let next = asked(&turns, 2, Stranger).await;
        assert!(!next.is_finished(), "two strangers work");
        // A known caller begins at once, and its end makes no room for strangers.
        drop(turns.take(3, Known).await.unwrap());
        tokio::task::yield_now().await;
        assert!(!next.is_finished());
        drop(stranger);
        drop(next.await.unwrap().unwrap());
        assert_eq!(turns.0.state().free, 2);
        assert_eq!(turns.0.state().working, [0; PRECEDENCES]);
    }
}
