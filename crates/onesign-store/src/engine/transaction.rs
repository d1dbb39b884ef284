//! A transaction that commits only if every one of its statements succeeded.

use super::connection::Suspicion;
use super::deadline::within;
use crate::driver::is_harmful;
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, Statement,
    TransactionTrait,
};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A transaction that writes, or a savepoint in one. Rolled back when dropped.
pub(crate) struct Transaction {
    inner: DatabaseTransaction,
    suspicion: Arc<Suspicion>,
    /// Whether a statement failed in a way that may have ended the transaction. Shared with its savepoints.
    broken: Arc<AtomicBool>,
}

impl Transaction {
    pub(super) fn new(inner: DatabaseTransaction, suspicion: Arc<Suspicion>) -> Self {
        Self {
            inner,
            suspicion,
            broken: Arc::default(),
        }
    }

    /// The driver's own transaction, for the migrator, which accepts no other.
    pub(crate) fn driver(&self) -> &DatabaseTransaction {
        &self.inner
    }

    /// Begins a savepoint.
    pub(crate) async fn savepoint(&self) -> Result<Self, DbErr> {
        let inner = self.note(within(self.backend(), self.inner.begin()).await)?;
        Ok(Self {
            inner,
            suspicion: Arc::clone(&self.suspicion),
            broken: Arc::clone(&self.broken),
        })
    }

    /// Commits. PostgreSQL answers the commit of a failed transaction with a rollback and no error, and SQLite may have
    /// ended the transaction long before: so a broken transaction is never committed.
    pub(crate) async fn commit(self) -> Result<(), DbErr> {
        self.check()?;
        let Self {
            inner, suspicion, ..
        } = self;
        let backend = inner.get_database_backend();
        suspicion.note(within(backend, inner.commit()).await)?;
        suspicion.works();
        Ok(())
    }

    /// Keeps the writes since the savepoint, if the transaction commits.
    pub(crate) async fn release(self) -> Result<(), DbErr> {
        self.check()?;
        let Self {
            inner, suspicion, ..
        } = self;
        let backend = inner.get_database_backend();
        suspicion.note(within(backend, inner.commit()).await)
    }

    /// Undoes the writes since the transaction or the savepoint began.
    pub(crate) async fn rollback(self) -> Result<(), DbErr> {
        let Self {
            inner,
            suspicion,
            broken,
        } = self;
        let backend = inner.get_database_backend();
        let result = suspicion.note(within(backend, inner.rollback()).await);
        if result.is_err() {
            broken.store(true, Ordering::Release);
        }
        result
    }

    fn check(&self) -> Result<(), DbErr> {
        if self.broken.load(Ordering::Acquire) {
            let what = "a transaction was to be committed after one of its statements had failed";
            return Err(DbErr::Custom(what.to_owned()));
        }
        Ok(())
    }

    fn backend(&self) -> DbBackend {
        self.inner.get_database_backend()
    }

    fn note<T>(&self, result: Result<T, DbErr>) -> Result<T, DbErr> {
        result.inspect_err(|error| {
            if is_harmful(error) {
                self.broken.store(true, Ordering::Release);
            }
            self.suspicion.failed(error);
        })
    }
}

#[async_trait::async_trait]
impl ConnectionTrait for Transaction {
    fn get_database_backend(&self) -> DbBackend {
        self.inner.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.note(within(self.backend(), self.inner.execute_raw(statement)).await)
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.note(within(self.backend(), self.inner.execute_unprepared(sql)).await)
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.note(within(self.backend(), self.inner.query_one_raw(statement)).await)
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.note(within(self.backend(), self.inner.query_all_raw(statement)).await)
    }
}

#[cfg(test)]
mod tests {
    use crate::config::Database;
    use crate::engine::Engine;
    use crate::keys::MasterKey;
    use sea_orm::{ConnectionTrait, DbBackend, Statement};

    async fn engine(dir: &std::path::Path) -> Engine {
        let path = dir.join("onesign.db");
        let master = MasterKey::generate().unwrap();
        let condition = crate::condition::Condition::new(std::sync::Arc::new(crate::SystemClock));
        let engine = Engine::open(&Database::Sqlite { path }, &master, condition)
            .await
            .unwrap();
        let table = "CREATE TABLE t (n INTEGER)";
        engine
            .books()
            .await
            .execute_unprepared(table)
            .await
            .unwrap();
        engine
    }

    /// How many rows another connection sees.
    async fn kept(engine: &Engine) -> i64 {
        let count = Statement::from_string(DbBackend::Sqlite, "SELECT count(*) FROM t");
        let row = engine.reader().query_one_raw(count).await.unwrap();
        row.unwrap().try_get_by_index(0).unwrap()
    }

    /// SQLite ends transactions by itself when the disk is full. A ROLLBACK that the driver doesn't know of has the same
    /// effect on both.
    #[tokio::test]
    async fn nothing_is_written_in_a_transaction_that_the_engine_has_ended() {
        let dir = tempfile::tempdir().unwrap();
        let engine = engine(dir.path()).await;
        let turn = engine.turn().await;
        let ended = engine.begin(&turn).await.unwrap();
        ended.execute_unprepared("ROLLBACK").await.unwrap();
        assert!(ended.commit().await.is_err());

        for n in 0..4 {
            let txn = engine.begin(&turn).await.unwrap();
            let insert = "INSERT INTO t VALUES (1)";
            txn.execute_unprepared(insert).await.unwrap();
            if n % 2 == 0 {
                txn.rollback().await.unwrap();
            } else {
                txn.commit().await.unwrap();
            }
        }
        assert_eq!(kept(&engine).await, 2);
    }

    #[tokio::test]
    async fn nothing_is_committed_after_a_statement_failed_in_a_savepoint() {
        let dir = tempfile::tempdir().unwrap();
        let engine = engine(dir.path()).await;
        let turn = engine.turn().await;
        let txn = engine.begin(&turn).await.unwrap();
        let insert = "INSERT INTO t VALUES (1)";
        txn.execute_unprepared(insert).await.unwrap();
        let savepoint = txn.savepoint().await.unwrap();
        let missing = savepoint.execute_unprepared("INSERT INTO missing VALUES (1)");
        assert!(missing.await.is_err());
        assert!(savepoint.release().await.is_err());
        assert!(txn.commit().await.is_err());
        let txn = engine.begin(&turn).await.unwrap();
        txn.execute_unprepared(insert).await.unwrap();
        txn.commit().await.unwrap();
        assert_eq!(kept(&engine).await, 1);
    }
}
