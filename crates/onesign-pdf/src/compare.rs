//! Compares how a page looks in a document and in an earlier revision of it: what a later revision shows.

use hayro::hayro_syntax::Pdf;
use serde::{Deserialize, Serialize};

use crate::render::{PageImage, Raster, RenderError, draw, encoded};

/// Side of the squares that are compared, in pixels.
const TILE: usize = 8;

/// How far apart differing squares of one area may be, in squares.
const REACH: usize = 2;

/// The most areas reported for a page; the closest ones are joined until there are no more than this.
const MOST_AREAS: usize = 12;

/// How much a colour channel must differ, of 255: the renderer may draw edges of letters a shade apart.
const TOLERANCE: u8 = 24;

/// The unit of [`Area`]: parts of the page's width or height.
const WHOLE: usize = 10_000;

/// A rectangle on a page, in ten-thousandths of its width and height, from the top left corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Area {
    /// Left edge.
    pub x: u32,
    /// Top edge.
    pub y: u32,
    /// Width.
    pub w: u32,
    /// Height.
    pub h: u32,
}

impl Area {
    /// Whether another area is inside this one, or outside by no more than a margin.
    pub(crate) fn contains(&self, other: Self, margin: u32) -> bool {
        let end = |at: u32, length: u32| at.saturating_add(length);
        end(other.x, margin) >= self.x
            && end(other.y, margin) >= self.y
            && end(other.x, other.w) <= end(end(self.x, self.w), margin)
            && end(other.y, other.h) <= end(end(self.y, self.h), margin)
    }
}

impl Area {
    /// Whether two areas share a part.
    fn touches(&self, other: &Self) -> bool {
        let meets = |at: u32, length: u32, other: u32, size: u32| {
            at <= other.saturating_add(size) && other <= at.saturating_add(length)
        };
        meets(self.x, self.w, other.x, other.w) && meets(self.y, self.h, other.y, other.h)
    }
}

/// A page before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageComparison {
    /// How many pages the earlier and the later document have.
    pub pages: (u32, u32),
    /// How much of the page differs, in millionths; all of it if only one document has the page or its size
    /// differs.
    pub share_ppm: u32,
    /// The areas that differ.
    pub areas: Vec<Area>,
    /// Whether anything differs outside the explained places.
    pub is_unexplained: bool,
    /// The earlier page, if it exists and differs.
    pub before: Option<PageImage>,
    /// The later page, if it exists and differs.
    pub after: Option<PageImage>,
}

/// Draws a page (zero-based) of both documents, `width_px` pixels wide, and reports where they visibly differ, and
/// whether they do so outside the places that are `explained`.
///
/// # Errors
/// [`RenderError`] for a document that can't be opened, a page that neither document has, or an encoder that
/// fails.
pub fn compare_page(
    before: &[u8],
    after: &[u8],
    page: u32,
    width_px: u32,
    explained: &[Area],
) -> Result<PageComparison, RenderError> {
    let [before, after] = [before, after].map(|bytes| Pdf::new(bytes.to_vec()));
    let (Ok(before), Ok(after)) = (before, after) else {
        return Err(RenderError::Unreadable);
    };
    let count = |pdf: &Pdf| u32::try_from(pdf.pages().len()).unwrap_or(u32::MAX);
    let pages = (count(&before), count(&after));
    let drawn = |pdf: &Pdf| match draw(pdf, page, width_px) {
        Ok(raster) => Ok(Some(raster)),
        Err(RenderError::NoSuchPage(_)) => Ok(None),
        Err(error) => Err(error),
    };
    let (before, after) = (drawn(&before)?, drawn(&after)?);
    let (share_ppm, areas, is_unexplained) = match (&before, &after) {
        (None, None) => return Err(RenderError::NoSuchPage(page)),
        (Some(before), Some(after)) => difference(before, after, explained),
        _ => everything(),
    };
    let shown = |raster: Option<Raster>| {
        let raster = raster.filter(|_| !areas.is_empty());
        raster.map(|raster| encoded(&raster)).transpose()
    };
    Ok(PageComparison {
        pages,
        share_ppm,
        is_unexplained,
        before: shown(before)?,
        after: shown(after)?,
        areas,
    })
}

