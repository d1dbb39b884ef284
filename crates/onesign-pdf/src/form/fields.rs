//! The form of a document and its fields.

use std::collections::BTreeMap;

use crate::object::{Dictionary, Object};
use crate::read::{Document, ReadError, flaw};

/// Most fields and widgets.
pub(super) const MAX_NODES: usize = 20_000;
/// Deepest nesting of fields.
pub(super) const MAX_DEPTH: usize = 32;

/// Bit of `/Ff` that makes a field read-only (table 227).
pub const READ_ONLY: i64 = 1;
/// Bit of `/Ff` of a field that hides its value (table 231).
pub const PASSWORD: i64 = 1 << 13;

/// A field, or a widget of one.
#[derive(Debug, Clone)]
pub struct Node {
    /// Full name of the field.
    pub name: String,
    /// Field type, inherited.
    pub kind: Vec<u8>,
    /// Its entries, without inherited ones.
    pub dictionary: Dictionary,
    /// The field that it shows, if it is a widget without its own name.
    pub shows: Option<u32>,
    /// The widgets below it without their own names, and itself if it is one.
    pub widgets: Vec<u32>,
    /// Its parent field.
    pub parent: Option<u32>,
}

/// The fields of a document, by object number.
#[derive(Debug, Clone, Default)]
pub struct Form {
    /// Object number of the form's dictionary, or 0 if it is directly in the catalogue.
    pub number: u32,
    /// The entries of the form itself.
    pub dictionary: Dictionary,
    /// Fields and widgets that are indirect objects.
    pub nodes: BTreeMap<u32, Node>,
    /// Fields that are direct objects.
    pub direct: Vec<Object>,
}

impl Form {
    /// The form of a document, if it has one.
    pub fn read(document: &Document<'_>) -> Result<Option<Self>, ReadError> {
        let catalog = document.catalog()?;
        let value = document.value(&catalog, "AcroForm")?;
        let Some(dictionary) = value.as_dictionary() else {
            return Ok(None);
        };
        let number = catalog.get("AcroForm").and_then(Object::as_reference);
        let mut form = Self {
            number: number.map_or(0, |number| number.number),
            dictionary: dictionary.clone(),
            ..Self::default()
        };
        let fields = document.value(dictionary, "Fields")?;
        for field in fields.as_array().unwrap_or_default() {
            form.take(document, field, None, 0)?;
        }
        Ok(Some(form))
    }

    fn take(
        &mut self,
        document: &Document<'_>,
        value: &Object,
        parent: Option<u32>,
        depth: usize,
    ) -> Result<(), ReadError> {
        if depth > MAX_DEPTH || self.nodes.len() > MAX_NODES || self.direct.len() > MAX_NODES {
            return Err(ReadError::Limit(flaw::too_many_fields()));
        }
        let Object::Reference(reference) = value else {
            self.direct.push(value.clone());
            return Ok(());
        };
        let Object::Dictionary(dictionary) = document.object(*reference)? else {
            return Ok(());
        };
        let number = reference.number;
        if self.nodes.contains_key(&number) {
            return Err(ReadError::Object(number, flaw::field_twice()));
        }
        let above = parent.and_then(|parent| self.nodes.get(&parent));
        let above_name = above.map(|node| node.name.as_str()).unwrap_or_default();
        let title = document.value(&dictionary, "T")?.as_text();
        let name = match &title {
            Some(title) if above_name.is_empty() => title.clone(),
            Some(title) => format!("{above_name}.{title}"),
            None => above_name.to_owned(),
        };
        let kind = match document.value(&dictionary, "FT")? {
            Object::Name(kind) => kind,
            _ => above.map(|node| node.kind.clone()).unwrap_or_default(),
        };
        let shows = match &title {
            Some(_) => None,
            None => parent,
        };
        let is_widget = dictionary.is("Subtype", "Widget") || dictionary.contains("Rect");
        let kids = document.value(&dictionary, "Kids")?;
        let node = Node {
            name,
            kind,
            dictionary,
            shows,
            widgets: if is_widget { vec![number] } else { Vec::new() },
            parent,
        };
        self.nodes.insert(number, node);
        if let Some(shown) = shows.and_then(|shown| self.nodes.get_mut(&shown)) {
            shown.widgets.push(number);
        }
        for kid in kids.as_array().unwrap_or_default() {
            self.take(document, kid, Some(number), depth + 1)?;
        }
        Ok(())
    }

    /// The field of this full name.
    pub fn named(&self, name: &str) -> Option<&Node> {
        let mut nodes = self.nodes.values();
        nodes.find(|node| node.shows.is_none() && node.name == name)
    }

    /// An entry of a field or of its ancestors.
    pub fn inherited(&self, number: u32, key: &str) -> Option<&Object> {
        let mut at = self.nodes.get(&number);
        for _ in 0..=MAX_DEPTH {
            let node = at?;
            if let Some(value) = node.dictionary.get(key) {
                return Some(value);
            }
            at = node.parent.and_then(|parent| self.nodes.get(&parent));
        }
        None
    }
}
