//! The page tree (ISO 32000-2, 7.7.3), walked without trusting it, and the geometry of each page.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Object, ObjectId};

use super::source::{Source, as_dictionary};
use super::{IntakeError, Limits};
use crate::geometry::{Bounds, Matrix, PageSize, millipoints, points};

/// How deep the page tree may be.
const MAX_DEPTH: usize = 500;

/// The largest page side, in points: 200 inches times a generous user unit.
const MAX_SIDE: f64 = 144_000.0;

/// The page size assumed where the document gives none: A4.
const DEFAULT_BOX: Bounds = Bounds {
    x0: 0.0,
    y0: 0.0,
    x1: 595.276,
    y1: 841.89,
};

/// A page with what it inherits.
pub(super) struct Page<'a> {
    /// What it is an object of its own by, and the nodes above it.
    pub(super) ids: Vec<ObjectId>,
    pub(super) dictionary: &'a Dictionary,
    pub(super) resources: Option<&'a Object>,
    pub(super) geometry: Geometry,
}

/// How a page's own coordinates map to the page as displayed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Geometry {
    /// The visible box in the page's own coordinates.
    pub(super) crop: Bounds,
    /// From the page's own coordinates to the displayed page in points, y upwards.
    pub(super) to_display: Matrix,
    /// Size as displayed.
    pub(super) size: PageSize,
    /// The document didn't say how large the page is.
    pub(super) guessed: bool,
}

/// Entries that pages inherit from their ancestors.
#[derive(Clone, Copy, Default)]
struct Inherited<'a> {
    media: Option<&'a Object>,
    crop: Option<&'a Object>,
    rotate: Option<&'a Object>,
    resources: Option<&'a Object>,
}

impl<'a> Inherited<'a> {
    fn with(self, source: Source<'a>, node: &'a Dictionary) -> Self {
        let pick = |key: &[u8], above: Option<&'a Object>| source.get(node, key).or(above);
        Self {
            media: pick(b"MediaBox", None)
                .filter(|found| bounds(source, Some(found)).is_some())
                .or(self.media),
            crop: pick(b"CropBox", None)
                .filter(|found| bounds(source, Some(found)).is_some())
                .or(self.crop),
            rotate: pick(b"Rotate", self.rotate),
            resources: node
                .get(b"Resources")
                .ok()
                .filter(|_| source.get(node, b"Resources").is_some())
                .or(self.resources),
        }
    }
}

/// What the page tree holds.
#[derive(Default)]
pub(super) struct Tree<'a> {
    /// All pages in order.
    pub(super) pages: Vec<Page<'a>>,
    /// The tree was of no use: the pages are those objects that say they are pages.
    pub(super) searched: bool,
    /// Places, counted from 1 in the received file, where the tree names something that is no page.
    pub(super) lost: BTreeSet<u32>,
    /// The number of pages that the tree says it has (7.7.3.2).
    pub(super) said: Option<i64>,
}

impl Tree<'_> {
    /// Notes that the next page is missing.
    fn lose(&mut self) {
        let place = self.pages.len() + self.lost.len() + 1;
        self.lost.insert(u32::try_from(place).unwrap_or(u32::MAX));
    }
}

/// All pages; falls back to searching for page objects where the tree holds none.
pub(super) fn pages<'a>(source: Source<'a>, limits: &Limits) -> Result<Tree<'a>, IntakeError> {
    let root = source
        .catalog()
        .and_then(|catalog| catalog.get(b"Pages").ok());
    let mut tree = Tree::default();
    if let Some(root) = root {
        walk(source, root, limits, &mut tree)?;
    }
    let node = root
        .and_then(|root| source.resolve(root))
        .and_then(as_dictionary);
    tree.said = node.and_then(|node| source.integer(node, b"Count"));
    // An empty tree is an answer; a tree without /Kids, or with nothing but damage, is none.
    let broken =
        node.is_none_or(|node| source.array(node, b"Kids").is_none()) || !tree.lost.is_empty();
    if tree.pages.is_empty() && broken {
        tree.searched = true;
        tree.lost.clear();
        search(source, None, Inherited::default(), limits, &mut tree)?;
    }
    if tree.pages.is_empty() {
        Err(IntakeError::NoPages)
    } else {
        Ok(tree)
    }
}

