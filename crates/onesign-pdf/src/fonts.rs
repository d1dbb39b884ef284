//! The bundled fonts and the choice among them by character.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use krilla::text::Font;
use rustybuzz::{Direction, Script, ShapePlan, script};
use serde::{Deserialize, Serialize};

/// A handwriting font for typed signatures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HandFont {
    /// Caveat: a quick, upright hand; Latin and Cyrillic.
    Caveat,
    /// Dancing Script: a lively, slanted hand; Latin.
    DancingScript,
    /// Parisienne: a formal hand; Latin.
    Parisienne,
}

/// A bundled font file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Face {
    Sans,
    Serif,
    SerifSemiBold,
    Arabic,
    Hebrew,
    Devanagari,
    Thai,
    Han,
    Hangul,
    Caveat,
    DancingScript,
    Parisienne,
}

/// What a text is set in; characters the first font doesn't have come from the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Style {
    /// Field values, small print, figures.
    Body,
    /// Running text of the trail pages.
    Serif,
    /// Titles and names.
    Title,
    /// A typed signature.
    Hand(HandFont),
}

/// Number of bundled font files.
const FACES: usize = 12;

/// The fonts that take over, in this order, where a style's own font has no glyph.
const FALLBACKS: [Face; 8] = [
    Face::Sans,
    Face::Arabic,
    Face::Hebrew,
    Face::Devanagari,
    Face::Thai,
    Face::Han,
    Face::Hangul,
    Face::Serif,
];

impl Face {
    fn data(self) -> &'static [u8] {
        match self {
            Self::Sans => include_bytes!("../fonts/NotoSans-Regular.ttf"),
            Self::Serif => include_bytes!("../fonts/SourceSerif4-Regular.ttf"),
            Self::SerifSemiBold => include_bytes!("../fonts/SourceSerif4-SemiBold.ttf"),
            Self::Arabic => include_bytes!("../fonts/NotoSansArabic-Regular.ttf"),
            Self::Hebrew => include_bytes!("../fonts/NotoSansHebrew-Regular.ttf"),
            Self::Devanagari => include_bytes!("../fonts/NotoSansDevanagari-Regular.ttf"),
            Self::Thai => include_bytes!("../fonts/NotoSansThai-Regular.ttf"),
            Self::Han => include_bytes!("../fonts/NotoSansHan-Regular.ttf"),
            Self::Hangul => include_bytes!("../fonts/NotoSansHangul-Regular.ttf"),
            Self::Caveat => include_bytes!("../fonts/Caveat-Regular.ttf"),
            Self::DancingScript => include_bytes!("../fonts/DancingScript-Regular.ttf"),
            Self::Parisienne => include_bytes!("../fonts/Parisienne-Regular.ttf"),
        }
    }
}

impl Style {
    /// The font of this style.
    fn own(self) -> Face {
        match self {
            Self::Body => Face::Sans,
            Self::Serif => Face::Serif,
            Self::Title => Face::SerifSemiBold,
            Self::Hand(HandFont::Caveat) => Face::Caveat,
            Self::Hand(HandFont::DancingScript) => Face::DancingScript,
            Self::Hand(HandFont::Parisienne) => Face::Parisienne,
        }
    }
}

/// A font ready for measuring; made ready for drawing when first drawn with, as that reads the whole file.
pub(crate) struct Loaded {
    pub shaper: rustybuzz::Face<'static>,
    face: Face,
    font: OnceCell<Option<Font>>,
    /// What shaping needs to know of the font, by direction and script: as dear as shaping a page.
    plans: RefCell<Vec<(Direction, Script, Rc<ShapePlan>)>>,
}

impl Loaded {
    /// The plan for a text of this direction and script.
    pub(crate) fn plan(&self, direction: Direction, script: Script) -> Rc<ShapePlan> {
        let mut plans = self.plans.borrow_mut();
        let mut known = plans.iter();
        if let Some((_, _, plan)) = known.find(|known| (known.0, known.1) == (direction, script)) {
            return Rc::clone(plan);
        }
        let named = Some(script).filter(|script| *script != script::UNKNOWN);
        let plan = Rc::new(ShapePlan::new(&self.shaper, direction, named, None, &[]));
        plans.push((direction, script, Rc::clone(&plan)));
        plan
    }

