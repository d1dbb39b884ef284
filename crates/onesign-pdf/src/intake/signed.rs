//! Whether the received file is signed, and which changes its signatures permit.

use lopdf::Dictionary;

use super::source::{Source, as_dictionary};

/// A file that bears at least one signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Signed {
    /// A signature permits no changes at all: a certification with P = 1 (12.8.2.2), or a lock of that kind
    /// (12.7.5.5).
    pub(super) forbids_changes: bool,
}

/// Looks for signatures and document timestamps that cover bytes of this file (12.8.1).
///
/// It examines every object, not only the fields of the form: a signature outside them still counts. Usage
/// rights (12.8.2.3) don't count: they say what a program may do with the file, and are nobody's signature of
/// it.
pub(super) fn look<'a>(source: Source<'a>, catalog: &'a Dictionary) -> Option<Signed> {
    let mut found = None;
    let mut note = |forbids: bool| {
        let signed = found.get_or_insert(Signed {
            forbids_changes: false,
        });
        signed.forbids_changes |= forbids;
    };
    for field in source.document.objects.values().filter_map(as_dictionary) {
        let value = source.dictionary(field, b"V");
        if let Some(value) = value.filter(|value| is_signature(value)) {
            note(forbids_changes(source, value) || is_locked(source, field));
        }
    }
    let certification = source
        .dictionary(catalog, b"Perms")
        .and_then(|perms| source.dictionary(perms, b"DocMDP"))
        .filter(|signature| signature.has(b"ByteRange"));
    if let Some(signature) = certification {
        note(forbids_changes(source, signature));
    }
    found
}

fn is_signature(dictionary: &Dictionary) -> bool {
    dictionary.has(b"ByteRange") && dictionary.has(b"Contents")
}

/// Whether a reference of the signature is a certification with P = 1. The default of P is 2.
fn forbids_changes<'a>(source: Source<'a>, signature: &'a Dictionary) -> bool {
    let references = source.array(signature, b"Reference").unwrap_or_default();
    references
        .iter()
        .filter_map(|reference| source.resolve(reference).and_then(as_dictionary))
        .filter(|reference| source.name(reference, b"TransformMethod") == Some(b"DocMDP"))
        .filter_map(|reference| source.dictionary(reference, b"TransformParams"))
        .any(|params| source.integer(params, b"P") == Some(1))
}

fn is_locked<'a>(source: Source<'a>, field: &'a Dictionary) -> bool {
    source
        .dictionary(field, b"Lock")
        .is_some_and(|lock| source.integer(lock, b"P") == Some(1))
}
