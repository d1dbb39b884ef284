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

/// Connections to write with and to read with.
///
/// SQLite has one writer at a time in any case: one connection that waits in line beats several that meet a lock.
/// On PostgreSQL both are the same pool.
pub(crate) struct Engine {
    backend: DbBackend,
    writer: DatabaseConnection,
    reader: DatabaseConnection,
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

    /// For single statements that write.
    pub(crate) fn writer(&self) -> &DatabaseConnection {
        &self.writer
    }

    /// Begins a transaction that writes. The only place where one is begun: a deferred one on SQLite fails as soon
    /// as somebody else has written since its first read, whatever the busy timeout says.
    pub(crate) async fn begin(&self) -> Result<DatabaseTransaction, Error> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        Ok(self.writer.begin_with_options(options).await?)
    }

    /// Closes every connection; on SQLite this folds the write-ahead log into the file.
    pub(crate) async fn close(&self) -> Result<(), Error> {
        self.reader.close_by_ref().await?;
        if self.backend == DbBackend::Sqlite {
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
