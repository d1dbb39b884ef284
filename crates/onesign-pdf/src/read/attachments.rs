//! Embedded files (7.11.4) by name.

use std::collections::BTreeSet;

use super::{Document, ReadError, Source, filter, flaw};
use crate::object::{Dictionary, Object, Stream};

/// Most nodes of the name tree and most names in it.
const MAX_NODES: usize = 10_000;

impl<S: Source + ?Sized> Document<'_, S> {
    /// The names in the tree of embedded files with their objects, in tree order.
    ///
    /// # Errors
    /// If the tree is not well formed.
    pub fn embedded_files(&self) -> Result<Vec<(Vec<u8>, Object)>, ReadError> {
        let names = self.value(&self.catalog()?, "Names")?;
        let Some(names) = names.as_dictionary() else {
            return Ok(Vec::new());
        };
        let mut open: Vec<Object> = names.get("EmbeddedFiles").cloned().into_iter().collect();
        let mut seen = BTreeSet::new();
        let mut found = Vec::new();
        let mut nodes = 0;
        while let Some(node) = open.pop() {
            let again = node
                .as_reference()
                .is_some_and(|reference| !seen.insert(reference));
            nodes += 1;
            if again || nodes > MAX_NODES || found.len() > MAX_NODES {
                return Err(ReadError::Limit(flaw::name_tree_circle()));
            }
            let node = self.follow(&node)?;
            let Some(node) = node.as_dictionary() else {
                return Err(ReadError::Object(0, flaw::name_node_no_dictionary()));
            };
            let names = self.value(node, "Names")?;
            for pair in names.as_array().unwrap_or_default().chunks_exact(2) {
                let name = pair[0]
                    .as_string()
                    .ok_or(ReadError::Object(0, flaw::name_no_string()))?;
                found.push((name.to_vec(), pair[1].clone()));
            }
            let kids = self.value(node, "Kids")?;
            open.extend(kids.as_array().unwrap_or_default().iter().rev().cloned());
        }
        Ok(found)
    }

    /// The embedded file of this name, decoded; `None` if there is none.
    ///
    /// # Errors
    /// If the tree, the specification or the stream is not well formed, if two files have the name, or if the file
    /// is larger than `cap`.
    pub fn attachment(&self, name: &str, cap: usize) -> Result<Option<Vec<u8>>, ReadError> {
        match self.embedded_file(name)? {
            Some(stream) => filter::decode(&stream, cap).map(Some),
            None => Ok(None),
        }
    }

    /// Whether there is an embedded file of this name whose decoded content is exactly `expected`. The comparison
    /// runs while decoding.
    ///
    /// # Errors
    /// If the tree, the specification or the stream is not well formed, or if two files have the name.
    pub fn attachment_is(&self, name: &str, expected: &[u8]) -> Result<bool, ReadError> {
        match self.embedded_file(name)? {
            Some(stream) => filter::unpacks_to(&stream, expected),
            None => Ok(false),
        }
    }

    /// The stream of the embedded file of this name; `None` if there is none.
    fn embedded_file(&self, name: &str) -> Result<Option<Stream>, ReadError> {
        let wrong = ReadError::Object(0, flaw::embedded_malformed());
        let mut specifications = Vec::new();
        for (_, object) in self.embedded_files()? {
            let Object::Dictionary(specification) = self.follow(&object)? else {
                return Err(wrong);
            };
            let title = specification.get("UF").or(specification.get("F"));
            if title.and_then(Object::as_text).as_deref() == Some(name) {
                specifications.push(specification);
            }
        }
        let specification = match specifications.as_slice() {
            [] => return Ok(None),
            [one] => one,
            _ => {
                return Err(ReadError::Object(0, flaw::embedded_same_name()));
            }
        };
        let files = self.value(specification, "EF")?;
        let files = files.as_dictionary();
        // Readers use one or the other (table 44).
        let mut all = files.into_iter().flat_map(Dictionary::iter);
        if let Some((_, first)) = all.next()
            && all.any(|(_, other)| other != first)
        {
            return Err(ReadError::Object(0, flaw::embedded_several()));
        }
        let file = files.and_then(|files| files.get("UF").or(files.get("F")));
        match self.follow(file.ok_or(wrong.clone())?)? {
            Object::Stream(stream) => Ok(Some(stream)),
            _ => Err(wrong),
        }
    }
}
