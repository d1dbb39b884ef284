//! A file that is opened once for several uses.

use onesign_pdf::read::{Document, ReadError, Source};

use super::signatures::{Found, find};

/// A file with its signatures. Opening it parses its structure and finds the signatures, so open it once and pass it to
/// all code that validates or reads it.
pub struct Opened<'a, S: Source + ?Sized = [u8]> {
    file: &'a S,
    found: Result<Found<'a, S>, ReadError>,
}

impl<'a, S: Source + ?Sized> Opened<'a, S> {
    /// Opens a file. A malformed file can be validated too.
    #[must_use]
    pub fn of(file: &'a S) -> Self {
        let found = find(file);
        Self { file, found }
    }

    /// The file itself.
    #[must_use]
    pub fn file(&self) -> &'a S {
        self.file
    }

    /// The newest revision of the file.
    ///
    /// # Errors
    /// Why the file is malformed.
    pub fn document(&self) -> Result<&Document<'a, S>, &ReadError> {
        self.found().map(|found| &found.document)
    }

    pub(crate) fn found(&self) -> Result<&Found<'a, S>, &ReadError> {
        self.found.as_ref()
    }
}
