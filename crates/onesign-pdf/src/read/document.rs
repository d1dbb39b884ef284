//! A file as its newest revision shows it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Mutex;

use super::encryption::Decryption;
use super::objects::Containers;
use super::revisions::{self, RevisionSpan};
use super::source::{Source, View};
use super::xref::Entry;
use super::{ReadError, flaw};
use crate::object::{Dictionary, Object, Ref};

/// Every file begins with this at its first byte (7.5.2). Offsets count from there; readers that look for
/// it further on disagree on where offsets start.
const HEADER: &[u8] = b"%PDF-";
/// Most references to follow in a row.
const MAX_HOPS: usize = 32;

/// A well-formed file. It reads objects on demand, and stream data only with their stream.
pub struct Document<'a, S: Source + ?Sized = [u8]> {
    view: View<'a, S>,
    entries: BTreeMap<u32, Entry>,
    trailer: Dictionary,
    spans: Vec<RevisionSpan>,
    pub(super) containers: Mutex<Containers>,
    /// Set for an encrypted file that opens without a password.
    pub(super) decryption: Option<Decryption>,
}

impl<'a> Document<'a> {
    /// Reads header, cross-reference sections, trailer and revisions of a file in memory, and checks that
    /// there is a catalogue.
    ///
    /// # Errors
    /// The first violation of the standard.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, ReadError> {
        Self::open(bytes)
    }

    /// The whole file.
    #[must_use]
    pub fn bytes(&self) -> &'a [u8] {
        &self.view.source[..self.view.len]
    }
}

impl<'a, S: Source + ?Sized> Document<'a, S> {
    /// As [`Document::parse`], for a file that is read on demand.
    ///
    /// # Errors
    /// As [`Document::parse`]; [`ReadError::Source`] if the storage fails.
    pub fn open(source: &'a S) -> Result<Self, ReadError> {
        let view = View::of(source)?;
        #[cfg(feature = "testing")]
        super::openings::note(view.len);
        if *view.bytes(0..view.len.min(HEADER.len()))? != *HEADER {
            return Err(ReadError::NoHeader);
        }
        let newest = revisions::last_pointer(view)?;
        let chain = revisions::chain(view, newest)?;
        Self::of(view, revisions::spans(view, chain)?)
    }

    /// The file that consists of these revisions.
    fn of(view: View<'a, S>, spans: Vec<RevisionSpan>) -> Result<Self, ReadError> {
        let mut entries = BTreeMap::new();
        for span in &spans {
            entries.extend(span.entries.iter().copied());
        }
        let newest = spans.last().ok_or(ReadError::NoEnd)?;
        let trailer = newest.trailer.clone();
        let mut document = Self {
            view,
            entries,
            trailer,
            spans,
            containers: Mutex::default(),
            decryption: None,
        };
        if document.is_encrypted() {
            document.decryption = document.decryption()?;
        }
        if !document.is_locked() {
            document.catalog()?;
        }
        Ok(document)
    }

    /// Decryption with the empty password; all revisions must be encrypted in the same way.
    fn decryption(&self) -> Result<Option<Decryption>, ReadError> {
        let same = |span: &RevisionSpan| {
            let id = |trailer: &Dictionary| {
                trailer
                    .get("ID")
                    .and_then(Object::as_array)?
                    .first()
                    .cloned()
            };
            span.trailer.get("Encrypt") == self.trailer.get("Encrypt")
                && id(&span.trailer) == id(&self.trailer)
        };
        if !self.spans.iter().all(same) {
            return Ok(None);
        }
        let own = self.trailer.get("Encrypt").and_then(Object::as_reference);
        let dictionary = self.value(&self.trailer, "Encrypt")?;
        let dictionary = dictionary.as_dictionary();
        Ok(dictionary.and_then(|how| Decryption::open(how, own, &self.trailer)))
    }

