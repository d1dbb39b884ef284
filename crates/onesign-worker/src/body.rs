//! The document for a worker: its storage is read while it is sent.

use bytes::Bytes;
use std::io;
use std::sync::Arc;

/// A stored document. Reading it may wait for a disk.
pub trait Document: Send + Sync {
    /// Length in bytes.
    fn length(&self) -> u64;

    /// The next bytes from `at` on, as many as one read returns, and none at the end.
    ///
    /// # Errors
    /// If the storage can't read them.
    fn read_on(&self, at: u64) -> io::Result<Bytes>;
}

impl Document for Bytes {
    fn length(&self) -> u64 {
        self.len() as u64
    }

    fn read_on(&self, at: u64) -> io::Result<Bytes> {
        let at = usize::try_from(at).unwrap_or(usize::MAX);
        Ok(self.slice(at.min(self.len())..))
    }
}

/// A document to send. Clones share it.
#[derive(Clone)]
pub struct Body(Arc<dyn Document>);

impl Body {
    /// Wraps a stored document.
    pub fn new(document: impl Document + 'static) -> Self {
        Self(Arc::new(document))
    }

    /// Length in bytes.
    pub fn length(&self) -> u64 {
        self.0.length()
    }

    /// Hands the whole document to `take`, piece by piece.
    pub(crate) fn pieces<E: From<Unread>>(
        &self,
        mut take: impl FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut at = 0;
        while at < self.length() {
            let piece = self.0.read_on(at).map_err(Unread)?;
            if piece.is_empty() {
                return Err(Unread(io::ErrorKind::UnexpectedEof.into()).into());
            }
            take(&piece)?;
            at += piece.len() as u64;
        }
        Ok(())
    }
}

impl Default for Body {
    fn default() -> Self {
        Self::new(Bytes::new())
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self::new(bytes)
    }
}

/// The error of a document that can't be read for sending.
#[derive(Debug)]
pub(crate) struct Unread(pub(crate) io::Error);

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns three bytes at a time, and fewer than its stated length.
    struct Short;

    impl Document for Short {
        fn length(&self) -> u64 {
            7
        }

        fn read_on(&self, at: u64) -> io::Result<Bytes> {
            let end = (at as usize + 3).min(6);
            Ok(Bytes::from_static(&b"abcdef"[at as usize..end]))
        }
    }

    #[test]
    fn a_document_is_sent_in_pieces_and_a_short_one_is_an_error() {
        let mut sent = Vec::new();
        let done = Body::new(Short).pieces(|piece| {
            sent.push(piece.to_vec());
            Ok::<_, Unread>(())
        });
        assert_eq!(sent, [b"abc", b"def"]);
        assert_eq!(done.unwrap_err().0.kind(), io::ErrorKind::UnexpectedEof);
    }
}
