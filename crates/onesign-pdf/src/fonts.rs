//! The bundled fonts and the choice among them: by word, or by character for earlier formats of evidence.

mod choice;
mod former;
mod hands;
mod hidden;
mod world;

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use krilla::text::Font;
use rustybuzz::{Direction, Script, ShapePlan, script, ttf_parser};
use serde::{Deserialize, Serialize};

use hidden::hidden;

pub(crate) use choice::{clusters, is_mark, loose_jamo, towering};
pub(crate) use world::World;

/// The rules by which text is set and entries are fitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Edition {
    /// The rules of the first two formats of evidence. They never change, so that the verifier can make a seal
    /// again.
    Former,
    /// The rules of the third format, which never change either.
    Third,
    /// Those of today.
    #[default]
    Current,
}

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
    /// Plain print, for a text that no handwriting font covers.
    Print,
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
    /// A face that earlier editions lack.
    World(World),
}

/// The style of a text. Other fonts supply the characters that its first font lacks.
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

/// Number of bundled font files; [`FORMER_FACES`] is the number in earlier editions.
const FACES: usize = FORMER_FACES + World::COUNT;
const FORMER_FACES: usize = 12;

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
            Self::World(world) => world.data(),
        }
    }

    /// Its letters may need more height than those of Latin.
    pub(crate) fn is_tall(self) -> bool {
        let is_low = matches!(
            self,
            Self::Sans | Self::Serif | Self::SerifSemiBold | Self::Han | Self::Hangul
        );
        !is_low
    }

    /// Its place among all faces.
    fn index(self) -> usize {
        match self {
            Self::Sans => 0,
            Self::Serif => 1,
            Self::SerifSemiBold => 2,
            Self::Arabic => 3,
            Self::Hebrew => 4,
            Self::Devanagari => 5,
            Self::Thai => 6,
            Self::Han => 7,
            Self::Hangul => 8,
            Self::Caveat => 9,
            Self::DancingScript => 10,
            Self::Parisienne => 11,
            Self::World(world) => FORMER_FACES + world as usize,
        }
    }
}

impl Style {
    /// The font of this style.
    pub(crate) fn own(self) -> Face {
        match self {
            Self::Body => Face::Sans,
            Self::Serif => Face::Serif,
            Self::Title => Face::SerifSemiBold,
            Self::Hand(HandFont::Caveat) => Face::Caveat,
            Self::Hand(HandFont::DancingScript) => Face::DancingScript,
            Self::Hand(HandFont::Parisienne) => Face::Parisienne,
            Self::Hand(HandFont::Print) => Self::Body.own(),
        }
    }
}

/// A font ready for measuring. It is prepared for drawing at first use, because that reads the whole file.
pub(crate) struct Loaded {
    pub shaper: rustybuzz::Face<'static>,
    face: Face,
    font: OnceCell<Option<Font>>,
    /// Shaping plans by direction and script. Making one costs as much as shaping a page.
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

    /// The font to draw with; `None` only if a bundled file is broken.
    pub(crate) fn font(&self) -> Option<Font> {
        self.font
            .get_or_init(|| Font::new(self.face.data().into(), 0))
            .clone()
    }
}

/// The fonts, each opened when first needed.
pub(crate) struct Library {
    /// The rules for setting text.
    pub(crate) edition: Edition,
    loaded: [OnceCell<Option<Box<Loaded>>>; FACES],
    /// The character tables, which need no preparation for shaping.
    tables: [OnceCell<Option<Box<ttf_parser::Face<'static>>>>; FACES],
    /// Widths of words in ems: line breaking needs each several times.
    pub(crate) widths: RefCell<HashMap<(Style, String), f32>>,
}

impl Default for Library {
    fn default() -> Self {
        Self::of(Edition::default())
    }
}

impl Library {
    /// The fonts under the rules of an edition.
    pub(crate) fn of(edition: Edition) -> Self {
        Self {
            edition,
            loaded: [const { OnceCell::new() }; FACES],
            tables: [const { OnceCell::new() }; FACES],
            widths: RefCell::default(),
        }
    }

