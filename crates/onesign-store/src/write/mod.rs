//! The only way to write.

mod append;
mod doubt;
mod group_commit;
mod head;
mod index;
mod progress;
mod proof;
mod repeats;
mod work;

use crate::driver;
use crate::engine::{Transaction, Turn};
use crate::error::Error;
use crate::known::Added;
use crate::order::Order;
pub use crate::order::{Receipt, Written};
use crate::store::{Inner, Store};
use crate::subject_keys::SubjectKeys;
use append::Append;
use doubt::Trace;
use head::Head;
use onesign_core::{Actor, Command, Decision, Moment, Recorded, Refusal, State, StreamId, decide};
use sea_orm::DbBackend;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

/// How often a command is tried when the database reports a deadlock or a lock.
const TRIES: u32 = 6;

impl Store {
    /// Executes a command: locks its stream, loads the state, lets the law decide, appends the facts, saves the state
    /// and queues the jobs, in one transaction. When this returns `Ok`, all of it survives a power cut.
    ///
    /// A refusal changes nothing, except that one worth recording has its fact committed first. A command runs to its
    /// end even if its future is dropped.
    ///
    /// # Errors
    /// [`Error::Refused`] when the law says no; [`Error::Taken`] when another account has the same e-mail address or
    /// the new stream exists; [`Error::Database`] when the database fails, in which case nothing was written;
    /// [`Error::OutcomeUnknown`] when the connection broke during the commit itself and the database has not answered
    /// since.
    pub fn execute(
        &self,
        command: Command,
        by: &Actor,
        at: &Moment,
    ) -> impl Future<Output = Result<Receipt, Error>> + Send + use<> {
        let store = self.clone();
        let stream = command.stream();
        let order = Order {
            command,
            by: by.clone(),
            at: at.clone(),
        };
        async move {
            let vault = Arc::clone(&store.inner);
            let done = match vault.engine.backend() {
                DbBackend::Sqlite => vault.commit_in_group(order).await,
                _ => {
                    let task = async move { vault.alone(&vault.engine.turn().await, &order).await };
                    tokio::spawn(task).await.unwrap_or(Err(Error::Stopped))
                }
            };
            if let Err(Error::Damaged(what)) = &done
                && let Err(error) = store.tell_damage(stream, what).await
            {
                tracing::error!(%error, %stream, "the owner could not be notified of a problem with the record of a stream");
            }
            done
        }
    }
}

/// The data to commit for an order.
struct Done {
    outcome: Result<Receipt, Refusal>,
    /// The facts of a decision, or of a refusal that is worth recording.
    added: Vec<Added>,
    queued: bool,
    trace: Option<Trace>,
    /// The session and the counter of a signed write.
    proof: Option<(String, i64)>,
}

impl Inner {
    /// Executes one order in its own transaction.
    async fn alone(&self, turn: &Turn<'_>, order: &Order) -> Result<Receipt, Error> {
        let mut tries = 1;
        loop {
            match self.once(turn, order).await {
                Err(error) if error.is_contention() && tries < TRIES => {
                    tokio::time::sleep(Duration::from_millis(u64::from(5 * tries))).await;
                    tries += 1;
                }
                result => return result,
            }
        }
    }

    async fn once(&self, turn: &Turn<'_>, order: &Order) -> Result<Receipt, Error> {
        let txn = self.engine.begin(turn).await?;
        match self.attempt(&txn, order).await {
            Ok(done) => {
                match txn.commit().await {
                    Err(error) if driver::is_lost(&error) => {
                        self.resolve(turn, done.trace.as_ref(), error).await?;
                    }
                    Err(error) if driver::leaves_in_doubt(&error) => {
                        tracing::warn!(%error, "a commit failed after it was written");
                        return Err(Error::OutcomeUnknown);
                    }
                    committed => committed?,
                }
                self.settle(done)
            }
            Err(error) => {
                if let Err(failed) = txn.rollback().await {
                    // The connection is discarded. The caller needs the error that caused the rollback, not this one.
                    tracing::warn!(error = %failed, "a transaction could not be rolled back");
                }
                Err(error)
            }
        }
    }

    /// After the commit: wakes the workers and returns the outcome.
    fn settle(&self, done: Done) -> Result<Receipt, Error> {
        if done.queued {
            self.wake();
        }
        self.known.committed(&done.added);
        if let Some((session, counter)) = done.proof {
            self.known.signed(session, counter);
        }
        self.tally.add(&done.added);
        done.outcome
            .map_err(|refusal| Error::Refused(Box::new(refusal)))
    }

    /// Decides an order and writes the result. The caller commits the transaction on `Ok` and rolls it back on `Err`.
    async fn attempt(&self, txn: &Transaction, order: &Order) -> Result<Done, Error> {
        let mut done = self.decided(txn, order).await?;
        done.proof = proof::of(&order.by);
        Ok(done)
    }

