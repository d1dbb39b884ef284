//! Finds signature dictionaries through the form, and those outside it.

use std::collections::BTreeSet;
use std::ops::Range;

use onesign_pdf::form::signature_values;
use onesign_pdf::object::{Dictionary, Object, Ref};
use onesign_pdf::read::{Document, ReadError, Source, flaw};

/// The most signatures to validate.
const MAX_SIGNATURES: usize = 50;
/// The most revisions whose bytes are accounted for; each needs its own pass.
const MAX_ACCOUNTED: usize = 32;

/// The signatures of a file.
pub(crate) struct Found<'a, S: Source + ?Sized = [u8]> {
    pub document: Document<'a, S>,
    pub signatures: Vec<Candidate>,
    /// Object numbers of dictionaries that look like signatures but that no field refers to.
    pub strays: Vec<u32>,
    /// Bytes that belong to no object of any revision; `None` if some objects are unreadable or there are too many
    /// revisions.
    pub unaccounted: Option<usize>,
    /// The same for each revision, oldest first.
    pub gaps: Option<Vec<usize>>,
}

/// The value of a signature field.
pub(crate) struct Candidate {
    pub field: String,
    /// The dictionary and the positions of its values, or the reason why it is not a signature.
    pub dictionary: Result<Located, ReadError>,
}

/// A signature dictionary in the file.
pub(crate) struct Located {
    pub entries: Dictionary,
    pub contents: Option<Range<usize>>,
    pub has_direct_range: bool,
}

/// Reads the file strictly and lists its signatures.
pub(crate) fn find<S: Source + ?Sized>(file: &S) -> Result<Found<'_, S>, ReadError> {
    let document = Document::open(file)?;
    let values = signature_values(&document)?;
    let mut named: BTreeSet<Ref> = BTreeSet::new();
    let mut signatures = Vec::new();
    for (field, value) in values {
        let dictionary = match value {
            Object::Reference(reference) if !named.insert(reference) => Err(ReadError::Object(
                reference.number,
                flaw::signature_shared(),
            )),
            Object::Reference(reference) => locate(&document, reference),
            _ => Err(ReadError::Object(0, flaw::signature_in_field())),
        };
        signatures.push(Candidate { field, dictionary });
        if signatures.len() > MAX_SIGNATURES {
            return Err(ReadError::Limit(flaw::too_many_signatures()));
        }
    }
    let mut strays = strays(&document, &named);
    if !strays.is_empty() {
        dropped(&document, &mut strays, &mut signatures);
    }
    let gaps = if signatures.is_empty() {
        None
    } else {
        gaps(&document)
    };
    Ok(Found {
        document,
        signatures,
        strays: strays.iter().map(|stray| stray.number).collect(),
        unaccounted: gaps.as_ref().map(|gaps| gaps.iter().sum()),
        gaps,
    })
}

/// Signatures whose fields a later revision removed from the form. They are still validated; the removal is reported as
/// a change.
fn dropped<S: Source + ?Sized>(
    document: &Document<'_, S>,
    strays: &mut Vec<Ref>,
    signatures: &mut Vec<Candidate>,
) {
    let revisions = document.revisions().len().saturating_sub(1);
    for index in (0..revisions).rev().take(MAX_ACCOUNTED) {
        let Ok(older) = document.at_revision(index) else {
            continue;
        };
        for (field, value) in signature_values(&older).unwrap_or_default() {
            let place = value.as_reference();
            let place = place.and_then(|value| strays.iter().position(|stray| *stray == value));
            if let Some(place) = place {
                let reference = strays.swap_remove(place);
                let dictionary = locate(&older, reference);
                signatures.push(Candidate { field, dictionary });
            }
        }
    }
}

fn gaps<S: Source + ?Sized>(document: &Document<'_, S>) -> Option<Vec<usize>> {
    if document.revisions().len() > MAX_ACCOUNTED {
        return None;
    }
    let account = document.byte_account().ok()?;
    let count = |gaps: &Vec<Range<usize>>| gaps.iter().map(ExactSizeIterator::len).sum();
    Some(account.iter().map(count).collect())
}

fn locate<S: Source + ?Sized>(
    document: &Document<'_, S>,
    reference: Ref,
) -> Result<Located, ReadError> {
    let Object::Dictionary(entries) = document.object(reference)? else {
        return Err(ReadError::Object(
            reference.number,
            flaw::signature_no_dictionary(),
        ));
    };
    let spans = document.value_spans(reference)?;
    let span = |wanted: &str| {
        spans
            .iter()
            .find(|(key, _)| key == wanted.as_bytes())
            .map(|(_, span)| span.clone())
    };
    let contents =
        span("Contents").filter(|_| matches!(entries.get("Contents"), Some(Object::HexString(_))));
    let has_direct_range = matches!(entries.get("ByteRange"), Some(Object::Array(_)));
    Ok(Located {
        entries,
        contents,
        has_direct_range,
    })
}

/// Dictionaries with `/ByteRange` that the form does not lead to. Unreadable objects are not signatures.
fn strays<S: Source + ?Sized>(document: &Document<'_, S>, named: &BTreeSet<Ref>) -> Vec<Ref> {
    let mut strays = Vec::new();
    for (&number, entry) in document.entries() {
        let generation = match entry {
            onesign_pdf::read::Entry::At { generation, .. } => *generation,
            onesign_pdf::read::Entry::Inside { .. } => 0,
            onesign_pdf::read::Entry::Free => continue,
        };
        let reference = Ref { number, generation };
        let found = document.head(reference).ok();
        let is_signature = found
            .as_ref()
            .and_then(Object::as_dictionary)
            .is_some_and(|dictionary| dictionary.contains("ByteRange"));
        if is_signature && !named.contains(&reference) && strays.len() < MAX_SIGNATURES {
            strays.push(reference);
        }
    }
    strays
}