    /// An opened font; `None` only if a bundled file is broken.
    pub(crate) fn load(&self, face: Face) -> Option<&Loaded> {
        self.loaded[face.index()]
            .get_or_init(|| {
                let shaper = rustybuzz::Face::from_slice(face.data(), 0)?;
                Some(Box::new(Loaded {
                    shaper,
                    face,
                    font: OnceCell::new(),
                    plans: RefCell::default(),
                }))
            })
            .as_deref()
    }

    fn has(&self, face: Face, character: char) -> bool {
        self.tables[face.index()]
            .get_or_init(|| ttf_parser::Face::parse(face.data(), 0).ok().map(Box::new))
            .as_ref()
            .is_some_and(|table| table.glyph_index(character).is_some())
    }

    /// Splits a run of one direction where the font changes. It drops characters that no font has.
    pub(crate) fn parts(
        &self,
        style: Style,
        text: &str,
        run: Range<usize>,
    ) -> Vec<(Face, Range<usize>)> {
        match self.edition {
            Edition::Former => self.parts_by_character(style, text, run),
            Edition::Third | Edition::Current => self.parts_by_word(style, text, run),
        }
    }
}

/// The characters of a text that can't be printed, each once, in order of appearance: those that no bundled font
/// has, control characters other than line breaks and tabs, bidirectional controls, more combining marks on a
/// letter than any language writes, invisible characters that a reader would copy unknowingly, and parts of
/// Korean syllables that no font joins.
pub fn unprintable(text: &str) -> Vec<char> {
    let library = Library::default();
    let mut wrong = loose_jamo(text);
    wrong.extend(towering(text).map(|(at, _)| at));
    wrong.extend(hidden(text).map(|(at, _)| at));
    wrong.sort_unstable();
    let mut found = Vec::new();
    for (at, character) in text.char_indices() {
        let is_wrong = wrong.binary_search(&at).is_ok() || !is_printable(&library, character);
        if is_wrong && !found.contains(&character) {
            found.push(character);
        }
    }
    found
}

/// Whether one character can be printed.
pub(crate) fn is_printable(library: &Library, character: char) -> bool {
    match character {
        '\n' | '\r' | '\t' => true,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => false,
        _ if character.is_control() => false,
        _ => match library.edition {
            Edition::Former => library.had(character),
            Edition::Third | Edition::Current => library.has_somewhere(character),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::former::FALLBACKS;
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
        let world = World::ALL.map(Face::World);
        for face in styles.map(Style::own).chain(FALLBACKS).chain(world) {
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
    fn unprintable_characters_are_named() {
        assert_eq!(
            unprintable("a\u{202e}b𓀀c𓀀\u{7}\n"),
            ['\u{202e}', '𓀀', '\u{7}']
        );
    }

    /// Symbols in the names of Japanese companies: the fonts have all but one, which is reported.
    #[test]
    fn a_character_without_a_face_is_named() {
        let signs = "∀∂∃∇∈∋√∝∞∟∠∥∧∨∩∪∫∬∮∴∵∽≠≡≦≧≪≫⊂⊃⊆⊇⊥⊿⌒⇒⇔±×÷♂♀℃￥〒※㈱㍿①";
        assert_eq!(unprintable(signs), []);
        assert_eq!(unprintable("株式会社≒A≒"), ['≒']);
    }

    #[test]
    fn parts_of_old_syllables_are_named() {
        assert_eq!(unprintable("ᄒᆞᆫ글"), ['\u{1112}', '\u{119e}', '\u{11ab}']);
        for whole in ["\u{1112}\u{1161}\u{11ab}글", "ㅎㅎ", "한글", "\u{1112}"] {
            assert_eq!(unprintable(whole), [], "{whole}");
        }
    }

    #[test]
    fn stacked_marks_are_named() {
        let tower = |marks| format!("A{} Berg", "\u{301}".repeat(marks));
        assert_eq!(unprintable(&tower(8)), []);
        assert_eq!(unprintable(&tower(9)), ['\u{301}']);
        // Joiners between them don't form a new letter.
        let joined = format!("A{}", "\u{301}\u{200d}".repeat(9));
        assert_eq!(unprintable(&joined), ['\u{301}']);
    }
}
