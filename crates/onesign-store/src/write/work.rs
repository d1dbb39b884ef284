//! Queues the jobs of a decision, in the same transaction.

use crate::error::Error;
use crate::keyring::Keyring;
use crate::queue::job_row;
use crate::rows::job;
use onesign_core::Job;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ConnectionTrait, EntityTrait};

/// Queues the jobs. A job whose key is already queued is not queued again: it becomes due, with all its attempts,
/// unless a worker has it. Returns whether there is new work.
pub(super) async fn enqueue(
    db: &impl ConnectionTrait,
    ring: &Keyring,
    jobs: Vec<Job>,
    now_ms: i64,
) -> Result<bool, Error> {
    if jobs.is_empty() {
        return Ok(false);
    }
    let rows = jobs
        .iter()
        .map(|job| job_row(ring, job.kind().word(), job.key(), &job.payload(), now_ms));
    let inserted = job::Entity::insert_many(rows)
        .on_conflict(
            OnConflict::column(job::Column::Key)
                .update_columns([
                    job::Column::RunAtMs,
                    job::Column::Attempts,
                    job::Column::State,
                ])
                .action_and_where(Expr::col((job::Entity, job::Column::LeaseUntilMs)).lte(now_ms))
                .to_owned(),
        )
        .exec_without_returning(db)
        .await?;
    Ok(inserted > 0)
}
