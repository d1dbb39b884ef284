//! The source of a file's bytes: memory, or storage that is read on demand.

use std::borrow::Cow;
use std::ops::Range;

use super::lexer::Lexer;
use super::{ReadError, flaw};

/// Bytes in the first read around a position; most objects are smaller.
const FIRST_WINDOW: usize = if cfg!(test) { 8 } else { 4 << 10 };
/// Most bytes that one object or section may take when a file is not in memory. Stream data does
/// not count: it is read only when asked for.
const MAX_WINDOW: usize = 16 << 20;

/// A file that can be read at any position. A slice of bytes is one; storage implements it by
/// reading on demand, so that a reader holds only the parts that it needs.
pub trait Source {
    /// Length of the file in bytes.
    fn length(&self) -> u64;

    /// Exactly the bytes of `range`, which must be within the file.
    ///
    /// # Errors
    /// [`SourceError`] if the storage fails or its content is damaged.
    fn read(&self, range: Range<u64>) -> Result<Cow<'_, [u8]>, SourceError>;

    /// The whole file if it is in memory; then it is read in place.
    fn whole(&self) -> Option<&[u8]> {
        None
    }
}

/// Why storage could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct SourceError(pub String);

impl<T: AsRef<[u8]> + ?Sized> Source for T {
    fn length(&self) -> u64 {
        self.as_ref().len() as u64
    }

    fn read(&self, range: Range<u64>) -> Result<Cow<'_, [u8]>, SourceError> {
        let place = |at: u64| usize::try_from(at).ok();
        place(range.start)
            .zip(place(range.end))
            .and_then(|(start, end)| self.as_ref().get(start..end))
            .map(Cow::Borrowed)
            .ok_or_else(|| SourceError("a range outside the file".into()))
    }

    fn whole(&self) -> Option<&[u8]> {
        Some(self.as_ref())
    }
}

/// The first bytes of a source: a file before later revisions.
pub(crate) struct View<'a, S: ?Sized> {
    pub source: &'a S,
    pub len: usize,
}

impl<S: ?Sized> Clone for View<'_, S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S: ?Sized> Copy for View<'_, S> {}

impl<'a, S: Source + ?Sized> View<'a, S> {
    /// All of a source.
    pub fn of(source: &'a S) -> Result<Self, ReadError> {
        let len = usize::try_from(source.length());
        let len = len.map_err(|_| ReadError::Limit(flaw::file_too_large()))?;
        Ok(Self { source, len })
    }

    /// The view without the bytes after `len`.
    pub fn cut(self, len: usize) -> Self {
        Self {
            source: self.source,
            len: len.min(self.len),
        }
    }

    /// Whether something begins at `offset`: a pointer to the `3` of `63 0 obj` leads some readers to object 3, and makes
    /// others repair the file.
    pub fn begins_at(self, offset: usize) -> Result<bool, ReadError> {
        let Some(before) = offset.checked_sub(1) else {
            return Ok(true);
        };
        let before = self.bytes(before..offset)?;
        Ok(!before.iter().any(u8::is_ascii_digit))
    }

