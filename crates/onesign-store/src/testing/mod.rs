//! The harness: a test runs on SQLCipher and on PostgreSQL, each with its own empty store.
//!
//! ```no_run
//! # async fn example() {
//! onesign_store::testing::each_engine(|store| async move {
//!     assert!(!store.is_set_up().await.unwrap());
//! })
//! .await;
//! # }
//! ```
//! Each test process has one private PostgreSQL server: no network, no syncing, removed when the process ends. If
//! its programs are absent, that half is skipped with a message; with `ONESIGN_REQUIRE_POSTGRES=1` it fails.
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test harness reports by panicking"
)]

mod clock;
mod postgres;
mod tamper;

pub use clock::MovedClock;
pub use postgres::Addresses;
pub use tamper::tamper;

use crate::config::{BlobsConfig, Config, Database};
use crate::keys::MasterKey;
use crate::store::Store;
use onesign_core::Clock;
use std::future::Future;
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;

/// An empty store with its own directory and key.
pub struct Fixture {
    /// The store.
    pub store: Store,
    /// The clock of the store.
    pub clock: Arc<MovedClock>,
    config: Config,
    dir: TempDir,
    /// A superuser's address of a PostgreSQL database.
    superuser: Option<String>,
}

impl Fixture {
    /// The directory that holds everything on disk (for PostgreSQL: the blobs only).
    pub fn dir(&self) -> &Path {
        self.dir.path()
    }

    /// The configuration of the store.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// Whether this is the PostgreSQL half.
    pub fn is_postgres(&self) -> bool {
        matches!(self.config.database, Database::Postgres { .. })
    }

    /// Where PostgreSQL keeps its files, for tests that search them for forbidden content.
    pub fn postgres_data(&self) -> Option<&'static Path> {
        self.is_postgres().then(postgres::data).flatten()
    }

    /// The same database as its superuser, for tests that do what an intruder or an owner could; an embedded one as
    /// it is.
    pub fn as_superuser(&self) -> Database {
        match &self.superuser {
            Some(url) => single(url.clone()),
            None => self.config.database.clone(),
        }
    }

    async fn open(database: Database, dir: TempDir, superuser: Option<String>) -> Self {
        let clock = Arc::new(MovedClock::default());
        let config = Config {
            database,
            blobs: BlobsConfig::Disk {
                dir: dir.path().join("blobs"),
            },
            master: MasterKey::generate().unwrap(),
            log: "test.invalid/log".to_owned(),
            clock: Arc::clone(&clock) as Arc<dyn Clock>,
        };
        Self {
            store: Store::open(config.clone()).await.unwrap(),
            clock,
            config,
            dir,
            superuser,
        }
    }
}

/// Runs a test on each engine. Both halves run, one after the other; the first failure ends the test.
pub async fn each_engine<F, Fut>(test: F)
where
    F: Fn(Store) -> Fut,
    Fut: Future<Output = ()>,
{
    each_fixture(|fixture| {
        let running = test(fixture.store.clone());
        async move {
            running.await;
            drop(fixture);
        }
    })
    .await;
}

/// [`each_engine`] for tests that need the directory or the configuration too.
pub async fn each_fixture<F, Fut>(test: F)
where
    F: Fn(Fixture) -> Fut,
    Fut: Future<Output = ()>,
{
    test(sqlite().await).await;
    if let Some(fixture) = postgres().await {
        test(fixture).await;
    }
}

/// An empty store on SQLCipher.
pub async fn sqlite() -> Fixture {
    let dir = tempfile::tempdir().unwrap();
    let database = Database::Sqlite {
        path: dir.path().join("onesign.db"),
    };
    Fixture::open(database, dir, None).await
}

/// The address of a new, empty PostgreSQL database, for tests that start their own program on it; `None` if
/// PostgreSQL's programs are absent.
pub async fn postgres_address() -> Option<String> {
    postgres::database().await
}

/// The addresses of a new, empty PostgreSQL database with its two roles; `None` if PostgreSQL's programs are absent.
pub async fn postgres_roles() -> Option<Addresses> {
    postgres::with_roles().await
}

/// A PostgreSQL database with one role for everything.
pub fn single(url: String) -> Database {
    Database::Postgres {
        url: url.into(),
        migration_url: None,
        connections: 8,
    }
}

/// An empty store on PostgreSQL, which works as its application role; `None` if PostgreSQL's programs are absent.
pub async fn postgres() -> Option<Fixture> {
    let addresses = postgres::with_roles().await?;
    let database = Database::Postgres {
        url: addresses.application.into(),
        migration_url: Some(addresses.migration.into()),
        connections: 8,
    };
    let dir = tempfile::tempdir().unwrap();
    Some(Fixture::open(database, dir, Some(addresses.superuser)).await)
}
