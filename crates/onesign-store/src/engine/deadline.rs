//! A deadline for PostgreSQL: a server that hangs, or a network that drops packets, gives no answer at all.

use sea_orm::{DbBackend, DbErr, RuntimeErr};
use std::future::Future;
use std::io::ErrorKind;
use std::time::Duration;

/// How long the server may take for one statement.
const PATIENCE: Duration = Duration::from_secs(15);

/// Waits for the answer to a statement, but not for ever. An embedded database needs no deadline: it answers or
/// fails by itself.
///
/// # Errors
/// That of a lost connection after the deadline; the statement may or may not have run.
pub(super) async fn within<T>(
    backend: DbBackend,
    asked: impl Future<Output = Result<T, DbErr>>,
) -> Result<T, DbErr> {
    if backend != DbBackend::Postgres {
        return asked.await;
    }
    at_most(PATIENCE, asked).await
}

async fn at_most<T>(
    patience: Duration,
    asked: impl Future<Output = Result<T, DbErr>>,
) -> Result<T, DbErr> {
    let late = |_| {
        let error = sqlx::Error::Io(ErrorKind::TimedOut.into());
        Err(DbErr::Query(RuntimeErr::SqlxError(error.into())))
    };
    tokio::time::timeout(patience, asked)
        .await
        .unwrap_or_else(late)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::driver::{is_harmful, is_lost};

    #[tokio::test]
    async fn a_server_that_does_not_answer_counts_as_lost() {
        let silent = std::future::pending::<Result<(), DbErr>>();
        let error = at_most(Duration::from_millis(10), silent)
            .await
            .unwrap_err();
        assert!(is_lost(&error) && is_harmful(&error), "{error:?}");
    }
}
