//! Jobs: work after a commit. It runs at least once, and leases and idempotent effects make it count once.
//!
//! A worker leases jobs for a while. If it dies, the lease expires and another worker claims them; if the first comes
//! back, its lease id is outdated and [`Store::complete`] fails. A finished job is deleted. One that failed
//! [`MOST_ATTEMPTS`] times, or was given up, is dead: it stays visible until someone revives it.

mod cron;
mod dead;
mod owed;
mod waiting;

use crate::error::Error;
use crate::keyring::Keyring;
use crate::rows::job;
use crate::store::{Inner, Store};
use onesign_core::job::{Job, JobKind, UnknownJob};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DbBackend, EntityTrait, FromQueryResult, PaginatorTrait,
    QueryFilter, Statement,
};
use serde_json::Value;
use std::time::Duration;
use uuid::Uuid;

/// After this many attempts a job is dead.
pub const MOST_ATTEMPTS: i32 = 20;

/// The code of a dead job whose row can't be decrypted.
const PAYLOAD_DAMAGED: &str = "payload_damaged";

/// How long [`Store::wait`] sleeps at most: only polling finds other nodes' jobs and postponed jobs.
const POLL: Duration = Duration::from_secs(1);

/// A job that a worker has claimed.
#[derive(Clone, Debug)]
pub struct Lease {
    /// The job.
    pub id: Uuid,
    /// The fencing token: a worker with another one has lost the job.
    pub lease_id: Uuid,
    /// Which job it is.
    pub kind: String,
    /// Its parameters.
    pub payload: Value,
    /// Which attempt this is, from 1.
    pub attempt: i32,
}

impl Lease {
    /// The job, as this version understands it.
    ///
    /// # Errors
    /// [`UnknownJob`]: another version, or another program, queued it.
    pub fn job(&self) -> Result<Job, UnknownJob> {
        Job::kept(&self.kind, &self.payload)
    }

    /// Whether the job has used up its attempts without a report, because its workers died every time. The worker that
    /// claims it decides whether to give it up.
    pub fn is_worn(&self) -> bool {
        self.attempt > MOST_ATTEMPTS
    }
}

impl Store {
    /// Claims up to `most` jobs that are due, oldest first, for the length of `lease`.
    ///
    /// # Errors
    /// [`Error::Database`]. A job whose row can't be decrypted is dead at once.
    pub async fn claim(&self, most: u32, lease: Duration) -> Result<Vec<Lease>, Error> {
        let now_ms = self.inner.clock.now_ms();
        let until = now_ms.saturating_add(i64::try_from(lease.as_millis()).unwrap_or(i64::MAX));
        let lease_id = Uuid::now_v7();
        let backend = self.inner.engine.backend();
        let values = [
            lease_id.into(),
            until.into(),
            now_ms.into(),
            i64::from(most).into(),
        ];
        let statement = Statement::from_sql_and_values(backend, claim_sql(backend), values);
        let mut rows = job::Model::find_by_statement(statement)
            .all(&*self.inner.engine.books().await)
            .await?;
        rows.sort_by_key(|row| (row.run_at_ms, row.id));
        let mut leases = Vec::with_capacity(rows.len());
        for row in rows {
            let id = row.id;
            match self.inner.open_lease(row, lease_id) {
                Ok(lease) => leases.push(lease),
                // One damaged row must not block the others.
                Err(Error::Damaged(_)) => self.bury(id, lease_id, PAYLOAD_DAMAGED).await?,
                Err(error) => return Err(error),
            }
        }
        Ok(leases)
    }

    /// Deletes a finished job.
    ///
    /// # Errors
    /// [`Error::LeaseLost`] when another worker has claimed it since.
    pub async fn complete(&self, lease: &Lease) -> Result<(), Error> {
        let done = job::Entity::delete_many()
            .filter(job::Column::Id.eq(lease.id))
            .filter(job::Column::LeaseId.eq(lease.lease_id))
            .exec(&*self.inner.engine.books().await)
            .await?;
        held(done.rows_affected)
    }

    /// Keeps a long job for another `lease` from now.
    ///
    /// # Errors
    /// [`Error::LeaseLost`] when another worker has claimed it since.
    pub async fn extend(&self, lease: &Lease, by: Duration) -> Result<(), Error> {
        let until = self
            .inner
            .clock
            .now_ms()
            .saturating_add(i64::try_from(by.as_millis()).unwrap_or(i64::MAX));
        let changed =
            mine(lease.id, lease.lease_id).col_expr(job::Column::LeaseUntilMs, Expr::value(until));
        held(
            changed
                .exec(&*self.inner.engine.books().await)
                .await?
                .rows_affected,
        )
    }

    /// Records a failure: the job is retried at `retry_at_ms`, or is dead after [`MOST_ATTEMPTS`]. `code` is a stable
    /// word, never a message, because messages may contain personal data.
    ///
    /// # Errors
    /// [`Error::LeaseLost`] when another worker has claimed it since.
    pub async fn fail(&self, lease: &Lease, code: &str, retry_at_ms: i64) -> Result<(), Error> {
        if lease.attempt >= MOST_ATTEMPTS {
            return self.bury(lease.id, lease.lease_id, code).await;
        }
        let changed = mine(lease.id, lease.lease_id)
            .col_expr(job::Column::RunAtMs, Expr::value(retry_at_ms))
            .col_expr(job::Column::LeaseUntilMs, Expr::value(0i64))
            .col_expr(job::Column::LeaseId, Expr::value(None::<Uuid>))
            .col_expr(job::Column::LastError, Expr::value(code));
        held(
            changed
                .exec(&*self.inner.engine.books().await)
                .await?
                .rows_affected,
        )
    }