/// The whole page.
fn everything() -> (u32, Vec<Area>, bool) {
    let whole = Area {
        x: 0,
        y: 0,
        w: WHOLE as u32,
        h: WHOLE as u32,
    };
    (1_000_000, vec![whole], true)
}

/// The share of the pixels that differ, in millionths, their areas, and whether any is outside the explained places.
fn difference(before: &Raster, after: &Raster, explained: &[Area]) -> (u32, Vec<Area>, bool) {
    let (width, height) = (usize::from(before.width), usize::from(before.height));
    if (before.width, before.height) != (after.width, after.height) || width == 0 {
        return everything();
    }
    let columns = width.div_ceil(TILE);
    let mut tiles = vec![false; columns * height.div_ceil(TILE)];
    let mut differing = 0u64;
    let rows = before.rgb.chunks_exact(width * 3);
    for (y, (old, new)) in rows.zip(after.rgb.chunks_exact(width * 3)).enumerate() {
        if old == new {
            continue;
        }
        let pixels = old.chunks_exact(3).zip(new.chunks_exact(3));
        for (x, (old, new)) in pixels.enumerate() {
            if old.iter().zip(new).any(|(a, b)| a.abs_diff(*b) > TOLERANCE) {
                differing += 1;
                if let Some(tile) = tiles.get_mut(y / TILE * columns + x / TILE) {
                    *tile = true;
                }
            }
        }
    }
    let share = differing * 1_000_000 / (width * height).max(1) as u64;
    let is_unexplained = tiles.iter().enumerate().any(|(at, differs)| {
        let (left, top) = (at % columns, at / columns);
        let spot = Spot {
            left,
            top,
            right: left,
            bottom: top,
        };
        let tile = spot.area(width, height);
        *differs && !explained.iter().any(|place| place.touches(&tile))
    });
    let areas = joined(spots(&tiles, columns));
    let areas = areas.iter().map(|spot| spot.area(width, height)).collect();
    let share = u32::try_from(share).unwrap_or(1_000_000);
    (share, areas, is_unexplained)
}

/// A rectangle of squares; the ends are inclusive.
#[derive(Clone, Copy)]
struct Spot {
    left: usize,
    top: usize,
    right: usize,
    bottom: usize,
}

