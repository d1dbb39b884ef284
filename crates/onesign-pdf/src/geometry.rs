//! Page geometry: millipoints (1/1000 pt), origin at the top left of the page as displayed, y downwards.

use serde::{Deserialize, Serialize};

/// A rectangle on a displayed page, in millipoints from its top left corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rect {
    /// Distance of the left edge from the page's left edge.
    pub x: i64,
    /// Distance of the top edge from the page's top edge.
    pub y: i64,
    /// Width.
    pub w: i64,
    /// Height.
    pub h: i64,
}

/// The size of a displayed page, in millipoints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageSize {
    /// Width.
    pub w: i64,
    /// Height.
    pub h: i64,
}

impl Rect {
    /// Whether the rectangle has an area and is wholly within a page of the given size.
    pub fn fits(&self, page: PageSize) -> bool {
        let right = self.x.checked_add(self.w);
        let bottom = self.y.checked_add(self.h);
        self.w > 0
            && self.h > 0
            && self.x >= 0
            && self.y >= 0
            && right.is_some_and(|right| right <= page.w)
            && bottom.is_some_and(|bottom| bottom <= page.h)
    }
}

/// Points to millipoints; a value that is not a number or out of range saturates.
pub(crate) fn millipoints(points: f64) -> i64 {
    (points * 1000.0).round() as i64
}

/// Millipoints to points.
pub(crate) fn points(millipoints: i64) -> f64 {
    millipoints as f64 / 1000.0
}

/// A number as PDF writes it: no exponent, at most `digits` decimals, no needless zeros.
pub(crate) fn decimal(value: f64, digits: usize) -> String {
    if !value.is_finite() {
        return "0".to_owned();
    }
    let text = format!("{value:.digits$}");
    let text = if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.')
    } else {
        &text
    };
    if text.is_empty() || text == "-0" {
        "0".to_owned()
    } else {
        text.to_owned()
    }
}

/// An affine map `[a b c d e f]` as in PDF: `x' = a·x + c·y + e`, `y' = b·x + d·y + f`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Matrix(pub [f64; 6]);

impl Matrix {
    pub(crate) const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// The image of a point.
    pub(crate) fn apply(&self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// This map, and then another.
    pub(crate) fn then(&self, next: &Self) -> Self {
        let [a, b, c, d, e, f] = self.0;
        let [k, l, m, n, o, p] = next.0;
        Self([
            a * k + b * m,
            a * l + b * n,
            c * k + d * m,
            c * l + d * n,
            e * k + f * m + o,
            e * l + f * n + p,
        ])
    }

    /// The smallest upright box around the image of a box.
    pub(crate) fn bounds(&self, area: Bounds) -> Bounds {
        let corners = [
            (area.x0, area.y0),
            (area.x1, area.y0),
            (area.x0, area.y1),
            (area.x1, area.y1),
        ];
        let mut result: Option<Bounds> = None;
        for (x, y) in corners {
            let (x, y) = self.apply(x, y);
            let point = Bounds {
                x0: x,
                y0: y,
                x1: x,
                y1: y,
            };
            result = Some(result.map_or(point, |seen| seen.union(point)));
        }
        result.unwrap_or(area)
    }

    /// The six numbers as PDF operands.
    pub(crate) fn operands(&self) -> String {
        self.0.map(|value| decimal(value, 6)).join(" ")
    }
}

/// An upright box in points, y upwards, `x0 <= x1` and `y0 <= y1`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Bounds {
    pub x0: f64,
    pub y0: f64,
    pub x1: f64,
    pub y1: f64,
}

impl Bounds {
    /// The box between two opposite corners given in any order.
    pub(crate) fn between(a: f64, b: f64, c: f64, d: f64) -> Self {
        Self {
            x0: a.min(c),
            y0: b.min(d),
            x1: a.max(c),
            y1: b.max(d),
        }
    }

    pub(crate) fn width(&self) -> f64 {
        self.x1 - self.x0
    }

    pub(crate) fn height(&self) -> f64 {
        self.y1 - self.y0
    }

    pub(crate) fn union(self, other: Self) -> Self {
        Self {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
        }
    }

    /// The intersection; `None` if it has no area.
    pub(crate) fn intersection(self, other: Self) -> Option<Self> {
        let common = Self {
            x0: self.x0.max(other.x0),
            y0: self.y0.max(other.y0),
            x1: self.x1.min(other.x1),
            y1: self.y1.min(other.y1),
        };
        (common.width() > 0.0 && common.height() > 0.0).then_some(common)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fits_only_inside_the_page() {
        let page = PageSize { w: 100, h: 200 };
        assert!(
            Rect {
                x: 0,
                y: 0,
                w: 100,
                h: 200
            }
            .fits(page)
        );
        assert!(
            !Rect {
                x: 1,
                y: 0,
                w: 100,
                h: 200
            }
            .fits(page)
        );
        assert!(
            !Rect {
                x: 0,
                y: 0,
                w: 0,
                h: 200
            }
            .fits(page)
        );
        assert!(
            !Rect {
                x: i64::MAX,
                y: 0,
                w: 1,
                h: 1
            }
            .fits(page)
        );
        assert!(
            !Rect {
                x: -1,
                y: 0,
                w: 1,
                h: 1
            }
            .fits(page)
        );
    }

    #[test]
    fn decimals_have_no_exponent() {
        assert_eq!(decimal(595.276, 3), "595.276");
        assert_eq!(decimal(1e-9, 3), "0");
        assert_eq!(decimal(-0.0001, 3), "0");
        assert_eq!(decimal(1e15, 3), "1000000000000000");
        assert_eq!(decimal(f64::NAN, 3), "0");
        assert_eq!(decimal(120.0, 0), "120");
    }

    #[test]
    fn bounds_of_a_quarter_turn() {
        let turn = Matrix([0.0, -1.0, 1.0, 0.0, 0.0, 10.0]);
        let area = turn.bounds(Bounds::between(0.0, 0.0, 10.0, 20.0));
        assert_eq!(
            area,
            Bounds {
                x0: 0.0,
                y0: 0.0,
                x1: 20.0,
                y1: 10.0
            }
        );
    }
}
