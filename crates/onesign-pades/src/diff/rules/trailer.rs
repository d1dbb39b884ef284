//! The trailer: which of its entries may change.

use onesign_pdf::form::value;
use onesign_pdf::graph::TRAILER;
use onesign_pdf::object::{Dictionary, Object};
use onesign_pdf::read::{Document, Entry, ReadError};

use crate::diff::change::ChangeKind;
use crate::diff::comparison::Comparison;
use crate::diff::difference::{DataEntry, DocumentDifference, short};
use crate::diff::explained::{Place, Role, Why};
use crate::diff::explanation::{Draft, Explanation};
use crate::diff::finding::{Finding, Need};

/// The trailer: the same encryption, and no new entries except data about the document.
pub(super) fn explain(
    compared: &Comparison<'_, '_>,
    earlier: &Draft<'_>,
) -> Result<Explanation, ReadError> {
    let mut draft = Draft::after(earlier);
    let (old, new) = (compared.old.trailer(), compared.new.trailer());
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
            // The catalogue may be another object: its entries are compared.
            b"Root" => {}
            b"Info" => information(compared, &mut draft, before, after)?,
            _ if before == after => {}
            b"Encrypt" => {
                let what = DocumentDifference::EncryptionChanged;
                draft.find(Finding::new(ChangeKind::Other, Need::Forbidden, what));
            }
            // Viewers read none of the others (table 15).
            other => {
                let name = String::from_utf8_lossy(other).into_owned();
                let what = DocumentDifference::UnreadEntryChanged(name);
                draft.find(Finding::new(ChangeKind::Other, Need::Saving, what));
            }
        }
    }
    Ok(draft.done())
}

/// Some readers ignore objects whose numbers are not below `/Size` (7.5.5), so the newest trailer must not exclude
/// objects that the signed revision counted.
pub(in crate::diff) fn cut_off(signed: &Dictionary, document: &Document<'_>) -> Option<Finding> {
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
    compared: &Comparison<'_, '_>,
    draft: &mut Draft<'_>,
    before: Option<&Object>,
    after: Option<&Object>,
) -> Result<(), ReadError> {
    if compared.same(before, after)? {
        return Ok(());
    }
    let mut find = |what, need| draft.find(Finding::new(ChangeKind::Metadata, need, what));
    let Some(after) = after else {
        // Some programs write no more than the entries that a trailer requires.
        find(DocumentDifference::InformationRemoved, Need::Saving);
        return Ok(());
    };
    let dictionary = |value: Object| match value {
        Object::Dictionary(dictionary) => Some(dictionary),
        Object::Null => Some(Dictionary::new()),
        _ => None,
    };
    let was = before.map_or(Ok(Object::Null), |before| compared.old.follow(before))?;
    let is = compared.new.follow(after)?;
    let (Some(was), Some(is)) = (dictionary(was), dictionary(is)) else {
        find(DocumentDifference::InformationReplaced, Need::Forbidden);
        return Ok(());
    };
    // A page, a field or the catalogue is no information about the document.
    if after
        .as_reference()
        .is_some_and(|at| compared.is_fixed(at.number))
    {
        find(DocumentDifference::InformationReplaced, Need::Forbidden);
        return Ok(());
    }
    let mut named = Vec::new();
    for key in compared.differing(&was, &is)? {
        let value = compared.new.value(&is, &String::from_utf8_lossy(&key))?;
        if matches!(
            value,
            Object::Array(_) | Object::Dictionary(_) | Object::Stream(_)
        ) {
            find(DocumentDifference::InformationReplaced, Need::Forbidden);
            return Ok(());
        }
        named.push(String::from_utf8_lossy(&key).into_owned());
    }
    draft.open(Place::below(TRAILER, &["Info"], Why::About));
    if let Some(reference) = after.as_reference() {
        draft.judged(compared, reference.number, Role::Named(Why::About));
        for (key, value) in is.iter() {
            if value.as_reference().is_some() {
                let key = String::from_utf8_lossy(key);
                draft.open(Place::below(reference.number, &[&key], Why::About));
                draft.explain_all(compared, value, Why::About);
            }
        }
    }
    name_entries(compared, draft, [&was, &is], named);
    Ok(())
}

/// Names the entries of the document information that differ.
fn name_entries(
    compared: &Comparison<'_, '_>,
    draft: &mut Draft<'_>,
    [was, is]: [&Dictionary; 2],
    named: Vec<String>,
) {
    let (saving, data): (Vec<String>, Vec<String>) = named
        .into_iter()
        .partition(|key| matches!(key.as_str(), "ModDate" | "Producer" | "Trapped"));
    for key in data {
        let words = |document: &Document<'_>, holder: &Dictionary| {
            let value = document.value(holder, &key).unwrap_or(Object::Null);
            short(&value::words(document, &value))
        };
        let (before, after) = (words(compared.old, was), words(compared.new, is));
        let what = DocumentDifference::DataChanged(entry(&key), before, after);
        draft.find(Finding::new(ChangeKind::Metadata, Need::Data, what));
    }
    if !saving.is_empty() {
        let what = DocumentDifference::InformationChanged(saving.join(", "));
        draft.find(Finding::new(ChangeKind::Metadata, Need::Saving, what));
    }
}

/// An entry of the document information dictionary (table 349).
fn entry(key: &str) -> DataEntry {
    match key {
        "Title" => DataEntry::Title,
        "Author" => DataEntry::Author,
        "Subject" => DataEntry::Subject,
        "Keywords" => DataEntry::Keywords,
        "CreationDate" => DataEntry::CreationDate,
        "Creator" => DataEntry::Creator,
        other => DataEntry::Other(other.to_owned()),
    }
}
