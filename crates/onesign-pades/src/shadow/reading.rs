//! How much of a document the search for prepared content reads. What is beyond that counts as unreadable.

use std::cell::Cell;

use onesign_pdf::object::{Dictionary, Stream};
use onesign_pdf::read::{Document, decode};
use onesign_pdf::shown::text_places_within;

/// The most bytes of content to read, packed and unpacked, in a document and in one appearance.
const MAX_BYTES: usize = 256 << 20;
const MAX_LOOK: usize = 4 << 20;
/// The most annotations of a document.
const MAX_ANNOTATIONS: usize = 50_000;

/// A document and what may still be read of it.
pub(super) struct Reading<'d, 'a> {
    pub document: &'d Document<'a>,
    bytes: Cell<usize>,
    annotations: Cell<usize>,
}

impl<'d, 'a> Reading<'d, 'a> {
    pub(super) const fn new(document: &'d Document<'a>) -> Self {
        Self {
            document,
            bytes: Cell::new(MAX_BYTES),
            annotations: Cell::new(MAX_ANNOTATIONS),
        }
    }

    /// Whether nothing more may be read.
    pub(super) const fn is_over(&self) -> bool {
        self.bytes.get() == 0
    }

    /// Counts bytes as read.
    pub(super) fn charge(&self, bytes: usize) {
        self.bytes.set(self.bytes.get().saturating_sub(bytes));
    }

    /// Counts an annotation; whether it may be examined.
    pub(super) fn takes_annotation(&self) -> bool {
        let left = self.annotations.get();
        self.annotations.set(left.saturating_sub(1));
        left > 0
    }

    /// The content of an appearance; `None` if it can't be read.
    pub(super) fn content(&self, look: &Stream) -> Option<Vec<u8>> {
        let content = decode(look, MAX_LOOK.min(self.bytes.get()));
        self.charge(content.as_ref().map_or(MAX_LOOK, Vec::len));
        content.ok()
    }

    /// The beginnings of the texts of a page; `None` if there are too many to read.
    pub(super) fn texts(&self, page: &Dictionary) -> Option<Vec<(f64, f64)>> {
        let mut left = self.bytes.get();
        let texts = text_places_within(self.document, page, &mut left);
        self.bytes.set(left);
        texts
    }
}
