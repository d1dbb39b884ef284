//! Connections that are discarded after a failure.
//!
//! SQLite ends a transaction by itself after some errors, such as a full disk. The driver does not notice: its count
//! of open transactions stays at one, and its next transaction is a savepoint in one that nobody commits. SQLCipher
//! refuses everything on a connection that once failed to decrypt a page. So nothing is repaired here: the first
//! failure that may have harmed a connection ends it, and the next user gets a new one.

use super::deadline::within;
use crate::condition::Condition;
use crate::driver::{is_harmful, trouble};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, DbErr, ExecResult, QueryResult, Statement,
};
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// Which connections of a pool are suspect.
pub(super) struct Suspicion {
    condition: Arc<Condition>,
    /// How many connections the pool has at most.
    size: u32,
    /// How many idle connections remain to be discarded.
    left: AtomicU32,
}

impl Suspicion {
    pub(super) fn new(condition: Arc<Condition>, size: u32) -> Arc<Self> {
        Arc::new(Self {
            condition,
            size,
            left: AtomicU32::new(0),
        })
    }

    /// Records a failure. After a harmful one, the pool never reuses its idle connections: it is unknown which one
    /// failed, and they are cheap to replace.
    pub(super) fn failed(&self, error: &DbErr) {
        if let Some(trouble) = trouble(error) {
            self.condition.failed(trouble);
        }
        if is_harmful(error) {
            self.left.store(self.size, Ordering::Release);
        }
    }

    pub(super) fn works(&self) {
        self.condition.works();
    }

    /// Whether to discard an idle connection instead of using it.
    pub(super) fn rejects(&self, connection: &impl sqlx::Connection) -> bool {
        let one_less = |left: u32| left.checked_sub(1);
        let suspected = self
            .left
            .fetch_update(Ordering::AcqRel, Ordering::Acquire, one_less)
            .is_ok();
        // A transaction that is still open on an idle connection could not be closed.
        suspected || connection.is_in_transaction()
    }

    pub(super) fn note<T>(&self, result: Result<T, DbErr>) -> Result<T, DbErr> {
        result.inspect_err(|error| self.failed(error))
    }
}

/// Connections of one kind: for facts, for bookkeeping, for reading.
#[derive(Clone)]
pub(crate) struct Connections {
    pub(super) pool: DatabaseConnection,
    pub(super) suspicion: Arc<Suspicion>,
}

impl Connections {
    async fn answered<T>(&self, asked: impl Future<Output = Result<T, DbErr>>) -> Result<T, DbErr> {
        let backend = self.pool.get_database_backend();
        self.suspicion.note(within(backend, asked).await)
    }
}

#[async_trait::async_trait]
impl ConnectionTrait for Connections {
    fn get_database_backend(&self) -> DbBackend {
        self.pool.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.answered(self.pool.execute_raw(statement)).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.answered(self.pool.execute_unprepared(sql)).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.answered(self.pool.query_one_raw(statement)).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.answered(self.pool.query_all_raw(statement)).await
    }
}