    async fn decided(&self, txn: &Transaction, order: &Order) -> Result<Done, Error> {
        let mut keys = SubjectKeys::default();
        let head = Head::lock(txn, &self.ring, &mut keys, order.command.stream()).await?;
        if let Some(newest) = head.newest() {
            self.known
                .check(txn, head.stream, head.next, newest)
                .await?;
        }
        proof::advance(txn, &self.known, &order.by).await?;
        let at = &timed(&head, &order.at, self.clock.now_ms())?;
        match decide(&order.command, head.state.as_ref(), &order.by, at) {
            Ok(mut decision) => {
                let stream = head.stream;
                if let (Some(aside), StreamId::Envelope(id)) = (decision.aside.take(), stream) {
                    let at_ms = at.at_ms;
                    progress::keep(txn, &self.ring, &mut keys, id, aside, at_ms).await?;
                    return done_aside(head);
                }
                let decision = match head.state.as_ref().and_then(State::envelope) {
                    Some(envelope) if decision.settles_repeats(envelope) => {
                        decision.after_repeats(repeats::take(txn, &self.ring, envelope.id).await?)
                    }
                    _ => decision,
                };
                let append = Append::new(self, txn, keys, head, &order.by, at);
                self.carry_out(append, stream, decision).await
            }
            // A stream that doesn't exist can't record a refusal.
            Err(mut refusal) if head.state.is_some() => {
                let (mut trace, mut added) = (None, Vec::new());
                if let Some(fact) = &refusal.remember {
                    let recorded = Recorded {
                        stream: head.stream,
                        fact: (**fact).clone(),
                    };
                    let mut append = Append::new(self, txn, keys, head, &order.by, at);
                    append.fact(recorded).await?;
                    let (_, facts) = append.write().await?;
                    trace = Trace::of(&facts);
                    added = Added::of(&facts);
                } else if let (Some(repeat), StreamId::Envelope(id)) =
                    (refusal.repeat.take(), head.stream)
                {
                    repeats::count(txn, &self.ring, id, &repeat, at.at_ms).await?;
                } else if !matches!(order.by, Actor::Recipient { .. }) {
                    return Err(Error::Refused(Box::new(refusal)));
                }
                // A refused request uses up the recipient's counter, so it is committed too.
                Ok(Done {
                    outcome: Err(refusal),
                    added,
                    queued: false,
                    trace,
                    proof: None,
                })
            }
            Err(refusal) => Err(Error::Refused(Box::new(Refusal {
                remember: None,
                ..refusal
            }))),
        }
    }

    async fn carry_out(
        &self,
        mut append: Append<'_>,
        stream: StreamId,
        decision: Decision,
    ) -> Result<Done, Error> {
        let (txn, now_ms) = (append.txn, append.at.at_ms);
        for recorded in decision.facts {
            append.fact(recorded).await?;
        }
        let (heads, facts) = append.write().await?;
        let queued = work::enqueue(txn, &self.ring, decision.jobs, now_ms).await?;
        let head = heads.into_iter().find(|head| head.stream == stream);
        let (seq, state) = head
            .and_then(|head| Some((head.next.checked_sub(1)?, head.state?)))
            .ok_or(Error::Damaged(
                "a decision without a fact in its own stream",
            ))?;
        Ok(Done {
            trace: Trace::of(&facts),
            added: Added::of(&facts),
            outcome: Ok(Receipt {
                stream,
                seq,
                state,
                facts,
            }),
            queued,
            proof: None,
        })
    }
}

/// How far a clock may be set back, or be behind another server's, without an error.
const SKEW_MS: i64 = 60 * 1000;

/// The time of an order in its chain, where times never run backwards. Within [`SKEW_MS`], it is the time of the newest
/// fact.
///
/// # Errors
/// [`Error::ClockBehind`] when this machine's clock is further behind the newest fact of an envelope: a signature would
/// then be dated before the event that it answers. Accounts are not locked out for that.
fn timed(head: &Head, at: &Moment, now_ms: i64) -> Result<Moment, Error> {
    let behind = head.newest_ms - now_ms;
    let is_account = !matches!(head.stream, StreamId::Envelope(_));
    if behind > SKEW_MS && !is_account {
        return Err(Error::ClockBehind { ms: behind });
    }
    let lag = head.newest_ms - at.at_ms;
    let at_ms = if lag > 0 && (lag <= SKEW_MS || is_account && behind > 0) {
        head.newest_ms
    } else {
        at.at_ms
    };
    Ok(Moment {
        at_ms,
        ..at.clone()
    })
}

/// A step that is kept aside does not change the stream.
fn done_aside(head: Head) -> Result<Done, Error> {
    let (seq, state) = head
        .next
        .checked_sub(1)
        .zip(head.state)
        .ok_or(Error::Damaged("a step beside no stream"))?;
    Ok(Done {
        outcome: Ok(Receipt {
            stream: head.stream,
            seq,
            state,
            facts: Vec::new(),
        }),
        added: Vec::new(),
        queued: false,
        trace: None,
        proof: None,
    })
}
