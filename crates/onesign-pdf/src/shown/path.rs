//! Paths: their areas, and whether they are lines, frames or boxes rather than drawings.

use super::mark::Kind;
use super::matrix::{Area, Matrix, NOTHING, height, joined, moved, width};

/// Largest thickness of a line to write on or of a table, in points.
const THIN: f64 = 3.0;
/// Shortest length of a line that can't be a stroke of a letter, in points.
const LONG: f64 = 18.0;
/// Smallest height of a box to write in, in points.
const HIGH: f64 = 9.0;
/// Least brightness of a box to write in.
const LIGHT: f64 = 0.75;
/// Most points of a path whose shape is examined.
const MAX_POINTS: usize = 50_000;

/// A part of a path that begins with `m` or `re`.
#[derive(Debug, Clone, Default)]
pub(super) struct Subpath {
    /// Corners and control points, on the page.
    pub points: Vec<(f64, f64)>,
    pub is_curved: bool,
    pub is_closed: bool,
}

impl Subpath {
    /// The area around all points.
    pub fn area(&self) -> Area {
        let points = self.points.iter();
        points.fold(NOTHING, |area, (x, y)| joined(area, [*x, *y, *x, *y]))
    }

    /// Whether this is a rectangle with upright sides.
    fn is_rectangle(&self) -> bool {
        let mut corners = self.points.as_slice();
        if let [first, .., last] = corners
            && corners.len() == 5
            && near(*first, *last)
        {
            corners = corners.get(..4).unwrap_or_default();
        }
        let [a, b, c, d] = corners else { return false };
        let level = |one: &(f64, f64), other: &(f64, f64)| (one.1 - other.1).abs() < 0.05;
        let plumb = |one: &(f64, f64), other: &(f64, f64)| (one.0 - other.0).abs() < 0.05;
        !self.is_curved
            && (level(a, b) && plumb(b, c) && level(c, d) && plumb(d, a)
                || plumb(a, b) && level(b, c) && plumb(c, d) && level(d, a))
    }

    /// The straight pieces of the outline.
    fn sides(&self) -> impl Iterator<Item = ((f64, f64), (f64, f64))> + '_ {
        let back = self.points.last().zip(self.points.first());
        let back = back
            .filter(|_| self.is_closed)
            .map(|(last, first)| (*last, *first));
        let ahead = self.points.windows(2).filter_map(|two| match two {
            [one, other] => Some((*one, *other)),
            _ => None,
        });
        ahead.chain(back)
    }
}

fn near(one: (f64, f64), other: (f64, f64)) -> bool {
    (one.0 - other.0).abs() < 0.05 && (one.1 - other.1).abs() < 0.05
}

/// A path under construction (8.5.2).
#[derive(Debug, Clone, Default)]
pub(super) struct Path {
    pub parts: Vec<Subpath>,
    pub points: usize,
    current: (f64, f64),
    pub clips: bool,
    /// Whether it has more points than are kept; its parts are then areas.
    is_vast: bool,
}

impl Path {
    fn put(&mut self, point: (f64, f64)) {
        self.points += 1;
        self.is_vast |= self.points > MAX_POINTS;
        let is_vast = self.is_vast;
        if let Some(part) = self.parts.last_mut() {
            part.is_curved |= is_vast;
            if is_vast {
                let area = joined(part.area(), [point.0, point.1, point.0, point.1]);
                part.points = vec![(area[0], area[1]), (area[2], area[3])];
            } else {
                part.points.push(point);
            }
        }
    }

    fn begin(&mut self) {
        if !self.is_vast || self.parts.is_empty() {
            self.parts.push(Subpath::default());
        }
    }

    pub fn move_to(&mut self, matrix: &Matrix, x: f64, y: f64) {
        self.begin();
        self.put(moved(matrix, x, y));
        self.current = (x, y);
    }

    /// A line, or a curve if there are control points.
    pub fn go(&mut self, matrix: &Matrix, points: &[(f64, f64)]) {
        // Continues from the start of a part that was just closed (8.5.2.1).
        let closed = self.parts.last().filter(|part| part.is_closed);
        if let Some(start) = closed.and_then(|part| part.points.first()).copied() {
            self.begin();
            self.put(start);
        }
        if self.parts.is_empty() {
            self.begin();
        }
        for (x, y) in points {
            self.put(moved(matrix, *x, *y));
            self.current = (*x, *y);
        }
        if points.len() > 1
            && let Some(part) = self.parts.last_mut()
        {
            part.is_curved = true;
        }
    }

    pub fn close(&mut self) {
        if let Some(part) = self.parts.last_mut() {
            part.is_closed = true;
        }
    }

    pub fn rectangle(&mut self, matrix: &Matrix, [x, y, width, height]: [f64; 4]) {
        self.begin();
        for (x, y) in [
            (x, y),
            (x + width, y),
            (x + width, y + height),
            (x, y + height),
        ] {
            self.put(moved(matrix, x, y));
        }
        self.close();
        self.current = (x, y);
    }

    pub fn current(&self) -> (f64, f64) {
        self.current
    }

