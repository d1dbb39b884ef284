//! Composes the final document: stamps, trail pages, attachments and an empty signature, in one revision.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::fonts::Library;
use crate::geometry::{Rect, decimal, points};
use crate::object::{Dictionary, Object, Ref, Stream};
use crate::read::{Document, Source};
use crate::stamp::{self, Drawing, DrawingError, Sheet, Stamp};
use crate::trail_page::{self, Trail};
use crate::write::{Attachment, Revision, SignatureDictionary, Unsigned};
use crate::{PageSize, geometry};

/// Why a document can't be composed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum ComposeError {
    /// The base isn't a normalised document; the text says why.
    #[error("the document can't be extended: {0}")]
    Unsuitable(String),
    /// A stamp names a page that doesn't exist.
    #[error("there is no page {0}")]
    NoSuchPage(u32),
    /// A stamp is not within its page; the number is its index in the list.
    #[error("printed item {0} is outside its page")]
    OffPage(usize),
    /// A stamp's text has characters that can't be printed.
    #[error(
        "printed item {index} has characters that none of the available fonts contains: {characters:?}"
    )]
    Unprintable {
        /// The stamp's place in the list.
        index: usize,
        /// The characters, each once.
        characters: Vec<char>,
    },
    /// A drawing couldn't be made.
    #[error("a drawing failed: {0}")]
    Drawing(String),
    /// The revision couldn't be written.
    #[error("the revision can't be written: {0}")]
    Write(String),
}

impl From<DrawingError> for ComposeError {
    fn from(error: DrawingError) -> Self {
        Self::Drawing(error.0)
    }
}

/// Adds stamps, the trail's pages, attachments and an empty signature to `base`, all in one revision.
///
/// `base` is a file that [`intake`](crate::intake()) made. If it is in storage, only the parts that the
/// revision touches are read. Equal arguments give equal bytes.
///
/// # Errors
/// See [`ComposeError`].
pub fn compose<S: Source + ?Sized>(
    base: &S,
    stamps: &[Stamp],
    trail: &Trail,
    attachments: &[Attachment],
    signature: &SignatureDictionary,
) -> Result<Unsigned, ComposeError> {
    let document =
        Document::open(base).map_err(|error| ComposeError::Unsuitable(error.to_string()))?;
    compose_on(&document, stamps, trail, attachments, signature)
}

/// As [`compose`], for a file that is already open.
///
/// # Errors
/// See [`ComposeError`].
pub fn compose_on<S: Source + ?Sized>(
    document: &Document<'_, S>,
    stamps: &[Stamp],
    trail: &Trail,
    attachments: &[Attachment],
    signature: &SignatureDictionary,
) -> Result<Unsigned, ComposeError> {
    let pages = document
        .pages()
        .map_err(|error| ComposeError::Unsuitable(error.to_string()))?;
    let library = Library::of(trail.edition());
    let targets = targets(document, &library, &pages, stamps)?;
    let mut sheet = Sheet::new();
    for stamp in stamps {
        sheet.stamp(&library, stamp)?;
    }
    trail_page::draw(&library, &mut sheet, trail)?;
    let mut revision = Revision::on(document);
    let mut drawings = stamp::import(&sheet.finish()?, &mut revision)?;
    let trail_drawings = drawings.split_off(stamps.len());
    place(&mut revision, targets, stamps, drawings)?;
    for drawing in trail_drawings {
        append(&mut revision, drawing);
    }
    for attachment in attachments {
        revision.attach(attachment);
    }
    revision
        .sign(signature)
        .map_err(|error| ComposeError::Write(error.to_string()))
}

/// A page that gets stamps.
struct TargetPage {
    page: Ref,
    size: PageSize,
    stamps: Vec<usize>,
}

/// Checks every stamp and sorts them by page.
fn targets<S: Source + ?Sized>(
    document: &Document<'_, S>,
    library: &Library,
    pages: &[Ref],
    stamps: &[Stamp],
) -> Result<BTreeMap<u32, TargetPage>, ComposeError> {
    let mut targets: BTreeMap<u32, TargetPage> = BTreeMap::new();
    for (index, stamp) in stamps.iter().enumerate() {
        let page = *pages
            .get(stamp.page as usize)
            .ok_or(ComposeError::NoSuchPage(stamp.page))?;
        let target = match targets.entry(stamp.page) {
            std::collections::btree_map::Entry::Occupied(known) => known.into_mut(),
            std::collections::btree_map::Entry::Vacant(new) => {
                let size = page_size(document, page)?;
                new.insert(TargetPage {
                    page,
                    size,
                    stamps: Vec::new(),
                })
            }
        };
        if !stamp.rect.fits(target.size) {
            return Err(ComposeError::OffPage(index));
        }
        let characters = stamp.unprintable(library);
        if !characters.is_empty() {
            return Err(ComposeError::Unprintable { index, characters });
        }
        target.stamps.push(index);
    }
    Ok(targets)
}