    /// Exactly these bytes.
    pub fn bytes(self, range: Range<usize>) -> Result<Cow<'a, [u8]>, ReadError> {
        if range.start > range.end || range.end > self.len {
            return Err(ReadError::Outside);
        }
        if let Some(part) = self.source.whole().and_then(|all| all.get(range.clone())) {
            return Ok(Cow::Borrowed(part));
        }
        let found = self.source.read(range.start as u64..range.end as u64)?;
        if found.len() == range.len() {
            Ok(found)
        } else {
            Err(ReadError::Source("it was cut off while being read".into()))
        }
    }

    /// Reads at `at`. If the file is not in memory, `read` gets a window, and runs again on a
    /// larger one if it needs more.
    pub fn at<T>(
        self,
        at: usize,
        mut read: impl FnMut(&mut Lexer<'_>) -> Result<T, ReadError>,
    ) -> Result<T, ReadError> {
        if let Some(all) = self.source.whole().and_then(|all| all.get(..self.len)) {
            return read(&mut Lexer::new(all, at));
        }
        let start = at.min(self.len);
        let mut size = FIRST_WINDOW;
        loop {
            let end = start.saturating_add(size).min(self.len);
            let window = self.bytes(start..end)?;
            let mut lexer = Lexer::window(&window, start);
            lexer.at = at;
            let result = read(&mut lexer);
            if end == self.len || !lexer.ran_short() {
                return result;
            }
            if size >= MAX_WINDOW {
                return Err(ReadError::Limit(flaw::object_too_large()));
            }
            size *= 4;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Source, SourceError};
    use crate::object::{Dictionary, Object, Ref, Stream};
    use crate::read::Document;
    use crate::write::{Revision, write_document};
    use proptest::prelude::{any, prop, proptest};
    use std::borrow::Cow;
    use std::cell::Cell;
    use std::collections::BTreeMap;
    use std::ops::Range;

    /// A simulated file outside memory; counts the bytes that are read.
    struct Stored(Vec<u8>, Cell<u64>);

    impl Stored {
        fn new(bytes: &[u8]) -> Self {
            Self(bytes.to_vec(), Cell::new(0))
        }
    }

    impl Source for Stored {
        fn length(&self) -> u64 {
            self.0.len() as u64
        }

        fn read(&self, range: Range<u64>) -> Result<Cow<'_, [u8]>, SourceError> {
            self.1.set(self.1.get() + range.end - range.start);
            self.0
                .as_slice()
                .read(range)
                .map(|part| Cow::Owned(part.into_owned()))
        }
    }

    fn document(filler: usize) -> Vec<u8> {
        let page = Dictionary::from([
            ("Type", Object::name("Page")),
            ("Parent", Ref::new(2).into()),
            ("Contents", Ref::new(5).into()),
            ("Note", Object::text(&"(long) ".repeat(50))),
        ]);
        let pages = Dictionary::from([
            ("Type", Object::name("Pages")),
            ("Kids", vec![Ref::new(3).into()].into()),
            ("Count", Object::Integer(1)),
        ]);
        let catalog = Dictionary::from([
            ("Type", Object::name("Catalog")),
            ("Pages", Ref::new(2).into()),
        ]);
        let stream = Stream {
            dictionary: Dictionary::new(),
            data: vec![b'x'; filler],
        };
        let objects = BTreeMap::from([
            (1, catalog.into()),
            (2, pages.into()),
            (3, page.into()),
            (5, stream.into()),
        ]);
        let base = write_document(objects, Ref::new(1), None, [3; 16]);
        let parsed = Document::parse(&base).unwrap();
        let mut revision = Revision::on(&parsed);
        revision.append_page(Dictionary::from([("Contents", Ref::new(5).into())]));
        let appended = revision.finish().unwrap();
        [base, appended].concat()
    }

    /// The results of all queries of a file, as text.
    fn everything<S: Source + ?Sized>(source: &S) -> String {
        let document = match Document::open(source) {
            Ok(document) => document,
            Err(error) => return format!("{error:?}"),
        };
        let objects: Vec<_> = document
            .entries()
            .keys()
            .map(|&number| {
                let reference = Ref::new(number);
                let object = document.object(reference);
                (
                    object,
                    document.object_at(0, reference),
                    document.value_spans(reference),
                )
            })
            .collect();
        let mut revision = Revision::on(&document);
        revision.append_page(Dictionary::new());
        let pages = document.pages();
        let account = document.byte_account();
        let appended = revision.finish();
        format!(
            "{objects:?} {pages:?} {account:?} {appended:?} {:?}",
            document.trailer()
        )
    }

    #[test]
    fn a_file_reads_alike_from_memory_and_from_storage() {
        let file = document(5000);
        assert_eq!(Document::parse(&file).unwrap().pages().unwrap().len(), 2);
        assert!(everything(file.as_slice()) == everything(&Stored::new(&file)));
    }

    #[test]
    fn only_requested_parts_are_read() {
        let stored = Stored::new(&document(10 << 20));
        let document = Document::open(&stored).unwrap();
        assert_eq!(document.pages().unwrap().len(), 2);
        assert!(document.byte_account().unwrap().iter().all(Vec::is_empty));
        assert!(stored.1.get() < 200_000, "{} bytes", stored.1.get());
    }

    proptest! {
        #[test]
        fn a_damaged_file_reads_alike_from_memory_and_from_storage(
            edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), any::<bool>()), 0..6),
        ) {
            let mut file = document(40);
            for (place, byte, replace) in edits {
                let at = place.index(file.len());
                if replace { file[at] = byte } else { file.insert(at, byte) }
            }
            assert!(everything(file.as_slice()) == everything(&Stored::new(&file)));
        }
    }
}
