//! The one write door.

mod append;
mod head;
mod index;
mod work;

use crate::error::Error;
use crate::keys::SubjectKeys;
use crate::store::{Inner, Store};
use append::Append;
use head::Head;
use onesign_core::{
    Actor, Command, Decision, Fact, Moment, Recorded, Refusal, State, StreamId, decide,
};
use sea_orm::DatabaseTransaction;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

/// How often a command is tried when the database reports a deadlock or a lock.
const TRIES: u32 = 6;

/// What a command did.
#[derive(Clone, Debug)]
pub struct Receipt {
    /// The stream the command was decided on.
    pub stream: StreamId,
    /// Number of the newest fact in that stream, counted from 0.
    pub seq: u64,
    /// The state of that stream now.
    pub state: State,
    /// The facts that were written, in order, those of new streams included.
    pub facts: Vec<Written>,
}

/// A fact that was written.
#[derive(Clone, Debug)]
pub struct Written {
    /// Its stream.
    pub stream: StreamId,
    /// Its number in the stream, counted from 0.
    pub seq: u64,
    /// Its digest.
    pub digest: [u8; 32],
    /// The fact.
    pub fact: Fact,
}

impl Store {
    /// Executes a command: locks its stream, loads the state, lets the law decide, appends the facts, saves the
    /// state and queues the jobs, in one transaction. When this returns `Ok`, all of it survives a power cut.
    ///
    /// A refusal changes nothing, except that one worth remembering has its fact committed first.
    ///
    /// # Errors
    /// [`Error::Refused`] when the law says no; [`Error::Taken`] when another account has the same e-mail address or
    /// the new stream exists; [`Error::Database`] when the database fails, in which case nothing was written.
    pub fn execute(
        &self,
        command: Command,
        by: &Actor,
        at: &Moment,
    ) -> impl Future<Output = Result<Receipt, Error>> + Send + use<> {
        let vault = Arc::clone(&self.inner);
        let by = by.clone();
        let at = at.clone();
        async move {
            let mut tries = 1;
            loop {
                match vault.attempt(&command, &by, &at).await {
                    Err(error) if error.is_contention() && tries < TRIES => {
                        tokio::time::sleep(Duration::from_millis(u64::from(5 * tries))).await;
                        tries += 1;
                    }
                    result => return result,
                }
            }
        }
    }
}

impl Inner {
    async fn attempt(&self, command: &Command, by: &Actor, at: &Moment) -> Result<Receipt, Error> {
        let txn = self.engine.begin().await?;
        let mut keys = SubjectKeys::default();
        let head = Head::lock(&txn, &self.ring, &mut keys, command.stream()).await?;
        match decide(command, head.state.as_ref(), by, at) {
            Ok(decision) => self.carry_out(txn, keys, head, decision, by, at).await,
            Err(refusal) => self.refuse(txn, keys, head, refusal, by, at).await,
        }
    }

    async fn carry_out(
        &self,
        txn: DatabaseTransaction,
        keys: SubjectKeys,
        head: Head,
        decision: Decision,
        by: &Actor,
        at: &Moment,
    ) -> Result<Receipt, Error> {
        let stream = head.stream;
        let mut append = Append::new(self, &txn, keys, head, by, at);
        for recorded in decision.facts {
            append.fact(recorded).await?;
        }
        let (heads, facts) = append.write().await?;
        let queued = work::enqueue(&txn, &self.ring, decision.jobs).await?;
        txn.commit().await?;
        if queued {
            self.wake();
        }
        let head = heads.into_iter().find(|head| head.stream == stream);
        match head.and_then(|head| Some((head.next.checked_sub(1)?, head.state?))) {
            Some((seq, state)) => Ok(Receipt {
                stream,
                seq,
                state,
                facts,
            }),
            None => Err(Error::Damaged(
                "a decision without a fact in its own stream",
            )),
        }
    }

    /// Commits the fact of a refusal worth remembering, then refuses.
    async fn refuse(
        &self,
        txn: DatabaseTransaction,
        keys: SubjectKeys,
        head: Head,
        mut refusal: Refusal,
        by: &Actor,
        at: &Moment,
    ) -> Result<Receipt, Error> {
        // A stream that doesn't exist has nowhere to remember it.
        match refusal.remember.take().filter(|_| head.state.is_some()) {
            None => txn.rollback().await?,
            Some(fact) => {
                let stream = head.stream;
                let mut append = Append::new(self, &txn, keys, head, by, at);
                append
                    .fact(Recorded {
                        stream,
                        fact: *fact.clone(),
                    })
                    .await?;
                append.write().await?;
                txn.commit().await?;
                refusal.remember = Some(fact);
            }
        }
        Err(Error::Refused(Box::new(refusal)))
    }
}
