//! SQLCipher: one encrypted file in write-ahead mode.

use super::connection::Suspicion;
use super::file::OpenFile;
use super::{Connections, Engine, connecting};
use crate::condition::Condition;
use crate::error::Error;
use crate::keyring::sqlcipher_key;
use crate::keys::MasterKey;
use sea_orm::{DatabaseConnection, DbBackend};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, SqlitePool};
use std::fs::{DirBuilder, OpenOptions, Permissions};
use std::io::ErrorKind;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;
use tokio::sync::{Mutex, OnceCell};

/// Readers that may run in parallel with the writer.
const READERS: u32 = 4;

/// Page cache of a connection in KiB (negative by SQLite's convention); filled as pages are used. With the default
/// of 2 MB every second page is decrypted again.
const CACHE: &str = "-32000";

pub(super) async fn open(
    path: &Path,
    master: &MasterKey,
    condition: Arc<Condition>,
) -> Result<Engine, Error> {
    prepare(path).map_err(|source| Error::File {
        path: path.to_owned(),
        source,
    })?;
    initialise().await.map_err(connecting)?;
    // FULL: the log is synced at every commit, so an acknowledged fact survives a power cut. It costs one sync a
    // commit, some milliseconds on a slow disk; commands that arrive in the meantime share the next one
    // (`write/group_commit.rs`). A connection that replaces another has the same options.
    let suspicion = |size| Suspicion::new(Arc::clone(&condition), size);
    let writer = Kind {
        options: options(path, master).synchronous(SqliteSynchronous::Full),
        suspicion: suspicion(1),
        size: 1,
    };
    let writer = writer.first_connection().await.map_err(connecting)?;
    let file = OpenFile::of(path).map_err(|source| Error::File {
        path: path.to_owned(),
        source,
    })?;
    // The next fact or checkpoint syncs these writes.
    let books = Kind {
        options: options(path, master).synchronous(SqliteSynchronous::Normal),
        suspicion: suspicion(1),
        size: 1,
    };
    let reader = Kind {
        options: options(path, master)
            .synchronous(SqliteSynchronous::Normal)
            .pragma("query_only", "ON"),
        suspicion: suspicion(READERS),
        size: READERS,
    };
    Ok(Engine {
        backend: DbBackend::Sqlite,
        writer,
        books: books.lazy(),
        reader: reader.lazy(),
        line: Mutex::new(()),
        condition,
        closed: AtomicBool::new(false),
        file: Some(file),
    })
}

/// The settings for opening connections of one kind.
struct Kind {
    options: SqliteConnectOptions,
    suspicion: Arc<Suspicion>,
    size: u32,
}

impl Kind {
    fn lazy(self) -> Connections {
        let pool = self.pool().connect_lazy_with(self.options.clone());
        self.connections(pool)
    }

    /// Connects, and waits for other processes that open the same new file: switching it to write-ahead mode takes
    /// an exclusive lock for which SQLite does not wait by itself, whatever the busy timeout says.
    async fn first_connection(self) -> Result<Connections, sqlx::Error> {
        let mut tries = 1;
        loop {
            match self.pool().connect_with(self.options.clone()).await {
                Err(error) if is_busy(&error) && tries < TRIES => {
                    tries += 1;
                    tokio::time::sleep(PAUSE).await;
                }
                pool => return Ok(self.connections(pool?)),
            }
        }
    }

    fn pool(&self) -> SqlitePoolOptions {
        let suspicion = Arc::clone(&self.suspicion);
        SqlitePoolOptions::new()
            .max_connections(self.size)
            .acquire_timeout(Duration::from_secs(30))
            .idle_timeout(None)
            .max_lifetime(None)
            .test_before_acquire(false)
            .before_acquire(move |connection, _| {
                let rejected = suspicion.rejects(connection);
                Box::pin(std::future::ready(Ok(!rejected)))
            })
    }

    fn connections(self, pool: SqlitePool) -> Connections {
        Connections {
            pool: DatabaseConnection::from(pool),
            suspicion: self.suspicion,
        }
    }
}

/// Sets SQLCipher up, once in a process and before any key is given: SQLite reports itself ready to other threads
/// before it has run SQLCipher's own set-up, and a connection keyed in between is refused as if it had no key.
async fn initialise() -> Result<(), sqlx::Error> {
    static READY: OnceCell<()> = OnceCell::const_new();
    let first = || async {
        let options = SqliteConnectOptions::new().in_memory(true);
        options.connect().await?.close().await
    };
    READY.get_or_try_init(first).await.map(|_| ())
}

/// How often, and at which interval, to try the first connection.
const TRIES: u32 = 100;
const PAUSE: Duration = Duration::from_millis(50);

/// SQLITE_BUSY and its relatives: the low byte of the extended code is 5.
fn is_busy(error: &sqlx::Error) -> bool {
    error
        .as_database_error()
        .and_then(|error| error.code())
        .and_then(|code| code.parse::<u32>().ok())
        .is_some_and(|code| code & 0xff == 5)
}

fn options(path: &Path, master: &MasterKey) -> SqliteConnectOptions {
    // These options print their pragmas, the key among them: they must never reach a log.
    SqliteConnectOptions::new()
        .filename(path)
        .pragma("key", sqlcipher_key(master).as_str().to_owned())
        // Otherwise SQLCipher prints a wrong key error to standard error.
        .pragma("cipher_log_level", "NONE")
        .journal_mode(SqliteJournalMode::Wal)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(10))
        .pragma("cache_size", CACHE)
        .pragma("temp_store", "MEMORY")
        .disable_statement_logging()
}

/// Makes a private directory and an empty private file: SQLite would make the file readable by everyone, and its
/// write-ahead log takes the mode of the file.
fn prepare(path: &Path) -> std::io::Result<()> {
    if let Some(dir) = path.parent().filter(|dir| !dir.as_os_str().is_empty()) {
        DirBuilder::new().recursive(true).mode(0o700).create(dir)?;
    }
    // Only if there is none: closing a file releases every lock that this process holds on it.
    match OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
    {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    std::fs::set_permissions(path, Permissions::from_mode(0o600))
}
