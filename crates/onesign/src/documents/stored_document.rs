//! A document in the vault, which the press reads in parts: memory holds only the part being read, whatever the size.

use onesign_pdf::read::{Source, SourceError};
use onesign_store::blobs::Blob;
use std::borrow::Cow;
use std::ops::Range;

/// A stored document. Reading it waits for the disk.
#[derive(Debug)]
pub(crate) struct StoredDocument(pub(crate) Blob);

impl Source for StoredDocument {
    fn length(&self) -> u64 {
        self.0.length()
    }

    fn read(&self, range: Range<u64>) -> Result<Cow<'_, [u8]>, SourceError> {
        let part = self.0.read(range);
        part.map(Cow::Owned).map_err(|e| SourceError(e.to_string()))
    }
}
