//! Squares, circles, polygons and carets (ISO 32000-2, 12.5.6.8, 12.5.6.9, 12.5.6.11).

use super::{Mark, points};
use crate::geometry::Bounds;
use crate::intake::colours::BLACK;
use crate::intake::looks::shrunk;
use crate::intake::pictures::{Picture, Step, ellipse, outline, through};
use crate::typeset::Ink;

/// The most bulges of a cloud.
const MAX_BULGES: f64 = 400.0;

/// The default for a missing `/C` of a caret.
const BLUE: Ink = Ink(0, 0, 255);

/// Draws a rectangle or an ellipse inside the annotation's rectangle.
pub(super) fn boxed(mark: &Mark<'_>, round: bool, picture: &mut Picture) -> bool {
    let pen = mark
        .colour(b"C", BLACK)
        .and_then(|ink| mark.border.pen(ink));
    let half = pen.as_ref().map_or(0.0, |pen| pen.width / 2.0);
    let area = shrunk(mark.inner(), half);
    let steps = match (cloudiness(mark), round) {
        (Some(bulge), true) => cloud(&around(shrunk(area, bulge / 2.0)), bulge),
        (Some(bulge), false) => {
            let Bounds { x0, y0, x1, y1 } = shrunk(area, bulge / 2.0);
            cloud(&[(x0, y0), (x1, y0), (x1, y1), (x0, y1)], bulge)
        }
        (None, true) => ellipse(area),
        (None, false) => outline(area),
    };
    picture.shape(steps, mark.named_colour(b"IC"), pen);
    true
}

/// Draws a closed polygon.
pub(super) fn polygon(mark: &Mark<'_>, picture: &mut Picture) -> bool {
    let corners = mark
        .numbers(b"Vertices")
        .map(|numbers| points(&numbers))
        .unwrap_or_default();
    let steps = match (cloudiness(mark), mark.path()) {
        (None, Some(mut steps)) => {
            steps.push(Step::Close);
            steps
        }
        (Some(bulge), _) => cloud(&corners, bulge),
        (None, None) => through(&corners, true),
    };
    if steps.is_empty() {
        return false;
    }
    let pen = mark
        .colour(b"C", BLACK)
        .and_then(|ink| mark.border.pen(ink));
    picture.shape(steps, mark.named_colour(b"IC"), pen);
    true
}

/// Draws the insertion caret, its point upwards.
pub(super) fn caret(mark: &Mark<'_>, picture: &mut Picture) -> bool {
    let Some(ink) = mark.colour(b"C", BLUE) else {
        return true;
    };
    let Bounds { x0, y0, x1, y1 } = mark.inner();
    let x = (x0 + x1) / 2.0;
    let steps = vec![
        Step::Move(x0, y0),
        Step::Curve([(x0 + x) / 2.0, y0, x, (y0 + y1) / 2.0, x, y1]),
        Step::Curve([x, (y0 + y1) / 2.0, (x1 + x) / 2.0, y0, x1, y0]),
        Step::Close,
    ];
    picture.fill(steps, ink);
    true
}

/// The width of the bulges in points, if the border is a cloud (Table 169).
fn cloudiness(mark: &Mark<'_>) -> Option<f64> {
    let effect = mark.source.dictionary(mark.annotation, b"BE")?;
    let intensity = effect
        .get(b"I")
        .ok()
        .and_then(|value| mark.source.number(value))
        .unwrap_or(0.0);
    let is_cloudy = mark.source.name(effect, b"S") == Some(b"C") && intensity > 0.0;
    is_cloudy.then(|| 8.0 * intensity.min(2.0))
}

/// Points around the ellipse in a box, anticlockwise.
fn around(area: Bounds) -> Vec<(f64, f64)> {
    let (x, y) = ((area.x0 + area.x1) / 2.0, (area.y0 + area.y1) / 2.0);
    (0..48)
        .map(|index| {
            let angle = std::f64::consts::TAU * f64::from(index) / 48.0;
            (
                x + area.width() / 2.0 * angle.cos(),
                y + area.height() / 2.0 * angle.sin(),
            )
        })
        .collect()
}

/// A closed line of bulges along a polygon, on its outside.
fn cloud(corners: &[(f64, f64)], bulge: f64) -> Vec<Step> {
    let next = |index: usize| corners[(index + 1) % corners.len()];
    let edges = || {
        corners
            .iter()
            .enumerate()
            .map(|(index, from)| (*from, next(index)))
    };
    let area: f64 = edges().map(|((ax, ay), (bx, by))| ax * by - bx * ay).sum();
    let sense = if area < 0.0 { -1.0 } else { 1.0 };
    let length: f64 = edges()
        .map(|((ax, ay), (bx, by))| (bx - ax).hypot(by - ay))
        .sum();
    let bulge = bulge.max(length / MAX_BULGES);
    let Some(&(x, y)) = corners.first() else {
        return Vec::new();
    };
    let mut steps = vec![Step::Move(x, y)];
    let (mut start, mut walked) = ((x, y), 0.0);
    for ((ax, ay), (bx, by)) in edges() {
        let side = (bx - ax).hypot(by - ay);
        // Bulges restart at corners; the short sides of a round outline share one.
        walked += side;
        if walked < bulge * 0.75 && (bx, by) != (x, y) {
            continue;
        }
        let (sx, sy) = start;
        let count = (walked / bulge).round().max(1.0);
        for index in 1..=count as usize {
            let (from, to) = ((index - 1) as f64 / count, index as f64 / count);
            let at = |part: f64| (sx + (bx - sx) * part, sy + (by - sy) * part);
            let ((cx, cy), (dx, dy)) = (at(from), at(to));
            let (ox, oy) = ((dy - cy) * 0.7 * sense, (cx - dx) * 0.7 * sense);
            steps.push(Step::Curve([cx + ox, cy + oy, dx + ox, dy + oy, dx, dy]));
        }
        (start, walked) = ((bx, by), 0.0);
    }
    steps.push(Step::Close);
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clouds_bulge_outwards_and_have_an_end() {
        let square = [(0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0)];
        let mut picture = Picture::default();
        picture.fill(cloud(&square, 10.0), BLACK);
        let extent = picture.extent().unwrap();
        assert!(extent.x0 < -4.0 && extent.y1 > 104.0, "{extent:?}");
        let turned: Vec<_> = square.iter().rev().copied().collect();
        let mut picture = Picture::default();
        picture.fill(cloud(&turned, 10.0), BLACK);
        assert!(picture.extent().unwrap().x0 < -4.0);
        assert!(cloud(&[(0.0, 0.0), (1e5, 0.0), (1e5, 1e5)], 0.001).len() < 440);
        assert!(cloud(&[], 8.0).is_empty());
    }
}
