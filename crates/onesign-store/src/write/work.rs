//! Queuing the jobs that follow from a decision, in the same transaction.

use crate::error::Error;
use crate::keys::Keyring;
use crate::queue::job_row;
use crate::rows::job;
use onesign_core::decide::Job;
use sea_orm::{ConnectionTrait, EntityTrait, TryInsertResult};

/// Queues the jobs; one whose key is queued already is left out. Returns whether there is anything new to do.
pub(super) async fn enqueue(
    db: &impl ConnectionTrait,
    ring: &Keyring,
    jobs: Vec<Job>,
) -> Result<bool, Error> {
    if jobs.is_empty() {
        return Ok(false);
    }
    let rows = jobs
        .into_iter()
        .map(|job| job_row(ring, job.kind, job.key, &job.payload, job.run_at_ms));
    let inserted = job::Entity::insert_many(rows)
        .on_conflict_do_nothing_on([job::Column::Key])
        .exec_without_returning(db)
        .await?;
    Ok(matches!(inserted, TryInsertResult::Inserted(n) if n > 0))
}
