//! The two database engines behind one interface.

mod connection;
mod deadline;
mod file;
mod postgres;
mod sqlite;
mod transaction;

use crate::condition::{Condition, Trouble};
use crate::config::Database;
use crate::driver::{self, is_not_a_database};
use crate::error::Error;
use crate::keys::MasterKey;
pub(crate) use connection::Connections;
use deadline::within;
use file::OpenFile;
use sea_orm::{
    ConnectionTrait, DbBackend, DbErr, RuntimeErr, SqliteTransactionMode, Statement,
    TransactionOptions, TransactionTrait,
};
use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::{Mutex, MutexGuard};
pub(crate) use transaction::Transaction;

/// Connections to write with and to read with.
///
/// SQLite permits one writer at a time, so writers queue for a turn instead of failing on a lock. It has two writing
/// connections: the one for facts syncs the disk at each commit; the one for bookkeeping doesn't. The log keeps their
/// order, so a power cut can lose only bookkeeping written after the last fact. On PostgreSQL, all are the same pool.
///
/// Every statement goes through [`Connections`] or [`Transaction`], which never reuse a connection after a failure that
/// may have harmed it.
pub(crate) struct Engine {
    backend: DbBackend,
    writer: Connections,
    books: Connections,
    reader: Connections,
    line: Mutex<()>,
    condition: Arc<Condition>,
    closed: AtomicBool,
    /// The file of an embedded database.
    file: Option<OpenFile>,
}

/// The right to write. On PostgreSQL, everyone has it.
pub(crate) struct Turn<'a>(
    #[allow(dead_code, reason = "held, not read")] Option<MutexGuard<'a, ()>>,
);

/// The connection for bookkeeping, for the length of a turn.
pub(crate) struct Books<'a> {
    connection: &'a Connections,
    _turn: Turn<'a>,
}

impl Deref for Books<'_> {
    type Target = Connections;
    fn deref(&self) -> &Connections {
        self.connection
    }
}

impl Engine {
    pub(crate) async fn open(
        database: &Database,
        master: &MasterKey,
        condition: Arc<Condition>,
    ) -> Result<Self, Error> {
        match database {
            Database::Sqlite { path } => sqlite::open(path, master, condition).await,
            Database::Postgres {
                url, connections, ..
            } => postgres::open(url, *connections, condition).await,
        }
    }

    /// Connects to a PostgreSQL server, which needs no key. An embedded database can't be opened without one.
    pub(crate) async fn without_key(
        database: &Database,
        condition: Arc<Condition>,
    ) -> Result<Self, Error> {
        match database {
            Database::Postgres { url, .. } => postgres::open(url, 2, condition).await,
            Database::Sqlite { .. } => Err(Error::Embedded),
        }
    }

    pub(crate) fn backend(&self) -> DbBackend {
        self.backend
    }

    /// The known condition of the database.
    pub(crate) fn condition(&self) -> &Condition {
        &self.condition
    }

    /// For reads: never blocked by a writer.
    pub(crate) fn reader(&self) -> &Connections {
        &self.reader
    }

    /// Waits for the right to write.
    pub(crate) async fn turn(&self) -> Turn<'_> {
        Turn(match self.backend {
            DbBackend::Sqlite => Some(self.line.lock().await),
            _ => None,
        })
    }

    /// For single bookkeeping statements: leases, last-seen times, counters, the outbox.
    pub(crate) async fn books(&self) -> Books<'_> {
        Books {
            connection: &self.books,
            _turn: self.turn().await,
        }
    }

    /// Begins a transaction that writes. Write transactions begin only here: on SQLite, a deferred one fails if another
    /// writer committed since its first read, whatever the busy timeout is.
    ///
    /// SQLite refuses to begin inside a transaction, so this also proves that none is open. A failure other than
    /// contention is retried once on a new connection, which is safe because no statement has run yet.
    pub(crate) async fn begin(&self, _turn: &Turn<'_>) -> Result<Transaction, Error> {
        self.check_file()?;
        match self.begin_once().await {
            Err(error) if driver::is_harmful(&error) => Ok(self.begin_once().await?),
            begun => Ok(begun?),
        }
    }

    /// Refuses to write into a database file that is no longer at its path.
    fn check_file(&self) -> Result<(), Error> {
        let Some(file) = &self.file else {
            return Ok(());
        };
        file.check().map_err(|source| {
            self.condition.failed(Trouble::Failing);
            let path = file.path().to_owned();
            Error::File { path, source }
        })
    }

    async fn begin_once(&self) -> Result<Transaction, DbErr> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let (writer, backend) = (self.writer.clone(), self.backend);
        // A separate task, because the driver forgets a BEGIN whose future is dropped before PostgreSQL answers: the
        // next statement on that connection would join a transaction that nobody ends.
        let begun = tokio::spawn(async move {
            let begun = within(backend, writer.pool.begin_with_options(options)).await;
            let begun = writer.suspicion.note(begun)?;
            Ok(Transaction::new(begun, writer.suspicion))
        });
        let ended = |error| Err(DbErr::Custom(format!("begin: {error}")));
        begun.await.unwrap_or_else(ended)
    }

    /// Reads the whole database and returns whether every page decrypts and is consistent. `None` on PostgreSQL, which
    /// has no such check.
    pub(crate) async fn check_pages(&self) -> Result<Option<bool>, Error> {
        if self.backend != DbBackend::Sqlite {
            return Ok(None);
        }
        let check = Statement::from_string(self.backend, "PRAGMA quick_check(1)");
        let row = self.reader.query_one_raw(check).await?;
        let verdict: Option<String> = row.and_then(|row| row.try_get_by_index(0).ok());
        Ok(Some(verdict.as_deref() == Some("ok")))
    }

    /// Whether [`Engine::close`] was called.
    pub(crate) fn is_closed(&self) -> bool {
        self.closed.load(Ordering::Acquire)
    }

    /// Closes every connection; on SQLite this folds the write-ahead log into the file.
    pub(crate) async fn close(&self) -> Result<(), Error> {
        let _turn = self.turn().await;
        self.closed.store(true, Ordering::Release);
        self.reader.pool.close_by_ref().await?;
        if self.backend == DbBackend::Sqlite {
            self.books.pool.close_by_ref().await?;
            self.writer.pool.close_by_ref().await?;
        }
        Ok(())
    }
}

/// Classifies a failure to connect: a wrong key is for the operator to fix.
fn connecting(error: sqlx::Error) -> Error {
    let error = DbErr::Conn(RuntimeErr::SqlxError(error.into()));
    if is_not_a_database(&error) {
        Error::WrongMasterKey
    } else {
        Error::Database(error)
    }
}
