//! Repairs objects that the strict loader misses: they don't parse, their offset or stream length is wrong, or their
//! object stream is damaged. Intake reads them as other readers do, so that it does not lose a page that others show.
//! It records each repair and reports the affected pages.

mod contained;
mod markers;
mod parse;
mod read;
mod salvage;
mod strings;

use std::collections::{BTreeMap, BTreeSet};

use lopdf::xref::{XrefEntry, XrefRecovery};
use lopdf::{Document, Object, ObjectId};

use super::{IntakeError, Limits};
use markers::Markers;
pub(super) use salvage::salvage;

/// The most markers per object that may be kept: files grow with each revision.
const REVISIONS: usize = 4;

/// How often the repair may read through the bytes of a file.
const WORK: usize = 16;

/// How an object had to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mending {
    /// Read as other readers do; nothing seems to be missing.
    Whole,
    /// It ends before its end.
    Cut,
}

/// The repaired objects.
pub(super) type Mended = BTreeMap<ObjectId, Mending>;

/// The file from its header on: offsets count from there (7.5.2, and the behaviour of readers with leading bytes).
pub(super) fn body(bytes: &[u8]) -> &[u8] {
    let start = super::lexer::find(bytes, b"%PDF-").unwrap_or(0);
    bytes.get(start..).unwrap_or_default()
}

/// Adds to a loaded document the objects that the loader could not read.
pub(super) fn mend(
    document: &mut Document,
    bytes: &[u8],
    limits: &Limits,
) -> Result<Mended, IntakeError> {
    let data = body(bytes);
    let mut wanted = wanted(document, data);
    let mut mended = Mended::new();
    // A table rebuilt from the found objects lacks those that the loader missed.
    let is_rebuilt = document.xref_recovery == Some(XrefRecovery::Reconstructed);
    if wanted.is_empty() && !is_rebuilt {
        return Ok(mended);
    }
    let most = (limits.max_objects as usize).saturating_mul(REVISIONS);
    let markers = Markers::scan(data, most).ok_or(IntakeError::TooComplex)?;
    if is_rebuilt {
        wanted.missed(document, data, &markers);
    }
    for (_, place, number) in places(&wanted, data, &markers)? {
        let end = markers.end(place, data);
        let Some(mut read) = read::object_at(document, data, place, end) else {
            continue;
        };
        if read.id.0 != number {
            continue;
        }
        if document.objects.len() > limits.max_objects as usize {
            return Err(IntakeError::TooComplex);
        }
        decrypt(document, read.id, &mut read.object);
        let mending = if read.cut {
            Mending::Cut
        } else {
            Mending::Whole
        };
        if document.objects.get(&read.id) != Some(&read.object) {
            mended.insert(read.id, mending);
            document.objects.insert(read.id, read.object);
        }
    }
    for stray in &wanted.strays {
        document.objects.remove(stray);
    }
    contained::add(document, &wanted.containers, limits, &mut mended)?;
    Ok(mended)
}

/// The objects to read again: whether each is a stream, its position, and its number. Lengths may be objects
/// themselves: streams come last.
fn places(
    wanted: &Wanted,
    data: &[u8],
    markers: &Markers,
) -> Result<Vec<(bool, usize, u32)>, IntakeError> {
    let mut places = Vec::new();
    // Positions inside stream data overlap; only an attacker's file has many of them.
    let (mut work, most_work) = (0_usize, data.len().saturating_mul(WORK));
    for (number, place) in &wanted.places {
        let place = place.or_else(|| markers.latest(*number));
        if let Some(place) = place {
            let end = markers.end(place, data);
            work = work.saturating_add(end.saturating_sub(place));
            if work > most_work {
                return Err(IntakeError::TooComplex);
            }
            let body = data.get(place..end).unwrap_or_default();
            let is_stream = super::lexer::find(body, b"stream").is_some();
            places.push((is_stream, place, *number));
        }
    }
    places.sort_unstable();
    Ok(places)
}

/// Objects are encrypted one by one, except those in object streams (7.6.2).
fn decrypt(document: &Document, id: ObjectId, object: &mut Object) {
    if let Some(state) = &document.encryption_state {
        // An object that can't be decrypted stays as it is and shows nothing meaningful.
        let _ = lopdf::encryption::decrypt_object(state, id, object);
    }
}

/// The objects to read again.
#[derive(Default)]
struct Wanted {
    /// Objects by number, with their position if known.
    places: BTreeMap<u32, Option<usize>>,
    /// Object streams that lack members.
    containers: BTreeSet<u32>,
    /// Objects that the loader read from a wrong position.
    strays: BTreeSet<ObjectId>,
}

