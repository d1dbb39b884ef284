//! Connections that are thrown away after a failure.
//!
//! SQLite ends a transaction by itself after some errors, such as a full disk. The driver does not notice: its count
//! of open transactions stays at one, and what it begins next is a savepoint in a transaction that nobody commits.
//! SQLCipher refuses everything on a connection that once read a page it couldn't open. So nothing is mended here: the
//! first failure that may have harmed a connection ends it, and the next user gets a new one.

use super::deadline::within;
use super::driver::{is_harmful, trouble};
use crate::health::Condition;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, DbErr, ExecResult, QueryResult, Statement,
};
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// What is known about the connections of a pool.
pub(super) struct Suspicion {
    condition: Arc<Condition>,
    /// How many connections the pool has at most.
    size: u32,
    /// How many idle connections are still to be thrown away.
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

    /// Notes why something failed. After a harmful failure none of the pool's idle connections is used again: which of
    /// them it was is not known here, and they are cheap to replace.
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

    /// Asked before an idle connection is used: whether to throw it away instead.
    pub(super) fn rejects(&self, connection: &impl sqlx::Connection) -> bool {
        let one_less = |left: u32| left.checked_sub(1);
        let suspected = self
            .left
            .fetch_update(Ordering::AcqRel, Ordering::Acquire, one_less)
            .is_ok();
        // A transaction that is still open on an idle connection could not be ended.
        suspected || connection.is_in_transaction()
    }

    pub(super) fn note<T>(&self, result: Result<T, DbErr>) -> Result<T, DbErr> {
        result.inspect_err(|error| self.failed(error))
    }
}

/// Connections of one kind: for facts, for books, for reading.
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
