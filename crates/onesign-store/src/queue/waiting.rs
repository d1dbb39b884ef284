//! Jobs that wait for somebody to mend something: they are tried on a slow schedule and never die.

use super::{DEAD, READY, held, mine};
use crate::error::Error;
use crate::notices::for_owner;
use crate::queue::Lease;
use crate::rows::job;
use crate::store::Store;
use crate::time::now_ms;
use onesign_core::Viewer;
use sea_orm::sea_query::{Condition, Expr};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

impl Store {
    /// The job can't be done until something is mended: it is tried again at `retry_at_ms`, however often. `code` is a
    /// stable word.
    ///
    /// # Errors
    /// [`Error::LeaseLost`] when somebody else has claimed it since.
    pub async fn postpone(&self, lease: &Lease, code: &str, retry_at_ms: i64) -> Result<(), Error> {
        let changed = mine(lease.id, lease.lease_id)
            .col_expr(job::Column::Attempts, Expr::value(0))
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

    /// Makes every job of these kinds that failed before due now, the dead ones too. Returns how many there are. For
    /// the owner.
    ///
    /// # Errors
    /// [`Error::NotFound`] for any other viewer.
    pub async fn hasten(&self, viewer: &Viewer, kinds: &[&str]) -> Result<u64, Error> {
        for_owner(viewer)?;
        let waits = Condition::any().add(job::Column::State.eq(DEAD)).add(
            Condition::all()
                .add(job::Column::State.eq(READY))
                .add(job::Column::LeaseUntilMs.eq(0))
                .add(job::Column::LastError.is_not_null()),
        );
        let changed = job::Entity::update_many()
            .filter(job::Column::Kind.is_in(kinds.iter().copied()))
            .filter(waits)
            .col_expr(job::Column::State, Expr::value(READY))
            .col_expr(job::Column::Attempts, Expr::value(0))
            .col_expr(job::Column::RunAtMs, Expr::value(now_ms()))
            .exec(&*self.inner.engine.books().await)
            .await?;
        self.inner.wake();
        Ok(changed.rows_affected)
    }
}
