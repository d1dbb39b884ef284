//! The seal: two rings of interlaced waves around a check mark, drawn as vector paths.

use std::f64::consts::TAU;

use krilla::geom::{Path, PathBuilder};
use krilla::surface::Surface;

use crate::stamp::stroke;
use crate::typeset::Ink;

/// The ornament is designed on a square of 100 units.
const SIDE: f32 = 100.0;

/// A ring of waves: mean radius, height of a wave, number of waves, number of shifted curves, points per curve.
struct Ring {
    radius: f64,
    height: f64,
    waves: u16,
    curves: u16,
    points: u16,
}

const RINGS: [Ring; 2] = [
    Ring {
        radius: 38.4,
        height: 7.7,
        waves: 12,
        curves: 6,
        points: 192,
    },
    Ring {
        radius: 22.05,
        height: 6.25,
        waves: 9,
        curves: 4,
        points: 144,
    },
];

/// Draws the seal with its upper left corner at `(x, y)`; `checked` puts the check mark into it.
pub(crate) fn seal(surface: &mut Surface<'_>, x: f32, y: f32, size: f32, ink: Ink, checked: bool) {
    let scale = size / SIDE;
    let at = |px: f64, py: f64| (x + px as f32 * scale, y + py as f32 * scale);
    for ring in &RINGS {
        for curve in 0..ring.curves {
            stroke(surface, wave(ring, curve, &at), 0.5 * scale, ink);
        }
    }
    stroke(surface, circle(&at), 0.8 * scale, ink);
    if checked {
        let mut mark = PathBuilder::new();
        for (index, (px, py)) in [(38.0, 51.5), (46.0, 59.5), (63.0, 40.5)]
            .into_iter()
            .enumerate()
        {
            let (px, py) = at(px, py);
            if index == 0 {
                mark.move_to(px, py)
            } else {
                mark.line_to(px, py)
            }
        }
        stroke(surface, mark.finish(), 3.2 * scale, ink);
    }
}

fn wave(ring: &Ring, curve: u16, at: &impl Fn(f64, f64) -> (f32, f32)) -> Option<Path> {
    let shift = TAU * f64::from(curve) / f64::from(ring.curves);
    let mut path = PathBuilder::new();
    for step in 0..ring.points {
        let angle = TAU * f64::from(step) / f64::from(ring.points);
        let radius = ring.radius + ring.height * (angle * f64::from(ring.waves) + shift).cos();
        // Rounds to hundredths, so that the last bit of a cosine doesn't reach the file.
        let rounded = |value: f64| (value * 100.0).round() / 100.0;
        let (px, py) = at(
            rounded(50.0 + radius * angle.cos()),
            rounded(50.0 + radius * angle.sin()),
        );
        if step == 0 {
            path.move_to(px, py)
        } else {
            path.line_to(px, py)
        }
    }
    path.close();
    path.finish()
}

/// A circle of four Bézier curves.
fn circle(at: &impl Fn(f64, f64) -> (f32, f32)) -> Option<Path> {
    const RADIUS: f64 = 49.0;
    const HANDLE: f64 = RADIUS * 0.552_284_75;
    let mut path = PathBuilder::new();
    let (px, py) = at(50.0 + RADIUS, 50.0);
    path.move_to(px, py);
    // Each quarter is the previous one, rotated by 90 degrees.
    for (cos, sin) in [(1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0)] {
        let turned = |px: f64, py: f64| at(50.0 + px * cos - py * sin, 50.0 + px * sin + py * cos);
        let (a, b, end) = (
            turned(RADIUS, HANDLE),
            turned(HANDLE, RADIUS),
            turned(0.0, RADIUS),
        );
        path.cubic_to(a.0, a.1, b.0, b.1, end.0, end.1);
    }
    path.close();
    path.finish()
}