/// The size of a normalised page.
fn page_size<S: Source + ?Sized>(
    document: &Document<'_, S>,
    page: Ref,
) -> Result<PageSize, ComposeError> {
    let unsuitable = || ComposeError::Unsuitable(format!("page {page} isn't normalised"));
    let object = document.resolve(page).ok_or_else(unsuitable)?;
    let dictionary = object.as_dictionary().ok_or_else(unsuitable)?;
    if dictionary.contains("Rotate")
        || dictionary.contains("CropBox")
        || dictionary.contains("UserUnit")
    {
        return Err(unsuitable());
    }
    let media = dictionary
        .get("MediaBox")
        .and_then(Object::as_array)
        .ok_or_else(unsuitable)?;
    let numbers: Vec<f64> = media.iter().filter_map(Object::as_number).collect();
    match numbers.as_slice() {
        [x, y, w, h] if *x == 0.0 && *y == 0.0 => Ok(PageSize {
            w: geometry::millipoints(*w),
            h: geometry::millipoints(*h),
        }),
        _ => Err(unsuitable()),
    }
}

/// Puts the drawings on their pages.
fn place<S: Source + ?Sized>(
    revision: &mut Revision<'_, S>,
    targets: BTreeMap<u32, TargetPage>,
    stamps: &[Stamp],
    drawings: Vec<Drawing>,
) -> Result<(), ComposeError> {
    let forms: Vec<Ref> = drawings
        .into_iter()
        .map(|drawing| revision.add(drawing.into_form()))
        .collect();
    for target in targets.into_values() {
        let forms: Vec<(Rect, Ref)> = target
            .stamps
            .iter()
            .map(|index| (stamps[*index].rect, forms[*index]))
            .collect();
        stamp_page(revision, target.page, target.size, &forms)?;
    }
    Ok(())
}

/// Adds content streams before and after a page's own, so that its graphics state does not affect the stamps.
fn stamp_page<S: Source + ?Sized>(
    revision: &mut Revision<'_, S>,
    page: Ref,
    size: PageSize,
    forms: &[(Rect, Ref)],
) -> Result<(), ComposeError> {
    let Some(Object::Dictionary(mut dictionary)) = revision.get(page) else {
        return Err(ComposeError::Unsuitable(format!(
            "page {page} isn't a dictionary"
        )));
    };
    let mut resources = followed(revision, dictionary.get("Resources"));
    let mut objects = followed(revision, resources.get("XObject"));
    let mut operators = String::from("Q\n");
    let mut number = 0_u32;
    for (rect, form) in forms {
        while objects.contains(format!("S{number}")) {
            number += 1;
        }
        let (x, y) = (points(rect.x), points(size.h - rect.y - rect.h));
        operators.push_str(&format!(
            "q 1 0 0 1 {} {} cm /S{number} Do Q\n",
            decimal(x, 3),
            decimal(y, 3)
        ));
        objects.set(format!("S{number}"), *form);
    }
    let before = revision.add(plain("q\n".to_owned()));
    let after = revision.add(plain(operators));
    let mut contents = vec![Object::Reference(before)];
    match dictionary.get("Contents") {
        Some(Object::Array(items)) => contents.extend(items.iter().cloned()),
        Some(Object::Reference(reference)) => match revision.get(*reference) {
            Some(Object::Array(items)) => contents.extend(items),
            _ => contents.push(Object::Reference(*reference)),
        },
        _ => {}
    }
    contents.push(Object::Reference(after));
    resources.set("XObject", objects);
    dictionary.set("Resources", resources);
    dictionary.set("Contents", contents);
    revision.set(page, dictionary);
    Ok(())
}

/// The dictionary that an entry holds or refers to; empty if there is none.
fn followed<S: Source + ?Sized>(revision: &Revision<'_, S>, entry: Option<&Object>) -> Dictionary {
    let target = match entry {
        Some(Object::Reference(reference)) => revision.get(*reference),
        other => other.cloned(),
    };
    match target {
        Some(Object::Dictionary(dictionary)) => dictionary,
        _ => Dictionary::new(),
    }
}

fn plain(operators: String) -> Stream {
    Stream {
        dictionary: Dictionary::new(),
        data: operators.into_bytes(),
    }
}

/// Adds a drawing as a page after the last one.
fn append<S: Source + ?Sized>(revision: &mut Revision<'_, S>, drawing: Drawing) {
    let content = revision.add(drawing.content);
    revision.append_page(Dictionary::from([
        ("MediaBox", drawing.media),
        ("Resources", drawing.resources),
        ("Contents", content.into()),
    ]));
}
