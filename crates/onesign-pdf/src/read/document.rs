//! A file as its newest revision shows it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::lexer::Lexer;
use super::revisions::{self, RevisionSpan};
use super::xref::{Entry, stream_data};
use super::{ReadError, filter};
use crate::object::{Dictionary, Object, Ref, Stream};

/// Most bytes an object stream may unpack to.
const MAX_OBJECT_STREAM: usize = 64 << 20;
/// References to references that are followed.
const MAX_HOPS: usize = 32;

/// A well-formed file. Objects are read when asked for.
#[derive(Debug)]
pub struct Document<'a> {
    bytes: &'a [u8],
    entries: BTreeMap<u32, Entry>,
    trailer: Dictionary,
    spans: Vec<RevisionSpan>,
    containers: Mutex<BTreeMap<u32, Arc<Container>>>,
}

/// An unpacked object stream.
#[derive(Debug)]
struct Container {
    data: Vec<u8>,
    /// Object number and position in `data`.
    index: Vec<(u32, usize)>,
}

impl<'a> Document<'a> {
    /// Reads header, cross-reference sections, trailer and revisions, and makes sure that there is
    /// a catalogue.
    ///
    /// # Errors
    /// The first thing that is not as the standard wants it.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, ReadError> {
        if !bytes.starts_with(b"%PDF-") {
            return Err(ReadError::NoHeader);
        }
        let newest = revisions::last_pointer(bytes)?;
        let chain = revisions::chain(bytes, newest)?;
        let spans = revisions::spans(bytes, &chain)?;
        let mut entries = BTreeMap::new();
        for section in chain.sections.iter().rev() {
            entries.extend(section.entries.iter().copied());
        }
        let trailer = chain
            .sections
            .into_iter()
            .next()
            .map(|section| section.trailer)
            .ok_or(ReadError::NoEnd)?;
        let document = Self {
            bytes,
            entries,
            trailer,
            spans,
            containers: Mutex::default(),
        };
        if !document.is_encrypted() {
            document.catalog()?;
        }
        Ok(document)
    }

    /// The whole file.
    #[must_use]
    pub fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// The newest trailer dictionary, or that of the newest cross-reference stream.
    #[must_use]
    pub fn trailer(&self) -> &Dictionary {
        &self.trailer
    }

    /// Whether strings and streams are encrypted: then only what stands in the clear can be read.
    #[must_use]
    pub fn is_encrypted(&self) -> bool {
        self.trailer.contains("Encrypt")
    }

    /// The revisions, oldest first; there is at least one.
    #[must_use]
    pub fn revisions(&self) -> &[RevisionSpan] {
        &self.spans
    }

    /// The file as it was after revision `index`, counted from 0.
    ///
    /// # Errors
    /// [`ReadError::Limit`] if there is no such revision, else as [`Document::parse`].
    pub fn at_revision(&self, index: usize) -> Result<Document<'a>, ReadError> {
        let span = self
            .spans
            .get(index)
            .ok_or(ReadError::Limit("no such revision"))?;
        Document::parse(&self.bytes[..span.bytes.end])
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
        match self.entries.get(&reference.number) {
            Some(Entry::At { offset, generation }) if *generation == reference.generation => {
                self.object_at(*offset, reference).map(|(object, _)| object)
            }
            Some(Entry::Inside { container, index }) if reference.generation == 0 => {
                self.object_inside(reference.number, *container, *index)
            }
            _ => Ok(Object::Null),
        }
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
    /// As [`Document::object`]; references in a circle are an error.
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
        Err(ReadError::Object(first.number, "references lead on and on"))
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
        root.ok_or(ReadError::Object(0, "the trailer names no catalogue"))
    }

    /// The catalogue.
    ///
    /// # Errors
    /// If it is missing or no dictionary.
    pub fn catalog(&self) -> Result<Dictionary, ReadError> {
        let root = self.root()?;
        match self.object(root)? {
            Object::Dictionary(catalog) => Ok(catalog),
            _ => Err(ReadError::Object(
                root.number,
                "the catalogue is no dictionary",
            )),
        }
    }

    /// Reads `number generation obj … endobj`; gives the object and the position after it.
    pub(crate) fn object_at(
        &self,
        offset: u64,
        reference: Ref,
    ) -> Result<(Object, usize), ReadError> {
        let wrong = |what| ReadError::Object(reference.number, what);
        let start = usize::try_from(offset)
            .ok()
            .filter(|&at| at < self.bytes.len());
        let mut lexer = Lexer::new(self.bytes, start.ok_or(wrong("it lies outside the file"))?);
        let found = (lexer.unsigned()?, lexer.unsigned()?);
        if found != (u64::from(reference.number), u64::from(reference.generation)) {
            return Err(wrong("another object stands in its place"));
        }
        lexer.expect("obj")?;
        let mut object = lexer.object()?;
        lexer.skip_space();
        if lexer.rest().starts_with(b"stream") {
            let Object::Dictionary(dictionary) = object else {
                return Err(wrong("a stream without a dictionary"));
            };
            let length = self.length(&dictionary, reference)?;
            let data = stream_data(&mut lexer, length)?.to_vec();
            object = Stream { dictionary, data }.into();
        }
        lexer.expect("endobj")?;
        Ok((object, lexer.at))
    }

    /// `/Length`, directly or as an integer object of its own that is no stream.
    fn length(&self, dictionary: &Dictionary, owner: Ref) -> Result<i64, ReadError> {
        let wrong = ReadError::Object(owner.number, "a stream without a length");
        match dictionary.get("Length") {
            Some(Object::Integer(length)) => Ok(*length),
            Some(Object::Reference(at)) => {
                let Some(Entry::At { offset, generation }) = self.entries.get(&at.number) else {
                    return Err(wrong);
                };
                let start = usize::try_from(*offset)
                    .ok()
                    .filter(|&at| at < self.bytes.len());
                let mut lexer = Lexer::new(self.bytes, start.ok_or(wrong.clone())?);
                let found = (lexer.unsigned()?, lexer.unsigned()?);
                lexer.expect("obj")?;
                let length = lexer.unsigned()?;
                lexer.expect("endobj")?;
                let same = found == (u64::from(at.number), u64::from(*generation))
                    && *generation == at.generation;
                i64::try_from(length).ok().filter(|_| same).ok_or(wrong)
            }
            _ => Err(wrong),
        }
    }

    fn object_inside(&self, number: u32, container: u32, index: u32) -> Result<Object, ReadError> {
        let wrong = |what| Err(ReadError::Object(number, what));
        let unpacked = self.container(container)?;
        let place = usize::try_from(index)
            .ok()
            .and_then(|index| unpacked.index.get(index));
        match place {
            Some((found, at)) if *found == number => Lexer::new(&unpacked.data, *at).object(),
            _ => wrong("it is not in its object stream"),
        }
    }

    fn container(&self, number: u32) -> Result<Arc<Container>, ReadError> {
        let known = self
            .containers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&number)
            .cloned();
        if let Some(known) = known {
            return Ok(known);
        }
        if self.is_encrypted() {
            return Err(ReadError::Encrypted);
        }
        let Some(Entry::At {
            offset,
            generation: 0,
        }) = self.entries.get(&number).copied()
        else {
            return Err(ReadError::Object(number, "an object stream is missing"));
        };
        let (object, _) = self.object_at(offset, Ref::new(number))?;
        let unpacked = Arc::new(unpack(number, &object)?);
        let mut containers = self
            .containers
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        containers.insert(number, Arc::clone(&unpacked));
        Ok(unpacked)
    }
}

