//! Which objects refer to which: the referring places determine the meaning of an object.

use std::collections::{BTreeMap, BTreeSet};

use crate::object::{Dictionary, Object, Ref};
use crate::read::{Document, Entry, ReadError, flaw};

/// Most references to keep; with more, the changes of a file stay unexamined.
const MAX_EDGES: usize = 3_000_000;
/// Deepest nesting of values to examine, the same as in the reader.
const MAX_DEPTH: usize = 600;

/// The owner number of the trailer; no object has this number.
pub const TRAILER: u32 = 0;

/// All references of a document, by object number.
#[derive(Debug, Default)]
pub struct Graph {
    owners: BTreeMap<u32, BTreeSet<u32>>,
    named: BTreeMap<u32, Vec<u32>>,
    edges: usize,
    /// Listed but unreadable objects, whose references are unknown.
    pub unreadable: BTreeSet<u32>,
}

impl Graph {
    /// The references of every object that the document lists.
    pub fn of(document: &Document<'_>) -> Result<Self, ReadError> {
        Self::visiting(document, |_, _| {})
    }

    /// As [`Graph::of`], but also calls `visit` with each object; streams come without their data.
    pub fn visiting(
        document: &Document<'_>,
        mut visit: impl FnMut(u32, &Object),
    ) -> Result<Self, ReadError> {
        let mut graph = Self::default();
        for &number in document.entries().keys() {
            graph.take(document, number, &mut visit)?;
        }
        graph.set_trailer(document)?;
        Ok(graph)
    }

    /// Reads a changed object again.
    pub fn learn(&mut self, document: &Document<'_>, number: u32) -> Result<(), ReadError> {
        self.take(document, number, &mut |_, _| {})
    }

    fn take(
        &mut self,
        document: &Document<'_>,
        number: u32,
        visit: &mut impl FnMut(u32, &Object),
    ) -> Result<(), ReadError> {
        self.unreadable.remove(&number);
        match by_number(document, number, Document::outline) {
            Ok(object) => {
                if let Some(object) = &object {
                    visit(number, object);
                }
                self.set(number, object.as_ref())
            }
            Err(ReadError::Encrypted) => Err(ReadError::Encrypted),
            Err(_) => {
                self.unreadable.insert(number);
                self.set(number, None)
            }
        }
    }

    /// Reads the references of the newest trailer.
    pub fn set_trailer(&mut self, document: &Document<'_>) -> Result<(), ReadError> {
        let trailer = Object::Dictionary(document.trailer().clone());
        self.set(TRAILER, Some(&trailer))
    }

    fn set(&mut self, owner: u32, object: Option<&Object>) -> Result<(), ReadError> {
        for target in self.named.remove(&owner).unwrap_or_default() {
            self.edges = self.edges.saturating_sub(1);
            if let Some(owners) = self.owners.get_mut(&target) {
                owners.remove(&owner);
            }
        }
        let mut targets = BTreeSet::new();
        if let Some(object) = object {
            references(object, &mut |target| {
                targets.insert(target.number);
            });
        }
        self.edges = self.edges.saturating_add(targets.len());
        if self.edges > MAX_EDGES {
            return Err(ReadError::Limit(flaw::too_many_references()));
        }
        for &target in &targets {
            self.owners.entry(target).or_default().insert(owner);
        }
        if !targets.is_empty() {
            self.named.insert(owner, targets.into_iter().collect());
        }
        Ok(())
    }

    /// The objects that refer to this one; [`TRAILER`] for the trailer.
    pub fn owners(&self, number: u32) -> impl Iterator<Item = u32> {
        self.owners.get(&number).into_iter().flatten().copied()
    }

    /// Every object that is reachable from the trailer.
    pub fn reachable(&self) -> BTreeSet<u32> {
        let mut seen = BTreeSet::from([TRAILER]);
        let mut open = vec![TRAILER];
        while let Some(number) = open.pop() {
            for &target in self.named.get(&number).into_iter().flatten() {
                if seen.insert(target) {
                    open.push(target);
                }
            }
        }
        seen
    }
}

/// An object by its number; `None` if it is free, null, or only contains other objects.
pub fn read(document: &Document<'_>, number: u32) -> Result<Option<Object>, ReadError> {
    by_number(document, number, Document::object)
}

fn by_number<'a>(
    document: &Document<'a>,
    number: u32,
    read: impl Fn(&Document<'a>, Ref) -> Result<Object, ReadError>,
) -> Result<Option<Object>, ReadError> {
    let generation = match document.entries().get(&number) {
        Some(Entry::At { generation, .. }) => *generation,
        Some(Entry::Inside { .. }) => 0,
        Some(Entry::Free) | None => return Ok(None),
    };
    let object = read(document, Ref { number, generation })?;
    Ok(match &object {
        Object::Null => None,
        _ if is_container(&object) => None,
        _ => Some(object),
    })
}

/// Whether this is an object stream or a cross-reference stream.
pub fn is_container(object: &Object) -> bool {
    object.as_stream().is_some_and(|stream| {
        let dictionary = &stream.dictionary;
        dictionary.is("Type", "ObjStm") || dictionary.is("Type", "XRef")
    })
}

/// Calls `found` with every reference in a value, without following any.
pub fn references(object: &Object, found: &mut impl FnMut(Ref)) {
    walk(object, &mut Vec::new(), 0, &mut |_, target| found(target));
}

/// For each reference to `target` in an object, the dictionary keys that lead to it.
pub fn ways(object: &Object, target: u32) -> Vec<Vec<Vec<u8>>> {
    let mut ways = Vec::new();
    walk(object, &mut Vec::new(), 0, &mut |keys, found| {
        if found.number == target && ways.len() < 1000 {
            ways.push(keys.to_vec());
        }
    });
    ways
}

fn walk(
    object: &Object,
    keys: &mut Vec<Vec<u8>>,
    depth: usize,
    found: &mut impl FnMut(&[Vec<u8>], Ref),
) {
    if depth > MAX_DEPTH {
        return;
    }
    match object {
        Object::Reference(target) => found(keys, *target),
        Object::Array(items) => {
            for item in items {
                walk(item, keys, depth + 1, found);
            }
        }
        Object::Dictionary(dictionary) => entries(dictionary, keys, depth, found),
        Object::Stream(stream) => entries(&stream.dictionary, keys, depth, found),
        _ => {}
    }
}

fn entries(
    dictionary: &Dictionary,
    keys: &mut Vec<Vec<u8>>,
    depth: usize,
    found: &mut impl FnMut(&[Vec<u8>], Ref),
) {
    for (key, value) in dictionary.iter() {
        if matches!(
            value,
            Object::Reference(_) | Object::Array(_) | Object::Dictionary(_)
        ) {
            keys.push(key.to_vec());
            walk(value, keys, depth + 1, found);
            keys.pop();
        }
    }
}
