//! The errors of the vault.

use crate::apart::{Apart, WHAT_TO_DO};
use crate::blobs::BlobError;
use crate::condition::Trouble;
use crate::driver;
use crate::keys::KeyError;
use crate::value_cipher::DoesNotOpen;
use onesign_core::Refusal;
use sea_orm::{DbErr, SqlErr};

/// Why the vault failed to do something.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The law refused the command. If the refusal is worth recording, its fact is committed.
    #[error("refused: {0}")]
    Refused(Box<Refusal>),
    /// It doesn't exist, or the viewer may not know that it does.
    #[error("not found")]
    NotFound,
    /// A unique thing exists already; the word names it.
    #[error("there is already such a {0}")]
    Taken(&'static str),
    /// The job's lease expired and another worker has it now.
    #[error("the lease was lost")]
    LeaseLost,
    /// The database was made with another master key, or isn't a OneSign database.
    #[error(
        "this master key does not open the database; provide the key that the database was created with (file master.key or ONESIGN_MASTER_KEY)"
    )]
    WrongMasterKey,
    /// Another process has this embedded database.
    #[error(
        "another OneSign server is using the data in {0}. Stop it first. To run several servers, set \
         ONESIGN_DATABASE_URL to a PostgreSQL database"
    )]
    InUse(std::path::PathBuf),
    /// The database and the directory do not belong together.
    #[error("{0}. {what}", what = WHAT_TO_DO)]
    Apart(Apart),
    /// The database lacks steps of this version, and the role that the server works as may not apply them.
    #[error(
        "the database lacks {} of this version's changes to its tables ({}), and the role \"{role}\" may not make them. \
         Nothing was changed. Set ONESIGN_DATABASE_MIGRATION_URL to the address with the migration role, and run \
         `onesign database migrate` or start the server once with it (docs/operations/database.md)", steps.len(), steps.join(", ")
    )]
    Unmigrated {
        /// The role.
        role: String,
        /// The names of the steps, in order.
        steps: Vec<String>,
    },
    /// The steps were applied, but not to this database.
    #[error(
        "ONESIGN_DATABASE_MIGRATION_URL and ONESIGN_DATABASE_URL lead to different databases or schemas. Make both \
         addresses name the same one; only the roles differ"
    )]
    Elsewhere,
    /// The role that the server works as lacks privileges.
    #[error(
        "the role \"{role}\" lacks privileges on the database: {}. Set ONESIGN_DATABASE_MIGRATION_URL to the address with \
         the migration role, and run `onesign database migrate` (docs/operations/database.md)", missing.join(", ")
    )]
    Unprivileged {
        /// The role.
        role: String,
        /// What it lacks, such as `DELETE on jobs`.
        missing: Vec<String>,
    },
    /// The roles of the database can't be made. The message says what to do.
    #[error("{0}")]
    Roles(String),
    /// An embedded database has no roles.
    #[error(
        "the embedded database has no roles; to use PostgreSQL instead, set ONESIGN_DATABASE_URL"
    )]
    Embedded,
    /// A key can't be used.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// A stored value can't be decrypted or parsed: the database was damaged or tampered with.
    #[error("damaged: {0}")]
    Damaged(&'static str),
    /// A blob can't be stored or read.
    #[error(transparent)]
    Blob(#[from] BlobError),
    /// The process is stopping; the command may or may not have run.
    #[error("the store is stopping")]
    Stopped,
    /// The connection was lost during the commit, and the database has not answered since: the command may or may
    /// not have run.
    #[error("the connection was lost during the commit")]
    OutcomeUnknown,
    /// This machine's clock is behind the newest fact of the envelope by this many milliseconds. Nothing was
    /// written.
    #[error("the clock of this machine is {ms} ms behind the newest entry of the record")]
    ClockBehind {
        /// Milliseconds.
        ms: i64,
    },
    /// The database failed.
    #[error("the database failed: {0}")]
    Database(#[source] DbErr),
    /// The file system failed.
    #[error("{path}: {source}")]
    File {
        /// The path in question.
        path: std::path::PathBuf,
        /// The error of the operating system.
        source: std::io::Error,
    },
}

impl Error {
    /// Whether the failure is contention: a deadlock or a busy database. The same call may succeed a moment later.
    pub fn is_contention(&self) -> bool {
        matches!(self, Self::Database(error) if driver::is_contention(error))
    }

    /// The trouble of the storage, if it made the call fail. Nothing was written then; the same call may succeed
    /// once the storage works again.
    pub fn trouble(&self) -> Option<Trouble> {
        match self {
            Self::Database(error) => driver::trouble(error),
            Self::Blob(BlobError::Storage(error)) => Some(Trouble::of_io(error)),
            Self::File { source, .. } => Some(Trouble::of_io(source)),
            _ => None,
        }
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

impl From<Apart> for Error {
    fn from(apart: Apart) -> Self {
        Self::Apart(apart)
    }
}

impl From<DoesNotOpen> for Error {
    fn from(_: DoesNotOpen) -> Self {
        Self::Damaged("a sealed column does not open")
    }
}

/// Names the thing after the table in the engine's message; nobody sees the message itself.
fn taken(message: &str) -> &'static str {
    [
        "accounts",
        "session_keys",
        "sessions",
        "links",
        "streams",
        "facts",
        "envelopes",
    ]
    .into_iter()
    .zip([
        "account",
        "session key",
        "session",
        "link",
        "stream",
        "fact",
        "envelope",
    ])
    .find_map(|(table, thing)| message.contains(table).then_some(thing))
    .unwrap_or("thing")
}
