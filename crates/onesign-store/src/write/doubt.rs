//! Finds out whether a commit took effect if its answer was lost with the connection.

use super::{Head, Written};
use crate::engine::Turn;
use crate::error::Error;
use crate::rows::fact;
use crate::store::Inner;
use crate::subject_keys::SubjectKeys;
use onesign_core::StreamId;
use sea_orm::{DbErr, EntityTrait};
use std::time::Duration;

/// How long to ask the database. A restarted server answers again within seconds.
const PATIENCE: Duration = Duration::from_secs(15);
const PAUSE: Duration = Duration::from_millis(250);

/// The last fact that a transaction wrote: if it exists, so does the whole transaction.
pub(super) struct Trace {
    stream: StreamId,
    seq: u64,
    digest: [u8; 32],
}

impl Trace {
    pub(super) fn of(written: &[Written]) -> Option<Self> {
        written.last().map(|last| Self {
            stream: last.stream,
            seq: last.seq,
            digest: last.digest,
        })
    }
}

impl Inner {
    /// Succeeds if the commit took effect. Fails with `lost` if it did not and never will, and with
    /// [`Error::OutcomeUnknown`] if the database does not answer in time.
    pub(super) async fn resolve(
        &self,
        turn: &Turn<'_>,
        trace: Option<&Trace>,
        lost: DbErr,
    ) -> Result<(), Error> {
        tracing::warn!(error = %lost, "the connection was lost during a commit");
        let Some(trace) = trace else {
            return Err(Error::OutcomeUnknown);
        };
        let asking = async {
            loop {
                match self.is_there(turn, trace).await {
                    Ok(there) => return there,
                    Err(error) => {
                        tracing::warn!(%error, "the outcome of a commit is not known yet")
                    }
                }
                tokio::time::sleep(PAUSE).await;
            }
        };
        match tokio::time::timeout(PATIENCE, asking).await {
            Ok(true) => Ok(()),
            Ok(false) => Err(Error::Database(lost)),
            Err(_) => Err(Error::OutcomeUnknown),
        }
    }

    /// Whether the fact exists. The lock on its stream is granted only after the transaction in doubt has ended.
    async fn is_there(&self, turn: &Turn<'_>, trace: &Trace) -> Result<bool, Error> {
        let txn = self.engine.begin(turn).await?;
        let mut keys = SubjectKeys::default();
        Head::lock(&txn, &self.ring, &mut keys, trace.stream).await?;
        let seq = i64::try_from(trace.seq).map_err(|_| Error::Damaged("a chain without end"))?;
        let found = fact::Entity::find_by_id((trace.stream.to_string(), seq))
            .one(&txn)
            .await?;
        txn.rollback().await?;
        Ok(found.is_some_and(|row| row.digest == trace.digest))
    }
}
