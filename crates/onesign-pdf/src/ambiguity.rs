//! Numbers and references that readers interpret differently.

use std::collections::BTreeSet;

use crate::object::{Object, Ref};
use crate::read::{Document, Entry};

/// The largest number, positive or negative, that every reader represents exactly (annex C).
const MAX_NUMBER: f64 = i32::MAX as f64;

/// What readers interpret differently in an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ambiguity {
    /// A number beyond 32 bits: some readers calculate with its lowest bits only, others with the largest number that
    /// they have.
    Number,
    /// A reference with another generation than its object: it means null (7.3.10), but some readers ignore the
    /// generation.
    Reference,
}

/// The ambiguities in an object. It follows no references.
pub fn ambiguities(document: &Document<'_>, object: &Object) -> BTreeSet<Ambiguity> {
    let mut found = BTreeSet::new();
    let mut open = vec![object];
    while let Some(object) = open.pop() {
        match object {
            Object::Array(items) => open.extend(items),
            Object::Reference(at) if !names_its_object(document, *at) => {
                found.insert(Ambiguity::Reference);
            }
            Object::Dictionary(_) | Object::Stream(_) => {
                let entries = object.as_dictionary().into_iter();
                let entries = entries.flat_map(|dictionary| dictionary.iter());
                let seen = entries.filter(|(key, value)| !is_exempt(key, value));
                open.extend(seen.map(|(_, value)| value));
            }
            other if other.as_number().is_some_and(|it| it.abs() > MAX_NUMBER) => {
                found.insert(Ambiguity::Number);
            }
            _ => {}
        }
    }
    found
}

/// Positions in large files; data that only one program reads (14.5); the structure for screen readers, for which some
/// programs write the generation of the free entry in a hybrid file (7.5.8.4); permissions, whose bits some programs
/// write without a sign (table 21).
fn is_exempt(key: &[u8], value: &Object) -> bool {
    match key {
        b"ByteRange" | b"PieceInfo" | b"StructTreeRoot" => true,
        b"P" => value.as_integer().is_some(),
        _ => false,
    }
}

/// Whether the object has the generation of the reference. A reference to a free or missing object means null to
/// everyone.
fn names_its_object(document: &Document<'_>, at: Ref) -> bool {
    match document.entries().get(&at.number) {
        Some(Entry::At { generation, .. }) => *generation == at.generation,
        Some(Entry::Inside { .. }) => at.generation == 0,
        Some(Entry::Free) | None => true,
    }
}
