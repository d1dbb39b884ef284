//! The values of signature fields.
//!
//! [`Form`](super::Form) keeps every field of a document in memory. This module keeps only signatures, includes
//! fields that are direct objects, and does not need the file in memory.

use std::collections::BTreeSet;

use super::fields::{MAX_DEPTH, MAX_NODES};
use crate::object::{Object, Ref};
use crate::read::{Document, ReadError, Source, flaw};

/// The values of all signature fields, with the fields' names.
pub fn signature_values<S: Source + ?Sized>(
    document: &Document<'_, S>,
) -> Result<Vec<(String, Object)>, ReadError> {
    let catalog = document.catalog()?;
    let form = document.value(&catalog, "AcroForm")?;
    let fields = match form.as_dictionary() {
        Some(form) => document.value(form, "Fields")?,
        None => Object::Null,
    };
    let mut walk = Walk {
        document,
        seen: BTreeSet::new(),
        values: Vec::new(),
    };
    for field in fields.as_array().unwrap_or_default() {
        walk.field(field, "", false, 0)?;
    }
    Ok(walk.values)
}

struct Walk<'d, 'a, S: Source + ?Sized> {
    document: &'d Document<'a, S>,
    seen: BTreeSet<Ref>,
    values: Vec<(String, Object)>,
}

impl<S: Source + ?Sized> Walk<'_, '_, S> {
    /// Field types are inherited (12.7.4.1).
    fn field(
        &mut self,
        field: &Object,
        parent: &str,
        is_signature: bool,
        depth: usize,
    ) -> Result<(), ReadError> {
        if let Object::Reference(reference) = field
            && !self.seen.insert(*reference)
        {
            return Err(ReadError::Object(reference.number, flaw::field_twice()));
        }
        if depth > MAX_DEPTH || self.seen.len() > MAX_NODES {
            return Err(ReadError::Limit(flaw::too_many_fields()));
        }
        let object = self.document.follow(field)?;
        let Some(dictionary) = object.as_dictionary() else {
            return Ok(());
        };
        let title = self
            .document
            .value(dictionary, "T")?
            .as_text()
            .unwrap_or_default();
        let name = if parent.is_empty() || title.is_empty() {
            format!("{parent}{title}")
        } else {
            format!("{parent}.{title}")
        };
        let is_signature = match self.document.value(dictionary, "FT")? {
            Object::Null => is_signature,
            kind => kind.is_name("Sig"),
        };
        if let Some(value) = dictionary
            .get("V")
            .filter(|value| is_signature && **value != Object::Null)
        {
            self.values.push((name.clone(), value.clone()));
        }
        let kids = self.document.value(dictionary, "Kids")?;
        for kid in kids.as_array().unwrap_or_default() {
            self.field(kid, &name, is_signature, depth + 1)?;
        }
        Ok(())
    }
}
