//! Blobs: documents, encrypted before they reach any storage.
//!
//! The caller first notes a blob in the database (`Store::intend_blob`), then puts it, then names it in a transaction.
//! `Store::sweep_blobs` moves a noted blob that no transaction names into quarantine, and no other blob. Putting the
//! same name again replaces the blob atomically: readers see the complete old or new one.

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

/// The properties of a stored blob.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stored {
    /// SHA-256 of the content before encryption.
    pub sha256: [u8; 32],
    /// Length of the content before encryption, in bytes.
    pub bytes: u64,
}

/// Why a blob can't be stored or read.
#[derive(Debug, thiserror::Error)]
pub enum BlobError {
    /// There is no blob of this name.
    #[error("there is no such blob")]
    NotFound,
    /// The name has characters or parts that names can't have.
    #[error("not the name of a blob")]
    NotAName,
    /// The stored bytes differ from those that were put: flipped, cut, reordered, moved here from another blob, or
    /// encrypted with another key.
    #[error("the blob is damaged")]
    Damaged,
    /// The storage failed.
    #[error("the blob storage failed: {0}")]
    Storage(#[from] std::io::Error),
}

/// A storage of encrypted blobs.
#[async_trait]
pub trait Blobs: Send + Sync {
    /// Stores `content` under `name`, replacing an earlier blob. When this returns, the blob survives a power cut.
    ///
    /// # Errors
    /// [`BlobError::Storage`] when the storage refuses; the earlier blob of that name then remains.
    async fn put(&self, name: &BlobName, content: Bytes) -> Result<Stored, BlobError>;

    /// As [`Blobs::put`], for a file that is not held in memory.
    ///
    /// # Errors
    /// As [`Blobs::put`].
    async fn put_content(&self, name: &BlobName, content: Content) -> Result<Stored, BlobError>;

    /// Stores the content of `base` followed by `tail` under `name`, without holding all of it in memory. Otherwise as
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

    /// Opens a blob for reading in parts, for files that are too large for memory.
    ///
    /// # Errors
    /// [`BlobError::NotFound`], [`BlobError::Damaged`] or [`BlobError::Storage`].
    async fn open(&self, name: &BlobName) -> Result<Blob, BlobError>;

    /// The content of a blob, completely checked.
    ///
    /// # Errors
    /// [`BlobError::NotFound`], [`BlobError::Damaged`] or [`BlobError::Storage`].
    async fn get(&self, name: &BlobName) -> Result<Bytes, BlobError>;

    /// Removes a blob; a missing one counts as removed.
    ///
    /// # Errors
    /// [`BlobError::Storage`].
    async fn delete(&self, name: &BlobName) -> Result<(), BlobError>;

    /// The names of all blobs, in no particular order.
    ///
    /// # Errors
    /// [`BlobError::Storage`].
    async fn list(&self) -> Result<Vec<BlobName>, BlobError>;

    /// Names and stored sizes, in bytes, of the blobs below a folder such as `pages`.
    ///
    /// # Errors
    /// [`BlobError::Storage`].
    async fn sizes(&self, folder: &BlobName) -> Result<Vec<(BlobName, u64)>, BlobError>;

    /// Moves a blob into quarantine, where only its name finds it; a missing one counts as moved.
    ///
    /// # Errors
    /// [`BlobError::Storage`].
    async fn quarantine(&self, name: &BlobName) -> Result<(), BlobError>;

    /// Moves a blob back from quarantine; a missing one counts as moved.
    ///
    /// # Errors
    /// [`BlobError::Storage`].
    async fn take_back(&self, name: &BlobName) -> Result<(), BlobError>;

    /// Removes a blob that is in quarantine; a missing one counts as removed.
    ///
    /// # Errors
    /// [`BlobError::Storage`].
    async fn purge(&self, name: &BlobName) -> Result<(), BlobError>;

    /// Removes files that a crash left unfinished, except files that are being written.
    ///
    /// # Errors
    /// [`BlobError::Storage`].
    async fn sweep_drafts(&self) -> Result<u64, BlobError>;
}
