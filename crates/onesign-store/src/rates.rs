//! Counters for limits on sign-in and links. Bookkeeping, not evidence.

use crate::error::Error;
use crate::store::Store;
use sea_orm::{ConnectionTrait, Statement};

impl Store {
    /// Takes one of the `most` events of this kind that the window of `window_ms` around `now_ms` allows, and returns
    /// whether one was left. It is one statement, so that parallel callers never get more than `most`; a refused call
    /// is not counted. Windows begin at multiples of their length; `key` identifies the counted person and is stored
    /// as a keyed hash.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn take(
        &self,
        key: &str,
        most: i64,
        window_ms: i64,
        now_ms: i64,
    ) -> Result<bool, Error> {
        if most < 1 {
            return Ok(false);
        }
        let statement = Statement::from_sql_and_values(
            self.inner.engine.backend(),
            "INSERT INTO rates (key, window_start_ms, count) VALUES ($1, $2, 1)
             ON CONFLICT (key) DO UPDATE SET
               count = CASE WHEN rates.window_start_ms = excluded.window_start_ms THEN rates.count + 1 ELSE 1 END,
               window_start_ms = excluded.window_start_ms
             WHERE rates.window_start_ms <> excluded.window_start_ms OR rates.count < $3
             RETURNING count",
            [
                self.inner.ring.rate_key(key).into(),
                window(window_ms, now_ms).into(),
                most.into(),
            ],
        );
        let books = self.inner.engine.books().await;
        // Reads all rows, though there is at most one: SQLite commits after the last one, and reports a failed commit
        // only then.
        Ok(!books.query_all_raw(statement).await?.is_empty())
    }

    /// Gives back an event that [`Store::take`] took at `taken_ms` and that turns out not to count. After the end of
    /// its window, this does nothing.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn give_back(&self, key: &str, window_ms: i64, taken_ms: i64) -> Result<(), Error> {
        let statement = Statement::from_sql_and_values(
            self.inner.engine.backend(),
            "UPDATE rates SET count = count - 1 WHERE key = $1 AND window_start_ms = $2 AND count > 0",
            [
                self.inner.ring.rate_key(key).into(),
                window(window_ms, taken_ms).into(),
            ],
        );
        let books = self.inner.engine.books().await;
        books.execute_raw(statement).await?;
        Ok(())
    }

    /// Deletes counters whose window began before this time, and sessions that had ended by then.
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

/// Milliseconds until the window around `now_ms` ends: when [`Store::take`] allows more after a refusal.
#[must_use]
pub fn window_left_ms(window_ms: i64, now_ms: i64) -> i64 {
    window(window_ms, now_ms) + window_ms.max(1) - now_ms
}

/// The start of the window that contains a moment.
fn window(window_ms: i64, now_ms: i64) -> i64 {
    now_ms - now_ms.rem_euclid(window_ms.max(1))
}
