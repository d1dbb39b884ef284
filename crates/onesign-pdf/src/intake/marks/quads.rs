//! Marks on text (ISO 32000-2, 12.5.6.10): highlights, underlines, strike-outs; and redaction marks.

use super::{MAX_POINTS, Mark};
use crate::intake::colours::BLACK;
use crate::intake::pictures::{Pen, Picture, through};
use crate::typeset::Ink;

/// Where `/C` is missing.
const YELLOW: Ink = Ink(255, 255, 0);
const RED: Ink = Ink(255, 0, 0);

/// The most waves of one squiggly line.
const MAX_WAVES: f64 = 2_000.0;

type Point = (f64, f64);

/// Four corners of marked text, seen upright.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Quad {
    top: [Point; 2],
    bottom: [Point; 2],
}

/// Draws marks on text.
pub(super) fn draw(mark: &Mark<'_>, kind: &[u8], picture: &mut Picture) -> bool {
    let is_highlight = kind == b"Highlight";
    let Some(ink) = mark.colour(b"C", if is_highlight { YELLOW } else { BLACK }) else {
        return true;
    };
    picture.multiplies = is_highlight;
    for quad in quads(mark) {
        let height = quad.height();
        let pen = Pen::new(ink, (height * 0.06).clamp(0.5, 4.0));
        match kind {
            b"Highlight" => {
                let [a, b] = quad.top;
                let [c, d] = quad.bottom;
                picture.fill(through(&[a, b, d, c], true), ink);
            }
            b"Squiggly" => picture.stroke(
                through(&quad.waves(), false),
                Pen {
                    width: pen.width * 0.8,
                    ..pen
                },
            ),
            // The box extends below the baseline, so the middle of small letters is below the middle of the box.
            b"StrikeOut" => picture.stroke(through(&quad.across(0.47), false), pen),
            _ => picture.stroke(through(&quad.across(0.1), false), pen),
        }
    }
    true
}

/// Draws the outlines of areas marked for redaction but not yet redacted.
pub(super) fn outlines(mark: &Mark<'_>, picture: &mut Picture) -> bool {
    let ink = mark
        .named_colour(b"OC")
        .or_else(|| mark.named_colour(b"C"))
        .unwrap_or(RED);
    for quad in quads(mark) {
        let [a, b] = quad.top;
        let [c, d] = quad.bottom;
        picture.stroke(through(&[a, b, d, c], true), Pen::new(ink, 1.0));
    }
    true
}

/// The quadrilaterals of an annotation, its rectangle if it has no readable one.
fn quads(mark: &Mark<'_>) -> Vec<Quad> {
    let listed = mark.numbers(b"QuadPoints").unwrap_or_default();
    let listed: Vec<Quad> = listed
        .as_chunks::<8>()
        .0
        .iter()
        .take(MAX_POINTS / 4)
        .map(Quad::from_numbers)
        .collect();
    if !listed.is_empty() {
        return listed;
    }
    let r = mark.rect;
    vec![Quad {
        top: [(r.x0, r.y1), (r.x1, r.y1)],
        bottom: [(r.x0, r.y0), (r.x1, r.y0)],
    }]
}

impl Quad {
    /// The standard lists the corners in turn from the lower left one; most programs write both upper ones first,
    /// each pair from left to right. Either way two opposite edges follow each other.
    fn from_numbers(numbers: &[f64; 8]) -> Self {
        let [a, b, c, d, e, f, g, h] = *numbers;
        let mut first = [(a, b), (c, d)];
        let mut second = [(e, f), (g, h)];
        let along = |edge: [Point; 2]| (edge[1].0 - edge[0].0, edge[1].1 - edge[0].1);
        let (u, v) = (along(first), along(second));
        if u.0 * v.0 + u.1 * v.1 < 0.0 {
            second.reverse();
        }
        // Text is read from left to right, or upwards or downwards.
        let u = along(first);
        if u.0 < 0.0 && u.0.abs() >= u.1.abs() {
            first.reverse();
            second.reverse();
        }
        let u = along(first);
        let over = (second[0].0 - first[0].0, second[0].1 - first[0].1);
        if u.0 * over.1 - u.1 * over.0 > 0.0 {
            Self {
                top: second,
                bottom: first,
            }
        } else {
            Self {
                top: first,
                bottom: second,
            }
        }
    }

    fn height(&self) -> f64 {
        let ([top, _], [bottom, _]) = (self.top, self.bottom);
        (top.0 - bottom.0).hypot(top.1 - bottom.1)
    }

    /// The line from left to right at a fraction of the height.
    fn across(&self, part: f64) -> [Point; 2] {
        let between = |low: Point, high: Point| {
            (
                low.0 + (high.0 - low.0) * part,
                low.1 + (high.1 - low.1) * part,
            )
        };
        let ([a, b], [c, d]) = (self.bottom, self.top);
        [between(a, c), between(b, d)]
    }

    /// A wavy line along the lower edge.
    fn waves(&self) -> Vec<Point> {
        let (low, high) = (self.across(0.04), self.across(0.14));
        let length = (low[1].0 - low[0].0).hypot(low[1].1 - low[0].1);
        let step = (self.height() * 0.12).max(0.5);
        let count = (length / step).clamp(1.0, MAX_WAVES) as usize;
        (0..=count)
            .map(|index| {
                let [from, to] = if index % 2 == 0 { low } else { high };
                let part = index as f64 / count as f64;
                (
                    from.0 + (to.0 - from.0) * part,
                    from.1 + (to.1 - from.1) * part,
                )
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corners_are_understood_in_every_order() {
        let upright = Quad {
            top: [(10.0, 20.0), (90.0, 20.0)],
            bottom: [(10.0, 5.0), (90.0, 5.0)],
        };
        for order in [
            [10.0, 20.0, 90.0, 20.0, 10.0, 5.0, 90.0, 5.0],
            [10.0, 5.0, 90.0, 5.0, 90.0, 20.0, 10.0, 20.0],
            [10.0, 5.0, 90.0, 5.0, 10.0, 20.0, 90.0, 20.0],
            [90.0, 20.0, 10.0, 20.0, 90.0, 5.0, 10.0, 5.0],
            [10.0, 20.0, 90.0, 20.0, 90.0, 5.0, 10.0, 5.0],
        ] {
            assert_eq!(Quad::from_numbers(&order), upright, "{order:?}");
        }
        assert_eq!(upright.across(0.2), [(10.0, 8.0), (90.0, 8.0)]);
    }
}
