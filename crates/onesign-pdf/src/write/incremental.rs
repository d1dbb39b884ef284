//! One more revision on bytes that stay as they are (7.5.6).

use std::collections::BTreeMap;
use std::ops::Range;

use sha2::{Digest as _, Sha256};

use super::attachment::Attachment;
use super::serialise::{close_indirect, open_indirect, write_indirect, write_object};
use super::signature::{self, Holes, SignatureDictionary, Unsigned};
use crate::object::{Dictionary, Object, Ref, Stream};
use crate::read::{Document, ReadError, Source};

/// Largest file that a classic table and the reserved `/ByteRange` can describe.
const MAX_FILE: usize = 9_000_000_000;

/// Why a revision can't be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    /// A part of the base that must change is unreadable.
    #[error("the document can't be extended: {0}")]
    Base(#[from] ReadError),
    /// The base is encrypted, and unencrypted additions would break it.
    #[error("an encrypted document can't be extended")]
    Encrypted,
    /// There is no page to carry the signature's widget.
    #[error("the document has no page")]
    NoPage,
    /// The file is too large for offsets of ten digits.
    #[error("the document is too large")]
    TooLarge,
}

/// Changes that will become one revision. Equal changes on equal bytes give equal bytes.
#[derive(Debug)]
pub struct Revision<'a, S: Source + ?Sized = [u8]> {
    document: &'a Document<'a, S>,
    pub(super) changes: BTreeMap<Ref, Object>,
    next: u32,
    pages: Vec<Ref>,
    attachments: Vec<(String, Ref)>,
}

impl<'a, S: Source + ?Sized> Revision<'a, S> {
    /// A revision without changes.
    #[must_use]
    pub fn on(document: &'a Document<'a, S>) -> Self {
        let next = document.next_number();
        Self {
            document,
            changes: BTreeMap::new(),
            next,
            pages: Vec::new(),
            attachments: Vec::new(),
        }
    }

    /// The document that this revision extends.
    #[must_use]
    pub fn document(&self) -> &'a Document<'a, S> {
        self.document
    }

    /// A number for an object that [`Revision::set`] sets later.
    pub fn reserve(&mut self) -> Ref {
        let reference = Ref::new(self.next);
        self.next += 1;
        reference
    }

    /// Adds a new object.
    pub fn add(&mut self, object: impl Into<Object>) -> Ref {
        let reference = self.reserve();
        self.set(reference, object);
        reference
    }

    /// Sets the value of a new or an existing object in this revision.
    pub fn set(&mut self, reference: Ref, object: impl Into<Object>) {
        self.changes.insert(reference, object.into());
    }

    /// The object as this revision will show it; `None` if it is free, missing or not well formed.
    #[must_use]
    pub fn get(&self, reference: Ref) -> Option<Object> {
        self.changes
            .get(&reference)
            .cloned()
            .or_else(|| self.document.resolve(reference))
    }

    /// Embeds a file and lists it in the catalogue's `/Names` and `/AF`. Returns its specification.
    pub fn attach(&mut self, attachment: &Attachment) -> Ref {
        let stream: Stream = attachment.stream();
        let stream = self.add(stream);
        let specification = self.add(attachment.specification(stream));
        self.attachments
            .push((attachment.name.clone(), specification));
        specification
    }

    /// Adds a page after the last one. The dictionary must have all other entries (`/MediaBox`, `/Resources`,
    /// `/Contents`); this function sets `/Type` and `/Parent`.
    pub fn append_page(&mut self, page: Dictionary) -> Ref {
        let page = self.add(page);
        self.pages.push(page);
        page
    }

    /// Writes the revision without a signature.
    ///
    /// # Errors
    /// See [`WriteError`].
    pub fn finish(mut self) -> Result<Vec<u8>, WriteError> {
        self.settle()?;
        self.write(None).map(|(appended, _)| appended)
    }

    /// Writes the revision with a signature field, with its dictionary last, ready for the value.
    ///
    /// # Errors
    /// See [`WriteError`].
    pub fn sign(mut self, signature: &SignatureDictionary) -> Result<Unsigned, WriteError> {
        let value = self.reserve();
        self.add_signature_field(value, signature)?;
        self.settle()?;
        let base_len = self.document.length();
        let (appended, holes) = self.write(Some((value, signature)))?;
        let holes = holes.ok_or(WriteError::TooLarge)?;
        Ok(signature::close(appended, base_len, &holes))
    }

