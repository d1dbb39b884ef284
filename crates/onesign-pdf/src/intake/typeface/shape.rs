//! Outlines of glyphs.

/// A point of an outline, in thousandths of an em.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: f64,
    /// Whether the outline passes through it; otherwise it controls a quadratic curve.
    pub(super) on: bool,
}

/// A glyph: its width in thousandths of an em and its closed contours.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Shape {
    pub(super) width: f64,
    pub(super) contours: Vec<Vec<Point>>,
}

/// The glyph for a character without a face: an upright box with a stroke from corner to corner,
/// which nobody can mistake for a check box.
pub(super) fn missing(width: f64) -> Shape {
    const HEIGHT: f64 = 700.0;
    const LINE: f64 = 40.0;
    let side = (width * 0.1).clamp(10.0, 60.0);
    let right = (width - side).max(side + 3.0 * LINE);
    let contour = |corners: [(f64, f64); 4]| {
        let points = corners.map(|(x, y)| Point { x, y, on: true });
        points.to_vec()
    };
    let (left, low, high) = (side + LINE, LINE, HEIGHT - LINE);
    let inner = right - LINE;
    Shape {
        width,
        contours: vec![
            contour([(side, 0.0), (side, HEIGHT), (right, HEIGHT), (right, 0.0)]),
            contour([(left, low), (inner, low), (inner, high), (left, high)]),
            contour([
                (left, low),
                (left, low + LINE),
                (inner, high),
                (inner, high - LINE),
            ]),
        ],
    }
}
