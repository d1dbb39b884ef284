//! The meaning of the database drivers' errors.

use crate::condition::Trouble;
use sea_orm::{ConnAcquireErr, DbErr, RuntimeErr};

/// The trouble of the database, if it made a statement fail.
pub(crate) fn trouble(error: &DbErr) -> Option<Trouble> {
    match error {
        DbErr::ConnectionAcquire(ConnAcquireErr::Timeout) => Some(Trouble::Unreachable),
        _ => match driver(error)? {
            sqlx::Error::Database(error) => {
                let code = error.code()?;
                match code.parse::<u32>() {
                    Ok(code) if is_sqlite(&**error) => sqlite(code),
                    _ => postgres(&code),
                }
            }
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::Protocol(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::BeginFailed => Some(Trouble::Unreachable),
            sqlx::Error::WorkerCrashed => Some(Trouble::Failing),
            _ => None,
        },
    }
}

/// Whether a failed statement may have ended its transaction, or harmed its connection. Every failure may, except those
/// that undo only the statement: violated constraints, and locks that were not granted.
pub(crate) fn is_harmful(error: &DbErr) -> bool {
    match driver(error) {
        Some(sqlx::Error::Database(error)) => {
            let code = error.code().unwrap_or_default();
            match code.parse::<u32>() {
                Ok(code) if is_sqlite(&**error) => {
                    !matches!(code & 0xff, BUSY | LOCKED | CONSTRAINT)
                }
                // After any error, PostgreSQL runs nothing more in the transaction.
                _ => true,
            }
        }
        Some(sqlx::Error::RowNotFound | sqlx::Error::PoolClosed) | None => false,
        Some(_) => true,
    }
}

/// Whether the connection was lost, so that the server's progress is unknown.
pub(crate) fn is_lost(error: &DbErr) -> bool {
    trouble(error) == Some(Trouble::Unreachable)
}

/// Whether a commit that failed with this may still take effect, now or after a crash: SQLite writes the end of a
/// transaction before it syncs, and treats it as committed if it finds it at the next start.
pub(crate) fn leaves_in_doubt(error: &DbErr) -> bool {
    let Some(sqlx::Error::Database(inner)) = driver(error) else {
        return false;
    };
    let code = inner.code().and_then(|code| code.parse::<u32>().ok());
    is_sqlite(&**inner) && code.is_some_and(|code| code & 0xff == IOERR)
}

/// SQLite: BUSY and its relatives. PostgreSQL: serialisation failure, deadlock, lock not available.
pub(crate) fn is_contention(error: &DbErr) -> bool {
    matches!(
        code(error).as_deref(),
        Some("5" | "261" | "517" | "6" | "40001" | "40P01" | "55P03")
    )
}

/// SQLite's "file is not a database".
pub(crate) fn is_not_a_database(error: &DbErr) -> bool {
    code(error).as_deref() == Some("26")
}

/// PostgreSQL's "insufficient privilege".
pub(crate) fn is_forbidden(error: &DbErr) -> bool {
    code(error).as_deref() == Some("42501")
}

/// What the engine said.
pub(crate) fn message(error: &DbErr) -> Option<String> {
    let error = driver(error)?.as_database_error()?;
    Some(error.message().to_owned())
}

fn driver(error: &DbErr) -> Option<&sqlx::Error> {
    match error {
        DbErr::Conn(RuntimeErr::SqlxError(inner))
        | DbErr::Exec(RuntimeErr::SqlxError(inner))
        | DbErr::Query(RuntimeErr::SqlxError(inner)) => Some(inner),
        _ => None,
    }
}

fn code(error: &DbErr) -> Option<String> {
    let error = driver(error)?.as_database_error()?;
    error.code().map(|code| code.into_owned())
}

fn is_sqlite(error: &dyn sqlx::error::DatabaseError) -> bool {
    error
        .try_downcast_ref::<sqlx::sqlite::SqliteError>()
        .is_some()
}

// SQLite's result codes: the low byte of the extended ones. https://www.sqlite.org/rescode.html
const PERM: u32 = 3;
const BUSY: u32 = 5;
const LOCKED: u32 = 6;
const NOMEM: u32 = 7;
const READONLY: u32 = 8;
const IOERR: u32 = 10;
const CORRUPT: u32 = 11;
const FULL: u32 = 13;
const CANTOPEN: u32 = 14;
const PROTOCOL: u32 = 15;
const CONSTRAINT: u32 = 19;
const NOTADB: u32 = 26;

fn sqlite(code: u32) -> Option<Trouble> {
    match code & 0xff {
        FULL => Some(Trouble::Full),
        // SQLCipher reports a page that does not decrypt as either.
        CORRUPT | NOTADB => Some(Trouble::Damaged),
        PERM | NOMEM | READONLY | IOERR | CANTOPEN | PROTOCOL => Some(Trouble::Failing),
        _ => None,
    }
}

/// By class and code of https://www.postgresql.org/docs/current/errcodes-appendix.html
fn postgres(code: &str) -> Option<Trouble> {
    match code {
        "53100" => Some(Trouble::Full),
        // The server is shutting down or starting, or has ended this connection.
        "57P01" | "57P02" | "57P03" | "57P05" | "25P03" | "53300" => Some(Trouble::Unreachable),
        "XX001" | "XX002" => Some(Trouble::Damaged),
        // Rights that were taken away.
        "42501" => Some(Trouble::Failing),
        // A lock that was not granted in time.
        "55P03" => None,
        _ => match code.get(..2) {
            Some("08") => Some(Trouble::Unreachable),
            // Faults of the statement itself: a value, a constraint, its syntax; and errors that are retried.
            Some("0A" | "21" | "22" | "23" | "40" | "42" | "44") => None,
            // All other errors are the server's: limits, time-outs, read-only transactions, a transaction that it
            // ended.
            _ => Some(Trouble::Failing),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn error_codes_are_distinguished() {
        // SQLITE_IOERR_WRITE, SQLITE_FULL, SQLITE_CORRUPT_VTAB, SQLITE_BUSY_SNAPSHOT, SQLITE_CONSTRAINT_UNIQUE
        let sqlite = [778, 13, 267, 517, 2067].map(sqlite);
        let failing = Some(Trouble::Failing);
        let (full, damaged) = (Some(Trouble::Full), Some(Trouble::Damaged));
        assert_eq!(sqlite, [failing, full, damaged, None, None]);
        let codes = [
            "53100", "08006", "57P01", "58030", "XX001", "40001", "23505",
        ];
        let lost = Some(Trouble::Unreachable);
        let meant = [full, lost, lost, failing, damaged, None, None];
        assert_eq!(codes.map(postgres), meant);
        // A statement time-out, a read-only server, an aborted transaction, revoked rights.
        let refusing = ["57014", "25006", "25P02", "25P04", "42501"].map(postgres);
        assert_eq!(refusing, [failing; 5]);
        assert_eq!(["42P01", "55P03", "40P01"].map(postgres), [None; 3]);
    }
}
