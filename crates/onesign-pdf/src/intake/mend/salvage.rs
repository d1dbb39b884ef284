//! Reads a file that no reader can open by its cross-reference data: reads every object that has a header, and looks
//! for the catalog among them.

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::super::lexer::find;
use super::super::{IntakeError, Limits};
use super::markers::Markers;
use super::parse::Parser;
use super::{Mended, Mending, REVISIONS, body, contained, read};

/// The most trailers to read.
const MAX_TRAILERS: usize = 64;

/// Reads a file by its objects alone. `None` if it contains neither a catalog nor a page, or is encrypted.
pub(in super::super) fn salvage(
    bytes: &[u8],
    limits: &Limits,
) -> Result<Option<(Document, Mended)>, IntakeError> {
    let data = body(bytes);
    let most = (limits.max_objects as usize).saturating_mul(REVISIONS);
    let markers = Markers::scan(data, most).ok_or(IntakeError::TooComplex)?;
    let mut document = Document::with_version("1.7");
    let mut mended = Mended::new();
    // Twice, because a length may be an object after its stream.
    for _ in 0..2 {
        for (_, place) in markers.all() {
            let Some(found) = read::object_at(&document, data, place, markers.end(place, data))
            else {
                continue;
            };
            match (found.cut, found.odd) {
                (true, _) => mended.insert(found.id, Mending::Cut),
                (false, true) => mended.insert(found.id, Mending::Whole),
                (false, false) => mended.remove(&found.id),
            };
            document.objects.insert(found.id, found.object);
        }
        if document.objects.len() > limits.max_objects as usize {
            return Err(IntakeError::TooComplex);
        }
    }
    unpack(&mut document, limits, &mut mended)?;
    let trailers = trailers(&document, data);
    if trailers.iter().any(|trailer| trailer.has(b"Encrypt")) {
        return Ok(None);
    }
    let found = root(&document, &trailers);
    // If the trailer names a catalog that is not one, readers disagree on the repair.
    let is_named = trailers.iter().any(|trailer| {
        let root = trailer.get(b"Root").and_then(Object::as_reference);
        root.is_ok_and(|root| document.objects.contains_key(&root))
    });
    let found = match found {
        None if !is_named => made(&mut document),
        found => found,
    };
    let Some(root) = found else {
        return Ok(None);
    };
    let info = trailers
        .iter()
        .rev()
        .find_map(|trailer| trailer.get(b"Info").ok());
    if let Some(info) = info {
        document.trailer.set("Info", info.clone());
    }
    document.trailer.set("Root", root);
    Ok(Some((document, mended)))
}

/// Unpacks all object streams. An object with its own header in the file takes precedence.
fn unpack(
    document: &mut Document,
    limits: &Limits,
    mended: &mut Mended,
) -> Result<(), IntakeError> {
    let mut unpacked = Vec::new();
    for object in document.objects.values() {
        if let Object::Stream(stream) = object
            && stream.dict.has_type(b"ObjStm")
        {
            unpacked.extend(contained::members(document, stream, limits)?);
            if unpacked.len() > limits.max_objects as usize {
                return Err(IntakeError::TooComplex);
            }
        }
    }
    for (number, object, mending) in unpacked {
        let id = (number, 0);
        if let std::collections::btree_map::Entry::Vacant(place) = document.objects.entry(id) {
            place.insert(object);
            mended.insert(id, mending);
        }
    }
    Ok(())
}

/// The trailers (7.5.5) in the order of the file, then the dictionaries of cross-reference streams.
fn trailers(document: &Document, data: &[u8]) -> Vec<Dictionary> {
    let mut trailers = Vec::new();
    let mut from = 0;
    while let Some(at) = find(data.get(from..).unwrap_or_default(), b"trailer") {
        from += at + b"trailer".len();
        if let Some(Object::Dictionary(trailer)) = Parser::new(data, from).value(0) {
            trailers.push(trailer);
        }
        if trailers.len() >= MAX_TRAILERS {
            break;
        }
    }
    let streams = document.objects.values().filter_map(|object| match object {
        Object::Stream(stream) if stream.dict.has_type(b"XRef") => Some(stream.dict.clone()),
        _ => None,
    });
    trailers.extend(streams.take(MAX_TRAILERS));
    trailers
}

/// The catalog: the one that the last trailer names, else the last object with that type.
fn root(document: &Document, trailers: &[Dictionary]) -> Option<ObjectId> {
    let leads = |id: &ObjectId| {
        let entries = document.get_dictionary(*id);
        entries.is_ok_and(|entries| entries.has(b"Pages"))
    };
    let named = trailers.iter().rev().filter_map(|trailer| {
        let root = trailer.get(b"Root").ok()?;
        root.as_reference().ok().filter(leads)
    });
    let said = document.objects.iter().rev().filter_map(|(id, object)| {
        let is_catalog =
            matches!(object, Object::Dictionary(entries) if entries.has_type(b"Catalog"));
        Some(*id).filter(|id| is_catalog && leads(id))
    });
    named.chain(said).next()
}

/// Makes a catalog for the objects found: the root of a page tree, or a search for single pages.
fn made(document: &mut Document) -> Option<ObjectId> {
    let mut nodes = document
        .objects
        .iter()
        .filter_map(|(id, object)| match object {
            Object::Dictionary(entries) => Some((id, entries)),
            _ => None,
        });
    let top = nodes
        .clone()
        .find(|(_, entries)| entries.has_type(b"Pages") && !entries.has(b"Parent"))
        .map(|(id, _)| *id);
    if top.is_none() && !nodes.any(|(_, entries)| entries.has_type(b"Page")) {
        return None;
    }
    let mut catalog = Dictionary::new();
    catalog.set("Type", Object::Name(b"Catalog".to_vec()));
    match top {
        Some(top) => catalog.set("Pages", top),
        None => catalog.set("Pages", Dictionary::new()),
    }
    document.max_id = document.objects.keys().map(|id| id.0).max().unwrap_or(0);
    Some(document.add_object(catalog))
}
