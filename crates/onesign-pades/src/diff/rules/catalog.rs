//! The trailer and the catalogue: what may hang on them anew.

use onesign_pdf::graph::TRAILER;
use onesign_pdf::object::{Dictionary, Object};
use onesign_pdf::read::{Document, Entry, ReadError, decode};

use crate::diff::change::ChangeKind;
use crate::diff::difference::{DocumentDifference, Part, Verb};
use crate::diff::explain::Why;
use crate::diff::permission::Need;
use crate::diff::step::{Finding, Role, Step};

/// Most bytes of XMP that are read.
const MAX_METADATA: usize = 4 << 20;
/// Dictionaries inside each other in the list of extensions.
const MAX_DEPTH: usize = 4;

/// The trailer: the same encryption, and nothing new but data about the document.
pub(crate) fn trailer(step: &mut Step<'_, '_>) -> Result<(), ReadError> {
    let (old, new) = (step.old.trailer().clone(), step.new.trailer().clone());
    let keys: Vec<Vec<u8>> = old
        .iter()
        .chain(new.iter())
        .map(|(key, _)| key.to_vec())
        .collect();
    for key in keys {
        let (before, after) = (old.get(&key), new.get(&key));
        match key.as_slice() {
            b"Size" | b"Prev" | b"XRefStm" | b"Type" | b"W" | b"Index" | b"Filter"
            | b"DecodeParms" | b"Length" | b"ID" => {}
            // The catalogue may stand elsewhere: its entries are compared.
            b"Root" => {}
            b"Info" => information(step, before, after)?,
            _ if before == after => {}
            b"Encrypt" => {
                let what = DocumentDifference::EncryptionChanged;
                step.find(Finding::new(ChangeKind::Other, Need::Forbidden, what));
            }
            // Viewers read none of the others (table 15).
            other => {
                let name = String::from_utf8_lossy(other).into_owned();
                let what = DocumentDifference::UnreadEntryChanged(name);
                step.find(Finding::new(ChangeKind::Other, Need::Nothing, what));
            }
        }
    }
    Ok(())
}

/// Objects whose numbers are not below `/Size` are missing to some readers (7.5.5): the newest trailer must not take
/// away any that the one of the signed revision counted.
pub(crate) fn cut_off(signed: &Dictionary, document: &Document<'_>) -> Option<Finding> {
    let size = |trailer: &Dictionary| trailer.get("Size").and_then(Object::as_integer);
    let (before, after) = (size(signed)?, size(document.trailer())?);
    let cuts_off = document.entries().iter().any(|(number, entry)| {
        let number = i64::from(*number);
        *entry != Entry::Free && (after..before).contains(&number)
    });
    let what = DocumentDifference::ObjectsCutOff;
    cuts_off.then(|| Finding::new(ChangeKind::Other, Need::Forbidden, what))
}

/// The document information dictionary (14.3.3): values only.
fn information(
    step: &mut Step<'_, '_>,
    before: Option<&Object>,
    after: Option<&Object>,
) -> Result<(), ReadError> {
    let (Some(after), false) = (after, step.same(before, after)?) else {
        return Ok(());
    };
    let dictionary = |value: Object| match value {
        Object::Dictionary(dictionary) => Some(dictionary),
        Object::Null => Some(Dictionary::new()),
        _ => None,
    };
    let was = before.map_or(Ok(Object::Null), |before| step.old.follow(before))?;
    let is = step.new.follow(after)?;
    let (Some(was), Some(is)) = (dictionary(was), dictionary(is)) else {
        return Ok(());
    };
    // What has a place of its own in the document says nothing about it.
    if after
        .as_reference()
        .is_some_and(|at| step.fixed.contains(&at.number))
    {
        forbidden(
            step,
            ChangeKind::Metadata,
            DocumentDifference::InformationReplaced,
        );
        return Ok(());
    }
    let mut named = Vec::new();
    for key in step.differing(&was, &is)? {
        let value = step.new.value(&is, &String::from_utf8_lossy(&key))?;
        if matches!(
            value,
            Object::Array(_) | Object::Dictionary(_) | Object::Stream(_)
        ) {
            return Ok(());
        }
        named.push(String::from_utf8_lossy(&key).into_owned());
    }
    step.open(TRAILER, "Info", Why::About);
    if let Some(reference) = after.as_reference() {
        step.gate(reference.number, Why::About);
        for (key, value) in is.iter() {
            if value.as_reference().is_some() {
                let key = String::from_utf8_lossy(key);
                step.open(reference.number, &key, Why::About);
                step.explain(value, Why::About, true);
            }
        }
    }
    let dates = ["ModDate", "CreationDate", "Producer", "Creator"];
    let need = if named.iter().all(|key| dates.contains(&key.as_str())) {
        Need::Nothing
    } else {
        Need::Filling
    };
    let what = DocumentDifference::InformationChanged(named.join(", "));
    step.find(Finding::new(ChangeKind::Metadata, need, what));
    Ok(())
}