    /// Links pages and attachments from the catalogue.
    fn settle(&mut self) -> Result<(), WriteError> {
        if self.document.is_encrypted() {
            return Err(WriteError::Encrypted);
        }
        self.settle_pages()?;
        self.settle_attachments()
    }

    fn settle_pages(&mut self) -> Result<(), WriteError> {
        if self.pages.is_empty() {
            return Ok(());
        }
        let pages = std::mem::take(&mut self.pages);
        let root = self
            .catalog()?
            .get("Pages")
            .and_then(Object::as_reference)
            .ok_or(WriteError::NoPage)?;
        let Some(Object::Dictionary(mut tree)) = self.get(root) else {
            return Err(WriteError::NoPage);
        };
        let kids = self.followed(tree.get("Kids"))?;
        let count = self
            .followed(tree.get("Count"))?
            .as_integer()
            .ok_or(WriteError::NoPage)?;
        let Object::Array(mut kids) = kids else {
            return Err(WriteError::NoPage);
        };
        for &page in &pages {
            kids.push(page.into());
            if let Some(Object::Dictionary(dictionary)) = self.changes.get_mut(&page) {
                dictionary.set("Type", Object::name("Page"));
                dictionary.set("Parent", root);
            }
        }
        let added = i64::try_from(pages.len()).unwrap_or(i64::MAX);
        tree.set("Kids", kids);
        tree.set("Count", count.saturating_add(added));
        self.set(root, tree);
        Ok(())
    }

    /// The merged name tree is one sorted leaf, because there are few files.
    fn settle_attachments(&mut self) -> Result<(), WriteError> {
        if self.attachments.is_empty() {
            return Ok(());
        }
        let mut names: BTreeMap<Vec<u8>, Object> =
            self.document.embedded_files()?.into_iter().collect();
        let mut catalog = self.catalog()?;
        let related = self.followed(catalog.get("AF"))?;
        let mut related = related.as_array().unwrap_or_default().to_vec();
        for (name, specification) in std::mem::take(&mut self.attachments) {
            let key = Object::text(&name).as_string().unwrap_or_default().to_vec();
            if let Some(replaced) = names.insert(key, specification.into()) {
                related.retain(|other| *other != replaced);
            }
            related.push(specification.into());
        }
        let leaf = names
            .into_iter()
            .flat_map(|(key, value)| [Object::String(key), value])
            .collect::<Vec<_>>();
        let leaf = self.add(Dictionary::from([("Names", leaf.into())]));
        let names = self.followed(catalog.get("Names"))?;
        let mut names = names.as_dictionary().cloned().unwrap_or_default();
        names.set("EmbeddedFiles", leaf);
        catalog.set("Names", names);
        catalog.set("AF", related);
        let root = self.document.root()?;
        self.set(root, catalog);
        Ok(())
    }

    /// The catalogue as this revision will show it.
    pub(super) fn catalog(&self) -> Result<Dictionary, WriteError> {
        match self.get(self.document.root()?) {
            Some(Object::Dictionary(catalog)) => Ok(catalog),
            _ => Ok(self.document.catalog()?),
        }
    }

    /// The object, or the one it refers to, as this revision will show it.
    pub(super) fn followed(&self, object: Option<&Object>) -> Result<Object, WriteError> {
        match object {
            Some(Object::Reference(reference)) => match self.changes.get(reference) {
                Some(object) => Ok(object.clone()),
                None => Ok(self.document.follow(&Object::Reference(*reference))?),
            },
            Some(object) => Ok(object.clone()),
            None => Ok(Object::Null),
        }
    }

    /// The page that carries the signature's widget: the last new one, else the first.
    pub(super) fn widget_page(&self) -> Result<Ref, WriteError> {
        match self.pages.last() {
            Some(page) => Ok(*page),
            None => self
                .document
                .pages()?
                .first()
                .copied()
                .ok_or(WriteError::NoPage),
        }
    }

    fn write(
        &self,
        signed: Option<(Ref, &SignatureDictionary)>,
    ) -> Result<(Vec<u8>, Option<Holes>), WriteError> {
        let base_len = self.document.length();
        let mut out = Vec::new();
        if !self.document.ends_line()? {
            out.push(b'\n');
        }
        let mut offsets = BTreeMap::new();
        for (&reference, object) in &self.changes {
            offsets.insert(reference, base_len + out.len());
            write_indirect(&mut out, reference, object);
        }
        let mut holes = None;
        if let Some((reference, signature)) = signed {
            offsets.insert(reference, base_len + out.len());
            open_indirect(&mut out, reference);
            holes = Some(signature.write(&mut out));
            close_indirect(&mut out);
        }
        let hole = holes.as_ref().map_or(0..0, |holes| holes.contents.clone());
        self.write_section(&mut out, offsets, hole);
        if base_len + out.len() > MAX_FILE {
            return Err(WriteError::TooLarge);
        }
        Ok((out, holes))
    }

