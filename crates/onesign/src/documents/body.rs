//! Documents of the vault, as a worker is sent them: whatever their size, only a piece is held at a time.

use bytes::Bytes;
use onesign_store::blobs::Content;
use onesign_worker::{Body, Document};
use std::io;

/// A document that the vault holds or that is on its way there.
struct Kept(Content);

impl Document for Kept {
    fn length(&self) -> u64 {
        self.0.length()
    }

    fn read_on(&self, at: u64) -> io::Result<Bytes> {
        self.0.read_on(at).map_err(io::Error::other)
    }
}

/// A document to be sent to a worker.
pub(crate) fn sent(content: impl Into<Content>) -> Body {
    Body::new(Kept(content.into()))
}