    pub(super) fn view(&self) -> View<'a, S> {
        self.view
    }

    /// The index of the newest revision.
    pub(super) fn newest(&self) -> usize {
        self.spans.len().saturating_sub(1)
    }

    /// Length of the file in bytes.
    #[must_use]
    pub fn length(&self) -> usize {
        self.view.len
    }

    /// The first bytes, which name the version: `%PDF-1.7`.
    ///
    /// # Errors
    /// [`ReadError::Source`] if the storage fails.
    pub fn header(&self) -> Result<Cow<'a, [u8]>, ReadError> {
        self.view.bytes(0..self.view.len.min(HEADER.len() + 3))
    }

    /// Whether the file ends with a line end.
    pub(crate) fn ends_line(&self) -> Result<bool, ReadError> {
        let last = self
            .view
            .bytes(self.view.len.saturating_sub(1)..self.view.len)?;
        Ok(matches!(last.first(), Some(b'\n' | b'\r')))
    }

    /// The newest trailer dictionary, or that of the newest cross-reference stream.
    #[must_use]
    pub fn trailer(&self) -> &Dictionary {
        &self.trailer
    }

    /// Whether strings and streams are encrypted in the file.
    #[must_use]
    pub fn is_encrypted(&self) -> bool {
        self.trailer.contains("Encrypt")
    }

    /// Whether they can't be decrypted without a password; then only unencrypted parts can be read.
    #[must_use]
    pub fn is_locked(&self) -> bool {
        self.is_encrypted() && self.decryption.is_none()
    }

    /// The revisions, oldest first; there is at least one.
    #[must_use]
    pub fn revisions(&self) -> &[RevisionSpan] {
        &self.spans
    }

    /// The file as it was after revision `index`, counted from 0.
    ///
    /// # Errors
    /// [`ReadError::Limit`] if there is no such revision; an error if it had no catalogue.
    pub fn at_revision(&self, index: usize) -> Result<Document<'a, S>, ReadError> {
        let spans = self.spans.get(..=index);
        let spans = spans.ok_or(ReadError::Limit(flaw::no_such_revision()))?;
        let end = spans.last().map_or(0, |span| span.bytes.end);
        Document::of(self.view.cut(end), spans.to_vec())
    }

    /// An object as it was after revision `index`, counted from 0; `Null` if that revision had it free or
    /// not listed.
    ///
    /// # Errors
    /// [`ReadError::Limit`] if there is no such revision, else as [`Document::object`].
    pub fn object_at(&self, index: usize, reference: Ref) -> Result<Object, ReadError> {
        if index >= self.spans.len() {
            return Err(ReadError::Limit(flaw::no_such_revision()));
        }
        self.read(index, reference, true)
    }

    /// The newest entries of all cross-reference sections, by object number.
    #[must_use]
    pub fn entries(&self) -> &BTreeMap<u32, Entry> {
        &self.entries
    }

    /// One more than the highest object number in use or named by `/Size`.
    #[must_use]
    pub fn next_number(&self) -> u32 {
        let size = self.trailer.get("Size").and_then(Object::as_integer);
        let size = size.and_then(|size| u32::try_from(size).ok()).unwrap_or(1);
        let used = self
            .entries
            .keys()
            .next_back()
            .map_or(1, |last| last.saturating_add(1));
        size.min(1 << 23).max(used).max(1)
    }

    /// An indirect object; `Null` if it is free or not listed (7.3.10).
    ///
    /// # Errors
    /// If the object is not where its entry says, or is not well formed.
    pub fn object(&self, reference: Ref) -> Result<Object, ReadError> {
        self.read(self.newest(), reference, true)
    }

    /// An indirect object; a stream without its data, which are not read.
    ///
    /// # Errors
    /// As [`Document::object`].
    pub fn outline(&self, reference: Ref) -> Result<Object, ReadError> {
        self.read(self.newest(), reference, false)
    }

    /// As [`Document::outline`], but a stream is returned as its dictionary.
    ///
    /// # Errors
    /// As [`Document::object`].
    pub fn head(&self, reference: Ref) -> Result<Object, ReadError> {
        Ok(match self.outline(reference)? {
            Object::Stream(stream) => stream.dictionary.into(),
            object => object,
        })
    }

    /// An indirect object, `None` if it is free, not listed or not well formed.
    #[must_use]
    pub fn resolve(&self, reference: Ref) -> Option<Object> {
        self.object(reference)
            .ok()
            .filter(|object| *object != Object::Null)
    }

    /// The object itself, or the one that it refers to.
    ///
    /// # Errors
    /// As [`Document::object`]; circular references are an error.
    pub fn follow(&self, object: &Object) -> Result<Object, ReadError> {
        let Object::Reference(first) = object else {
            return Ok(object.clone());
        };
        let mut reference = *first;
        for _ in 0..MAX_HOPS {
            match self.object(reference)? {
                Object::Reference(next) => reference = next,
                object => return Ok(object),
            }
        }
        Err(ReadError::Object(first.number, flaw::endless_references()))
    }

    /// The value of `key`, references followed; `Null` if it is absent.
    ///
    /// # Errors
    /// As [`Document::follow`].
    pub fn value(&self, dictionary: &Dictionary, key: &str) -> Result<Object, ReadError> {
        dictionary
            .get(key)
            .map_or(Ok(Object::Null), |value| self.follow(value))
    }

    /// The reference of the catalogue.
    ///
    /// # Errors
    /// If the trailer names none.
    pub fn root(&self) -> Result<Ref, ReadError> {
        let root = self.trailer.get("Root").and_then(Object::as_reference);
        root.ok_or(ReadError::Object(0, flaw::no_catalogue()))
    }

    /// The catalogue.
    ///
    /// # Errors
    /// If it is missing or not a dictionary.
    pub fn catalog(&self) -> Result<Dictionary, ReadError> {
        let root = self.root()?;
        match self.object(root)? {
            Object::Dictionary(catalog) => Ok(catalog),
            _ => Err(ReadError::Object(
                root.number,
                flaw::catalogue_no_dictionary(),
            )),
        }
    }
}

impl<S: Source + ?Sized> fmt::Debug for Document<'_, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Document")
            .field("length", &self.view.len)
            .field("revisions", &self.spans.len())
            .finish_non_exhaustive()
    }
}
