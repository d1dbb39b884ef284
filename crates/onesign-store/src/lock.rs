//! One server at a time on an embedded database: two of them would each trust what only one may write.

use crate::config::Database;
use crate::error::Error;
use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The right to use an embedded database. The operating system takes it back when the process ends, however it ends.
///
/// It is held on a file of its own: SQLite locks the database file with POSIX locks, and a process loses all of those
/// as soon as it closes any descriptor of that file.
#[derive(Debug, Default)]
pub(crate) struct DirectoryLock(Mutex<Option<File>>);

impl DirectoryLock {
    /// Takes the lock of an embedded database. PostgreSQL serves several servers, so there is nothing to take.
    ///
    /// # Errors
    /// [`Error::InUse`] at once when another process has it, [`Error::File`] when the lock file can't be made.
    pub(crate) fn take(database: &Database) -> Result<Self, Error> {
        let Database::Sqlite { path } = database else {
            return Ok(Self::default());
        };
        let lock = path.with_extension("lock");
        let failed = |source| Error::File {
            path: lock.clone(),
            source,
        };
        let file = open(&lock).map_err(failed)?;
        match file.try_lock() {
            Ok(()) => Ok(Self(Mutex::new(Some(file)))),
            Err(TryLockError::WouldBlock) => Err(Error::InUse(directory(path))),
            Err(TryLockError::Error(source)) => Err(failed(source)),
        }
    }

    /// Gives the right back.
    pub(crate) fn release(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
    }
}

fn open(path: &Path) -> std::io::Result<File> {
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(directory(path))?;
    OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .mode(0o600)
        .open(path)
}

fn directory(path: &Path) -> PathBuf {
    let parent = path.parent().filter(|dir| !dir.as_os_str().is_empty());
    parent.unwrap_or(Path::new(".")).to_owned()
}
