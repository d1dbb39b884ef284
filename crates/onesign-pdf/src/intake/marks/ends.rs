//! Line endings (ISO 32000-2, Table 179).

use crate::geometry::Bounds;
use crate::intake::pictures::{Pen, Picture, ellipse, through};
use crate::typeset::Ink;

/// The style of line endings.
pub(super) struct Ends<'p> {
    pub(super) pen: &'p Pen,
    /// Fills closed endings.
    pub(super) interior: Option<Ink>,
}

impl Ends<'_> {
    /// Draws the ending `name` at `tip` of a line from `other`.
    pub(super) fn draw(
        &self,
        picture: &mut Picture,
        name: &[u8],
        tip: (f64, f64),
        other: (f64, f64),
    ) {
        let (dx, dy) = (tip.0 - other.0, tip.1 - other.1);
        let length = dx.hypot(dy);
        let (ux, uy) = if length > 0.0 {
            (dx / length, dy / length)
        } else {
            (1.0, 0.0)
        };
        let at = |along: f64, aside: f64| {
            (
                tip.0 + along * ux - aside * uy,
                tip.1 + along * uy + aside * ux,
            )
        };
        let pen = Pen {
            dash: Vec::new(),
            ..self.pen.clone()
        };
        let width = pen.width.max(0.5);
        let (arrow, spread, half) = (9.0 * width, 4.5 * width, 3.0 * width);
        let closed = |picture: &mut Picture, points: &[(f64, f64)]| {
            picture.shape(through(points, true), self.interior, Some(pen.clone()));
        };
        match name {
            b"Square" => closed(
                picture,
                &[
                    at(-half, -half),
                    at(half, -half),
                    at(half, half),
                    at(-half, half),
                ],
            ),
            b"Diamond" => closed(
                picture,
                &[at(-half, 0.0), at(0.0, -half), at(half, 0.0), at(0.0, half)],
            ),
            b"Circle" => {
                let disc = Bounds::between(tip.0 - half, tip.1 - half, tip.0 + half, tip.1 + half);
                picture.shape(ellipse(disc), self.interior, Some(pen));
            }
            b"OpenArrow" => picture.stroke(
                through(&[at(-arrow, spread), tip, at(-arrow, -spread)], false),
                pen,
            ),
            b"ClosedArrow" => closed(picture, &[at(-arrow, spread), tip, at(-arrow, -spread)]),
            b"ROpenArrow" => picture.stroke(
                through(&[at(arrow, spread), tip, at(arrow, -spread)], false),
                pen,
            ),
            b"RClosedArrow" => closed(picture, &[at(arrow, spread), tip, at(arrow, -spread)]),
            b"Butt" => picture.stroke(through(&[at(0.0, half), at(0.0, -half)], false), pen),
            b"Slash" => picture.stroke(
                through(&[at(half * 0.6, half), at(-half * 0.6, -half)], false),
                pen,
            ),
            _ => {}
        }
    }
}
