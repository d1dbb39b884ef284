//! Imports drawings: the pages of a sheet become form XObjects or pages of the document, with new
//! numbers.

use std::collections::BTreeMap;

use super::sheet::DrawingError;
use crate::object::{Dictionary, Object, Ref, Stream};
use crate::read::{Document, Source};
use crate::write::Revision;

/// Where imported objects go.
pub(crate) trait Target {
    /// A number for a later object.
    fn reserve(&mut self) -> Ref;
    /// Sets the value of an object.
    fn put(&mut self, reference: Ref, object: Object);
}

impl<S: Source + ?Sized> Target for Revision<'_, S> {
    fn reserve(&mut self) -> Ref {
        Revision::reserve(self)
    }

    fn put(&mut self, reference: Ref, object: Object) {
        self.set(reference, object);
    }
}

/// A drawing whose resources and content are in the target.
pub(crate) struct Drawing {
    pub resources: Object,
    pub content: Stream,
    pub media: Object,
}

impl Drawing {
    /// The drawing as a form XObject.
    pub(crate) fn into_form(self) -> Stream {
        let mut form = self.content;
        form.dictionary.set("Type", Object::name("XObject"));
        form.dictionary.set("Subtype", Object::name("Form"));
        form.dictionary.set("BBox", self.media);
        form.dictionary.set("Resources", self.resources);
        form
    }
}

/// Imports every page of a sheet, in order.
pub(crate) fn import(sheet: &[u8], target: &mut impl Target) -> Result<Vec<Drawing>, DrawingError> {
    let failed = |error: &dyn std::fmt::Display| DrawingError(error.to_string());
    let document = Document::parse(sheet).map_err(|error| failed(&error))?;
    let pages = document.pages().map_err(|error| failed(&error))?;
    let mut importer = Importer {
        document: &document,
        target,
        known: BTreeMap::new(),
    };
    pages.into_iter().map(|page| importer.page(page)).collect()
}

struct Importer<'d, T> {
    document: &'d Document<'d>,
    target: &'d mut T,
    known: BTreeMap<Ref, Ref>,
}

impl<T: Target> Importer<'_, T> {
    fn page(&mut self, page: Ref) -> Result<Drawing, DrawingError> {
        let missing = |what: &str| DrawingError(format!("a drawing has no {what}"));
        let object = self.document.resolve(page).ok_or_else(|| missing("page"))?;
        let page = object
            .as_dictionary()
            .ok_or_else(|| missing("dictionary"))?;
        let content = page
            .get("Contents")
            .and_then(|content| self.document.follow(content).ok());
        let content = match content {
            Some(Object::Stream(stream)) => stream,
            _ => return Err(missing("content")),
        };
        let resources = page
            .get("Resources")
            .cloned()
            .unwrap_or_else(|| Dictionary::new().into());
        let media = page
            .get("MediaBox")
            .cloned()
            .ok_or_else(|| missing("size"))?;
        Ok(Drawing {
            resources: self.object(resources)?,
            content: self.stream(content)?,
            media,
        })
    }

    fn object(&mut self, object: Object) -> Result<Object, DrawingError> {
        Ok(match object {
            Object::Reference(reference) => self.reference(reference)?.into(),
            Object::Array(items) => Object::Array(
                items
                    .into_iter()
                    .map(|item| self.object(item))
                    .collect::<Result<_, _>>()?,
            ),
            Object::Dictionary(dictionary) => self.dictionary(dictionary)?.into(),
            Object::Stream(stream) => self.stream(stream)?.into(),
            other => other,
        })
    }

    fn dictionary(&mut self, dictionary: Dictionary) -> Result<Dictionary, DrawingError> {
        dictionary
            .into_iter()
            .map(|(key, value)| Ok((key, self.object(value)?)))
            .collect()
    }

    fn stream(&mut self, stream: Stream) -> Result<Stream, DrawingError> {
        let mut dictionary = self.dictionary(stream.dictionary)?;
        dictionary.remove("Length");
        Ok(Stream {
            dictionary,
            data: stream.data,
        })
    }

    fn reference(&mut self, reference: Ref) -> Result<Ref, DrawingError> {
        if let Some(known) = self.known.get(&reference) {
            return Ok(*known);
        }
        let renumbered = self.target.reserve();
        self.known.insert(reference, renumbered);
        let object = self.document.resolve(reference).unwrap_or(Object::Null);
        let object = self.object(object)?;
        self.target.put(renumbered, object);
        Ok(renumbered)
    }
}
