//! The size of a page and the placement of its content (ISO 32000-2, 14.11.2).

use lopdf::{Dictionary, Object};

use super::pages::Inherited;
use super::source::Source;
use crate::geometry::{Bounds, Matrix, PageSize, millipoints, points};

/// The largest page side, in points: 200 inches times a generous user unit.
const MAX_SIDE: f64 = 144_000.0;

/// The page size assumed if the document gives none: A4.
const DEFAULT_BOX: Bounds = Bounds {
    x0: 0.0,
    y0: 0.0,
    x1: 595.276,
    y1: 841.89,
};

/// The map from a page's own coordinates to the page as displayed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Geometry {
    /// The visible box in the page's own coordinates.
    pub(super) crop: Bounds,
    /// From the page's own coordinates to the displayed page in points, y upwards.
    pub(super) to_display: Matrix,
    /// The clockwise rotation of the displayed page, in quarter turns.
    pub(super) turns: u8,
    /// Size as displayed.
    pub(super) size: PageSize,
    /// The document does not give the page size.
    pub(super) guessed: bool,
    /// The crop box lies outside the page, so all of the page is visible (14.11.2.2), or the rotation is not a
    /// multiple of 90 degrees and is ignored (Table 31).
    pub(super) odd: bool,
}

/// A box that has an area.
pub(super) fn bounds<'a>(source: Source<'a>, object: Option<&'a Object>) -> Option<Bounds> {
    let Object::Array(items) = object? else {
        return None;
    };
    let number = |index: usize| source.number(items.get(index)?);
    let bounds = Bounds::between(number(0)?, number(1)?, number(2)?, number(3)?);
    (bounds.width() > 0.0 && bounds.height() > 0.0).then_some(bounds)
}

/// The geometry of a page; `None` for an unusable size.
pub(super) fn geometry<'a>(
    source: Source<'a>,
    page: &'a Dictionary,
    inherited: Inherited<'a>,
) -> Option<Geometry> {
    let media = bounds(source, inherited.media);
    let media_box = media.unwrap_or(DEFAULT_BOX);
    let wanted = bounds(source, inherited.crop);
    let shown = wanted.and_then(|crop| crop.intersection(media_box));
    let crop = shown.unwrap_or(media_box);
    let unit = page
        .get(b"UserUnit")
        .ok()
        .and_then(|unit| source.number(unit))
        .filter(|unit| *unit > 0.0);
    let angle = inherited.rotate.and_then(|rotate| source.number(rotate));
    let turns = match angle {
        Some(angle) if angle % 90.0 == 0.0 => ((angle / 90.0) % 4.0 + 4.0) as u8 % 4,
        _ => 0,
    };
    let (to_display, size) = display(crop, turns, unit.unwrap_or(1.0))?;
    Some(Geometry {
        crop,
        to_display,
        turns,
        size,
        guessed: media.is_none(),
        odd: wanted.is_some() && shown.is_none() || angle.is_some_and(|angle| angle % 90.0 != 0.0),
    })
}

/// The map that rotates the crop box clockwise by quarter turns, scales it, and moves its corner to the origin.
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
    /// The rotation about its upper left corner that keeps an annotation upright on a rotated page (12.5.3,
    /// NoRotate), and its inverse.
    pub(super) fn upright(&self, rect: Bounds) -> (Matrix, Matrix) {
        let (x, y) = (rect.x0, rect.y1);
        let turn = |turns: u8| match turns {
            1 => Matrix([0.0, 1.0, -1.0, 0.0, x + y, y - x]),
            2 => Matrix([-1.0, 0.0, 0.0, -1.0, 2.0 * x, 2.0 * y]),
            3 => Matrix([0.0, -1.0, 1.0, 0.0, x - y, x + y]),
            _ => Matrix::IDENTITY,
        };
        (turn(self.turns % 4), turn((4 - self.turns % 4) % 4))
    }

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
        // A clockwise rotation moves the lower left corner to the upper left.
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
            turns: 0,
            size,
            guessed: false,
            odd: false,
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
