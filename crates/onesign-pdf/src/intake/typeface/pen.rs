//! Outlines as contours of quadratic curves.

use hayro_interpret::kurbo::{BezPath, PathEl};
use rustybuzz::ttf_parser::OutlineBuilder;

use super::shape::Point;

/// The contours of a path in thousandths of an em.
pub(super) fn contours(path: &BezPath) -> Vec<Vec<Point>> {
    let mut pen = Pen::new(1.0);
    for element in path.elements() {
        match *element {
            PathEl::MoveTo(to) => pen.start(to.x, to.y),
            PathEl::LineTo(to) => pen.point(to.x, to.y, true),
            PathEl::QuadTo(control, to) => {
                pen.point(control.x, control.y, false);
                pen.point(to.x, to.y, true);
            }
            PathEl::CurveTo(one, two, to) => {
                pen.cubic((one.x, one.y), (two.x, two.y), (to.x, to.y));
            }
            PathEl::ClosePath => {}
        }
    }
    pen.finish()
}

/// Collects points.
pub(super) struct Pen {
    scale: f64,
    contours: Vec<Vec<Point>>,
}

impl Pen {
    pub(super) fn new(scale: f64) -> Self {
        Self {
            scale,
            contours: Vec::new(),
        }
    }

    fn start(&mut self, x: f64, y: f64) {
        self.contours.push(Vec::new());
        self.point(x, y, true);
    }

    fn point(&mut self, x: f64, y: f64, on: bool) {
        let point = Point {
            x: x * self.scale,
            y: y * self.scale,
            on,
        };
        match self.contours.last_mut() {
            Some(contour) => contour.push(point),
            None => self.contours.push(vec![point]),
        }
    }

    /// A cubic curve as four quadratic ones: the difference is smaller than a printer can show.
    fn cubic(&mut self, one: (f64, f64), two: (f64, f64), to: (f64, f64)) {
        const PIECES: u32 = 4;
        let from = self.contours.last().and_then(|contour| contour.last());
        let from = from.map_or((0.0, 0.0), |point| {
            (point.x / self.scale, point.y / self.scale)
        });
        let at = |t: f64, axis: fn((f64, f64)) -> f64| {
            let s = 1.0 - t;
            s * s * s * axis(from)
                + 3.0 * s * s * t * axis(one)
                + 3.0 * s * t * t * axis(two)
                + t * t * t * axis(to)
        };
        let slope = |t: f64, axis: fn((f64, f64)) -> f64| {
            let s = 1.0 - t;
            3.0 * s * s * (axis(one) - axis(from))
                + 6.0 * s * t * (axis(two) - axis(one))
                + 3.0 * t * t * (axis(to) - axis(two))
        };
        let step = 1.0 / f64::from(PIECES);
        for piece in 0..PIECES {
            let (start, end) = (f64::from(piece) * step, f64::from(piece + 1) * step);
            // The mean of the halfway points of the two tangents.
            let control = |axis: fn((f64, f64)) -> f64| {
                (at(start, axis) + at(end, axis)) / 2.0
                    + (slope(start, axis) - slope(end, axis)) * step / 4.0
            };
            self.point(control(|p| p.0), control(|p| p.1), false);
            self.point(at(end, |p| p.0), at(end, |p| p.1), true);
        }
    }

    /// The contours without the closing point that repeats the start of each.
    pub(super) fn finish(mut self) -> Vec<Vec<Point>> {
        for contour in &mut self.contours {
            if contour.len() > 1 && contour.first() == contour.last() {
                contour.pop();
            }
        }
        self.contours.retain(|contour| contour.len() > 1);
        self.contours
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.start(x.into(), y.into());
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.point(x.into(), y.into(), true);
    }
    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.point(x1.into(), y1.into(), false);
        self.point(x.into(), y.into(), true);
    }
    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.cubic(
            (x1.into(), y1.into()),
            (x2.into(), y2.into()),
            (x.into(), y.into()),
        );
    }
    fn close(&mut self) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cubic_curves_keep_their_ends_and_their_middle() {
        let mut path = BezPath::new();
        path.move_to((0.0, 0.0));
        path.curve_to((0.0, 100.0), (100.0, 100.0), (100.0, 0.0));
        let contour = contours(&path).remove(0);
        let on: Vec<Point> = contour.into_iter().filter(|point| point.on).collect();
        assert_eq!(on.len(), 5);
        assert_eq!((on[2].x, on[2].y), (50.0, 75.0));
        assert_eq!((on[4].x, on[4].y), (100.0, 0.0));
    }
}
