//! Seats for workers. One person holds at most a part of them: a person who sends many slow documents waits only for
//! their own, and other people's documents go through at once.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use uuid::Uuid;

/// A number of seats, and the most that one person may hold.
pub(crate) struct Seats {
    all: Arc<Semaphore>,
    each: usize,
    /// The share of each person who has a seat or waits for one.
    shares: Mutex<HashMap<Uuid, Weak<Semaphore>>>,
}

/// The right to use a worker. It belongs to the work, which may outlive the request for it.
pub(crate) struct Seat {
    _share: OwnedSemaphorePermit,
    _seat: OwnedSemaphorePermit,
}

impl Seats {
    /// This many seats for each person, and half as many again, at least one, that remain for others.
    pub(crate) fn shared(each: usize) -> Self {
        Self::new(each, each + (each / 2).max(1))
    }

    /// This many seats for all callers together.
    pub(crate) fn common(all: usize) -> Self {
        Self::new(all, all)
    }

    fn new(each: usize, all: usize) -> Self {
        Self {
            all: Arc::new(Semaphore::new(all)),
            each,
            shares: Mutex::default(),
        }
    }

    /// Waits for a seat; `None` if there never will be one. It takes the person's own share first, so that waiting for
    /// that share does not block others.
    pub(crate) async fn take(&self, person: Uuid) -> Option<Seat> {
        let share = self.share(person).acquire_owned().await.ok()?;
        let seat = Arc::clone(&self.all).acquire_owned().await.ok()?;
        Some(Seat {
            _share: share,
            _seat: seat,
        })
    }

    fn share(&self, person: Uuid) -> Arc<Semaphore> {
        // No code leaves a half-done change under this lock, so a poisoned lock is usable.
        let mut shares = self.shares.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(share) = shares.get(&person).and_then(Weak::upgrade) {
            return share;
        }
        shares.retain(|_, share| share.strong_count() > 0);
        let share = Arc::new(Semaphore::new(self.each));
        shares.insert(person, Arc::downgrade(&share));
        share
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;
    use tokio::time::timeout;

    /// The result if it is ready without waiting.
    async fn now<T>(future: impl Future<Output = Option<T>>) -> Option<T> {
        timeout(Duration::from_millis(20), future).await.ok()?
    }

    #[tokio::test]
    async fn one_person_never_holds_all_seats() {
        let [a, b] = [1, 2].map(Uuid::from_u128);
        for each in [1, 2, 3, 8] {
            let seats = Seats::shared(each);
            let mut held: Vec<Seat> = Vec::new();
            for _ in 0..each {
                held.extend(now(seats.take(a)).await);
            }
            assert_eq!(held.len(), each);
            let mut waiting = Box::pin(seats.take(a));
            assert!(now(&mut waiting).await.is_none(), "{each}");
            let other = now(seats.take(b)).await;
            assert!(other.is_some(), "{each}: nothing is left for others");
            // The next work of the same person takes the released seat.
            held.pop();
            let next = now(waiting).await;
            assert!(next.is_some(), "{each}");
            drop((held, next, other));
            assert_eq!(seats.all.available_permits(), each + (each / 2).max(1));
            seats.share(a);
            seats.share(b);
            let kept = seats.shares.lock().unwrap().len();
            assert_eq!(kept, 1, "shares that nobody holds are kept");
        }
    }
}