    /// The area around the whole path.
    pub fn area(&self) -> Area {
        let parts = self.parts.iter().map(Subpath::area);
        parts.fold(NOTHING, joined)
    }

    /// Whether the path is a single upright rectangle.
    pub fn is_one_rectangle(&self) -> bool {
        matches!(self.parts.as_slice(), [only] if only.is_rectangle())
    }

    /// Whether a point is inside, by the non-zero winding rule. Curves count as their control points.
    pub fn holds(&self, (x, y): (f64, f64)) -> bool {
        let mut winding = 0;
        for part in &self.parts {
            let back = part.points.last().zip(part.points.first());
            let sides = part
                .points
                .windows(2)
                .filter_map(|two| two.first().zip(two.last()));
            for (from, to) in sides.chain(back) {
                let side = (to.0 - from.0) * (y - from.1) - (x - from.0) * (to.1 - from.1);
                if from.1 <= y && to.1 > y && side > 0.0 {
                    winding += 1;
                } else if from.1 > y && to.1 <= y && side < 0.0 {
                    winding -= 1;
                }
            }
        }
        winding != 0
    }
}

/// What a filled part is. `light` is the brightness of a colour that is the same everywhere.
pub(super) fn filled(part: &Subpath, light: Option<f64>) -> Kind {
    let area = part.area();
    let (wide, high) = (width(area), height(area));
    if !part.is_rectangle() {
        return Kind::Path;
    }
    if wide.min(high) <= THIN {
        return Kind::Rule;
    }
    let is_large = wide >= LONG && high >= HIGH;
    match light {
        Some(light) if is_large && light >= LIGHT => Kind::Ground,
        _ => Kind::Block,
    }
}

/// What a stroked part is, for a pen of this width in points.
pub(super) fn stroked(part: &Subpath, pen: f64) -> Kind {
    if part.is_curved || pen > THIN {
        return Kind::Path;
    }
    let is_upright = |((x, y), (to_x, to_y)): ((f64, f64), (f64, f64))| {
        (x - to_x).abs() < 0.05 || (y - to_y).abs() < 0.05
    };
    if !part.sides().all(is_upright) {
        return Kind::Path;
    }
    let area = part.area();
    let is_frame =
        part.is_rectangle() && width(area).max(height(area)) >= LONG && height(area) >= HIGH;
    let is_line = width(area).min(height(area)) <= THIN;
    if is_frame || is_line {
        Kind::Rule
    } else {
        Kind::Path
    }
}

/// Whether a rule is so long that it can't be a stroke of a letter.
pub(super) fn is_long(area: Area) -> bool {
    width(area).max(height(area)) >= LONG
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shown::matrix::IDENTITY;

    fn kinds(path: &Path, light: f64) -> (Vec<Kind>, Vec<Kind>) {
        let parts = path.parts.iter();
        let both = parts.map(|part| (filled(part, Some(light)), stroked(part, 1.0)));
        both.unzip()
    }

    #[test]
    fn lines_frames_and_boxes_are_no_drawings() {
        let mut path = Path::default();
        path.rectangle(&IDENTITY, [10.0, 10.0, 100.0, 20.0]);
        path.move_to(&IDENTITY, 10.0, 50.0);
        path.go(&IDENTITY, &[(110.0, 50.0)]);
        path.move_to(&IDENTITY, 10.0, 50.0);
        path.go(&IDENTITY, &[(20.0, 60.0)]);
        let (fills, strokes) = kinds(&path, 1.0);
        assert_eq!(fills, [Kind::Ground, Kind::Path, Kind::Path]);
        assert_eq!(strokes, [Kind::Rule, Kind::Rule, Kind::Path]);
        assert_eq!(kinds(&path, 0.2).0[0], Kind::Block);
        assert!(path.holds((50.0, 15.0)) && !path.holds((50.0, 35.0)));
    }

    #[test]
    fn a_box_drawn_by_lines_is_a_box() {
        let mut path = Path::default();
        path.move_to(&IDENTITY, 0.0, 0.0);
        path.go(&IDENTITY, &[(100.0, 0.0)]);
        path.go(&IDENTITY, &[(100.0, 50.0)]);
        path.go(&IDENTITY, &[(0.0, 50.0)]);
        path.close();
        assert_eq!(kinds(&path, 1.0).0, [Kind::Ground]);
        assert!(path.is_one_rectangle());
        assert!(path.holds((99.0, 49.0)));
    }

    #[test]
    fn a_vast_path_keeps_its_area() {
        let mut path = Path::default();
        path.move_to(&IDENTITY, 0.0, 0.0);
        for at in 0..60_000 {
            path.go(&IDENTITY, &[(f64::from(at), 1.0)]);
        }
        assert_eq!(path.area(), [0.0, 0.0, 59_999.0, 1.0]);
        assert!(
            path.parts
                .iter()
                .map(|part| part.points.len())
                .sum::<usize>()
                < 10
        );
        assert_eq!(kinds(&path, 1.0).0, [Kind::Path]);
    }
}
