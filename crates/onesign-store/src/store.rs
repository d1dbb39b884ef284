//! The vault: what all its parts share.

use crate::blobs::{BlobError, Blobs, Disk, Spool, Spools};
use crate::condition::Condition;
use crate::engine::Engine;
use crate::error::Error;
use crate::identity::Tally;
use crate::keyring::Keyring;
use crate::known::Known;
use crate::lock::DirectoryLock;
use crate::order::GroupCommit;
use onesign_core::Clock;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;
use tokio::sync::{Mutex, Notify};

/// The last test whether the storage accepts writes: when it was, and whether it succeeded.
#[derive(Default)]
pub(crate) struct Probe(pub(crate) Mutex<Option<(Instant, bool)>>);

/// The vault. Cheap to clone; all clones share the same connections.
#[derive(Clone)]
pub struct Store {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) engine: Engine,
    pub(crate) ring: Keyring,
    pub(crate) log: String,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) queued: Notify,
    pub(crate) group_commit: GroupCommit,
    pub(crate) probe: Probe,
    pub(crate) tally: Tally,
    pub(crate) known: Known,
    pub(crate) lock: DirectoryLock,
    pub(crate) blobs: Arc<Disk>,
    pub(crate) blobs_condition: Arc<Condition>,
    pub(crate) spools: Spools,
}

impl Store {
    /// The storage of documents.
    pub fn blobs(&self) -> Arc<dyn Blobs> {
        Arc::clone(&self.inner.blobs) as Arc<dyn Blobs>
    }

    /// Opens a folder for uploads, made if absent, and removes its content. All files together may have `most` bytes.
    /// [`Store::is_ready`] tests whether it accepts writes, and [`Store::health`] reports it.
    ///
    /// # Errors
    /// [`BlobError::Storage`].
    pub fn open_spool(&self, dir: &Path, most: u64) -> Result<Spool, BlobError> {
        self.inner.spools.open(dir, most)
    }

    /// Closes every connection. Running calls finish first; later ones fail.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn close(&self) -> Result<(), Error> {
        let closed = self.inner.engine.close().await;
        self.inner.tally.close();
        self.inner.lock.release();
        closed
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store")
            .field("engine", &self.inner.engine.backend())
            .finish_non_exhaustive()
    }
}