/// The catalogue.
pub(crate) fn catalog(step: &mut Step<'_, '_>) -> Result<(), ReadError> {
    let number = step.new.root()?.number;
    let (old, new) = (step.old.catalog()?, step.new.catalog()?);
    if step.delta.contains_key(&number) {
        step.roles.insert(number, Role::Anywhere);
    }
    let mut keys = step.differing(&old, &new)?;
    // What stands below these may change while the catalogue stays as it is.
    for key in ["DSS", "Extensions", "Metadata", "Perms"] {
        if old.contains(key) && !keys.iter().any(|known| known == key.as_bytes()) {
            keys.push(key.as_bytes().to_vec());
        }
    }
    for key in keys {
        let (before, after) = (old.get(&key), new.get(&key));
        match key.as_slice() {
            b"DSS" => validation_material(step, number, before, after),
            b"Extensions" => extensions(step, number, before, after)?,
            b"Metadata" => metadata(step, number, before, after)?,
            b"Perms" => certification(step, before, after)?,
            b"AcroForm" if after.is_some() => {}
            b"AcroForm" => forbidden(step, ChangeKind::Form, DocumentDifference::FormRemoved),
            // Its own rule compares what is below.
            b"StructTreeRoot" | b"Pages" if is_same_reference(before, after) => {}
            b"Version" if after.and_then(Object::as_name).is_some() => {
                let what = DocumentDifference::VersionRaised;
                step.find(Finding::new(ChangeKind::Extensions, Need::Nothing, what));
            }
            other => forbidden(
                step,
                ChangeKind::Catalogue,
                catalogue_entry(other, before, after),
            ),
        }
    }
    Ok(())
}

fn is_same_reference(before: Option<&Object>, after: Option<&Object>) -> bool {
    before == after && before.and_then(Object::as_reference).is_some()
}

fn forbidden(step: &mut Step<'_, '_>, kind: ChangeKind, what: DocumentDifference) {
    step.find(Finding::new(kind, Need::Forbidden, what));
}

fn catalogue_entry(
    key: &[u8],
    before: Option<&Object>,
    after: Option<&Object>,
) -> DocumentDifference {
    let done = verb(before, after);
    let part = match key {
        b"OpenAction" => Part::Opening,
        b"AA" => Part::Actions,
        b"Names" => Part::Names,
        b"OCProperties" => Part::Layers,
        b"Pages" => Part::Pages,
        b"AF" => Part::Attachments,
        b"StructTreeRoot" => Part::Structure,
        b"PageLabels" => Part::PageNumbers,
        b"Lang" => Part::Language,
        b"Outlines" => Part::Bookmarks,
        b"ViewerPreferences" | b"PageMode" | b"PageLayout" => Part::Presentation,
        other => {
            return DocumentDifference::EntryChanged(
                String::from_utf8_lossy(other).into_owned(),
                done,
            );
        }
    };
    DocumentDifference::PartChanged(part, done)
}

fn verb(before: Option<&Object>, after: Option<&Object>) -> Verb {
    match (before, after) {
        (None, _) => Verb::Added,
        (_, None) => Verb::Removed,
        _ => Verb::Changed,
    }
}

