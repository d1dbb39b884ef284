//! Document timestamps (EN 319 142-1, 5.4.3): one more revision whose "signature" is the token of a
//! time-stamping authority over everything before it. They prove that the file, with whatever
//! validation data it holds, existed at that time, and go on proving it when what lies inside has aged.

use std::ops::Range;

use onesign_pdf::read::{Document, Source};
use onesign_pdf::write::{Revision, SignatureDictionary, WriteError};

use super::seal::{Prefix, SealError, fill, parts};
use crate::tsp::exchange::{self, TimestampError};

/// Why a document timestamp could not be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StampError {
    /// The file can't carry another revision.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// The authority's answer can't be used.
    #[error(transparent)]
    Timestamp(#[from] TimestampError),
    /// The token does not fit.
    #[error(transparent)]
    Seal(#[from] SealError),
}

/// Waits for a token over a file and the revision that will hold it.
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
    /// [`StampError::Write`], where the file is not well formed or is encrypted.
    pub fn start(file: &[u8], contents_size: usize) -> Result<Self, StampError> {
        let mut hashed = Prefix::for_timestamps();
        hashed.update(file);
        Self::continue_from(file, hashed, contents_size)
    }

    /// As [`DocumentTimestamp::start`], on a file that was hashed before, by SHA-256, and is read only where the
    /// revision touches it.
    ///
    /// # Errors
    /// As [`DocumentTimestamp::start`]; [`SealError::Mismatch`] if something else was hashed.
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

    /// TimeStampReq in DER, to be POSTed as `application/timestamp-query`. The nonce is at least
    /// eight random bytes; each call forgets the one before.
    pub fn request(&mut self, nonce: &[u8]) -> Vec<u8> {
        self.nonce = nonce.to_vec();
        exchange::request(&self.imprint, nonce)
    }

    /// Takes a TimeStampResp and gives the bytes to append to the file. On an error this stage is
    /// still there, to ask again or somebody else.
    ///
    /// # Errors
    /// [`StampError::Timestamp`], and [`StampError::Seal`] where the token is too large: start again
    /// with more room.
    pub fn token(&self, response: &[u8]) -> Result<Vec<u8>, StampError> {
        let token = exchange::token(response, &self.imprint, &self.nonce)?;
        let mut appended = self.appended.clone();
        fill(&mut appended[self.hole.clone()], token)?;
        Ok(appended)
    }
}