    /// The font to draw with; `None` only if a bundled file were broken.
    pub(crate) fn font(&self) -> Option<Font> {
        self.font
            .get_or_init(|| Font::new(self.face.data().into(), 0))
            .clone()
    }
}

/// The fonts, each opened when first needed.
#[derive(Default)]
pub(crate) struct Library {
    loaded: [OnceCell<Option<Loaded>>; FACES],
    /// Widths of words in ems: breaking lines asks for each several times.
    pub(crate) widths: RefCell<HashMap<(Style, String), f32>>,
}

impl Library {
    /// An opened font; `None` only if a bundled file were broken.
    pub(crate) fn load(&self, face: Face) -> Option<&Loaded> {
        self.loaded[face as usize]
            .get_or_init(|| {
                let shaper = rustybuzz::Face::from_slice(face.data(), 0)?;
                Some(Loaded {
                    shaper,
                    face,
                    font: OnceCell::new(),
                    plans: RefCell::default(),
                })
            })
            .as_ref()
    }

    fn has(&self, face: Face, character: char) -> bool {
        self.load(face)
            .is_some_and(|loaded| loaded.shaper.glyph_index(character).is_some())
    }

    /// The font that has a character, whatever stands around it.
    pub(crate) fn with(&self, character: char) -> Option<&Loaded> {
        self.load(self.choose(Style::Body, character, None)?)
    }

    /// The font for a character; it stays with `previous` where that can show it and nothing better is at hand.
    pub(crate) fn choose(
        &self,
        style: Style,
        character: char,
        previous: Option<Face>,
    ) -> Option<Face> {
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
}

/// The characters of a text that can't be put on paper, each once, in the order of their first appearance:
/// those that no bundled font has, control characters other than line breaks and tabs, and characters that
/// silently turn the direction of what follows.
pub fn unprintable(text: &str) -> Vec<char> {
    let library = Library::default();
    let mut found = Vec::new();
    for character in text.chars() {
        if !found.contains(&character) && !is_printable(&library, character) {
            found.push(character);
        }
    }
    found
}

/// Whether one character can be put on paper.
pub(crate) fn is_printable(library: &Library, character: char) -> bool {
    match character {
        '\n' | '\r' | '\t' => true,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => false,
        _ if character.is_control() => false,
        _ => is_silent(character) || library.choose(Style::Body, character, None).is_some(),
    }
}

/// Characters that have no ink of their own.
fn is_silent(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
    )
}

/// Combining marks of the supported scripts.
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

/// Spaces, figures and marks that any script uses.
fn is_neutral(character: char) -> bool {
    character.is_whitespace() || character.is_ascii_digit() || character.is_ascii_punctuation()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bundled_font_opens() {
        let library = Library::default();
        let hands = [
            HandFont::Caveat,
            HandFont::DancingScript,
            HandFont::Parisienne,
        ];
        let styles =
            hands
                .map(Style::Hand)
                .into_iter()
                .chain([Style::Body, Style::Serif, Style::Title]);
        for face in styles.map(Style::own).chain(FALLBACKS) {
            assert!(
                library.load(face).and_then(Loaded::font).is_some(),
                "{face:?}"
            );
        }
    }

    #[test]
    fn names_from_many_places_are_printable() {
        for name in [
            "Zoë Müller-Łukasz",
            "Ελένη Παπαδοπούλου",
            "Юлия Ёжикова",
            "محمد الأمين",
            "יעל כהן",
            "अनिता शर्मा",
            "สมชาย ใจดี",
            "王小明",
            "佐藤 健",
            "김민준",
            "Nguyễn Thị Ánh",
            "€ 1.900,00 – „Vertrag“ § 5",
        ] {
            assert_eq!(unprintable(name), [], "{name}");
        }
    }

    #[test]
    fn the_rest_is_named() {
        assert_eq!(
            unprintable("a\u{202e}b😀c😀\u{7}\n"),
            ['\u{202e}', '😀', '\u{7}']
        );
    }

    #[test]
    fn digits_stay_with_their_neighbours() {
        let library = Library::default();
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
