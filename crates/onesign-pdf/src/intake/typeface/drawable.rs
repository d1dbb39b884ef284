//! Whether an embedded TrueType program has the outlines of the shown glyphs (ISO/IEC 14496-22, 5.3.3 and 5.3.4). If
//! tables are missing or entries point outside of them, the renderer draws nothing, while other readers use another
//! face: the sealed pages would show text that the pictures lack.

use std::collections::BTreeSet;

use super::reading::{Code, Reading};
use super::sfnt::{Sfnt, short};

/// How deep composite glyphs may nest.
const MAX_DEPTH: u32 = 6;
/// Most components of a glyph to examine.
const MAX_PARTS: usize = 64;

/// Whether every non-blank glyph of these codes can be drawn.
pub(super) fn draws(sfnt: &Sfnt<'_>, reading: &Reading<'_>, codes: &BTreeSet<Code>) -> bool {
    // CFF outlines have their own tables.
    if sfnt.table(b"CFF ").is_some() || sfnt.table(b"CFF2").is_some() {
        return true;
    }
    let is_drawn = |code: &Code| {
        reading.drawing(*code).is_none_or(|path| {
            !path.elements().is_empty() || is_blank(sfnt, reading.glyph(*code), MAX_DEPTH)
        })
    };
    codes.iter().all(is_drawn)
}

/// Whether a glyph exists and is empty.
fn is_blank(sfnt: &Sfnt<'_>, glyph: u16, depth: u32) -> bool {
    let Some(outline) = sfnt.glyph_data(glyph) else {
        return false;
    };
    let Some(contours) = short(outline, 0) else {
        return outline.is_empty();
    };
    match usize::from(contours) {
        0 => true,
        // A contour of one point has no area.
        1 => short(outline, 10) == Some(0),
        contours if contours < 0x8000 => false,
        _ => parts(outline).is_some_and(|parts| {
            depth > 0 && parts.iter().all(|part| is_blank(sfnt, *part, depth - 1))
        }),
    }
}

/// The components of a composite glyph.
fn parts(outline: &[u8]) -> Option<Vec<u16>> {
    let mut at = 10;
    let mut found = Vec::new();
    while found.len() < MAX_PARTS {
        let flags = short(outline, at)?;
        found.push(short(outline, at + 2)?);
        if flags & 0x20 == 0 {
            return Some(found);
        }
        at += if flags & 1 == 0 { 6 } else { 8 };
        at += match flags {
            flags if flags & 0x08 != 0 => 2,
            flags if flags & 0x40 != 0 => 4,
            flags if flags & 0x80 != 0 => 8,
            _ => 0,
        };
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn components_of_a_glyph_are_found() {
        let mut outline = vec![0xff, 0xff, 0, 0, 0, 0, 0, 0, 0, 0];
        for (flags, glyph, rest) in [(0x29_u16, 3_u16, 6), (0x60, 4, 6), (0xa0, 5, 10), (0, 6, 2)] {
            outline.extend(flags.to_be_bytes());
            outline.extend(glyph.to_be_bytes());
            outline.resize(outline.len() + rest, 0);
        }
        assert_eq!(parts(&outline), Some(vec![3, 4, 5, 6]));
        assert_eq!(parts(&outline[..20]), None);
    }
}
