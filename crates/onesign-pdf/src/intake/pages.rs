//! The page tree (ISO 32000-2, 7.7.3), walked without trusting it, and the geometry of each page.

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
            media: pick(b"MediaBox", self.media),
            crop: pick(b"CropBox", self.crop),
            rotate: pick(b"Rotate", self.rotate),
            resources: node
                .get(b"Resources")
                .ok()
                .filter(|_| source.get(node, b"Resources").is_some())
                .or(self.resources),
        }
    }
}

/// All pages in order; falls back to searching for page objects where the tree holds none.
pub(super) fn pages<'a>(
    source: Source<'a>,
    limits: &Limits,
) -> Result<(Vec<Page<'a>>, bool), IntakeError> {
    let root = source
        .catalog()
        .and_then(|catalog| catalog.get(b"Pages").ok());
    let mut found = Vec::new();
    if let Some(root) = root {
        walk(source, root, limits, &mut found)?;
    }
    // An empty tree is an answer; a tree without /Kids is damage.
    let tree = root
        .and_then(|root| source.resolve(root))
        .and_then(as_dictionary);
    let searched =
        found.is_empty() && tree.is_none_or(|tree| source.array(tree, b"Kids").is_none());
    if searched {
        search(source, limits, &mut found)?;
    }
    if found.is_empty() {
        Err(IntakeError::NoPages)
    } else {
        Ok((found, searched))
    }
}

fn walk<'a>(
    source: Source<'a>,
    root: &'a Object,
    limits: &Limits,
    found: &mut Vec<Page<'a>>,
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
        let Some((id, value)) = source.locate(object) else {
            continue;
        };
        let Some(node) = as_dictionary(value) else {
            continue;
        };
        let id = id.unwrap_or((0, 0));
        if id.0 != 0 && open.contains(&id) {
            continue;
        }
        open.push(id);
        let inherited = inherited.with(source, node);
        match source.array(node, b"Kids") {
            Some(kids) => stack.extend(kids.iter().rev().map(|kid| (kid, inherited, depth + 1))),
            None if source.name(node, b"Type") == Some(b"Pages") => {}
            None => push(source, node, inherited, limits, found)?,
        }
        if stack.len() > limits.max_objects as usize {
            return Err(IntakeError::TooComplex);
        }
    }
    Ok(())
}

fn search<'a>(
    source: Source<'a>,
    limits: &Limits,
    found: &mut Vec<Page<'a>>,
) -> Result<(), IntakeError> {
    for object in source.document.objects.values() {
        if let Object::Dictionary(dictionary) = object
            && dictionary.has_type(b"Page")
        {
            push(
                source,
                dictionary,
                Inherited::default().with(source, dictionary),
                limits,
                found,
            )?;
        }
    }
    Ok(())
}

fn push<'a>(
    source: Source<'a>,
    dictionary: &'a Dictionary,
    inherited: Inherited<'a>,
    limits: &Limits,
    found: &mut Vec<Page<'a>>,
) -> Result<(), IntakeError> {
    if found.len() >= limits.max_pages as usize {
        return Err(IntakeError::TooManyPages {
            limit: limits.max_pages,
        });
    }
    let geometry = geometry(source, dictionary, inherited)
        .ok_or_else(|| IntakeError::Damaged("a page is too small or too large".to_owned()))?;
    found.push(Page {
        dictionary,
        resources: inherited.resources,
        geometry,
    });
    Ok(())
}

/// The geometry of a page; `None` for sizes nobody can read.
fn geometry<'a>(
    source: Source<'a>,
    page: &'a Dictionary,
    inherited: Inherited<'a>,
) -> Option<Geometry> {
    let bounds = |object: Option<&'a Object>| -> Option<Bounds> {
        let Object::Array(items) = object? else {
            return None;
        };
        let number = |index: usize| source.number(items.get(index)?);
        let bounds = Bounds::between(number(0)?, number(1)?, number(2)?, number(3)?);
        (bounds.width() > 0.0 && bounds.height() > 0.0).then_some(bounds)
    };
    let media = bounds(inherited.media);
    let media_box = media.unwrap_or(DEFAULT_BOX);
    let crop = bounds(inherited.crop)
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
