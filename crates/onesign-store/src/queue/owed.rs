//! Seals that are owed: envelopes that everybody has signed, without a job in the queue.
//!
//! The transaction that completes the envelope queues the job. It can still be missing after someone restores or
//! empties a table, and then nothing else would ever seal the envelope.

use super::{DEAD, PAYLOAD_DAMAGED, job_row};
use crate::error::Error;
use crate::rows::{envelope, job};
use crate::store::Store;
use onesign_core::Job;
use onesign_core::envelope::EnvelopeStatus;
use onesign_core::ids::EnvelopeId;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, OnConflict};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::BTreeSet;
use uuid::Uuid;

/// The most envelopes that one call examines; the next call continues after them.
const MOST: u64 = 1_000;

impl Store {
    /// Queues the seal of every complete envelope that has no job for it. Returns how many it queued.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn queue_owed_seals(&self) -> Result<u64, Error> {
        let mut queued = 0;
        let mut after = Uuid::nil();
        loop {
            let complete: Vec<Uuid> = envelope::Entity::find()
                .select_only()
                .column(envelope::Column::Id)
                .filter(envelope::Column::Status.eq(EnvelopeStatus::Completed.as_str()))
                .filter(envelope::Column::Id.gt(after))
                .order_by_asc(envelope::Column::Id)
                .limit(MOST)
                .into_tuple()
                .all(self.inner.engine.reader())
                .await?;
            let Some(last) = complete.last().copied() else {
                return Ok(queued);
            };
            after = last;
            queued += self.queue_seals(&complete).await?;
        }
    }

    async fn queue_seals(&self, complete: &[Uuid]) -> Result<u64, Error> {
        let job = |id: &Uuid| Job::Seal {
            envelope: EnvelopeId(*id),
        };
        let key = |id: &Uuid| job(id).key();
        // A job whose row can't be decrypted will never seal anything.
        let opens = Condition::any()
            .add(job::Column::State.ne(DEAD))
            .add(job::Column::LastError.is_null())
            .add(job::Column::LastError.ne(PAYLOAD_DAMAGED));
        let waiting: BTreeSet<Option<String>> = job::Entity::find()
            .select_only()
            .column(job::Column::Key)
            .filter(job::Column::Key.is_in(complete.iter().filter_map(key)))
            .filter(opens)
            .into_tuple()
            .all(self.inner.engine.reader())
            .await?
            .into_iter()
            .collect();
        let now = self.inner.clock.now_ms();
        let missing: Vec<_> = complete
            .iter()
            .filter(|id| !waiting.contains(&key(id)))
            .map(|id| {
                let job = job(id);
                job_row(
                    &self.inner.ring,
                    job.kind().word(),
                    job.key(),
                    &job.payload(),
                    now,
                )
            })
            .collect();
        if missing.is_empty() {
            return Ok(0);
        }
        let instead = OnConflict::column(job::Column::Key)
            .update_columns([
                job::Column::Id,
                job::Column::Payload,
                job::Column::RunAtMs,
                job::Column::Attempts,
                job::Column::LastError,
                job::Column::State,
            ])
            .action_and_where(Expr::col((job::Entity, job::Column::State)).eq(DEAD))
            .to_owned();
        let queued = job::Entity::insert_many(missing)
            .on_conflict(instead)
            .exec_without_returning(&*self.inner.engine.books().await)
            .await?;
        self.inner.wake();
        Ok(queued)
    }
}
