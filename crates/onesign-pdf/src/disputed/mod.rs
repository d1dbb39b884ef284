//! What readers are known to show differently although nothing was changed: entries that contradict each other or the
//! data, and data that can't be read in full. Each answer is `true` if readers may differ.

mod colours;
mod encodings;
mod fonts;
mod glyphs;
mod paint;
mod pictures;
mod profiles;

pub use fonts::FontDispute;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use crate::object::{Dictionary, Object};
use crate::read::Document;

/// Most bytes of decoded pictures, fonts and profiles of a document.
const MAX_BYTES: usize = 1 << 30;

/// Judges parts of a document.
pub struct Judge<'d, 'a> {
    document: &'d Document<'a>,
    /// How many bytes may still be decoded.
    bytes: Cell<usize>,
    /// Profiles that were judged already, by the number of their object.
    profiles: RefCell<BTreeMap<u32, bool>>,
}

impl<'d, 'a> Judge<'d, 'a> {
    /// Judges parts of this document.
    pub const fn new(document: &'d Document<'a>) -> Self {
        Self {
            document,
            bytes: Cell::new(MAX_BYTES),
            profiles: RefCell::new(BTreeMap::new()),
        }
    }

    /// A value; null if it can't be read, which the caller reports as an unreadable object anyway.
    fn value(&self, holder: &Dictionary, key: &str) -> Object {
        self.document.value(holder, key).unwrap_or(Object::Null)
    }

    fn followed(&self, object: &Object) -> Object {
        self.document.follow(object).unwrap_or(Object::Null)
    }

    fn item(&self, items: &[Object], at: usize) -> Object {
        items
            .get(at)
            .map_or(Object::Null, |item| self.followed(item))
    }

    /// An array of numbers; `None` if it is anything else.
    fn numbers(&self, list: &Object) -> Option<Vec<f64>> {
        let items = list.as_array()?.iter();
        items.map(|item| self.followed(item).as_number()).collect()
    }

    /// Counts bytes as read; whether they still may be.
    fn takes(&self, bytes: usize) -> bool {
        let left = self.bytes.get();
        self.bytes.set(left.saturating_sub(bytes));
        bytes <= left
    }
}
