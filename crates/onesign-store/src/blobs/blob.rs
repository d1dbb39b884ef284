//! A stored blob that is read on demand.

use super::cipher::{CHUNK, Decryptor, HEADER};
use super::{BlobError, BlobName};
use crate::keys::SecretKey;
use std::collections::VecDeque;
use std::fs::File;
use std::io::ErrorKind;
use std::ops::Range;
use std::os::unix::fs::FileExt;
use std::sync::{Arc, Mutex, PoisonError};

/// Chunks to keep decrypted: readers move back and forth between a few positions.
const KEPT: usize = 8;

/// A stored blob, opened for reading in parts. It checks every part that it reads, and that nothing was cut off
/// the end. Its content stays the same even if another blob takes its name.
///
/// Reading waits for the disk, so do it on a thread that may block.
pub struct Blob {
    file: File,
    decryptor: Decryptor,
    kept: Mutex<VecDeque<(u64, Arc<Vec<u8>>)>>,
}

impl Blob {
    pub(super) fn open(file: File, key: &SecretKey, name: &BlobName) -> Result<Self, BlobError> {
        let mut header = [0; HEADER];
        file.read_exact_at(&mut header, 0).map_err(cut_off)?;
        let decryptor = Decryptor::new(key, name, &header, file.metadata()?.len())?;
        let blob = Self {
            file,
            decryptor,
            kept: Mutex::default(),
        };
        // Decrypting the last chunk proves the length.
        blob.chunk(blob.decryptor.last())?;
        Ok(blob)
    }

    /// Length of the content in bytes.
    #[must_use]
    pub fn length(&self) -> u64 {
        self.decryptor.length()
    }

    /// The bytes of `range`, or as many of them as there are.
    ///
    /// # Errors
    /// [`BlobError::Damaged`] or [`BlobError::Storage`].
    pub fn read(&self, range: Range<u64>) -> Result<Vec<u8>, BlobError> {
        let end = range.end.min(self.length());
        let size = end.saturating_sub(range.start);
        let mut content = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
        let mut at = range.start;
        while at < end {
            let index = at / CHUNK as u64;
            let start = index * CHUNK as u64;
            let chunk = self.chunk(index)?;
            let inside = (at - start) as usize..chunk.len().min((end - start) as usize);
            content.extend_from_slice(chunk.get(inside).ok_or(BlobError::Damaged)?);
            at = start + chunk.len() as u64;
        }
        Ok(content)
    }

    /// The bytes from `at` on, up to 64 KiB of them, and none at the end. Unlike [`Blob::read`], it does not keep
    /// them for readers that come back.
    ///
    /// # Errors
    /// [`BlobError::Damaged`] or [`BlobError::Storage`].
    pub fn read_on(&self, at: u64) -> Result<Vec<u8>, BlobError> {
        let mut chunk = Vec::new();
        if at < self.length() {
            let (index, inside) = (at / CHUNK as u64, (at % CHUNK as u64) as usize);
            self.read_chunk(index, &mut chunk)?;
            chunk.drain(..inside.min(chunk.len()));
        }
        Ok(chunk)
    }

    /// Drops the chunks that are kept for readers that come back.
    pub fn forget(&self) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        *kept = VecDeque::new();
    }

    /// Hands the whole content to `take`, piece by piece.
    ///
    /// # Errors
    /// As [`Blob::read`], and the errors of `take`.
    pub fn pieces<E: From<BlobError>>(
        &self,
        mut take: impl FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut chunk = Vec::with_capacity(CHUNK + 64);
        for index in 0..=self.decryptor.last() {
            self.read_chunk(index, &mut chunk)?;
            take(&chunk)?;
        }
        Ok(())
    }

    fn chunk(&self, index: u64) -> Result<Arc<Vec<u8>>, BlobError> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(at) = kept.iter().position(|(known, _)| *known == index)
            && let Some(found) = kept.remove(at)
        {
            kept.push_front(found.clone());
            return Ok(found.1);
        }
        let mut chunk = Vec::new();
        self.read_chunk(index, &mut chunk)?;
        let chunk = Arc::new(chunk);
        kept.truncate(KEPT - 1);
        kept.push_front((index, Arc::clone(&chunk)));
        Ok(chunk)
    }

    fn read_chunk(&self, index: u64, chunk: &mut Vec<u8>) -> Result<(), BlobError> {
        let (from, length) = self.decryptor.place(index);
        chunk.resize(length, 0);
        self.file.read_exact_at(chunk, from).map_err(cut_off)?;
        self.decryptor.decrypt(index, chunk)
    }
}

impl std::fmt::Debug for Blob {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Blob")
            .field("length", &self.length())
            .finish_non_exhaustive()
    }
}

/// A file that ends too early is damaged.
fn cut_off(error: std::io::Error) -> BlobError {
    match error.kind() {
        ErrorKind::UnexpectedEof => BlobError::Damaged,
        _ => BlobError::Storage(error),
    }
}
