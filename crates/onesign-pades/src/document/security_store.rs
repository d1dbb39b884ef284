//! The document security store (ISO 32000-2, 12.8.4.3): certificates, revocation lists and OCSP responses in the file,
//! outside the signatures.

use std::collections::BTreeSet;

use onesign_pdf::object::{Object, Ref};
use onesign_pdf::read::{Document, Source, decode};

use super::signatures::Found;
use crate::cms::archival::archived;
use crate::cms::signed_data::SignedData;
use crate::revocation::validation_data::ValidationData;
use crate::tsp::token;

/// The most streams to read from all stores of a file.
const MAX_STREAMS: usize = 2_000;
/// The most bytes of one stream.
const MAX_STREAM: usize = 32 << 20;
/// The most bytes of all streams.
const MAX_TOTAL: usize = 128 << 20;
/// The most revisions whose stores are read, newest first.
const MAX_REVISIONS: usize = 32;

/// Everything in the store of the newest revision and in earlier stores, because a writer may replace a store and lose
/// its content. Unreadable items are skipped.
pub(crate) fn read<S: Source + ?Sized>(document: &Document<'_, S>) -> ValidationData {
    let mut reading = Reading::default();
    reading.store(document);
    let count = document.revisions().len();
    for index in (0..count.saturating_sub(1)).rev().take(MAX_REVISIONS) {
        if let Ok(older) = document.at_revision(index) {
            reading.store(&older);
        }
    }
    reading.data
}

/// The store in the revision at `index`.
pub(crate) fn at_revision(document: &Document<'_>, index: usize) -> ValidationData {
    let mut reading = Reading::default();
    if let Ok(older) = document.at_revision(index) {
        reading.store(&older);
    }
    reading.data
}

/// The validation data that the signatures of the file and their timestamps carry.
pub(crate) fn carried<S: Source + ?Sized>(found: &Found<'_, S>) -> ValidationData {
    let mut data = ValidationData::default();
    let dictionaries = found.signatures.iter().map(|one| one.dictionary.as_ref());
    let values = dictionaries.filter_map(|located| located.ok()?.entries.get("Contents"));
    for value in values.filter_map(Object::as_string) {
        let Ok(signed) = SignedData::parse(value) else {
            continue;
        };
        add(&mut data, &signed);
        for token in token::tokens(&signed) {
            if let Ok(token) = SignedData::parse(token.raw) {
                add(&mut data, &token);
            }
        }
    }
    data
}

fn add(data: &mut ValidationData, signed: &SignedData<'_>) {
    let archived = archived(signed);
    let own = |list: Vec<&[u8]>| list.into_iter().map(<[u8]>::to_vec).collect();
    data.extend(ValidationData {
        certificates: own(archived.certificates),
        crls: own(archived.crls),
        ocsps: own(archived.ocsps),
    });
}

#[derive(Default)]
struct Reading {
    data: ValidationData,
    seen: BTreeSet<Ref>,
    total: usize,
}

impl Reading {
    fn store<S: Source + ?Sized>(&mut self, document: &Document<'_, S>) {
        let Ok(catalog) = document.catalog() else {
            return;
        };
        let store = document.value(&catalog, "DSS").unwrap_or(Object::Null);
        let Some(store) = store.as_dictionary() else {
            return;
        };
        for (key, place) in [("Certs", 0), ("CRLs", 1), ("OCSPs", 2)] {
            let list = document.value(store, key).unwrap_or(Object::Null);
            for item in list.as_array().unwrap_or_default() {
                self.stream(document, item, place);
            }
        }
        // Some writers list an item only under the signature that needs it.
        let signatures = document.value(store, "VRI").unwrap_or(Object::Null);
        let Some(signatures) = signatures.as_dictionary() else {
            return;
        };
        for (_, signature) in signatures.iter().take(MAX_STREAMS) {
            let signature = document.follow(signature).unwrap_or(Object::Null);
            let Some(signature) = signature.as_dictionary() else {
                continue;
            };
            for (key, place) in [("Cert", 0), ("CRL", 1), ("OCSP", 2)] {
                let list = document.value(signature, key).unwrap_or(Object::Null);
                for item in list.as_array().unwrap_or_default() {
                    self.stream(document, item, place);
                }
            }
        }
    }

    fn stream<S: Source + ?Sized>(
        &mut self,
        document: &Document<'_, S>,
        item: &Object,
        place: usize,
    ) {
        let Some(reference) = item.as_reference() else {
            return;
        };
        if self.seen.len() >= MAX_STREAMS || self.total >= MAX_TOTAL || !self.seen.insert(reference)
        {
            return;
        }
        let Some(object) = document.resolve(reference) else {
            return;
        };
        let Some(data) = object
            .as_stream()
            .and_then(|stream| decode(stream, MAX_STREAM).ok())
        else {
            return;
        };
        self.total += data.len();
        match place {
            0 => self.data.certificates.push(data),
            1 => self.data.crls.push(data),
            _ => self.data.ocsps.push(data),
        }
    }
}
