//! The two database engines behind one door.

mod postgres;
mod sqlite;

use crate::config::Database;
use crate::error::{Error, is_not_a_database};
use crate::keys::MasterKey;
use sea_orm::{
    DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, RuntimeErr, SqliteTransactionMode,
    TransactionOptions, TransactionTrait,
};
use std::ops::Deref;
use tokio::sync::{Mutex, MutexGuard};

/// Connections to write with and to read with.
///
/// SQLite has one writer at a time in any case: waiting in line for a turn beats meeting a lock. It has two writing
/// connections: one syncs the disk at each commit, for facts; the other doesn't, for books. The log keeps their order,
/// so a power cut can only take books that were written after the last fact. On PostgreSQL all are the same pool.
pub(crate) struct Engine {
    backend: DbBackend,
    writer: DatabaseConnection,
    books: DatabaseConnection,
    reader: DatabaseConnection,
    line: Mutex<()>,
}

/// The right to write. On PostgreSQL everybody has it.
pub(crate) struct Turn<'a>(
    #[allow(dead_code, reason = "held, not read")] Option<MutexGuard<'a, ()>>,
);

/// The connection for books, for the length of a turn.
pub(crate) struct Books<'a> {
    connection: &'a DatabaseConnection,
    _turn: Turn<'a>,
}

impl Deref for Books<'_> {
    type Target = DatabaseConnection;
    fn deref(&self) -> &DatabaseConnection {
        self.connection
    }
}

impl Engine {
    pub(crate) async fn open(database: &Database, master: &MasterKey) -> Result<Self, Error> {
        match database {
            Database::Sqlite { path } => sqlite::open(path, master).await,
            Database::Postgres { url, connections } => postgres::open(url, *connections).await,
        }
    }

    pub(crate) fn backend(&self) -> DbBackend {
        self.backend
    }

    /// For reads: never blocked by a writer.
    pub(crate) fn reader(&self) -> &DatabaseConnection {
        &self.reader
    }

    /// Waits for the right to write.
    pub(crate) async fn turn(&self) -> Turn<'_> {
        Turn(match self.backend {
            DbBackend::Sqlite => Some(self.line.lock().await),
            _ => None,
        })
    }

    /// For single statements that keep books: leases, last-seen times, counters, the outbox.
    pub(crate) async fn books(&self) -> Books<'_> {
        Books {
            connection: &self.books,
            _turn: self.turn().await,
        }
    }

    /// Begins a transaction that writes. The only place where one is begun: a deferred one on SQLite fails as soon
    /// as somebody else has written since its first read, whatever the busy timeout says.
    pub(crate) async fn begin(&self, _turn: &Turn<'_>) -> Result<DatabaseTransaction, Error> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        Ok(self.writer.begin_with_options(options).await?)
    }

    /// Closes every connection; on SQLite this folds the write-ahead log into the file.
    pub(crate) async fn close(&self) -> Result<(), Error> {
        let _turn = self.turn().await;
        self.reader.close_by_ref().await?;
        if self.backend == DbBackend::Sqlite {
            self.books.close_by_ref().await?;
            self.writer.close_by_ref().await?;
        }
        Ok(())
    }
}

/// A failure to connect, told apart: a key that doesn't fit is the operator's to mend.
fn connecting(error: sqlx::Error) -> Error {
    let error = DbErr::Conn(RuntimeErr::SqlxError(error.into()));
    if is_not_a_database(&error) {
        Error::WrongMasterKey
    } else {
        Error::Database(error)
    }
}