    /// Writes a table after a table and a stream after a stream: readers expect no mixture.
    fn write_section(
        &self,
        out: &mut Vec<u8>,
        mut offsets: BTreeMap<Ref, usize>,
        hole: Range<usize>,
    ) {
        let start = self.document.length() + out.len();
        let newest = self.document.revisions().last();
        if newest.is_some_and(|newest| newest.is_stream) {
            let own = Ref::new(self.next);
            offsets.insert(own, start);
            let mut trailer = self.trailer([&out[..hole.start], &out[hole.end..]], self.next + 1);
            let mut index = Vec::new();
            let mut data = Vec::new();
            for run in runs(&offsets) {
                index.extend([i64::from(run[0].0.number), run.len() as i64].map(Object::Integer));
                for (reference, offset) in run {
                    data.push(1);
                    data.extend_from_slice(&(offset as u64).to_be_bytes()[3..]);
                    data.extend_from_slice(&reference.generation.to_be_bytes());
                }
            }
            trailer.set("Type", Object::name("XRef"));
            trailer.set("W", [1, 5, 2].map(Object::Integer).to_vec());
            trailer.set("Index", index);
            write_indirect(
                out,
                own,
                &Stream {
                    dictionary: trailer,
                    data,
                }
                .into(),
            );
        } else {
            let trailer = self.trailer([&out[..hole.start], &out[hole.end..]], self.next);
            out.extend_from_slice(b"xref\n");
            for run in runs(&offsets) {
                out.extend_from_slice(format!("{} {}\n", run[0].0.number, run.len()).as_bytes());
                for (reference, offset) in run {
                    out.extend_from_slice(
                        format!("{offset:010} {:05} n \n", reference.generation).as_bytes(),
                    );
                }
            }
            out.extend_from_slice(b"trailer\n");
            write_object(out, &trailer.into());
            out.push(b'\n');
        }
        out.extend_from_slice(format!("startxref\n{start}\n%%EOF\n").as_bytes());
    }

    /// `/ID`: the first half stays, the second is a digest of the added bytes (14.4), before and after the hole for
    /// the signature.
    fn trailer(&self, appended: [&[u8]; 2], size: u32) -> Dictionary {
        let old = self.document.trailer();
        let mut trailer = Dictionary::from([("Size", Object::Integer(i64::from(size)))]);
        for key in ["Root", "Info"] {
            if let Some(value) = old.get(key) {
                trailer.set(key, value.clone());
            }
        }
        let newest = self
            .document
            .revisions()
            .last()
            .map_or(0, |newest| newest.offset);
        trailer.set("Prev", i64::try_from(newest).unwrap_or(i64::MAX));
        let base_len = self.document.length();
        let ids = old.get("ID").and_then(|ids| self.document.follow(ids).ok());
        let first = ids
            .as_ref()
            .and_then(Object::as_array)
            .and_then(<[Object]>::first)
            .and_then(Object::as_string);
        let digest = |parts: &[&[u8]]| {
            let mut hash = Sha256::new();
            parts.iter().for_each(|part| hash.update(part));
            hash.finalize()[..16].to_vec()
        };
        let first = first.map_or_else(|| digest(&[&base_len.to_be_bytes()]), <[u8]>::to_vec);
        let second = digest(&[&first, &base_len.to_be_bytes(), appended[0], appended[1]]);
        trailer.set(
            "ID",
            vec![Object::HexString(first), Object::HexString(second)],
        );
        trailer
    }
}

/// Runs of consecutive numbers.
fn runs(offsets: &BTreeMap<Ref, usize>) -> Vec<Vec<(Ref, usize)>> {
    let mut runs: Vec<Vec<(Ref, usize)>> = Vec::new();
    for (&reference, &offset) in offsets {
        match runs.last_mut() {
            Some(run)
                if run
                    .last()
                    .is_some_and(|(last, _)| last.number + 1 == reference.number) =>
            {
                run.push((reference, offset));
            }
            _ => runs.push(vec![(reference, offset)]),
        }
    }
    runs
}
