//! The widths of ASCII in ordinary fonts that are not embedded (9.6.2.2, 9.6.2.3).

use crate::object::{Dictionary, Object};
use crate::read::Document;

/// Widths of ASCII in Helvetica, in thousandths, from the space (Adobe's font metrics).
const HELVETICA: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];
/// The same in Helvetica-Bold.
const HELVETICA_BOLD: [u16; 95] = [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667,
    611, 778, 722, 278, 556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556,
    278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
];
/// The same in Times-Roman.
const TIMES: [u16; 95] = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500,
    500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611,
    556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722,
    722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500,
    278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
];
/// The same in Times-Bold.
const TIMES_BOLD: [u16; 95] = [
    250, 333, 555, 500, 500, 1000, 833, 278, 333, 333, 500, 570, 250, 333, 250, 278, 500, 500, 500,
    500, 500, 500, 500, 500, 500, 500, 333, 333, 570, 570, 570, 500, 930, 722, 667, 722, 722, 667,
    611, 778, 778, 389, 500, 778, 667, 944, 722, 778, 611, 778, 722, 556, 667, 722, 722, 1000, 722,
    722, 667, 333, 278, 333, 581, 500, 333, 500, 556, 444, 556, 444, 333, 500, 556, 278, 333, 556,
    278, 833, 556, 500, 556, 556, 444, 389, 333, 556, 500, 722, 500, 500, 444, 394, 220, 394, 520,
];
/// The width of every letter in Courier.
const COURIER: u16 = 600;
/// The least share of its usual width that a letter may have: narrow fonts, and letters that some fonts draw narrowly.
const NARROW: f64 = 0.5;
/// The same for digits, which are alike in most fonts.
const NARROW_DIGIT: f64 = 0.7;
/// Up to this width, or twice its usual one, a letter is only wide, in units of the font size.
const WIDE: f64 = 0.75;

/// How far each letter moves the next one.
#[derive(Debug, Clone)]
pub(super) struct Widths {
    /// For printable ASCII from the space on; `None` where letters would overlap or be torn apart.
    letters: Vec<Option<f64>>,
}

impl Widths {
    /// The widths that the font states, otherwise those that all readers have for a standard font.
    pub fn of(document: &Document<'_>, font: &Dictionary) -> Self {
        let value = |key: &str| document.value(font, key).unwrap_or(Object::Null);
        let name = value("BaseFont");
        let name = String::from_utf8_lossy(name.as_name().unwrap_or_default()).to_lowercase();
        let stated = stated(document, font);
        let letters = (0x20..=0x7e_u8).map(|code| {
            let usual = usual(&name, code);
            match &stated {
                Some((first, widths)) => {
                    let at = i64::from(code).checked_sub(*first);
                    let at = at.and_then(|at| usize::try_from(at).ok());
                    let width = *at.and_then(|at| widths.get(at))?;
                    is_like(width, usual, code).then_some(width)
                }
                None => Some(usual),
            }
        });
        Self {
            letters: letters.collect(),
        }
    }

    /// The width of a letter in units of the font size.
    pub fn width(&self, code: u8) -> Option<f64> {
        let at = usize::from(code).checked_sub(0x20)?;
        self.letters.get(at).copied().flatten()
    }
}

/// The first code with a width, and the widths; `None` if the font states none.
fn stated(document: &Document<'_>, font: &Dictionary) -> Option<(i64, Vec<f64>)> {
    let widths = document.value(font, "Widths").unwrap_or(Object::Null);
    let first = document.value(font, "FirstChar").unwrap_or(Object::Null);
    let widths = widths.as_array()?.iter().take(256).map(|width| {
        let width = document.follow(width).ok();
        let width = width.and_then(|width| width.as_number());
        width.map_or(f64::NAN, |width| width / 1000.0)
    });
    // Without the first code, no width is known.
    Some((first.as_integer().unwrap_or(i64::MAX), widths.collect()))
}

fn usual(name: &str, code: u8) -> f64 {
    let at = usize::from(code.saturating_sub(0x20));
    let is_bold = name.contains("bold");
    let table = match (name.contains("times"), is_bold) {
        (true, false) => &TIMES,
        (true, true) => &TIMES_BOLD,
        (false, false) => &HELVETICA,
        (false, true) => &HELVETICA_BOLD,
    };
    let is_fixed = name.contains("courier");
    let width = table.get(at).copied().filter(|_| !is_fixed);
    f64::from(width.unwrap_or(COURIER)) / 1000.0
}

/// Whether a letter of this width neither overlaps the next one nor is far from it.
fn is_like(width: f64, usual: f64, code: u8) -> bool {
    let least = if code.is_ascii_digit() {
        NARROW_DIGIT
    } else {
        NARROW
    };
    (usual * least..=(usual * 2.0).max(WIDE)).contains(&width)
}

#[cfg(test)]
mod tests {
    use super::{is_like, usual};

    #[test]
    fn only_likely_widths_are_taken() {
        let comma = usual("helvetica", b',');
        for width in [0.0, -0.278, 90.0, 1.0, f64::NAN] {
            assert!(!is_like(width, comma, b','), "{width}");
        }
        assert!(!is_like(0.3, usual("helvetica", b'9'), b'9'));
        for (name, code, width) in [
            ("helvetica", b'9', 0.556),
            ("arialnarrow", b'9', 0.456),
            ("couriernew", b'i', 0.6),
            ("consolas", b'@', 0.55),
        ] {
            assert!(is_like(width, usual(name, code), code), "{name}");
        }
    }
}
