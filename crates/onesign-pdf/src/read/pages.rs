//! The page tree (7.7.3).

use std::collections::BTreeSet;

use super::{Document, ReadError, Source, flaw};
use crate::object::{Dictionary, Object, Ref};

/// Most nodes of a page tree.
const MAX_NODES: usize = 500_000;
/// Most ancestors of a page to search for an entry.
const MAX_DEPTH: usize = 32;

impl<S: Source + ?Sized> Document<'_, S> {
    /// The pages in their order.
    ///
    /// # Errors
    /// If a node is missing, occurs twice in the tree, or is neither a page nor a node.
    pub fn pages(&self) -> Result<Vec<Ref>, ReadError> {
        let catalog = self.catalog()?;
        let root = catalog.get("Pages").and_then(Object::as_reference);
        let root = root.ok_or(ReadError::Object(0, flaw::no_page_tree()))?;
        let mut pages = Vec::new();
        let mut seen = BTreeSet::new();
        let mut open = vec![root];
        while let Some(node) = open.pop() {
            if !seen.insert(node) {
                return Err(ReadError::Object(node.number, flaw::page_twice()));
            }
            if seen.len() > MAX_NODES {
                return Err(ReadError::Limit(flaw::too_many_pages()));
            }
            let object = self.object(node)?;
            let dictionary = match &object {
                Object::Dictionary(dictionary) => dictionary,
                _ => return Err(ReadError::Object(node.number, flaw::page_no_dictionary())),
            };
            if dictionary.is("Type", "Page") {
                // Some readers follow the type, others the kids.
                if dictionary.contains("Kids") {
                    return Err(ReadError::Object(
                        node.number,
                        flaw::neither_page_nor_node(),
                    ));
                }
                pages.push(node);
                continue;
            }
            let kids = self.value(dictionary, "Kids")?;
            let kids = kids.as_array().filter(|_| dictionary.is("Type", "Pages"));
            let kids = kids.ok_or(ReadError::Object(
                node.number,
                flaw::neither_page_nor_node(),
            ))?;
            for kid in kids.iter().rev() {
                open.push(
                    kid.as_reference()
                        .ok_or(ReadError::Object(node.number, flaw::page_direct()))?,
                );
            }
        }
        Ok(pages)
    }

    /// The value of an entry of a page, or of its nearest ancestor that has it (7.7.3.4).
    ///
    /// # Errors
    /// If a node or the value can't be read.
    pub fn inherited(&self, page: &Dictionary, key: &[u8]) -> Result<Object, ReadError> {
        let mut node = page.clone();
        for _ in 0..MAX_DEPTH {
            if let Some(value) = node.get(key) {
                return self.follow(value);
            }
            match self.value(&node, "Parent")? {
                Object::Dictionary(parent) => node = parent,
                _ => break,
            }
        }
        Ok(Object::Null)
    }
}