fn walk<'a>(
    source: Source<'a>,
    root: &'a Object,
    limits: &Limits,
    tree: &mut Tree<'a>,
) -> Result<(), IntakeError> {
    let mut visited = 0_u32;
    // Each entry: a node, what it inherits, and the references above it.
    let mut open: Vec<ObjectId> = Vec::new();
    let mut stack = vec![(root, Inherited::default(), 0_usize)];
    while let Some((object, inherited, depth)) = stack.pop() {
        visited += 1;
        if visited > limits.max_objects || depth > MAX_DEPTH {
            return Err(IntakeError::TooComplex);
        }
        open.truncate(depth);
        let located = source.locate(object);
        let Some((id, node)) = located.and_then(|(id, value)| Some((id, as_dictionary(value)?)))
        else {
            orphans(source, object, inherited, limits, tree)?;
            continue;
        };
        let id = id.unwrap_or((0, 0));
        if id.0 != 0 && open.contains(&id) {
            continue;
        }
        open.push(id);
        let inherited = inherited.with(source, node);
        let kind = source.name(node, b"Type");
        match kids(source, node) {
            // What says that it is a page is one, whatever else it has.
            Some(kids) if kind != Some(b"Page") => {
                stack.extend(kids.iter().rev().map(|kid| (kid, inherited, depth + 1)));
            }
            None if kind == Some(b"Pages") => {
                if source
                    .integer(node, b"Count")
                    .is_some_and(|count| count > 0)
                {
                    orphans(source, object, inherited, limits, tree)?;
                }
            }
            _ => push(source, &open, node, inherited, limits, tree)?,
        }
        if stack.len() > limits.max_objects as usize {
            return Err(IntakeError::TooComplex);
        }
    }
    Ok(())
}

/// The children of a node: an array, or a single node where the array was forgotten.
fn kids<'a>(source: Source<'a>, node: &'a Dictionary) -> Option<&'a [Object]> {
    let kids = node.get(b"Kids").ok()?;
    match source.resolve(kids)? {
        Object::Array(items) => Some(items),
        Object::Dictionary(_) => Some(std::slice::from_ref(kids)),
        _ => None,
    }
}

/// In place of a node that is missing: the pages that name it as their parent, else a page is lost.
fn orphans<'a>(
    source: Source<'a>,
    missing: &'a Object,
    inherited: Inherited<'a>,
    limits: &Limits,
    tree: &mut Tree<'a>,
) -> Result<(), IntakeError> {
    let before = tree.pages.len();
    if let Object::Reference(id) = missing {
        search(source, Some(*id), inherited, limits, tree)?;
    }
    match tree.pages.len() - before {
        0 => tree.lose(),
        _ => tree.searched = true,
    }
    Ok(())
}

/// Adds all objects that say they are pages, in the order of their numbers; with a parent, only its own.
fn search<'a>(
    source: Source<'a>,
    parent: Option<ObjectId>,
    inherited: Inherited<'a>,
    limits: &Limits,
    tree: &mut Tree<'a>,
) -> Result<(), IntakeError> {
    for (id, object) in &source.document.objects {
        let Object::Dictionary(dictionary) = object else {
            continue;
        };
        let own = match dictionary.get(b"Parent") {
            Ok(Object::Reference(own)) => Some(*own),
            _ => None,
        };
        if dictionary.has_type(b"Page") && (parent.is_none() || own == parent) {
            let above = own
                .and_then(|own| source.document.objects.get(&own))
                .and_then(as_dictionary);
            let inherited = above.map_or(inherited, |above| inherited.with(source, above));
            let inherited = inherited.with(source, dictionary);
            push(source, &[*id], dictionary, inherited, limits, tree)?;
        }
    }
    Ok(())
}

fn push<'a>(
    source: Source<'a>,
    ids: &[ObjectId],
    dictionary: &'a Dictionary,
    inherited: Inherited<'a>,
    limits: &Limits,
    tree: &mut Tree<'a>,
) -> Result<(), IntakeError> {
    let number = tree.pages.len() + 1;
    if number > limits.max_pages as usize {
        return Err(IntakeError::TooManyPages {
            limit: limits.max_pages,
        });
    }
    let geometry = geometry(source, dictionary, inherited)
        .ok_or_else(|| IntakeError::Damaged(format!("page {number} is too small or too large")))?;
    tree.pages.push(Page {
        ids: ids.to_vec(),
        dictionary,
        resources: inherited.resources,
        geometry,
    });
    Ok(())
}

/// A box that has an area.
fn bounds<'a>(source: Source<'a>, object: Option<&'a Object>) -> Option<Bounds> {
    let Object::Array(items) = object? else {
        return None;
    };
    let number = |index: usize| source.number(items.get(index)?);
    let bounds = Bounds::between(number(0)?, number(1)?, number(2)?, number(3)?);
    (bounds.width() > 0.0 && bounds.height() > 0.0).then_some(bounds)
}

