//! Reads objects at their positions: in the file itself, or in an object stream (7.5.7).

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, PoisonError};

use super::lexer::Lexer;
use super::source::Source;
use super::xref::{Entry, stream_end, stream_start};
use super::{Document, ReadError, filter, flaw};
use crate::object::{Dictionary, Object, Ref, Stream};

/// Most decoded bytes of an object stream.
const MAX_OBJECT_STREAM: usize = 64 << 20;
/// Most decoded bytes of all object streams of a file.
const MAX_OBJECT_STREAMS: usize = 256 << 20;

/// Decoded object streams, by their offset.
#[derive(Default)]
pub(super) struct Containers {
    unpacked: BTreeMap<u64, Arc<Container>>,
    bytes: usize,
}

/// An unpacked object stream.
struct Container {
    data: Vec<u8>,
    /// Object number and position in `data`.
    index: Vec<(u32, usize)>,
}

/// Where an indirect length of a stream may be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lengths {
    /// In an object stream too.
    Anywhere,
    /// Not in an object stream, because the stream being decoded is one (7.5.7).
    Outside,
}

/// An indirect object at its position, its stream data not yet read.
pub(super) struct Placed {
    /// The position of its number.
    pub start: usize,
    /// The position after `endobj`.
    pub end: usize,
    object: Object,
    data: Option<Range<usize>>,
}

