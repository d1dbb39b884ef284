//! From the visual order of glyphs on a line to the reading order.

use unicode_bidi::{BidiClass, bidi_class};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Runs {
    LeftToRight,
    RightToLeft,
    /// The same as its surroundings.
    Either,
}

/// The direction of most letters of a page.
pub(crate) fn is_right_to_left<'a>(glyphs: impl Iterator<Item = &'a String>) -> bool {
    let (mut right, mut left) = (0_usize, 0_usize);
    for glyph in glyphs {
        right += usize::from(direction(glyph) == Runs::RightToLeft);
        left += usize::from(is_letter(glyph));
    }
    right > left
}

/// The text of glyphs that are adjacent from left to right, in reading order. The letters of each glyph are already
/// in order. A line with letters of both directions takes the direction of the page.
pub(crate) fn reading_order(glyphs: &[String], page_is_right_to_left: bool) -> String {
    let directions: Vec<Runs> = glyphs.iter().map(|glyph| direction(glyph)).collect();
    if !directions.contains(&Runs::RightToLeft) {
        return glyphs.concat();
    }
    let base = if page_is_right_to_left || !glyphs.iter().any(|glyph| is_letter(glyph)) {
        Runs::RightToLeft
    } else {
        Runs::LeftToRight
    };
    let directions = resolve(&directions, base);
    let mut groups: Vec<(Runs, Vec<&str>)> = Vec::new();
    for (glyph, way) in glyphs.iter().zip(directions) {
        match groups.last_mut() {
            Some((same, group)) if *same == way => group.push(glyph),
            _ => groups.push((way, vec![glyph])),
        }
    }
    for (way, group) in &mut groups {
        if *way == Runs::RightToLeft {
            group.reverse();
        }
    }
    if base == Runs::RightToLeft {
        groups.reverse();
    }
    groups.into_iter().flat_map(|(_, group)| group).collect()
}

/// Whether a glyph is a left-to-right letter; digits occur in both directions.
fn is_letter(glyph: &str) -> bool {
    glyph.chars().any(|c| bidi_class(c) == BidiClass::L)
}

fn direction(glyph: &str) -> Runs {
    for character in glyph.chars() {
        match bidi_class(character) {
            BidiClass::L | BidiClass::EN | BidiClass::AN => return Runs::LeftToRight,
            BidiClass::R | BidiClass::AL => return Runs::RightToLeft,
            // The vowel signs of Hebrew and Arabic.
            BidiClass::NSM if matches!(character, '\u{591}'..='\u{8ff}') => {
                return Runs::RightToLeft;
            }
            _ => {}
        }
    }
    Runs::Either
}

/// Glyphs between two glyphs of the same direction take that direction, others that of the line.
fn resolve(directions: &[Runs], base: Runs) -> Vec<Runs> {
    let known = |way: &&Runs| **way != Runs::Either;
    let around = |at: usize| {
        let before = directions[..at].iter().rev().find(known);
        let behind = directions[at + 1..].iter().find(known);
        match (before, behind) {
            (Some(before), Some(behind)) if before == behind => *before,
            _ => base,
        }
    };
    (0..directions.len())
        .map(|at| match directions[at] {
            Runs::Either => around(at),
            way => way,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads letters in visual order, from left to right.
    fn read(seen: &str) -> String {
        let glyphs: Vec<String> = seen.chars().map(String::from).collect();
        reading_order(&glyphs, is_right_to_left(glyphs.iter()))
    }

    #[test]
    fn left_to_right_stays() {
        assert_eq!(read("Offer of 28-11-2026"), "Offer of 28-11-2026");
        assert_eq!(read(""), "");
    }

    #[test]
    fn right_to_left_is_reversed() {
        assert_eq!(read("راجيإ دقع"), "عقد إيجار");
        assert_eq!(read(".םולש"), "שלום.");
    }

    #[test]
    fn digits_and_names_keep_their_own_order() {
        assert_eq!(read("12.5 غلبملا"), "المبلغ 12.5");
        assert_eq!(read("Signed by ىليل today"), "Signed by ليلى today");
        let line: Vec<String> = "Acme Ltd ةكرش".chars().map(String::from).collect();
        assert_eq!(reading_order(&line, true), "شركة Acme Ltd");
        assert_eq!(reading_order(&line, false), "Acme Ltd شركة");
    }

    #[test]
    fn letters_of_one_glyph_stay_together() {
        let glyphs = ["م", "لا", "س"].map(String::from);
        assert_eq!(reading_order(&glyphs, true), "سلام");
    }
}