impl Spot {
    fn with(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// How many squares separate the two.
    fn distance(&self, other: &Self) -> usize {
        let across = gap((self.left, self.right), (other.left, other.right));
        across.max(gap((self.top, self.bottom), (other.top, other.bottom)))
    }

    fn area(&self, width: usize, height: usize) -> Area {
        let scaled = |pixels: usize, of: usize| (pixels.min(of) * WHOLE / of) as u32;
        let (x, y) = (
            scaled(self.left * TILE, width),
            scaled(self.top * TILE, height),
        );
        Area {
            x,
            y,
            w: (scaled((self.right + 1) * TILE, width) - x).max(1),
            h: (scaled((self.bottom + 1) * TILE, height) - y).max(1),
        }
    }
}

/// How far apart two stretches are; 0 if they touch or overlap.
fn gap(a: (usize, usize), b: (usize, usize)) -> usize {
    b.0.saturating_sub(a.1 + 1).max(a.0.saturating_sub(b.1 + 1))
}

/// Groups of neighbouring squares that differ, found row by row: first stretches, then stretches in adjacent
/// rows.
fn spots(tiles: &[bool], columns: usize) -> Vec<Spot> {
    let mut found: Vec<Spot> = Vec::new();
    for (y, row) in tiles.chunks(columns.max(1)).enumerate() {
        for (x, _) in row.iter().enumerate().filter(|(_, differs)| **differs) {
            let one = Spot {
                left: x,
                top: y,
                right: x,
                bottom: y,
            };
            match found.iter_mut().find(|spot| spot.distance(&one) <= REACH) {
                Some(spot) => *spot = spot.with(one),
                None => found.push(one),
            }
            if found.len() > MOST_AREAS * 4 {
                found = joined(found);
            }
        }
    }
    found
}

/// Joins spots that touch, and then the closest ones until at most [`MOST_AREAS`] remain.
fn joined(mut spots: Vec<Spot>) -> Vec<Spot> {
    loop {
        let pairs = (0..spots.len()).flat_map(|a| (a + 1..spots.len()).map(move |b| (a, b)));
        let closest = pairs
            .filter_map(|(a, b)| Some((spots.get(a)?.distance(spots.get(b)?), a, b)))
            .min();
        match closest {
            Some((distance, a, b)) if distance <= REACH || spots.len() > MOST_AREAS => {
                let taken = spots.swap_remove(b);
                if let Some(spot) = spots.get_mut(a) {
                    *spot = spot.with(taken);
                }
            }
            _ => break,
        }
    }
    spots.sort_by_key(|spot| (spot.top, spot.left));
    spots
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paper(marks: &[(usize, usize)]) -> Raster {
        let (width, height) = (800, 1000);
        let mut rgb = vec![255; width * height * 3];
        for (x, y) in marks {
            for row in *y..y + 10 {
                let at = (row * width + x) * 3;
                rgb[at..at + 60].fill(0);
            }
        }
        Raster {
            width: 800,
            height: 1000,
            rgb,
        }
    }

    #[test]
    fn the_same_page_has_no_difference() {
        assert_eq!(
            difference(&paper(&[(9, 9)]), &paper(&[(9, 9)]), &[]),
            (0, vec![], false)
        );
    }

    #[test]
    fn close_marks_are_one_area_and_distant_ones_are_two() {
        let (share, areas, _) = difference(&paper(&[]), &paper(&[(100, 100), (130, 100)]), &[]);
        assert_eq!(share, 500);
        assert_eq!(areas.len(), 1);
        let one = areas[0];
        assert!(one.x <= 1250 && one.x + one.w >= 1875, "{one:?}");
        assert!(one.y <= 1000 && one.y + one.h >= 1100, "{one:?}");
        let (_, areas, _) = difference(&paper(&[]), &paper(&[(100, 100), (100, 700)]), &[]);
        assert_eq!(areas.len(), 2);
        assert!(areas[0].y < areas[1].y);
    }

    #[test]
    fn a_difference_is_explained_only_at_its_place() {
        let both = paper(&[(100, 100), (100, 700)]);
        let place = |y: u32| Area {
            x: 1_200,
            y,
            w: 400,
            h: 150,
        };
        let outside = |places: &[Area]| difference(&paper(&[]), &both, places).2;
        assert!(outside(&[]));
        assert!(outside(&[place(950)]));
        assert!(!outside(&[place(950), place(6_950)]));
    }

    #[test]
    fn a_slight_shade_is_not_a_difference() {
        let mut shaded = paper(&[]);
        shaded.rgb.fill(250);
        assert_eq!(difference(&paper(&[]), &shaded, &[]), (0, vec![], false));
    }

    #[test]
    fn there_are_never_many_areas_and_they_stay_on_the_page() {
        let marks: Vec<_> = (0..400).map(|n| (n % 20 * 39, n / 20 * 49)).collect();
        let (_, areas, _) = difference(&paper(&[]), &paper(&marks), &[]);
        assert!(!areas.is_empty() && areas.len() <= MOST_AREAS);
        assert!(
            areas
                .iter()
                .all(|a| a.x + a.w <= 10_000 && a.y + a.h <= 10_000)
        );
    }

    #[test]
    fn a_page_of_another_size_differs_wholly() {
        let mut wide = paper(&[]);
        (wide.width, wide.height) = (1000, 800);
        assert_eq!(difference(&paper(&[]), &wide, &[]).0, 1_000_000);
    }
}