impl<S: Source + ?Sized> Document<'_, S> {
    /// Where an object is after a revision.
    fn entry(&self, revision: usize, number: u32) -> Option<Entry> {
        if revision == self.newest() {
            return self.entries().get(&number).copied();
        }
        let spans = self.revisions().get(..=revision)?;
        spans.iter().rev().find_map(|span| span.entry(number))
    }

    pub(super) fn read(
        &self,
        revision: usize,
        reference: Ref,
        with_data: bool,
    ) -> Result<Object, ReadError> {
        match self.entry(revision, reference.number) {
            Some(Entry::At { offset, generation }) if generation == reference.generation => {
                let placed = self.place(revision, offset, reference)?;
                let object = self.in_the_clear(reference, placed.object)?;
                match (object, placed.data) {
                    (Object::Dictionary(dictionary), Some(place)) => {
                        let data = match with_data {
                            true => self.data(reference, &dictionary, place)?.into_owned(),
                            false => Vec::new(),
                        };
                        Ok(Stream { dictionary, data }.into())
                    }
                    (object, _) => Ok(object),
                }
            }
            Some(Entry::Inside { container, index }) if reference.generation == 0 => {
                self.object_inside(revision, reference.number, container, index)
            }
            _ => Ok(Object::Null),
        }
    }

    fn in_the_clear(&self, owner: Ref, object: Object) -> Result<Object, ReadError> {
        match &self.decryption {
            Some(decryption) => decryption.object(owner, object),
            None => Ok(object),
        }
    }

    /// The data of a stream, still encoded by its filters.
    fn data(
        &self,
        owner: Ref,
        dictionary: &Dictionary,
        place: Range<usize>,
    ) -> Result<Cow<'_, [u8]>, ReadError> {
        let data = self.view().bytes(place)?;
        match &self.decryption {
            Some(decryption) => decryption
                .data(owner, dictionary, data.into_owned())
                .map(Cow::Owned),
            None => Ok(data),
        }
    }

    /// Reads `number generation obj … endobj` at `offset`, as it was after a revision.
    pub(super) fn place(
        &self,
        revision: usize,
        offset: u64,
        reference: Ref,
    ) -> Result<Placed, ReadError> {
        self.place_with(revision, offset, reference, Lengths::Anywhere)
    }

    fn place_with(
        &self,
        revision: usize,
        offset: u64,
        reference: Ref,
        lengths: Lengths,
    ) -> Result<Placed, ReadError> {
        let wrong = |what| ReadError::Object(reference.number, what);
        let end = self
            .revisions()
            .get(revision)
            .map_or(0, |span| span.bytes.end);
        let view = self.view().cut(end);
        let start = usize::try_from(offset).ok().filter(|&at| at < view.len);
        let start = start.ok_or(wrong(flaw::lies_outside()))?;
        if !view.begins_at(start)? {
            return Err(wrong(flaw::inside_number()));
        }
        // The object, and the position of its stream data or its end.
        let (object, is_stream, at) = view.at(start, |lexer| {
            let found = (lexer.unsigned()?, lexer.unsigned()?);
            if found != (u64::from(reference.number), u64::from(reference.generation)) {
                return Err(wrong(flaw::other_object()));
            }
            lexer.expect("obj")?;
            let object = lexer.object()?;
            lexer.skip_space();
            let is_stream = lexer.looking_at(b"stream");
            if is_stream {
                stream_start(lexer)?;
            } else {
                lexer.expect("endobj")?;
            }
            Ok((object, is_stream, lexer.at))
        })?;
        if !is_stream {
            return Ok(Placed {
                start,
                end: at,
                object,
                data: None,
            });
        }
        let Object::Dictionary(dictionary) = &object else {
            return Err(wrong(flaw::stream_no_dictionary()));
        };
        let length =
            usize::try_from(self.length_of(revision, dictionary, reference, lengths)?).ok();
        let data_end = length
            .and_then(|length| at.checked_add(length))
            .filter(|end| *end <= view.len)
            .ok_or(ReadError::Syntax(at, flaw::stream_too_long()))?;
        let end = view.at(data_end, |lexer| {
            stream_end(lexer)?;
            lexer.expect("endobj")?;
            Ok(lexer.at)
        })?;
        Ok(Placed {
            start,
            end,
            object,
            data: Some(at..data_end),
        })
    }

    /// `/Length`, direct or as an indirect integer.
    fn length_of(
        &self,
        revision: usize,
        dictionary: &Dictionary,
        owner: Ref,
        lengths: Lengths,
    ) -> Result<i64, ReadError> {
        let wrong = ReadError::Object(owner.number, flaw::stream_no_length());
        let at = match dictionary.get("Length") {
            Some(Object::Integer(length)) => return Ok(*length),
            Some(Object::Reference(at)) => *at,
            _ => return Err(wrong),
        };
        let (offset, generation) = match self.entry(revision, at.number) {
            Some(Entry::At { offset, generation }) => (offset, generation),
            Some(Entry::Inside { container, index }) if lengths == Lengths::Anywhere => {
                let length = self.object_inside(revision, at.number, container, index)?;
                return length.as_integer().ok_or(wrong);
            }
            _ => return Err(wrong),
        };
        let start = usize::try_from(offset)
            .ok()
            .filter(|&at| at < self.view().len);
        self.view().at(start.ok_or(wrong.clone())?, |lexer| {
            let found = (lexer.unsigned()?, lexer.unsigned()?);
            lexer.expect("obj")?;
            let length = lexer.unsigned()?;
            lexer.expect("endobj")?;
            let same = found == (u64::from(at.number), u64::from(generation))
                && generation == at.generation;
            let length = i64::try_from(length).ok().filter(|_| same);
            length.ok_or(wrong.clone())
        })
    }

    fn object_inside(
        &self,
        revision: usize,
        number: u32,
        container: u32,
        index: u32,
    ) -> Result<Object, ReadError> {
        let wrong = |what| Err(ReadError::Object(number, what));
        let unpacked = self.container(revision, container)?;
        let place = usize::try_from(index)
            .ok()
            .and_then(|index| unpacked.index.get(index));
        match place {
            Some((found, at)) if *found == number => Lexer::new(&unpacked.data, *at).object(),
            _ => wrong(flaw::not_in_object_stream()),
        }
    }

    fn container(&self, revision: usize, number: u32) -> Result<Arc<Container>, ReadError> {
        let Some(Entry::At {
            offset,
            generation: 0,
        }) = self.entry(revision, number)
        else {
            return Err(ReadError::Object(number, flaw::object_stream_missing()));
        };
        let mut containers = self
            .containers
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = containers.unpacked.get(&offset) {
            return Ok(Arc::clone(known));
        }
        if self.is_locked() {
            return Err(ReadError::Encrypted);
        }
        let placed = self.place_with(revision, offset, Ref::new(number), Lengths::Outside)?;
        let (Object::Dictionary(dictionary), Some(data)) = (placed.object, placed.data) else {
            return Err(ReadError::Object(number, flaw::object_stream_malformed()));
        };
        let data = self.data(Ref::new(number), &dictionary, data)?;
        let unpacked = Arc::new(unpack(number, &dictionary, &data)?);
        containers.bytes += unpacked.data.len();
        if containers.bytes > MAX_OBJECT_STREAMS {
            return Err(ReadError::Limit(flaw::object_streams_too_much()));
        }
        containers.unpacked.insert(offset, Arc::clone(&unpacked));
        Ok(unpacked)
    }
}

/// Reads the pairs at the head of an object stream (7.5.7).
fn unpack(number: u32, dictionary: &Dictionary, data: &[u8]) -> Result<Container, ReadError> {
    let wrong = ReadError::Object(number, flaw::object_stream_malformed());
    if !dictionary.is("Type", "ObjStm") {
        return Err(wrong);
    }
    let integer = |key: &str| {
        dictionary
            .get(key)
            .and_then(Object::as_integer)
            .and_then(|value| usize::try_from(value).ok())
    };
    let (Some(count), Some(first)) = (integer("N"), integer("First")) else {
        return Err(wrong);
    };
    let data = filter::decode_data(dictionary, data, MAX_OBJECT_STREAM)?.into_owned();
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
    // Some readers find an object by its index, others by its number.
    let mut numbers: Vec<u32> = index.iter().map(|(number, _)| *number).collect();
    numbers.sort_unstable();
    if numbers.windows(2).any(|pair| pair[0] == pair[1]) {
        return Err(wrong);
    }
    Ok(Container { data, index })
}
