//! The objects of the rebuilt file as fonts and content need them: references followed, streams decoded.

use std::collections::BTreeMap;

use lopdf::{Dictionary as OldDictionary, Object as Old, Stream as OldStream};

use crate::object::{Dictionary, Object, Stream};

/// How many references in a row to follow.
const MAX_CHAIN: u32 = 16;

/// The objects, by number.
#[derive(Clone, Copy)]
pub(in super::super) struct Graph<'o> {
    pub(in super::super) objects: &'o BTreeMap<u32, Object>,
}

impl<'o> Graph<'o> {
    /// The object of this number.
    pub(in super::super) fn object(self, number: u32) -> Option<&'o Object> {
        self.objects.get(&number)
    }

    /// The last object number of a chain of references, and its value; a direct value has no number.
    pub(in super::super) fn locate(self, object: &'o Object) -> Option<(Option<u32>, &'o Object)> {
        let mut found = (None, object);
        for _ in 0..MAX_CHAIN {
            match found.1 {
                Object::Reference(reference) => {
                    found = (Some(reference.number), self.object(reference.number)?);
                }
                Object::Null => return None,
                _ => return Some(found),
            }
        }
        None
    }

    /// An entry, after following references; `null` counts as absent.
    pub(in super::super) fn entry(
        self,
        dictionary: &'o Dictionary,
        key: &str,
    ) -> Option<&'o Object> {
        self.locate(dictionary.get(key)?).map(|(_, value)| value)
    }

    /// An entry that is a dictionary or a stream.
    pub(in super::super) fn dictionary(
        self,
        dictionary: &'o Dictionary,
        key: &str,
    ) -> Option<&'o Dictionary> {
        self.entry(dictionary, key)?.as_dictionary()
    }

    /// An entry that is a name.
    pub(in super::super) fn name(self, dictionary: &'o Dictionary, key: &str) -> Option<&'o [u8]> {
        self.entry(dictionary, key)?.as_name()
    }

    /// An entry that is a number.
    pub(in super::super) fn number(self, dictionary: &'o Dictionary, key: &str) -> Option<f64> {
        self.entry(dictionary, key)?.as_number()
    }

    /// The font below a composite font (ISO 32000-2, 9.7.6).
    pub(in super::super) fn descendant(self, font: &'o Dictionary) -> Option<&'o Dictionary> {
        let first = self.entry(font, "DescendantFonts")?.as_array()?.first()?;
        self.locate(first)?.1.as_dictionary()
    }

    /// The pages of the rebuilt file below the catalogue `root`; their tree has one level.
    pub(in super::super) fn pages(self, root: u32) -> Vec<u32> {
        let kids = self
            .object(root)
            .and_then(Object::as_dictionary)
            .and_then(|catalog| self.dictionary(catalog, "Pages"))
            .and_then(|tree| self.entry(tree, "Kids"))
            .and_then(Object::as_array);
        let numbers = kids
            .unwrap_or_default()
            .iter()
            .filter_map(Object::as_reference);
        numbers.map(|reference| reference.number).collect()
    }

    /// The content of a page.
    pub(in super::super) fn content(self, page: u32) -> Option<u32> {
        let page = self.object(page)?.as_dictionary()?;
        self.locate(page.get("Contents")?)?.0
    }

    /// The resources in the object of this number.
    pub(in super::super) fn resources(self, owner: u32) -> Option<&'o Dictionary> {
        self.dictionary(self.object(owner)?.as_dictionary()?, "Resources")
    }

    /// The object in a category of resources, with its number if it has one.
    pub(in super::super) fn resource(
        self,
        owner: u32,
        category: &str,
        name: &[u8],
    ) -> Option<(Option<u32>, &'o Object)> {
        let listed = self.dictionary(self.resources(owner)?, category)?;
        self.locate(listed.get(name)?)
    }
}

/// The object numbers that an object refers to, at any depth.
pub(super) fn references(object: &Object) -> Vec<u32> {
    let mut found = Vec::new();
    let mut open = vec![object];
    while let Some(object) = open.pop() {
        match object {
            Object::Reference(reference) => found.push(reference.number),
            Object::Array(items) => open.extend(items),
            Object::Dictionary(dictionary) => {
                open.extend(dictionary.iter().map(|(_, value)| value))
            }
            Object::Stream(stream) => open.extend(stream.dictionary.iter().map(|(_, value)| value)),
            _ => {}
        }
    }
    found
}

/// A stream's data without its filters; `None` if it can't be decoded or is longer than `limit` bytes.
pub(in super::super) fn decoded(stream: &Stream, limit: u64) -> Option<Vec<u8>> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    if !stream.dictionary.contains("Filter") {
        return (stream.data.len() <= limit).then(|| stream.data.clone());
    }
    let mut entries = OldDictionary::new();
    for key in ["Filter", "DecodeParms"] {
        if let Some(value) = stream.dictionary.get(key) {
            entries.set(key, plain(value, 0));
        }
    }
    let mut encoded = OldStream::new(entries, Vec::new());
    encoded.content = stream.data.clone();
    encoded.decompressed_content_with_limit(limit).ok()
}

/// The same value in the types of the decoding library.
fn plain(object: &Object, depth: u32) -> Old {
    match object {
        Object::Boolean(value) => Old::Boolean(*value),
        Object::Integer(value) => Old::Integer(*value),
        Object::Real(text) => Old::Real(text.parse().unwrap_or_default()),
        Object::Name(name) => Old::Name(name.clone()),
        Object::Array(items) if depth < 4 => {
            Old::Array(items.iter().map(|item| plain(item, depth + 1)).collect())
        }
        Object::Dictionary(dictionary) if depth < 4 => {
            let mut entries = OldDictionary::new();
            for (key, value) in dictionary.iter() {
                entries.set(key.to_vec(), plain(value, depth + 1));
            }
            Old::Dictionary(entries)
        }
        _ => Old::Null,
    }
}