    /// Postpones a job that waits for an outside system until `retry_at_ms`; this attempt does not count. The caller
    /// limits the total time. `code` is a stable word, as for [`Store::fail`].
    ///
    /// # Errors
    /// [`Error::LeaseLost`] when another worker has claimed it since.
    pub async fn postpone(&self, lease: &Lease, code: &str, retry_at_ms: i64) -> Result<(), Error> {
        let changed = mine(lease.id, lease.lease_id)
            .col_expr(job::Column::Attempts, Expr::value(lease.attempt - 1))
            .col_expr(job::Column::RunAtMs, Expr::value(retry_at_ms))
            .col_expr(job::Column::LeaseUntilMs, Expr::value(0i64))
            .col_expr(job::Column::LeaseId, Expr::value(None::<Uuid>))
            .col_expr(job::Column::LastError, Expr::value(code));
        held(
            changed
                .exec(&*self.inner.engine.books().await)
                .await?
                .rows_affected,
        )
    }

    /// Makes the jobs of these kinds that were postponed with one of these codes due now.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn hasten(&self, kinds: &[JobKind], codes: &[&str]) -> Result<(), Error> {
        let now = self.inner.clock.now_ms();
        job::Entity::update_many()
            .filter(job::Column::Kind.is_in(kinds.iter().map(|kind| kind.word())))
            .filter(job::Column::LastError.is_in(codes.iter().copied()))
            .filter(job::Column::State.eq(READY))
            .filter(job::Column::RunAtMs.gt(now))
            .col_expr(job::Column::RunAtMs, Expr::value(now))
            .exec(&*self.inner.engine.books().await)
            .await?;
        self.inner.wake();
        Ok(())
    }

    /// Marks a job as dead at once, because no retry would succeed.
    ///
    /// # Errors
    /// [`Error::LeaseLost`] when another worker has claimed it since.
    pub async fn give_up(&self, lease: &Lease, code: &str) -> Result<(), Error> {
        self.bury(lease.id, lease.lease_id, code).await
    }

    /// Sleeps until this process queues a job, a second at most.
    pub async fn wait(&self) {
        let _ = tokio::time::timeout(POLL, self.inner.queued.notified()).await;
    }

    /// How many jobs are neither finished nor dead, including postponed ones.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn pending_count(&self) -> Result<u64, Error> {
        let ready = job::Entity::find().filter(job::Column::State.eq(READY));
        Ok(ready.count(self.inner.engine.reader()).await?)
    }

    async fn bury(&self, id: Uuid, lease_id: Uuid, code: &str) -> Result<(), Error> {
        tracing::error!(job = %id, code, "a job is dead");
        let changed = mine(id, lease_id)
            .col_expr(job::Column::State, Expr::value(DEAD))
            .col_expr(job::Column::LeaseUntilMs, Expr::value(0i64))
            .col_expr(job::Column::LeaseId, Expr::value(None::<Uuid>))
            .col_expr(job::Column::LastError, Expr::value(code));
        held(
            changed
                .exec(&*self.inner.engine.books().await)
                .await?
                .rows_affected,
        )
    }
}

impl Inner {
    /// Wakes every worker that waits, and the next one that would.
    pub(crate) fn wake(&self) {
        self.queued.notify_waiters();
        self.queued.notify_one();
    }

    fn open_lease(&self, row: job::Model, lease_id: Uuid) -> Result<Lease, Error> {
        let payload = open_payload(&self.ring, &row)?;
        Ok(Lease {
            id: row.id,
            lease_id,
            kind: row.kind,
            payload,
            attempt: row.attempts,
        })
    }
}

const READY: &str = "ready";
const DEAD: &str = "dead";

/// SQLite has one writer and no row locks; on PostgreSQL, workers skip rows that others are claiming.
fn claim_sql(backend: DbBackend) -> String {
    let skip = if backend == DbBackend::Postgres {
        "FOR UPDATE SKIP LOCKED"
    } else {
        ""
    };
    format!(
        "UPDATE jobs SET lease_id = $1, lease_until_ms = $2, attempts = attempts + 1
         WHERE id IN (SELECT id FROM jobs WHERE state = 'ready' AND run_at_ms <= $3 AND lease_until_ms <= $3
                      ORDER BY run_at_ms, id LIMIT $4 {skip})
         RETURNING *"
    )
}

fn mine(id: Uuid, lease_id: Uuid) -> sea_orm::UpdateMany<job::Entity> {
    job::Entity::update_many()
        .filter(job::Column::Id.eq(id))
        .filter(Expr::col(job::Column::LeaseId).eq(lease_id))
}

fn held(rows: u64) -> Result<(), Error> {
    if rows == 1 {
        Ok(())
    } else {
        Err(Error::LeaseLost)
    }
}

/// A new job as a row, its payload encrypted.
pub(crate) fn job_row(
    ring: &Keyring,
    kind: &str,
    key: Option<String>,
    payload: &Value,
    run_at_ms: i64,
) -> job::ActiveModel {
    let id = Uuid::now_v7();
    let sealed = ring.payloads.encrypt(
        &["jobs", "payload", &id.to_string()],
        payload.to_string().as_bytes(),
    );
    job::ActiveModel {
        id: Set(id),
        kind: Set(kind.to_owned()),
        key: Set(key),
        payload: Set(sealed),
        run_at_ms: Set(run_at_ms),
        attempts: Set(0),
        lease_until_ms: Set(0),
        lease_id: Set(None),
        last_error: Set(None),
        state: Set(READY.to_owned()),
    }
}

fn open_payload(ring: &Keyring, row: &job::Model) -> Result<Value, Error> {
    let opened = ring
        .payloads
        .decrypt(&["jobs", "payload", &row.id.to_string()], &row.payload)?;
    serde_json::from_slice(&opened).map_err(|_| Error::Damaged("the payload of a job"))
}