/// The document security store (12.8.4.3) holds proofs that no page shows; it may be replaced.
fn validation_material(
    step: &mut Step<'_, '_>,
    catalog: u32,
    before: Option<&Object>,
    after: Option<&Object>,
) {
    step.open(catalog, "DSS", Why::Proof);
    let known = step.parts.len();
    for value in [before, after].into_iter().flatten() {
        step.explain(value, Why::Proof, true);
    }
    if step.parts.len() > known || before != after {
        let what = DocumentDifference::SecurityStoreChanged;
        step.find(Finding::new(
            ChangeKind::ValidationMaterial,
            Need::Nothing,
            what,
        ));
    }
}

/// Developer extensions (7.12): names, numbers and text only.
fn extensions(
    step: &mut Step<'_, '_>,
    catalog: u32,
    before: Option<&Object>,
    after: Option<&Object>,
) -> Result<(), ReadError> {
    let Some(after) = after else {
        forbidden(
            step,
            ChangeKind::Extensions,
            DocumentDifference::ExtensionsRemoved,
        );
        return Ok(());
    };
    if !is_plain(step, after, 0)? {
        return Ok(());
    }
    step.open(catalog, "Extensions", Why::About);
    let known = step.parts.len();
    for value in [before, Some(after)].into_iter().flatten() {
        step.explain(value, Why::About, true);
    }
    if step.parts.len() > known || before != Some(after) {
        let what = DocumentDifference::ExtensionsChanged;
        step.find(Finding::new(ChangeKind::Extensions, Need::Nothing, what));
    }
    Ok(())
}

fn is_plain(step: &Step<'_, '_>, value: &Object, depth: usize) -> Result<bool, ReadError> {
    if depth > MAX_DEPTH {
        return Ok(false);
    }
    let mut plain = true;
    match step.new.follow(value)? {
        Object::Dictionary(dictionary) => {
            for (_, value) in dictionary.iter() {
                plain &= is_plain(step, value, depth + 1)?;
            }
        }
        Object::Array(items) => {
            for item in &items {
                plain &= is_plain(step, item, depth + 1)?;
            }
        }
        Object::Stream(_) => plain = false,
        _ => {}
    }
    Ok(plain)
}

/// XMP (14.3.2): a stream of XML that defines nothing of its own.
fn metadata(
    step: &mut Step<'_, '_>,
    catalog: u32,
    before: Option<&Object>,
    after: Option<&Object>,
) -> Result<(), ReadError> {
    let Some(after) = after else {
        forbidden(
            step,
            ChangeKind::Metadata,
            DocumentDifference::InformationRemoved,
        );
        return Ok(());
    };
    if step.same(before, Some(after))? {
        return Ok(());
    }
    let value = step.new.follow(after)?;
    let is_xmp = value.as_stream().is_some_and(|stream| {
        stream.dictionary.is("Type", "Metadata")
            && stream.dictionary.is("Subtype", "XML")
            && decode(stream, MAX_METADATA).is_ok_and(|xml| is_harmless(&xml))
    });
    if !is_xmp {
        forbidden(
            step,
            ChangeKind::Metadata,
            DocumentDifference::InformationReplaced,
        );
        return Ok(());
    }
    step.open(catalog, "Metadata", Why::About);
    for value in [before, Some(after)].into_iter().flatten() {
        step.explain(value, Why::About, true);
    }
    let what = DocumentDifference::XmpChanged;
    step.find(Finding::new(ChangeKind::Metadata, Need::Nothing, what));
    Ok(())
}

/// Text that looks like XMP and declares no entities.
fn is_harmless(xml: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(xml) else {
        return false;
    };
    let declares = ["<!DOCTYPE", "<!ENTITY", "<!doctype", "<!entity"];
    text.contains("rdf:RDF") && !declares.iter().any(|word| text.contains(word))
}

/// `/Perms` (12.8.6): a certification is the first signature, so nothing of it may change after one.
fn certification(
    step: &mut Step<'_, '_>,
    before: Option<&Object>,
    after: Option<&Object>,
) -> Result<(), ReadError> {
    if !step.same(before, after)? {
        let what = DocumentDifference::PermissionsChanged(verb(before, after));
        forbidden(step, ChangeKind::Permissions, what);
    }
    Ok(())
}
