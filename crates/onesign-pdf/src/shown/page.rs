//! Paints pages.

use super::lexer::Lexer;
use super::mark::{Kind, Mark, Painted, When};
use super::matrix::{ALL, Area, common, grown, height, overlap, width};
use super::operands::numbers_of;
use super::painter::{Painter, Shop};
use super::path::is_long;
use super::state::State;
use super::unread::Unread;
use crate::object::{Dictionary, Object};
use crate::read::Document;

/// Most parts of a page's content.
const MAX_PARTS: usize = 5_000;
/// Most annotations of a page.
const MAX_ANNOTATIONS: usize = 20_000;
/// Most rules of a page that are compared with each other.
const MAX_RULES: usize = 3_000;
/// Side of a dot that may be a corner of a table, in points.
const DOT: f64 = 1.5;

/// Paints the pages of a document, one after another. It stops, and says so, at a limit for the whole document.
pub struct Easel<'d, 'a> {
    shop: Shop<'d, 'a>,
}

impl<'d, 'a> Easel<'d, 'a> {
    /// For marks with their digests, and with blanks told from letters.
    pub fn of(document: &'d Document<'a>) -> Self {
        Self {
            shop: Shop::of(document, true),
        }
    }

    /// For a look at what hides text; quicker.
    pub fn quick(document: &'d Document<'a>) -> Self {
        Self {
            shop: Shop::of(document, false),
        }
    }

    /// Paints a page: its content, and every annotation in all its states.
    pub fn page(&mut self, page: &Dictionary) -> Painted {
        self.painted(page, true)
    }

    /// Paints the content of a page, without annotations.
    pub fn content(&mut self, page: &Dictionary) -> Painted {
        self.painted(page, false)
    }

    /// Paints the content of a page, also what is outside the part that viewers show.
    pub fn whole_content(&mut self, page: &Dictionary) -> Painted {
        self.within(page, ALL, false)
    }

    /// A digest of everything that a page shows, even of what can't be painted; `None` if that is not known.
    pub(super) fn fingerprint(&mut self, page: &Dictionary) -> Option<u128> {
        let mut all = page.clone();
        for key in ["Resources", "MediaBox", "CropBox", "Rotate"] {
            let value = self.shop.document.inherited(page, key.as_bytes()).ok()?;
            all.set(key, value);
        }
        self.shop.digest(&all.into()).ok()
    }

    /// A digest of the layers and their states.
    pub(super) fn layers(&mut self) -> Option<u128> {
        let catalog = self.shop.document.catalog().ok()?;
        let layers = catalog.get("OCProperties").cloned().unwrap_or(Object::Null);
        self.shop.digest(&layers).ok()
    }

    fn painted(&mut self, page: &Dictionary, with_annotations: bool) -> Painted {
        let area = visible(self.shop.document, page).unwrap_or(ALL);
        self.within(page, area, with_annotations)
    }

    fn within(&mut self, page: &Dictionary, area: Area, with_annotations: bool) -> Painted {
        let mut painter = Painter {
            shop: &mut self.shop,
            painted: Painted::default(),
            annotation: None,
        };
        let result = painter.page_content(page, area);
        painter.note(result);
        if with_annotations {
            let result = painter.annotations(page, area);
            painter.note(result);
        }
        let mut painted = painter.painted;
        settle(&mut painted.marks);
        painted
    }
}

impl Painter<'_, '_, '_> {
    fn page_content(&mut self, page: &Dictionary, area: Area) -> Result<(), Unread> {
        let document = self.shop.document;
        let contents = document
            .value(page, "Contents")
            .map_err(|_| Unread::Object)?;
        let parts = match contents {
            Object::Array(parts) => parts,
            Object::Null if page.get("Contents").is_none_or(|it| *it == Object::Null) => {
                return Ok(());
            }
            other => vec![other],
        };
        if parts.len() > MAX_PARTS {
            return Err(Unread::TooMuch);
        }
        let resources = document
            .inherited(page, b"Resources")
            .map_err(|_| Unread::Object)?;
        let resources = resources.as_dictionary().cloned().unwrap_or_default();
        let (mut content, mut joints) = (Vec::new(), Vec::new());
        for part in &parts {
            // Some readers search the file for a part that is null, free or missing, others show no part after it.
            match document.follow(part).map_err(|_| Unread::Object)? {
                Object::Stream(stream) => {
                    content.extend(self.shop.decoded(&stream)?);
                    joints.push(content.len());
                    content.push(b'\n');
                }
                _ => return Err(Unread::Object),
            }
        }
        joints.pop();
        let lexer = Lexer::joined(&content, &joints);
        self.run(lexer, &resources, State::new(area, When::ALWAYS), 0)
    }

    fn annotations(&mut self, page: &Dictionary, area: Area) -> Result<(), Unread> {
        let list = self.shop.document.value(page, "Annots");
        let list = list.map_err(|_| Unread::Object)?;
        let items = match &list {
            Object::Array(items) => items.as_slice(),
            Object::Null => &[],
            _ => return Err(Unread::Object),
        };
        if items.len() > MAX_ANNOTATIONS {
            return Err(Unread::TooMuch);
        }
        for item in items {
            self.annotation(item, area);
        }
        Ok(())
    }
}

/// The part of a page that viewers show: the crop box inside the media box.
pub fn visible(document: &Document<'_>, page: &Dictionary) -> Option<Area> {
    let sides = |key: &[u8]| {
        let value = document.inherited(page, key).ok()?;
        let held = Dictionary::from([("Box", value)]);
        let sides = numbers_of(document, &held, "Box").ok()??;
        let [a, b, c, d] = <[f64; 4]>::try_from(sides).ok()?;
        Some([a.min(c), b.min(d), a.max(c), b.max(d)])
    };
    let media = sides(b"MediaBox")?;
    Some(sides(b"CropBox").map_or(media, |crop| common(crop, media)))
}

/// Short strokes are lines only as parts of a table: where they join long lines. Others may be strokes of letters.
fn settle(marks: &mut [Mark]) {
    let is_rule = |mark: &&Mark| mark.kind == Kind::Rule;
    let (long, short): (Vec<Area>, Vec<Area>) = marks
        .iter()
        .filter(is_rule)
        .map(|mark| mark.area)
        .partition(|area| is_long(*area));
    let many = long.len().saturating_mul(short.len()) > MAX_RULES * MAX_RULES;
    let joins = |area: Area| {
        if many {
            return false;
        }
        let touched = long
            .iter()
            .filter(|rule| overlap(grown(**rule, 1.0), area, 0.0));
        let ends = if width(area).max(height(area)) <= DOT {
            1
        } else {
            2
        };
        touched.take(ends).count() == ends
    };
    for mark in marks.iter_mut() {
        if mark.kind == Kind::Rule && !is_long(mark.area) && !joins(mark.area) {
            mark.kind = Kind::Path;
        }
    }
}
