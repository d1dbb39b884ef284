//! Counters for limits on sign-in and links. Books, not evidence.

use crate::error::Error;
use crate::store::Store;
use sea_orm::{ConnectionTrait, Statement};

impl Store {
    /// Counts one more event of this kind in the window of `window_ms` that `now_ms` lies in, and returns how many it
    /// has now. Windows begin at multiples of their length; `key` names who is counted and is stored as a keyed hash.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn count(&self, key: &str, window_ms: i64, now_ms: i64) -> Result<i64, Error> {
        let window = now_ms - now_ms.rem_euclid(window_ms.max(1));
        let statement = Statement::from_sql_and_values(
            self.inner.engine.backend(),
            "INSERT INTO rates (key, window_start_ms, count) VALUES ($1, $2, 1)
             ON CONFLICT (key) DO UPDATE SET
               count = CASE WHEN rates.window_start_ms = excluded.window_start_ms THEN rates.count + 1 ELSE 1 END,
               window_start_ms = excluded.window_start_ms
             RETURNING count",
            [self.inner.ring.rate_key(key).into(), window.into()],
        );
        let row = self
            .inner
            .engine
            .books()
            .await
            .query_one_raw(statement)
            .await?;
        Ok(row
            .ok_or(Error::Damaged("a counter that does not count"))?
            .try_get("", "count")?)
    }

    /// How many events [`Store::count`] has counted in the window that `now_ms` lies in. Counts nothing.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn counted(&self, key: &str, window_ms: i64, now_ms: i64) -> Result<i64, Error> {
        let window = now_ms - now_ms.rem_euclid(window_ms.max(1));
        let statement = Statement::from_sql_and_values(
            self.inner.engine.backend(),
            "SELECT count FROM rates WHERE key = $1 AND window_start_ms = $2",
            [self.inner.ring.rate_key(key).into(), window.into()],
        );
        match self.inner.engine.reader().query_one_raw(statement).await? {
            Some(row) => Ok(row.try_get("", "count")?),
            None => Ok(0),
        }
    }

    /// Forgets counters whose window began before this, and sessions that had ended by then.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn forget_before(&self, before_ms: i64) -> Result<(), Error> {
        let (backend, books) = (self.inner.engine.backend(), self.inner.engine.books().await);
        for sql in [
            "DELETE FROM rates WHERE window_start_ms < $1",
            "DELETE FROM sessions WHERE expires_ms < $1",
        ] {
            books
                .execute_raw(Statement::from_sql_and_values(
                    backend,
                    sql,
                    [before_ms.into()],
                ))
                .await?;
        }
        Ok(())
    }
}
