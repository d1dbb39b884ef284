//! The signature field with its widget, and its entries in the catalogue (12.7.5.5, 12.8.4).

use std::collections::BTreeSet;

use super::incremental::{Revision, WriteError};
use super::signature::{SignatureDictionary, SubFilter};
use crate::object::{Dictionary, Object, Ref};
use crate::read::Source;

/// Print, Locked: a field that shows nothing and can't be moved.
const FLAGS: i64 = 4 + 128;
/// SignaturesExist, AppendOnly (table 225).
const SIG_FLAGS: i64 = 3;

impl<S: Source + ?Sized> Revision<'_, S> {
    /// Adds the field to its page and to the form, and the permissions to the catalogue.
    pub(super) fn add_signature_field(
        &mut self,
        value: Ref,
        signature: &SignatureDictionary,
    ) -> Result<(), WriteError> {
        let mut catalog = self.catalog()?;
        let form = self.followed(catalog.get("AcroForm"))?;
        let mut form = form.as_dictionary().cloned().unwrap_or_default();
        let fields = self.followed(form.get("Fields"))?;
        let mut fields = fields.as_array().unwrap_or_default().to_vec();
        let is_timestamp = signature.sub_filter == SubFilter::Rfc3161;
        let title = if is_timestamp { "Timestamp" } else { "Seal" };
        let mut widget = Dictionary::from([
            ("Type", Object::name("Annot")),
            ("Subtype", Object::name("Widget")),
            ("FT", Object::name("Sig")),
            ("T", Object::text(&self.free_name(title, &fields)?)),
            ("F", Object::Integer(FLAGS)),
            ("Rect", vec![Object::Integer(0); 4].into()),
        ]);
        // A document timestamp may follow a certification that allows no change, so it must not
        // touch the pages: it is never visible.
        let field = if is_timestamp {
            widget.set("V", value);
            self.add(widget)
        } else {
            let page = self.widget_page()?;
            widget.set("P", page);
            widget.set("V", value);
            let field = self.add(widget);
            self.add_annotation(page, field)?;
            field
        };
        fields.push(field.into());
        form.set("Fields", fields);
        form.set("SigFlags", SIG_FLAGS);
        let before = catalog.clone();
        match catalog.get("AcroForm") {
            Some(Object::Reference(at)) => self.set(*at, form),
            _ => catalog.set("AcroForm", form),
        }
        if signature.certify.is_some() {
            let permissions = self.followed(catalog.get("Perms"))?;
            let mut permissions = permissions.as_dictionary().cloned().unwrap_or_default();
            permissions.set("DocMDP", value);
            catalog.set("Perms", permissions);
        }
        if catalog != before {
            let root = self.document().root()?;
            self.set(root, catalog);
        }
        Ok(())
    }

    /// `Seal`, `Seal 2`, …: field names are unique among siblings.
    fn free_name(&self, title: &str, fields: &[Object]) -> Result<String, WriteError> {
        let mut taken = BTreeSet::new();
        for field in fields {
            let field = self.followed(Some(field))?;
            let name = field
                .as_dictionary()
                .and_then(|field| field.get("T"))
                .and_then(Object::as_text);
            taken.extend(name);
        }
        let names = (2..).map(|number| format!("{title} {number}"));
        Ok(std::iter::once(title.to_owned())
            .chain(names)
            .find(|name| !taken.contains(name))
            .unwrap_or_default())
    }

    fn add_annotation(&mut self, page: Ref, field: Ref) -> Result<(), WriteError> {
        let Some(Object::Dictionary(mut dictionary)) = self.get(page) else {
            return Err(WriteError::NoPage);
        };
        let annotations = self.followed(dictionary.get("Annots"))?;
        let mut annotations = annotations.as_array().unwrap_or_default().to_vec();
        annotations.push(field.into());
        match dictionary.get("Annots") {
            Some(Object::Reference(at)) => self.set(*at, annotations),
            _ => {
                dictionary.set("Annots", annotations);
                self.set(page, dictionary);
            }
        }
        Ok(())
    }
}
