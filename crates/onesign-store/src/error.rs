//! What can go wrong in the vault.

use crate::blobs::BlobError;
use crate::keys::KeyError;
use crate::sealed::DoesNotOpen;
use onesign_core::Refusal;
use sea_orm::{DbErr, SqlErr};

/// Why the vault didn't do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The law refused the command. If the refusal was worth remembering, its fact is committed.
    #[error("refused: {0}")]
    Refused(Box<Refusal>),
    /// It doesn't exist, or the viewer may not know that it does.
    #[error("not found")]
    NotFound,
    /// Something of which there can be only one exists already; the word says what.
    #[error("there is already such a {0}")]
    Taken(&'static str),
    /// The job's lease ran out and somebody else has it now.
    #[error("the lease was lost")]
    LeaseLost,
    /// The database was made with another master key, or isn't one of ours at all.
    #[error(
        "the database does not open with this master key; give the key it was made with (file master.key or ONESIGN_MASTER_KEY)"
    )]
    WrongMasterKey,
    /// A key can't be used.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// A stored value doesn't open or doesn't read back: the database was damaged or tampered with.
    #[error("damaged: {0}")]
    Damaged(&'static str),
    /// A blob can't be stored or read.
    #[error(transparent)]
    Blob(#[from] BlobError),
    /// The process is stopping; whether the command was carried out is not known here.
    #[error("the store is stopping")]
    Stopped,
    /// The database failed.
    #[error("the database failed: {0}")]
    Database(#[source] DbErr),
    /// The file system failed.
    #[error("{path}: {source}")]
    File {
        /// The path in question.
        path: std::path::PathBuf,
        /// What the operating system said.
        source: std::io::Error,
    },
}

impl Error {
    /// Whether the same call may succeed a moment later: a deadlock, a busy database, a lost connection.
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Database(error) => is_contention(error) || is_connection(error),
            _ => false,
        }
    }

    pub(crate) fn is_contention(&self) -> bool {
        matches!(self, Self::Database(error) if is_contention(error))
    }

    /// The refusal, if it is one.
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Refused(refusal) => Some(refusal),
            _ => None,
        }
    }
}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(what)) => Self::Taken(taken(&what)),
            _ => Self::Database(error),
        }
    }
}

impl From<DoesNotOpen> for Error {
    fn from(_: DoesNotOpen) -> Self {
        Self::Damaged("a sealed column does not open")
    }
}

/// Names the thing after the table in the engine's message; the message itself is for nobody.
fn taken(message: &str) -> &'static str {
    [
        "accounts",
        "sessions",
        "links",
        "streams",
        "facts",
        "envelopes",
    ]
    .into_iter()
    .zip(["account", "session", "link", "stream", "fact", "envelope"])
    .find_map(|(table, thing)| message.contains(table).then_some(thing))
    .unwrap_or("thing")
}

fn code(error: &DbErr) -> Option<String> {
    use sea_orm::RuntimeErr;
    let (DbErr::Conn(RuntimeErr::SqlxError(inner))
    | DbErr::Exec(RuntimeErr::SqlxError(inner))
    | DbErr::Query(RuntimeErr::SqlxError(inner))) = error
    else {
        return None;
    };
    inner
        .as_database_error()?
        .code()
        .map(|code| code.into_owned())
}

/// SQLite: BUSY and its relatives. PostgreSQL: serialisation failure, deadlock, lock not available.
fn is_contention(error: &DbErr) -> bool {
    matches!(
        code(error).as_deref(),
        Some("5" | "261" | "517" | "6" | "40001" | "40P01" | "55P03")
    )
}

/// SQLite's "file is not a database".
pub(crate) fn is_not_a_database(error: &DbErr) -> bool {
    code(error).as_deref() == Some("26")
}

fn is_connection(error: &DbErr) -> bool {
    use sea_orm::RuntimeErr;
    let lost = matches!(
        error,
        DbErr::Exec(RuntimeErr::SqlxError(inner)) | DbErr::Query(RuntimeErr::SqlxError(inner))
            if matches!(**inner, sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut)
    );
    // 57P01–57P03: the server is being shut down or is starting.
    lost || matches!(error, DbErr::Conn(_) | DbErr::ConnectionAcquire(_))
        || matches!(code(error).as_deref(), Some("57P01" | "57P02" | "57P03"))
}
