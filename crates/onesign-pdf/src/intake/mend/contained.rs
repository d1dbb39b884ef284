//! Objects inside object streams (7.5.7) that the loader could not read.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::xref::XrefEntry;
use lopdf::{Document, Object, Stream};

use super::super::decode::{Soundness, decode};
use super::super::source::Source;
use super::super::{IntakeError, Limits};
use super::parse::Parser;
use super::{Mended, Mending};

/// Adds the objects of these object streams that are missing in the document.
pub(super) fn add(
    document: &mut Document,
    containers: &BTreeSet<u32>,
    limits: &Limits,
    mended: &mut Mended,
) -> Result<(), IntakeError> {
    for container in containers {
        let Some(Object::Stream(stream)) = document.objects.get(&(*container, 0)) else {
            continue;
        };
        for (number, object, mending) in members(document, stream, limits)? {
            let elsewhere = match document.reference_table.get(number) {
                Some(XrefEntry::Compressed { container: own, .. }) => own != container,
                Some(_) => true,
                None => false,
            };
            if !elsewhere && !document.objects.contains_key(&(number, 0)) {
                mended.insert((number, 0), mending);
                document.objects.insert((number, 0), object);
            }
        }
        if document.objects.len() > limits.max_objects as usize {
            return Err(IntakeError::TooComplex);
        }
    }
    Ok(())
}

/// The members of an object stream, as far as its data can be decoded.
pub(super) fn members(
    document: &Document,
    stream: &Stream,
    limits: &Limits,
) -> Result<Vec<(u32, Object, Mending)>, IntakeError> {
    let source = Source { document };
    let decoded = decode(source, stream, limits.max_stream_bytes)?;
    let data = decoded.data.as_ref();
    let first = source
        .integer(&stream.dict, b"First")
        .and_then(|first| usize::try_from(first).ok())
        .filter(|first| *first <= data.len());
    let Some(first) = first else {
        return Ok(Vec::new());
    };
    let mut index = Parser::new(data.get(..first).unwrap_or_default(), 0);
    let mut places = Vec::new();
    while let (Some(Object::Integer(number)), Some(Object::Integer(offset))) =
        (index.value(0), index.value(0))
    {
        if places.len() > limits.max_objects as usize {
            return Err(IntakeError::TooComplex);
        }
        let place = usize::try_from(offset)
            .ok()
            .and_then(|offset| first.checked_add(offset));
        if let (Ok(number), Some(place)) = (u32::try_from(number), place) {
            places.push((place, number));
        }
    }
    let mut found = Vec::new();
    // One object per position, so that no byte is read twice.
    let own: BTreeMap<usize, u32> = places.into_iter().rev().collect();
    let starts: Vec<usize> = own.keys().copied().collect();
    for (place, number) in own {
        // An object ends where the next one begins; the last at the end of the data.
        let next = starts.partition_point(|other| *other <= place);
        let end = starts
            .get(next)
            .map_or(data.len(), |end| (*end).min(data.len()));
        let Some(own) = data.get(..end).filter(|own| place < own.len()) else {
            continue;
        };
        let mut parser = Parser::new(own, place);
        if let Some(object) = parser.value(0) {
            let is_last = next == starts.len();
            let lost = is_last && parser.cut && decoded.soundness == Soundness::Cut;
            let mending = if lost { Mending::Cut } else { Mending::Whole };
            found.push((number, object, mending));
        }
    }
    Ok(found)
}
