//! Encloses a signed upload: the rebuilt file keeps it byte for byte as an attachment (14.13), after copies of its
//! pages and a sheet that explains this.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::IntakeError;
use crate::fonts::Library;
use crate::geometry::{PageSize, millipoints};
use crate::object::{Dictionary, Object, Ref};
use crate::stamp::{self, Drawing, DrawingError, Sheet, Target};
use crate::trail_page::{self, CoverSheet};
use crate::write::{PdfDate, Relationship, embedded_pdf, specification};

/// The file's key in the name tree. People see the file's own name, from the file specification. The key is ASCII
/// because readers disagree on the order of other keys, so some would not find it.
const KEY: &str = "enclosed.pdf";

/// The parameters for enclosing a signed file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Enclosure {
    /// The name of the attachment.
    pub name: String,
    /// A line for people that says what the attachment is.
    pub description: String,
    /// When the file was received, in seconds since 1970; also its modification date.
    pub received_at: i64,
    /// The text of the sheet after the copied pages.
    pub sheet: CoverSheet,
}

/// The new file's objects, to be added to.
struct Objects<'o> {
    objects: &'o mut BTreeMap<u32, Object>,
    next: u32,
}

impl Target for Objects<'_> {
    fn reserve(&mut self) -> Ref {
        let reference = Ref::new(self.next);
        self.next += 1;
        reference
    }

    fn put(&mut self, reference: Ref, object: Object) {
        self.objects.insert(reference.number, object);
    }
}

impl Objects<'_> {
    fn add(&mut self, object: impl Into<Object>) -> Ref {
        let reference = self.reserve();
        self.put(reference, object.into());
        reference
    }

    fn dictionary(&mut self, reference: Ref) -> Option<&mut Dictionary> {
        match self.objects.get_mut(&reference.number)? {
            Object::Dictionary(dictionary) => Some(dictionary),
            _ => None,
        }
    }
}

/// Adds the sheet's pages and the file itself to the objects of a rebuilt document. With `room`, the sheet ends
/// with a page for entries. Returns the sizes of the added pages.
pub(super) fn enclose(
    objects: &mut BTreeMap<u32, Object>,
    root: Ref,
    file: &[u8],
    enclosure: &Enclosure,
    room: bool,
) -> Result<Vec<PageSize>, IntakeError> {
    let next = objects.keys().next_back().map_or(1, |last| last + 1);
    let mut objects = Objects { objects, next };
    let drawings =
        drawn(&mut objects, enclosure, room).map_err(|error| IntakeError::Damaged(error.0))?;
    let sizes = drawings.iter().filter_map(size).collect();
    append(&mut objects, root, drawings).ok_or_else(broken)?;
    attach(&mut objects, root, file, enclosure).ok_or(IntakeError::TooComplex)?;
    Ok(sizes)
}

fn broken() -> IntakeError {
    IntakeError::Damaged("the rebuilt pages can't be added to".to_owned())
}

fn drawn(
    objects: &mut Objects<'_>,
    enclosure: &Enclosure,
    room: bool,
) -> Result<Vec<Drawing>, DrawingError> {
    let mut sheet = Sheet::new();
    let library = Library::default();
    trail_page::draw_cover(
        &library,
        &mut sheet,
        &enclosure.sheet,
        &enclosure.name,
        room,
    )?;
    stamp::import(&sheet.finish()?, objects)
}

fn size(drawing: &Drawing) -> Option<PageSize> {
    let media = drawing.media.as_array()?;
    let side = |at: usize| media.get(at)?.as_number().map(millipoints);
    Some(PageSize {
        w: side(2)?,
        h: side(3)?,
    })
}

/// Adds the drawings as pages after the last one.
fn append(objects: &mut Objects<'_>, root: Ref, drawings: Vec<Drawing>) -> Option<()> {
    let tree = objects.dictionary(root)?.get("Pages")?.as_reference()?;
    let mut pages = Vec::with_capacity(drawings.len());
    for drawing in drawings {
        let content = objects.add(drawing.content);
        let page = objects.add(Dictionary::from([
            ("Type", Object::name("Page")),
            ("Parent", tree.into()),
            ("MediaBox", drawing.media),
            ("Resources", drawing.resources),
            ("Contents", content.into()),
        ]));
        pages.push(Object::Reference(page));
    }
    let tree = objects.dictionary(tree)?;
    let mut kids = tree.get("Kids")?.as_array()?.to_vec();
    kids.extend(pages);
    tree.set("Count", Object::Integer(i64::try_from(kids.len()).ok()?));
    tree.set("Kids", kids);
    Some(())
}

/// Embeds the file and lists it in the catalogue.
fn attach(objects: &mut Objects<'_>, root: Ref, file: &[u8], enclosure: &Enclosure) -> Option<()> {
    let stream = objects.add(embedded_pdf(
        file,
        &PdfDate::from_unix(enclosure.received_at),
    )?);
    let specification = objects.add(specification(
        &enclosure.name,
        &enclosure.description,
        Relationship::Source,
        stream,
    ));
    let names = vec![Object::text(KEY), specification.into()];
    let names = objects.add(Dictionary::from([("Names", names.into())]));
    let catalog = objects.dictionary(root)?;
    catalog.set("Names", Dictionary::from([("EmbeddedFiles", names.into())]));
    catalog.set("AF", vec![Object::Reference(specification)]);
    Some(())
}
