//! Outlines of glyphs.

/// A point of an outline, in thousandths of an em.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: f64,
    /// Whether the line passes through it; else it controls a quadratic curve.
    pub(super) on: bool,
}

/// A glyph: its width in thousandths of an em and its closed contours.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Shape {
    pub(super) width: f64,
    pub(super) contours: Vec<Vec<Point>>,
}

/// An upright empty box: what is drawn for a character without a face.
pub(super) fn missing(width: f64) -> Shape {
    let side = (width * 0.1).clamp(10.0, 60.0);
    let frame = |inset: f64, clockwise: bool| {
        let (left, right) = (side + inset, (width - side - inset).max(side + inset));
        let (low, high) = (inset, 700.0 - inset);
        let mut corners = vec![(left, low), (left, high), (right, high), (right, low)];
        if !clockwise {
            corners.reverse();
        }
        let points = corners.into_iter().map(|(x, y)| Point { x, y, on: true });
        points.collect()
    };
    Shape {
        width,
        contours: vec![frame(0.0, true), frame(40.0, false)],
    }
}
