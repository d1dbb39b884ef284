//! Scheduled jobs: the first node that sees a tick queues its job, and no other does.

use super::job_row;
use crate::error::Error;
use crate::rows::job;
use crate::store::Store;
use sea_orm::{ConnectionTrait, EntityTrait, Statement};
use serde_json::json;

/// How long a tick is remembered. A finished job is deleted, so the tick itself must outlast the slowest node's
/// clock.
const REMEMBERED_MS: i64 = 35 * 24 * 60 * 60 * 1000;

impl Store {
    /// Queues the job `kind` for a tick, unless a node has already done so, even if that job is finished. `tick` is
    /// the same for every node, such as `2026-03-01T10:00`. Returns whether this call queued it.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn cron(&self, kind: &str, tick: &str) -> Result<bool, Error> {
        let now = self.inner.clock.now_ms();
        let backend = self.inner.engine.backend();
        let turn = self.inner.engine.turn().await;
        let txn = self.inner.engine.begin(&turn).await?;
        let claim = Statement::from_sql_and_values(
            backend,
            "INSERT INTO ticks (kind, tick, at_ms) VALUES ($1, $2, $3) ON CONFLICT (kind, tick) DO NOTHING",
            [kind.into(), tick.into(), now.into()],
        );
        if txn.execute_raw(claim).await?.rows_affected() == 0 {
            txn.rollback().await?;
            return Ok(false);
        }
        let row = job_row(
            &self.inner.ring,
            kind,
            Some(format!("cron/{kind}/{tick}")),
            &json!({ "tick": tick }),
            now,
        );
        job::Entity::insert(row)
            .exec_without_returning(&txn)
            .await?;
        let forget = Statement::from_sql_and_values(
            backend,
            "DELETE FROM ticks WHERE at_ms < $1",
            [(now - REMEMBERED_MS).into()],
        );
        txn.execute_raw(forget).await?;
        txn.commit().await?;
        self.inner.wake();
        Ok(true)
    }
}
