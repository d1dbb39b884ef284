//! Document timestamps (EN 319 142-1, 5.4.3): one more revision whose "signature" is the token of a time-stamping
//! authority over all earlier bytes. They prove that the file and its validation data existed at that time, and keep
//! proving it when older signatures and certificates expire.

use std::ops::Range;

use onesign_pdf::read::{Document, Source};
use onesign_pdf::write::{Revision, SignatureDictionary, WriteError};

use super::seal::{Prefix, SealError, fill, parts};
use crate::tsp::exchange::{self, TimestampError};

/// Why making a document timestamp failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StampError {
    /// The file can't take another revision.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// The authority's response is not usable.
    #[error(transparent)]
    Timestamp(#[from] TimestampError),
    /// The token does not fit.
    #[error(transparent)]
    Seal(#[from] SealError),
}

/// The stage that waits for a token over a file and the revision for the token.
#[derive(Debug, Clone)]
pub struct DocumentTimestamp {
    appended: Vec<u8>,
    hole: Range<usize>,
    imprint: Vec<u8>,
    nonce: Vec<u8>,
}

impl DocumentTimestamp {
    /// Writes the revision on `file` with room for a token of `contents_size` bytes.
    ///
    /// # Errors
    /// [`StampError::Write`] if the file is malformed or encrypted.
    pub fn start(file: &[u8], contents_size: usize) -> Result<Self, StampError> {
        let mut hashed = Prefix::for_timestamps();
        hashed.update(file);
        Self::continue_from(file, hashed, contents_size)
    }

    /// As [`DocumentTimestamp::start`], for a file whose SHA-256 is already computed. It reads only the parts of the
    /// file that the revision refers to.
    ///
    /// # Errors
    /// As [`DocumentTimestamp::start`]; [`SealError::Mismatch`] if `hashed` is not this file.
    pub fn continue_from<S: Source + ?Sized>(
        file: &S,
        hashed: Prefix,
        contents_size: usize,
    ) -> Result<Self, StampError> {
        let document = Document::open(file).map_err(WriteError::from)?;
        let unsigned =
            Revision::on(&document).sign(&SignatureDictionary::timestamp(contents_size))?;
        let (hole, before, after) = parts(&unsigned, file.length()).ok_or(SealError::Mismatch)?;
        let imprint = hashed
            .stamped(file.length(), [before, after])
            .ok_or(SealError::Mismatch)?;
        Ok(Self {
            appended: unsigned.appended,
            hole,
            imprint,
            nonce: Vec::new(),
        })
    }

    /// TimeStampReq in DER, for a POST as `application/timestamp-query`. The nonce is at least eight random bytes; each
    /// call replaces the previous request.
    pub fn request(&mut self, nonce: &[u8]) -> Vec<u8> {
        self.nonce = nonce.to_vec();
        exchange::request(&self.imprint, nonce)
    }

    /// Accepts a TimeStampResp and returns the bytes to append to the file. After an error this stage remains usable,
    /// for another request to the same or another authority.
    ///
    /// # Errors
    /// [`StampError::Timestamp`], and [`StampError::Seal`] if the token is too large: start again with more room.
    pub fn token(&self, response: &[u8]) -> Result<Vec<u8>, StampError> {
        let token = exchange::token(response, &self.imprint, &self.nonce)?;
        let mut appended = self.appended.clone();
        fill(&mut appended[self.hole.clone()], token)?;
        Ok(appended)
    }
}
