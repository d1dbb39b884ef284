//! A file that is opened once, whatever is asked of it then.

use onesign_pdf::read::{Document, ReadError, Source};

use super::signatures::{Found, find};

/// A file with its signatures. Opening it reads its structure and looks for signatures, so do that once and hand it on
/// to everything that judges or reads it.
pub struct Opened<'a, S: Source + ?Sized = [u8]> {
    file: &'a S,
    found: Result<Found<'a, S>, ReadError>,
}

impl<'a, S: Source + ?Sized> Opened<'a, S> {
    /// Opens a file. One that is not well formed is judged all the same.
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

    /// The file as its newest revision shows it.
    ///
    /// # Errors
    /// Why the file is not well formed.
    pub fn document(&self) -> Result<&Document<'a, S>, &ReadError> {
        self.found().map(|found| &found.document)
    }

    pub(crate) fn found(&self) -> Result<&Found<'a, S>, &ReadError> {
        self.found.as_ref()
    }
}