/// Reads the pairs at the head of an object stream (7.5.7).
fn unpack(number: u32, object: &Object) -> Result<Container, ReadError> {
    let wrong = ReadError::Object(number, "not a well-formed object stream");
    let Some(stream) = object
        .as_stream()
        .filter(|stream| stream.dictionary.is("Type", "ObjStm"))
    else {
        return Err(wrong);
    };
    let integer = |key: &str| {
        stream
            .dictionary
            .get(key)
            .and_then(Object::as_integer)
            .and_then(|value| usize::try_from(value).ok())
    };
    let (Some(count), Some(first)) = (integer("N"), integer("First")) else {
        return Err(wrong);
    };
    let data = filter::decode(stream, MAX_OBJECT_STREAM)?;
    if first > data.len() || count > data.len() {
        return Err(wrong);
    }
    let mut lexer = Lexer::new(&data[..first], 0);
    let mut index = Vec::with_capacity(count);
    for _ in 0..count {
        let number = u32::try_from(lexer.unsigned()?).map_err(|_| wrong.clone())?;
        let at = usize::try_from(lexer.unsigned()?)
            .ok()
            .and_then(|at| at.checked_add(first));
        index.push((
            number,
            at.filter(|&at| at < data.len()).ok_or(wrong.clone())?,
        ));
    }
    Ok(Container { data, index })
}
