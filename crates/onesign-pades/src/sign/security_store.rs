//! The document security store (ISO 32000-2, 12.8.4.3; EN 319 142-1, 5.4): certificates, CRLs and OCSP responses inside
//! the file, so that it can be validated when no responder answers any more.

use std::collections::BTreeMap;

use onesign_pdf::object::{Dictionary, Object, Ref, Stream};
use onesign_pdf::read::{Document, ReadError, Source, decode, flaw};
use onesign_pdf::write::{Revision, WriteError};

use crate::validate::PerSignature;
use crate::x509::certificate::Certificate;

/// The largest value of a store, in bytes.
const MAX_VALUE: usize = 32 << 20;
/// The most values of one kind in a store.
const MAX_VALUES: usize = 1_000;
/// The extension level of PDF 1.7 that defines the store and document timestamps.
const EXTENSION_LEVEL: i64 = 5;

/// The revision that adds the missing validation data to a file's store: the bytes to append, or `None` if the store is
/// complete. It changes only the catalogue or the store. An existing entry of `/VRI` stays unchanged, because other
/// programs may already rely on it.
///
/// # Errors
/// [`WriteError`] if the file or its store is malformed.
pub fn extend<S: Source + ?Sized>(
    file: &S,
    validations: &[PerSignature],
) -> Result<Option<Vec<u8>>, WriteError> {
    let document = Document::open(file)?;
    let mut catalog = document.catalog()?;
    let at = catalog.get("DSS").and_then(Object::as_reference);
    let old = dictionary(document.value(&catalog, "DSS")?)?;
    let mut revision = Revision::on(&document);
    let mut kinds = KINDS
        .iter()
        .map(|kind| Kind::read(&document, &old, kind))
        .collect::<Result<Vec<_>, _>>()?;
    let mut entries = dictionary(document.value(&old, "VRI")?)?;
    let known = entries.len();
    for validation in validations {
        let mut entry = Dictionary::new();
        for (kind, name) in kinds.iter_mut().zip(KINDS) {
            let references = kind.add(&mut revision, name.of(validation));
            if !references.is_empty() {
                entry.set(name.in_entry, references);
            }
        }
        if !entry.is_empty() && !entries.contains(&validation.vri_key) {
            entries.set(&validation.vri_key, entry);
        }
    }
    if entries.len() == known && kinds.iter().all(|kind| kind.added == 0) {
        return Ok(None);
    }
    let mut store = old;
    store.set("Type", Object::name("DSS"));
    for (kind, name) in kinds.into_iter().zip(KINDS) {
        if !kind.listed.is_empty() {
            store.set(name.in_store, kind.listed);
        }
    }
    store.set("VRI", entries);
    let before = catalog.clone();
    match at {
        Some(at) => revision.set(at, store),
        None => catalog.set("DSS", revision.add(store)),
    }
    declare_extension(&document, &mut catalog)?;
    if catalog != before {
        revision.set(document.root()?, catalog);
    }
    revision.finish().map(Some)
}

/// Whether a store could ever contain the validation data for these certificates (DER): each of them, except for roots,
/// must name an OCSP responder or a CRL. Otherwise level B-LT is out of reach.
#[must_use]
pub fn could_be_filled<'c>(certificates: impl IntoIterator<Item = &'c [u8]>) -> bool {
    certificates.into_iter().all(|raw| {
        Certificate::parse(raw).is_ok_and(|certificate| {
            certificate.is_self_issued()
                || !certificate.ocsp_urls().is_empty()
                || !certificate.crl_urls().is_empty()
        })
    })
}

/// One of the three kinds of value, with its names in the store and in an entry of `/VRI`.
struct KindName {
    in_store: &'static str,
    in_entry: &'static str,
}

const KINDS: &[KindName; 3] = &[
    KindName {
        in_store: "Certs",
        in_entry: "Cert",
    },
    KindName {
        in_store: "CRLs",
        in_entry: "CRL",
    },
    KindName {
        in_store: "OCSPs",
        in_entry: "OCSP",
    },
];

impl KindName {
    fn of<'v>(&self, validation: &'v PerSignature) -> &'v [Vec<u8>] {
        match self.in_entry {
            "Cert" => &validation.certificates,
            "CRL" => &validation.crls,
            _ => &validation.ocsps,
        }
    }
}

/// The values of one kind: the existing ones and the new ones.
struct Kind {
    listed: Vec<Object>,
    by_value: BTreeMap<Vec<u8>, Ref>,
    added: usize,
}

impl Kind {
    fn read<S: Source + ?Sized>(
        document: &Document<'_, S>,
        store: &Dictionary,
        name: &KindName,
    ) -> Result<Self, ReadError> {
        let listed = document.value(store, name.in_store)?;
        let listed = listed.as_array().unwrap_or_default().to_vec();
        if listed.len() > MAX_VALUES {
            return Err(ReadError::Limit(flaw::store_too_large()));
        }
        let mut by_value = BTreeMap::new();
        for item in &listed {
            let Some(reference) = item.as_reference() else {
                continue;
            };
            if let Object::Stream(stream) = document.object(reference)? {
                by_value
                    .entry(decode(&stream, MAX_VALUE)?)
                    .or_insert(reference);
            }
        }
        Ok(Self {
            listed,
            by_value,
            added: 0,
        })
    }

    /// Adds the missing values; returns the position of each of `values`, without repeats.
    fn add<S: Source + ?Sized>(
        &mut self,
        revision: &mut Revision<'_, S>,
        values: &[Vec<u8>],
    ) -> Vec<Object> {
        let mut references: Vec<Object> = Vec::new();
        for value in values {
            let reference = match self.by_value.get(value) {
                Some(reference) => *reference,
                None => {
                    let reference = revision.add(Stream {
                        dictionary: Dictionary::new(),
                        data: value.clone(),
                    });
                    self.by_value.insert(value.clone(), reference);
                    self.listed.push(reference.into());
                    self.added += 1;
                    reference
                }
            };
            if !references.contains(&reference.into()) {
                references.push(reference.into());
            }
        }
        references
    }
}

fn dictionary(object: Object) -> Result<Dictionary, ReadError> {
    match object {
        Object::Dictionary(dictionary) => Ok(dictionary),
        Object::Null => Ok(Dictionary::new()),
        _ => Err(ReadError::Object(0, flaw::store_no_dictionary())),
    }
}

/// The store is part of PDF 2.0; a file of an older version must declare ETSI's extension of 1.7 (ISO 32000-1, 7.12).
fn declare_extension<S: Source + ?Sized>(
    document: &Document<'_, S>,
    catalog: &mut Dictionary,
) -> Result<(), ReadError> {
    let version = document.value(catalog, "Version")?;
    let is_newer = document.header()?.starts_with(b"%PDF-2")
        || version.as_name().is_some_and(|name| name.starts_with(b"2"));
    if is_newer {
        return Ok(());
    }
    let mut extensions = dictionary(document.value(catalog, "Extensions")?)?;
    let declared = document.value(&extensions, "ESIC")?;
    let level = declared
        .as_dictionary()
        .and_then(|declared| declared.get("ExtensionLevel"))
        .and_then(Object::as_integer);
    if level.is_some_and(|level| level >= EXTENSION_LEVEL) {
        return Ok(());
    }
    extensions.set(
        "ESIC",
        Dictionary::from([
            ("BaseVersion", Object::name("1.7")),
            ("ExtensionLevel", Object::Integer(EXTENSION_LEVEL)),
        ]),
    );
    catalog.set("Extensions", extensions);
    Ok(())
}
