//! One server at a time on an embedded database: each one trusts that it is the only writer.

use crate::config::Database;
use crate::error::Error;
use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The right to use an embedded database. The operating system releases it when the process ends, however it ends.
///
/// The lock is on the directory, because people remove lock files as leftovers, but not a directory in use. Servers
/// of earlier versions lock a file next to the database, so that is locked too. The lock is not on the database
/// file: SQLite uses POSIX locks there, and a process loses all of these when it closes any descriptor of the file.
#[derive(Debug, Default)]
pub(crate) struct DirectoryLock(Mutex<Vec<File>>);

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
        let folder = File::open(directory(path)).map_err(failed)?;
        for locked in [&folder, &file] {
            match locked.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(Error::InUse(directory(path))),
                Err(TryLockError::Error(source)) => return Err(failed(source)),
            }
        }
        Ok(Self(Mutex::new(vec![folder, file])))
    }

    /// Gives the right back.
    pub(crate) fn release(&self) {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.clear();
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
