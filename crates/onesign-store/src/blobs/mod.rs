//! Blobs: documents, sealed before they reach any storage.
//!
//! A blob is put first and named in a transaction second. Before it is put, the database notes that
//! (`Store::intend_blob`); what no transaction has named in the end goes into quarantine, on the strength of that note
//! alone (`Store::sweep_blobs`). Putting the same name again replaces the blob at once: readers see the old or the new
//! one, whole.

mod blob;
mod cipher;
mod content;
mod disk;
mod folders;
mod name;
mod spool;

pub use blob::Blob;
pub use content::Content;
pub(crate) use disk::Disk;
pub use name::BlobName;
pub(crate) use spool::Spools;
pub use spool::{Spool, SpoolError, Spooled, Spooling};

use async_trait::async_trait;
use bytes::Bytes;

/// What was stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stored {
    /// SHA-256 of the content before sealing.
    pub sha256: [u8; 32],
    /// Length of the content before sealing, in bytes.
    pub bytes: u64,
}

/// Why a blob can't be stored or read.
#[derive(Debug, thiserror::Error)]
pub enum BlobError {
    /// There is no blob of this name.
    #[error("there is no such blob")]
    NotFound,
    /// The name has characters or parts that names don't have.
    #[error("not the name of a blob")]
    NotAName,
    /// The stored bytes aren't what was put: flipped, cut, reordered, moved here from another blob, or sealed
    /// with another key.
    #[error("the blob is damaged")]
    Damaged,
    /// The storage failed.
    #[error("the blob storage failed: {0}")]
    Storage(#[from] std::io::Error),
}

/// Where sealed blobs lie.
#[async_trait]
pub trait Blobs: Send + Sync {
    /// Stores `content` under `name`, replacing what was there. When this returns, the blob survives a power cut.
    ///
    /// # Errors
    /// [`BlobError::Storage`] when the storage refuses; the earlier blob of that name is then still there.
    async fn put(&self, name: &BlobName, content: Bytes) -> Result<Stored, BlobError>;

    /// As [`Blobs::put`], for a file that is not held in memory.
    ///
    /// # Errors
    /// As [`Blobs::put`].
    async fn put_content(&self, name: &BlobName, content: Content) -> Result<Stored, BlobError>;

    /// Stores under `name` what `base` holds followed by `tail`, without ever holding all of it. Otherwise as
    /// [`Blobs::put`].
    ///
    /// # Errors
    /// [`BlobError::NotFound`] or [`BlobError::Damaged`] for the base, [`BlobError::Storage`].
    async fn put_extended(
        &self,
        name: &BlobName,
        base: &BlobName,
        tail: Bytes,
    ) -> Result<Stored, BlobError>;

    /// A blob to be read in parts: for files that are too large to be held.
    ///
    /// # Errors
    /// [`BlobError::NotFound`], [`BlobError::Damaged`] or [`BlobError::Storage`].
    async fn open(&self, name: &BlobName) -> Result<Blob, BlobError>;

    /// The content of a blob, checked from its first to its last byte.
    ///
    /// # Errors
    /// [`BlobError::NotFound`], [`BlobError::Damaged`] or [`BlobError::Storage`].
    async fn get(&self, name: &BlobName) -> Result<Bytes, BlobError>;

    /// Removes a blob; one that isn't there counts as removed.
    ///
    /// # Errors
    /// [`BlobError::Storage`].
    async fn delete(&self, name: &BlobName) -> Result<(), BlobError>;

    /// The names of all blobs, in no particular order.
    ///
    /// # Errors
    /// [`BlobError::Storage`].
    async fn list(&self) -> Result<Vec<BlobName>, BlobError>;

    /// Names and sizes in the storage, in bytes, of the blobs below a folder such as `pages`.
    ///
    /// # Errors
    /// [`BlobError::Storage`].
    async fn sizes(&self, folder: &BlobName) -> Result<Vec<(BlobName, u64)>, BlobError>;

    /// Moves a blob into quarantine, where only its name leads to it; one that isn't there counts as moved.
    ///
    /// # Errors
    /// [`BlobError::Storage`].
    async fn quarantine(&self, name: &BlobName) -> Result<(), BlobError>;

    /// Moves a blob back from quarantine; one that isn't there counts as moved.
    ///
    /// # Errors
    /// [`BlobError::Storage`].
    async fn take_back(&self, name: &BlobName) -> Result<(), BlobError>;

    /// Removes a blob that is in quarantine; one that isn't there counts as removed.
    ///
    /// # Errors
    /// [`BlobError::Storage`].
    async fn purge(&self, name: &BlobName) -> Result<(), BlobError>;

    /// Removes files that a crash left unfinished. A file that is being written is spared.
    ///
    /// # Errors
    /// [`BlobError::Storage`].
    async fn sweep_drafts(&self) -> Result<u64, BlobError>;
}
