//! Fits entries into their fields: at the usual size if possible, in as many lines as there is room for, and never too
//! small to read on paper. Lengths in points.

use crate::fonts::{HandFont, Library, Style, clusters};
use crate::geometry::points;
use crate::typeset::{Bounds, Line};

/// The usual and the smallest size of an entry. Below 6 points few people can read print on paper.
pub(super) const USUAL: f32 = 11.0;
pub(super) const SMALLEST: f32 = 6.0;
/// The smallest size for entries that were accepted before entries were measured, which are always drawn whole.
const LAST_RESORT: f32 = 0.5;
const STEP: f32 = 0.94;

/// The least line spacing, the height of a line above and below its baseline, and the gap between the ink of two
/// lines; in ems.
const LEADING: f32 = 1.25;
const ASCENT: f32 = 0.8;
const DESCENT: f32 = 0.25;
const AIR: f32 = 0.1;

/// The largest size of a typed signature.
const LARGEST_HAND: f32 = 60.0;

/// Width of an average letter in ems.
const LETTER: f64 = 0.52;

/// An entry's lines at the size at which they are drawn.
pub(super) struct Fitted {
    pub lines: Vec<Line>,
    pub size: f32,
    /// From one baseline to the next, in ems.
    pub leading: f32,
    /// The height of a line around its baseline, in ems.
    pub ink: Bounds,
    /// It can be read at this size.
    pub is_legible: bool,
}

impl Fitted {
    /// Height of all lines in points.
    pub(super) fn height(&self) -> f32 {
        let more = self.lines.len().saturating_sub(1) as f32;
        (more * self.leading + self.ink.bottom - self.ink.top) * self.size
    }
}

/// Fits a value into a width and a height: whole words first, down to the smallest size; then words are broken.
pub(super) fn text(library: &Library, value: &str, usual: f32, (w, h): (f32, f32)) -> Fitted {
    let smallest = smallest(h);
    for breaks in [false, true] {
        let mut size = usual.max(smallest);
        loop {
            if breaks || !library.has_wide_word(Style::Body, value, w / size) {
                let fitted = at(library, value, w, size);
                if fitted.height() <= h + 0.01 {
                    return fitted;
                }
            }
            if size <= smallest {
                break;
            }
            size = (size * STEP).max(smallest);
        }
    }
    let mut size = smallest;
    loop {
        size *= STEP;
        let fitted = at(library, value, w, size);
        if fitted.height() <= h || size <= LAST_RESORT {
            return Fitted {
                is_legible: false,
                ..fitted
            };
        }
    }
}

/// Whether a value fits at the smallest size.
pub(super) fn is_legible(library: &Library, value: &str, (w, h): (f32, f32)) -> bool {
    let fitted = at(library, value, w, smallest(h));
    fitted.is_legible && fitted.height() <= h + 0.01
}

/// If the sender made a field lower than a line of the smallest size, it gets one line of its own height.
fn smallest(h: f32) -> f32 {
    SMALLEST.min(h / (ASCENT + DESCENT) * 0.98).max(LAST_RESORT)
}

fn at(library: &Library, value: &str, w: f32, size: f32) -> Fitted {
    let lines = library.wrap(Style::Body, value, w / size);
    let ink = around(library, &lines);
    Fitted {
        leading: (ink.bottom - ink.top + AIR).max(LEADING),
        is_legible: lines.iter().all(|line| line.width * size <= w + 0.1),
        lines,
        size,
        ink,
    }
}

/// A typed signature, as large as possible. If the handwriting font lacks a letter, print replaces it for the whole
/// name.
pub(super) fn hand(library: &Library, text: &str, font: HandFont, (w, h): (f32, f32)) -> Fitted {
    let lines = vec![library.line(library.style_of_hand(font, text), text)];
    let ink = around(library, &lines);
    let usual = (h * 0.78).min(LARGEST_HAND);
    let size = usual
        .min(w / (ink.right - ink.left).max(0.01))
        .min(h / (ink.bottom - ink.top).max(0.01));
    Fitted {
        is_legible: size >= SMALLEST.min(usual),
        leading: LEADING,
        lines,
        size,
        ink,
    }
}

/// The height of the lines: that of their ink, and at least that of lines with usual letters.
fn around(library: &Library, lines: &[Line]) -> Bounds {
    let mut all = Bounds {
        left: 0.0,
        right: 0.0,
        top: -ASCENT,
        bottom: DESCENT,
    };
    for line in lines {
        let ink = library.ink(line);
        all.left = all.left.min(ink.left);
        all.right = all.right.max(ink.right).max(line.width);
        all.top = all.top.min(ink.top);
        all.bottom = all.bottom.max(ink.bottom);
    }
    all
}

/// How many letters a text must lose at its end until it `fits`; `None` if it does. More letters than `most` never fit
/// and are not tried.
pub(super) fn excess(text: &str, most: usize, fits: impl Fn(&str) -> bool) -> Option<usize> {
    let letters = clusters(text);
    if letters.len() <= most && fits(text) {
        return None;
    }
    let mut end = 0;
    let ends: Vec<usize> = letters
        .iter()
        .take(most)
        .map(|letter| {
            end += letter.len();
            end
        })
        .collect();
    let kept = ends.partition_point(|end| text.get(..*end).is_some_and(&fits));
    Some((letters.len() - kept).max(1))
}

/// An upper bound on the letters in a field of this size in millipoints, however narrow they are.
pub(super) fn most(w: i64, h: i64) -> usize {
    usize::try_from(capacity(w, h)).map_or(usize::MAX, |usual| usual.saturating_mul(5) + 64)
}

/// About how many letters of average width a field of this size in millipoints has room for, at the smallest size.
pub fn capacity(w: i64, h: i64) -> i64 {
    let (w, h) = (points(w.max(0)), points(h.max(0)));
    let (smallest, line) = (f64::from(SMALLEST), f64::from(ASCENT + DESCENT));
    let columns = ((w - 4.0).max(1.0) / (smallest * LETTER)).floor().max(1.0);
    let lines = ((h / smallest - line) / f64::from(LEADING))
        .floor()
        .max(0.0)
        + 1.0;
    // Words that don't fit at the end of a line leave part of it empty.
    let used = if lines > 1.0 { 0.9 } else { 1.0 };
    (columns * lines * used) as i64
}

#[cfg(test)]
mod tests;
