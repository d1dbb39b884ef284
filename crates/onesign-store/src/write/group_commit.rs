//! Group commit: on SQLite, the next transaction takes every order that arrives while another one commits, each with
//! its own savepoint, so that one sync of the disk serves them all. A single order does not wait.

use super::Done;
use crate::driver;
use crate::engine::Turn;
use crate::error::Error;
use crate::order::{Order, Receipt, Waiting};
use crate::store::Inner;
use std::sync::Arc;
use tokio::sync::oneshot;

impl Inner {
    /// Queues an order and waits until its transaction is committed. A separate task commits, so that a caller that
    /// goes away does not cancel the orders of others.
    pub(super) async fn commit_in_group(self: Arc<Self>, order: Order) -> Result<Receipt, Error> {
        let (done, outcome) = oneshot::channel();
        self.group_commit.add(Waiting { order, done });
        tokio::spawn(self.commit_queued());
        outcome.await.unwrap_or(Err(Error::Stopped))
    }

    /// Commits every order queued so far. Each order spawns one such task, so none is left behind; a task that finds
    /// the queue empty has had its order committed by an earlier one.
    async fn commit_queued(self: Arc<Self>) {
        let turn = self.engine.turn().await;
        let batch = self.group_commit.take();
        match self.commit_batch(&turn, &batch).await {
            Some(outcomes) => {
                for (waiting, outcome) in batch.into_iter().zip(outcomes) {
                    // A caller that has gone away gets no answer.
                    let _ = waiting.done.send(outcome);
                }
            }
            None => {
                for waiting in batch {
                    let outcome = self.alone(&turn, &waiting.order).await;
                    let _ = waiting.done.send(outcome);
                }
            }
        }
    }

    /// Carries out several orders in one transaction. `None` when there are too few for that, or when the engine
    /// failed before the commit: nothing was written, and each order is better tried alone.
    async fn commit_batch(
        &self,
        turn: &Turn<'_>,
        batch: &[Waiting],
    ) -> Option<Vec<Result<Receipt, Error>>> {
        if batch.len() < 2 {
            return None;
        }
        let txn = self.engine.begin(turn).await.ok()?;
        let mut outcomes: Vec<Result<Done, Error>> = Vec::with_capacity(batch.len());
        for waiting in batch {
            let savepoint = txn.savepoint().await.ok()?;
            match self.attempt(&savepoint, &waiting.order).await {
                Ok(done) => {
                    savepoint.release().await.ok()?;
                    outcomes.push(Ok(done));
                }
                // The engine may have ended the shared transaction, which undoes the writes so far.
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