impl Wanted {
    fn is_empty(&self) -> bool {
        self.places.is_empty() && self.containers.is_empty()
    }
}

impl Wanted {
    /// Adds the marked objects that the rebuilt table lacks, and streams that take in more than their own bytes.
    fn missed(&mut self, document: &Document, data: &[u8], markers: &Markers) {
        let known = &document.reference_table;
        for (number, place) in markers.all() {
            let room = markers.end(place, data).saturating_sub(place);
            // If the `endstream` of a stream is misspelt, the loader reads on to that of another.
            let is_swollen = matches!(
                numbered(document, number),
                Some(Object::Stream(stream)) if stream.content.len() > room
            );
            if known.get(number).is_none() || is_swollen {
                self.places.insert(number, Some(place));
            }
        }
    }

    /// The cross-reference data point to another object here. The loader may have read that one from here too, instead
    /// of from its own position.
    fn stray(&mut self, document: &Document, data: &[u8], other: ObjectId, place: usize) {
        match document.reference_table.get(other.0) {
            Some(XrefEntry::Normal { offset, .. }) if *offset as usize == place => {}
            Some(XrefEntry::Normal { offset, .. }) => {
                let own = *offset as usize;
                let is_there = matches!(read::header_at(data, own), Some(id) if id.0 == other.0);
                self.places.insert(other.0, is_there.then_some(own));
            }
            Some(XrefEntry::Compressed { container, .. }) => {
                self.strays.insert(other);
                self.containers.insert(*container);
            }
            Some(XrefEntry::Free | XrefEntry::UnusableFree) | None => {
                self.strays.insert(other);
            }
        }
    }
}

fn wanted(document: &Document, data: &[u8]) -> Wanted {
    let mut wanted = Wanted::default();
    let secret = document
        .encryption_state
        .as_ref()
        .and_then(lopdf::EncryptionState::encrypt_object_id);
    for (&number, entry) in &document.reference_table.entries {
        if number == 0 || secret.is_some_and(|secret| secret.0 == number) {
            continue;
        }
        match *entry {
            XrefEntry::Normal { offset, .. } => {
                let place = offset as usize;
                match read::header_at(data, place) {
                    Some(id) if id.0 == number => {
                        if is_doubtful(document, document.objects.get(&id)) {
                            wanted.places.insert(number, Some(place));
                        }
                    }
                    found => {
                        wanted.places.insert(number, None);
                        if let Some(other) = found {
                            wanted.stray(document, data, other, place);
                        }
                    }
                }
            }
            XrefEntry::Compressed { container, .. } => {
                if !document.objects.contains_key(&(number, 0)) {
                    wanted.containers.insert(container);
                }
            }
            XrefEntry::Free | XrefEntry::UnusableFree => {}
        }
    }
    for number in dangling_kids(document) {
        wanted.places.entry(number).or_insert(None);
    }
    wanted
}

/// The object with this number, of any generation.
fn numbered(document: &Document, number: u32) -> Option<&Object> {
    let mut same = document.objects.range((number, 0)..=(number, u16::MAX));
    same.next_back().map(|(_, object)| object)
}

/// Whether the loader may have read the object incompletely.
fn is_doubtful(document: &Document, object: Option<&Object>) -> bool {
    match object {
        None => true,
        // A dictionary with a length is a stream with an unrecognised keyword.
        Some(Object::Dictionary(entries)) => entries.has(b"Length") && entries.has(b"Filter"),
        Some(Object::Stream(stream)) => {
            let declared = stream
                .dict
                .get(b"Length")
                .and_then(|value| document.dereference(value));
            let is_empty = matches!(declared, Ok((_, Object::Integer(0))));
            stream.content.is_empty() && !is_empty
        }
        _ => false,
    }
}

/// Numbers of nodes of the page tree that no cross-reference entry knows.
fn dangling_kids(document: &Document) -> BTreeSet<u32> {
    let mut missing = BTreeSet::new();
    for object in document.objects.values() {
        let Object::Dictionary(node) = object else {
            continue;
        };
        let Ok(kids) = node
            .get(b"Kids")
            .and_then(|kids| document.dereference(kids))
        else {
            continue;
        };
        let Object::Array(items) = kids.1 else {
            continue;
        };
        for item in items {
            if let Object::Reference((number, generation)) = item
                && !document.objects.contains_key(&(*number, *generation))
                && document.reference_table.get(*number).is_none()
            {
                missing.insert(*number);
            }
        }
    }
    missing
}
