//! Dead jobs: shown to the operator, and revived by hand.

use super::{DEAD, READY};
use crate::error::Error;
use crate::rows::job;
use crate::store::Store;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

/// A job that failed too often.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadJob {
    /// The job.
    pub id: Uuid,
    /// Which job it is.
    pub kind: String,
    /// Stable code of the last failure.
    pub last_error: Option<String>,
}

impl Store {
    /// The dead jobs, oldest first, a hundred at most.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn dead_jobs(&self) -> Result<Vec<DeadJob>, Error> {
        let dead = job::Entity::find()
            .filter(job::Column::State.eq(DEAD))
            .order_by_asc(job::Column::Id)
            .limit(100);
        let rows = dead.all(self.inner.engine.reader()).await?;
        let show = |row: job::Model| DeadJob {
            id: row.id,
            kind: row.kind,
            last_error: row.last_error,
        };
        Ok(rows.into_iter().map(show).collect())
    }

    /// Gives a dead job its attempts back and makes it due now.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such dead job.
    pub async fn revive(&self, id: Uuid) -> Result<(), Error> {
        let changed = job::Entity::update_many()
            .filter(job::Column::Id.eq(id))
            .filter(job::Column::State.eq(DEAD))
            .col_expr(job::Column::State, Expr::value(READY))
            .col_expr(job::Column::Attempts, Expr::value(0))
            .col_expr(job::Column::RunAtMs, Expr::value(self.inner.clock.now_ms()))
            .exec(&*self.inner.engine.books().await)
            .await?;
        if changed.rows_affected == 0 {
            return Err(Error::NotFound);
        }
        self.inner.wake();
        Ok(())
    }
}
