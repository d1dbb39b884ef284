//! Retries failed jobs at once, for an owner who has fixed the cause.

use super::{DEAD, READY};
use crate::error::Error;
use crate::rows::job;
use crate::store::Store;
use onesign_core::Viewer;
use onesign_core::access::Resource;
use onesign_core::job::JobKind;
use sea_orm::sea_query::{Condition, Expr};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

impl Store {
    /// Makes every dead job due now, and every job of these kinds that failed before. Returns how many there are.
    /// Only for the owner.
    ///
    /// # Errors
    /// [`Error::NotFound`] for any other viewer.
    pub async fn try_again(&self, viewer: &Viewer, kinds: &[JobKind]) -> Result<u64, Error> {
        self.read(viewer).may(&Resource::Notices)?;
        self.queue_owed_seals().await?;
        let waits = Condition::any().add(job::Column::State.eq(DEAD)).add(
            Condition::all()
                .add(job::Column::Kind.is_in(kinds.iter().map(|kind| kind.word())))
                .add(job::Column::State.eq(READY))
                .add(job::Column::LeaseUntilMs.eq(0))
                .add(job::Column::LastError.is_not_null()),
        );
        let changed = job::Entity::update_many()
            .filter(waits)
            .col_expr(job::Column::State, Expr::value(READY))
            .col_expr(job::Column::Attempts, Expr::value(0))
            .col_expr(job::Column::RunAtMs, Expr::value(self.inner.clock.now_ms()))
            .exec(&*self.inner.engine.books().await)
            .await?;
        self.inner.wake();
        Ok(changed.rows_affected)
    }
}