/// The geometry of a page; `None` for sizes nobody can read.
fn geometry<'a>(
    source: Source<'a>,
    page: &'a Dictionary,
    inherited: Inherited<'a>,
) -> Option<Geometry> {
    let media = bounds(source, inherited.media);
    let media_box = media.unwrap_or(DEFAULT_BOX);
    let crop = bounds(source, inherited.crop)
        .and_then(|crop| crop.intersection(media_box))
        .unwrap_or(media_box);
    let unit = page
        .get(b"UserUnit")
        .ok()
        .and_then(|unit| source.number(unit))
        .filter(|unit| *unit > 0.0);
    let turns = match inherited.rotate.and_then(|rotate| source.number(rotate)) {
        Some(angle) if angle % 90.0 == 0.0 => ((angle / 90.0) % 4.0 + 4.0) as u8 % 4,
        _ => 0,
    };
    let (to_display, size) = display(crop, turns, unit.unwrap_or(1.0))?;
    Some(Geometry {
        crop,
        to_display,
        size,
        guessed: media.is_none(),
    })
}

/// The map that turns the crop box by quarter turns clockwise, scales it, and puts its corner at the origin.
fn display(crop: Bounds, turns: u8, unit: f64) -> Option<(Matrix, PageSize)> {
    let turned = match turns {
        1 => [0.0, -1.0, 1.0, 0.0, -crop.y0, crop.x1],
        2 => [-1.0, 0.0, 0.0, -1.0, crop.x1, crop.y1],
        3 => [0.0, 1.0, -1.0, 0.0, crop.y1, -crop.x0],
        _ => [1.0, 0.0, 0.0, 1.0, -crop.x0, -crop.y0],
    };
    let (width, height) = if turns % 2 == 1 {
        (crop.height(), crop.width())
    } else {
        (crop.width(), crop.height())
    };
    let (width, height) = (width * unit, height * unit);
    let sane = 1.0..=MAX_SIDE;
    (sane.contains(&width) && sane.contains(&height)).then(|| {
        let size = PageSize {
            w: millipoints(width),
            h: millipoints(height),
        };
        (Matrix(turned.map(|value| value * unit)), size)
    })
}

impl Geometry {
    /// A box in the page's own coordinates as a rectangle on the displayed page, cut at the page's edges.
    pub(super) fn displayed(&self, bounds: Bounds) -> Option<crate::Rect> {
        let page = Bounds {
            x0: 0.0,
            y0: 0.0,
            x1: points(self.size.w),
            y1: points(self.size.h),
        };
        let shown = self.to_display.bounds(bounds).intersection(page)?;
        Some(crate::Rect {
            x: millipoints(shown.x0),
            y: self.size.h - millipoints(shown.y1),
            w: millipoints(shown.x1) - millipoints(shown.x0),
            h: millipoints(shown.y1) - millipoints(shown.y0),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_quarter_turn_puts_the_crop_box_on_the_page() {
        let crop = Bounds::between(10.0, 20.0, 110.0, 220.0);
        for turns in 0..4 {
            let (matrix, size) = display(crop, turns, 2.0).unwrap();
            let shown = matrix.bounds(crop);
            assert_eq!((shown.x0, shown.y0), (0.0, 0.0), "{turns}");
            assert_eq!(
                (shown.x1, shown.y1),
                (points(size.w), points(size.h)),
                "{turns}"
            );
        }
        // Turned clockwise, the lower left corner comes to the upper left.
        let (matrix, _) = display(crop, 1, 1.0).unwrap();
        assert_eq!(matrix.apply(10.0, 20.0), (0.0, 100.0));
        let (matrix, _) = display(crop, 3, 1.0).unwrap();
        assert_eq!(matrix.apply(10.0, 20.0), (200.0, 0.0));
    }

    #[test]
    fn absurd_sizes_are_refused() {
        assert!(display(Bounds::between(0.0, 0.0, 1e9, 10.0), 0, 1.0).is_none());
        assert!(display(Bounds::between(0.0, 0.0, 0.1, 10.0), 0, 1.0).is_none());
        assert!(display(Bounds::between(0.0, 0.0, f64::NAN, 10.0), 0, 1.0).is_none());
    }

    #[test]
    fn displayed_rectangles_have_their_origin_at_the_top_left() {
        let crop = Bounds::between(0.0, 0.0, 100.0, 200.0);
        let (to_display, size) = display(crop, 0, 1.0).unwrap();
        let geometry = Geometry {
            crop,
            to_display,
            size,
            guessed: false,
        };
        let rect = geometry
            .displayed(Bounds::between(10.0, 180.0, 60.0, 190.0))
            .unwrap();
        assert_eq!(
            rect,
            crate::Rect {
                x: 10_000,
                y: 10_000,
                w: 50_000,
                h: 10_000
            }
        );
        assert!(
            geometry
                .displayed(Bounds::between(500.0, 500.0, 600.0, 600.0))
                .is_none()
        );
    }
}
