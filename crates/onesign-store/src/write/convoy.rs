//! One sync for many: on SQLite, orders that arrive while others are being committed travel in the next transaction
//! together, each behind a savepoint of its own. A lone order waits for nobody.

use super::{Done, Order, Receipt};
use crate::engine::{Turn, driver};
use crate::error::Error;
use crate::store::Inner;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::oneshot;

/// Most orders in one transaction: beyond this the sync hardly counts, and readers see old states for longer.
const MOST: usize = 64;

/// Orders that wait for the next transaction.
#[derive(Default)]
pub(crate) struct Convoy(Mutex<Vec<Waiting>>);

struct Waiting {
    order: Order,
    done: oneshot::Sender<Result<Receipt, Error>>,
}

impl Convoy {
    fn add(&self, waiting: Waiting) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(waiting);
    }

    fn take(&self) -> Vec<Waiting> {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = waiting.len().min(MOST);
        waiting.drain(..count).collect()
    }
}

impl Inner {
    /// Adds an order and waits until the transaction it travels in is committed. A task of its own drives: a caller
    /// that goes away must not take the others' orders with it.
    pub(super) async fn join_convoy(self: Arc<Self>, order: Order) -> Result<Receipt, Error> {
        let (done, outcome) = oneshot::channel();
        self.convoy.add(Waiting { order, done });
        tokio::spawn(self.drive());
        outcome.await.unwrap_or(Err(Error::Stopped))
    }

    /// Takes whoever waits when the turn comes. There is one driver an order, so all get away; those that find
    /// nobody waiting had their order taken along by an earlier one.
    async fn drive(self: Arc<Self>) {
        let turn = self.engine.turn().await;
        let convoy = self.convoy.take();
        match self.together(&turn, &convoy).await {
            Some(outcomes) => {
                for (waiting, outcome) in convoy.into_iter().zip(outcomes) {
                    // Whoever has gone away isn't told.
                    let _ = waiting.done.send(outcome);
                }
            }
            None => {
                for waiting in convoy {
                    let outcome = self.alone(&turn, &waiting.order).await;
                    let _ = waiting.done.send(outcome);
                }
            }
        }
    }

    /// Carries out several orders in one transaction. `None` when there are too few for that, or when the engine
    /// failed before the commit: nothing was written, and each order is better tried alone.
    async fn together(
        &self,
        turn: &Turn<'_>,
        convoy: &[Waiting],
    ) -> Option<Vec<Result<Receipt, Error>>> {
        if convoy.len() < 2 {
            return None;
        }
        let txn = self.engine.begin(turn).await.ok()?;
        let mut outcomes: Vec<Result<Done, Error>> = Vec::with_capacity(convoy.len());
        for waiting in convoy {
            let savepoint = txn.savepoint().await.ok()?;
            match self.attempt(&savepoint, &waiting.order).await {
                Ok(done) => {
                    savepoint.release().await.ok()?;
                    outcomes.push(Ok(done));
                }
                // The engine may have ended the transaction of all: what was written so far is gone with it.
                Err(Error::Database(_)) => return None,
                Err(error) => {
                    savepoint.rollback().await.ok()?;
                    outcomes.push(Err(error));
                }
            }
        }
        let committed = txn.commit().await;
        let settle = |outcome: Result<Done, Error>| match (&committed, outcome) {
            (_, Err(error)) => Err(error),
            (Ok(()), Ok(done)) => self.settle(done),
            (Err(error), Ok(_)) if driver::leaves_in_doubt(error) => Err(Error::OutcomeUnknown),
            (Err(error), Ok(_)) => Err(Error::Database(error.clone())),
        };
        Some(outcomes.into_iter().map(settle).collect())
    }
}
