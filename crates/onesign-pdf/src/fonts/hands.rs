//! The characters that the handwriting fonts of typed signatures have. The signing page uses the same list
//! (`web/src/sign/hands.ts`), so that paper and page fall back to print for the same names.

use unicode_normalization::UnicodeNormalization;

use super::choice::is_silent;
use super::{Edition, HandFont, Library, Style};

/// An inclusive range of letters.
type Letters = (char, char);

/// Symbols that every handwriting font has.
const SIGNS: [Letters; 5] = [
    (' ', '~'),
    ('\u{2013}', '\u{2013}'),
    ('\u{2014}', '\u{2014}'),
    ('\u{2018}', '\u{201a}'),
    ('\u{201c}', '\u{201e}'),
];

const CAVEAT: [Letters; 10] = [
    ('\u{a0}', '\u{17e}'),
    ('\u{1fa}', '\u{21b}'),
    ('\u{259}', '\u{259}'),
    ('\u{2bc}', '\u{2bc}'),
    ('\u{400}', '\u{45f}'),
    ('\u{48a}', '\u{4a5}'),
    ('\u{4a8}', '\u{4ff}'),
    ('\u{1e80}', '\u{1e85}'),
    ('\u{1ef2}', '\u{1ef2}'),
    ('\u{1ef3}', '\u{1ef3}'),
];

const DANCING_SCRIPT: [Letters; 15] = [
    ('\u{a0}', '\u{17e}'),
    ('\u{18f}', '\u{18f}'),
    ('\u{1a0}', '\u{1a0}'),
    ('\u{1a1}', '\u{1a1}'),
    ('\u{1af}', '\u{1af}'),
    ('\u{1b0}', '\u{1b0}'),
    ('\u{1e6}', '\u{1e6}'),
    ('\u{1e7}', '\u{1e7}'),
    ('\u{1ea}', '\u{1ea}'),
    ('\u{1eb}', '\u{1eb}'),
    ('\u{1fa}', '\u{21b}'),
    ('\u{259}', '\u{259}'),
    ('\u{2bc}', '\u{2bc}'),
    ('\u{1e80}', '\u{1e85}'),
    ('\u{1ea0}', '\u{1ef9}'),
];

const PARISIENNE: [Letters; 5] = [
    ('\u{a0}', '\u{17e}'),
    ('\u{1fc}', '\u{1ff}'),
    ('\u{1e80}', '\u{1e85}'),
    ('\u{1ef2}', '\u{1ef2}'),
    ('\u{1ef3}', '\u{1ef3}'),
];

impl HandFont {
    /// The letters that this handwriting font has in addition to [`SIGNS`]; print has none.
    fn letters(self) -> &'static [Letters] {
        match self {
            Self::Caveat => &CAVEAT,
            Self::DancingScript => &DANCING_SCRIPT,
            Self::Parisienne => &PARISIENNE,
            Self::Print => &[],
        }
    }

    /// Whether this handwriting font covers a text. It covers no separate combining marks: the font positions them on
    /// too few letters.
    fn writes(self, text: &str) -> bool {
        let spaced = |c: char| if c.is_whitespace() { ' ' } else { c };
        let known = |c: char| {
            let mut all = SIGNS.iter().chain(self.letters());
            all.any(|(first, last)| (*first..=*last).contains(&c))
        };
        let mut letters = text.nfc().filter(|c| !is_silent(*c)).map(spaced);
        letters.all(known)
    }
}

impl Library {
    /// The style of a typed signature: its handwriting font, or print if that does not cover the whole name.
    pub(crate) fn style_of_hand(&self, font: HandFont, text: &str) -> Style {
        match (font, self.edition) {
            (HandFont::Print, _) => Style::Body,
            (_, Edition::Current) if !font.writes(text) => Style::Body,
            (_, Edition::Current) => Style::Hand(font),
            (_, Edition::Former | Edition::Third) => self.style_of_all(Style::Hand(font), text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HANDS: [HandFont; 3] = [
        HandFont::Caveat,
        HandFont::DancingScript,
        HandFont::Parisienne,
    ];

    /// Letters as a character class of a JavaScript regular expression.
    fn class(letters: &[Letters]) -> String {
        let escaped = |c: char| match u32::from(c) {
            code @ ..=0xff => format!("\\\\x{code:02x}"),
            code => format!("\\\\u{code:04x}"),
        };
        let part = |(first, last): &Letters| match first == last {
            true => escaped(*first),
            false => format!("{}-{}", escaped(*first), escaped(*last)),
        };
        letters.iter().map(part).collect()
    }

    #[test]
    fn page_and_paper_have_the_same_letters() {
        let page = include_str!("../../../../web/src/sign/hands.ts");
        for letters in HANDS.map(HandFont::letters).iter().chain([&&SIGNS[..]]) {
            let quoted = format!("\"{}\"", class(letters));
            assert!(page.contains(&quoted), "{quoted}");
        }
    }

    #[test]
    fn a_handwriting_font_has_every_listed_letter() {
        let library = Library::default();
        for hand in HANDS {
            for (first, last) in SIGNS.iter().chain(hand.letters()) {
                for letter in *first..=*last {
                    let own = Style::Hand(hand).own();
                    assert!(library.has(own, letter), "{hand:?} lacks {letter:?}");
                }
            }
        }
    }

    /// Parisienne positions no marks, the others few.
    #[test]
    fn unpositioned_marks_fall_back_to_print() {
        let library = Library::default();
        for hand in HANDS {
            let set = |text: &str| library.style_of_hand(hand, text);
            for written in [
                "Zoe\u{308} Holt",
                "Mira\u{a0}Holt",
                "A\u{200d}da",
                "Mira\tHolt",
            ] {
                assert_eq!(set(written), Style::Hand(hand), "{hand:?} {written:?}");
            }
            for printed in ["Q\u{308}uinn", "M\u{304}ira", "Ada\u{20dd}", "李"] {
                assert_eq!(set(printed), Style::Body, "{hand:?} {printed:?}");
            }
        }
        assert_eq!(library.style_of_hand(HandFont::Print, "Ada"), Style::Body);
    }

    /// The third format drew every character for which the face has a glyph.
    #[test]
    fn the_third_edition_is_as_it_was() {
        let library = Library::of(Edition::Third);
        let set = |hand, text: &str| library.style_of_hand(hand, text);
        let caveat = HandFont::Caveat;
        assert_eq!(set(caveat, "Q\u{308}uinn"), Style::Hand(caveat));
        assert_eq!(set(HandFont::Parisienne, "Q\u{308}uinn"), Style::Body);
    }
}
