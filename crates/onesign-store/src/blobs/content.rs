//! The content of a file, independent of its storage.

use super::{Blob, BlobError, Spooled};
use bytes::Bytes;
use std::sync::Arc;

/// The content of a file: in memory, spooled, or stored.
#[derive(Clone, Debug)]
pub enum Content {
    /// All of it in memory.
    Held(Bytes),
    /// On its way in, to be read in parts.
    Spooled(Arc<Spooled>),
    /// Stored, to be read in parts.
    Stored(Arc<Blob>),
}

impl Content {
    /// Length in bytes.
    #[must_use]
    pub fn length(&self) -> u64 {
        match self {
            Self::Held(bytes) => bytes.len() as u64,
            Self::Spooled(spooled) => spooled.stored.bytes,
            Self::Stored(blob) => blob.length(),
        }
    }

    /// The SHA-256, if it is known without reading.
    #[must_use]
    pub fn known_sha256(&self) -> Option<[u8; 32]> {
        match self {
            Self::Held(_) | Self::Stored(_) => None,
            Self::Spooled(spooled) => Some(spooled.stored.sha256),
        }
    }

    /// Hands all of it to `take`, piece by piece. Waits for the disk.
    ///
    /// # Errors
    /// [`BlobError::Damaged`] or [`BlobError::Storage`], and the errors of `take`.
    pub fn pieces<E: From<BlobError>>(
        &self,
        mut take: impl FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        match self {
            Self::Held(bytes) => take(bytes),
            Self::Spooled(spooled) => spooled.blob.pieces(take),
            Self::Stored(blob) => blob.pieces(take),
        }
    }

    /// The bytes from `at` on, as many as are read in one go, and none at the end. Waits for the disk.
    ///
    /// # Errors
    /// As [`Content::read`].
    pub fn read_on(&self, at: u64) -> Result<Bytes, BlobError> {
        match self {
            Self::Held(bytes) => {
                let at = usize::try_from(at).unwrap_or(usize::MAX);
                Ok(bytes.slice(at.min(bytes.len())..))
            }
            Self::Spooled(spooled) => Ok(spooled.blob.read_on(at)?.into()),
            Self::Stored(blob) => Ok(blob.read_on(at)?.into()),
        }
    }

    /// All of it. Waits for the disk.
    ///
    /// # Errors
    /// As [`Content::pieces`].
    pub fn read(&self) -> Result<Bytes, BlobError> {
        match self {
            Self::Held(bytes) => Ok(bytes.clone()),
            Self::Spooled(spooled) => Ok(spooled.blob.read(0..spooled.stored.bytes)?.into()),
            Self::Stored(blob) => Ok(blob.read(0..blob.length())?.into()),
        }
    }
}

impl Default for Content {
    fn default() -> Self {
        Self::Held(Bytes::new())
    }
}

impl From<Bytes> for Content {
    fn from(bytes: Bytes) -> Self {
        Self::Held(bytes)
    }
}

impl From<Blob> for Content {
    fn from(blob: Blob) -> Self {
        Self::Stored(Arc::new(blob))
    }
}

impl From<Spooled> for Content {
    fn from(spooled: Spooled) -> Self {
        Self::Spooled(Arc::new(spooled))
    }
}
