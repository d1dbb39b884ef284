//! How much of a document the search for prepared content reads. What is beyond that counts as unreadable.

use std::cell::{Cell, RefCell};

use onesign_pdf::object::{Dictionary, Stream};
use onesign_pdf::read::{Document, decode};
use onesign_pdf::shown::{Area, Easel, Kind, overlap};

/// The most bytes of content to read, packed and unpacked, in a document and in one appearance.
const MAX_BYTES: usize = 256 << 20;
const MAX_LOOK: usize = 4 << 20;
/// How far text may reach into a place before it counts as being there, in points: glyphs seldom fill their height.
const EDGE: f64 = 0.7;
/// The most annotations of a document.
const MAX_ANNOTATIONS: usize = 50_000;

/// A document and what may still be read of it.
pub(super) struct Reading<'d, 'a> {
    pub document: &'d Document<'a>,
    bytes: Cell<usize>,
    annotations: Cell<usize>,
    easel: RefCell<Easel<'d, 'a>>,
}

impl<'d, 'a> Reading<'d, 'a> {
    pub(super) fn new(document: &'d Document<'a>) -> Self {
        Self {
            document,
            bytes: Cell::new(MAX_BYTES),
            annotations: Cell::new(MAX_ANNOTATIONS),
            easel: RefCell::new(Easel::quick(document)),
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

    /// The places of the texts of a page, also of those outside its crop box; `None` if its content can't be read.
    pub(super) fn texts(&self, page: &Dictionary) -> Option<Vec<Area>> {
        let painted = self.easel.borrow_mut().whole_content(page);
        if painted.unread.is_some() {
            return None;
        }
        let texts = painted.marks.iter();
        let texts = texts.filter(|mark| mark.kind == Kind::Text);
        Some(texts.map(|mark| mark.area).collect())
    }

    /// Whether text of the page, or content that can't be read, is at this place.
    pub(super) fn is_text_at(texts: Option<&Vec<Area>>, place: Area) -> bool {
        texts.is_none_or(|texts| texts.iter().any(|text| overlap(*text, place, EDGE)))
    }
}
