//! The choice among the faces by character, as in earlier editions. It never changes, because old pages must
//! come out the same (docs/adr/0023).

use std::ops::Range;

use super::{Face, Library, Style};

/// The fallback fonts of earlier editions, in this order, for glyphs that the style's own font lacks.
pub(super) const FALLBACKS: [Face; 8] = [
    Face::Sans,
    Face::Arabic,
    Face::Hebrew,
    Face::Devanagari,
    Face::Thai,
    Face::Han,
    Face::Hangul,
    Face::Serif,
];

impl Library {
    pub(super) fn parts_by_character(
        &self,
        style: Style,
        text: &str,
        run: Range<usize>,
    ) -> Vec<(Face, Range<usize>)> {
        let mut parts: Vec<(Face, Range<usize>)> = Vec::new();
        for (offset, character) in text[run.clone()].char_indices() {
            let start = run.start + offset;
            let end = start + character.len_utf8();
            let previous = parts
                .last()
                .filter(|(_, part)| part.end == start)
                .map(|(face, _)| *face);
            let Some(face) = self.choose(style, character, previous) else {
                continue;
            };
            match parts.last_mut() {
                Some((last, part)) if *last == face && part.end == start => part.end = end,
                _ => parts.push((face, start..end)),
            }
        }
        parts
    }

    /// The font for a character. It keeps `previous` if that has the character and no better font does.
    fn choose(&self, style: Style, character: char, previous: Option<Face>) -> Option<Face> {
        let joins = is_mark(character) || is_neutral(character);
        if let Some(previous) = previous
            && joins
            && (is_silent(character) || self.has(previous, character))
        {
            return Some(previous);
        }
        if is_silent(character) {
            return Some(previous.unwrap_or(style.own()));
        }
        std::iter::once(style.own())
            .chain(FALLBACKS)
            .find(|face| self.has(*face, character))
    }

    /// Whether earlier editions could print a character.
    pub(super) fn had(&self, character: char) -> bool {
        is_silent(character) || self.choose(Style::Body, character, None).is_some()
    }
}

/// Characters without ink, in earlier editions.
pub(super) fn is_silent(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
    )
}

/// Combining marks of the scripts that earlier editions support.
fn is_mark(character: char) -> bool {
    matches!(
        character,
        '\u{300}'..='\u{36f}'
            | '\u{591}'..='\u{5bd}'
            | '\u{610}'..='\u{61a}'
            | '\u{64b}'..='\u{65f}'
            | '\u{900}'..='\u{903}'
            | '\u{93a}'..='\u{94f}'
            | '\u{e31}'
            | '\u{e34}'..='\u{e3a}'
            | '\u{e47}'..='\u{e4e}'
            | '\u{200c}'
            | '\u{200d}'
            | '\u{fe00}'..='\u{fe0f}'
    )
}

/// Spaces, digits and punctuation that any script uses.
pub(super) fn is_neutral(character: char) -> bool {
    character.is_whitespace() || character.is_ascii_digit() || character.is_ascii_punctuation()
}

#[cfg(test)]
mod tests {
    use super::super::Edition;
    use super::*;

    #[test]
    fn digits_stay_with_their_neighbours_in_former_editions() {
        let library = Library::of(Edition::Former);
        assert_eq!(
            library.choose(Style::Body, '7', Some(Face::Arabic)),
            Some(Face::Arabic)
        );
        assert_eq!(
            library.choose(Style::Body, '7', Some(Face::Han)),
            Some(Face::Sans)
        );
        assert_eq!(library.choose(Style::Title, 'ש', None), Some(Face::Hebrew));
    }
}
