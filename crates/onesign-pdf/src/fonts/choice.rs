//! The choice among the faces: by word, so that one face sets a name; by letter only if no face has the whole word.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

use super::former::{self, is_neutral};
use super::{Face, Library, Loaded, Style, World};

/// The fallback faces, in this order, for glyphs that the style's own face lacks.
const ORDER: [Face; 44] = [
    Face::Sans,
    Face::World(World::European),
    Face::Arabic,
    Face::World(World::Arabic),
    Face::Hebrew,
    Face::Devanagari,
    Face::Thai,
    Face::World(World::Armenian),
    Face::World(World::Georgian),
    Face::World(World::Bengali),
    Face::World(World::Gujarati),
    Face::World(World::Gurmukhi),
    Face::World(World::Kannada),
    Face::World(World::Malayalam),
    Face::World(World::Oriya),
    Face::World(World::Sinhala),
    Face::World(World::Tamil),
    Face::World(World::Telugu),
    Face::World(World::Lao),
    Face::World(World::Khmer),
    Face::World(World::Myanmar),
    Face::World(World::Tibetan),
    Face::World(World::Ethiopic),
    Face::World(World::Adlam),
    Face::World(World::CanadianAboriginal),
    Face::World(World::Cherokee),
    Face::World(World::Javanese),
    Face::World(World::MeeteiMayek),
    Face::World(World::Mongolian),
    Face::World(World::Nko),
    Face::World(World::OlChiki),
    Face::World(World::Syriac),
    Face::World(World::Thaana),
    Face::World(World::Tifinagh),
    Face::World(World::Yi),
    Face::World(World::Symbols),
    Face::Han,
    Face::World(World::China),
    Face::World(World::Japan),
    Face::World(World::HongKong),
    Face::Hangul,
    Face::World(World::Korea),
    Face::Serif,
    Face::World(World::Emoji),
];

impl Library {
    /// The font that has a character, regardless of its context.
    pub(crate) fn with(&self, character: char) -> Option<&Loaded> {
        let order = Order {
            own: Style::Body.own(),
            is_japanese: false,
        };
        let face = order.faces().find(|face| self.has(*face, character))?;
        self.load(face)
    }

    /// Splits a run of one direction where the face changes. It drops characters that no face has.
    ///
    /// The choice for a word depends only on the word and on whether the text has kana, so that a word has the same
    /// width in a line as alone.
    pub(super) fn parts_by_word(
        &self,
        style: Style,
        text: &str,
        run: Range<usize>,
    ) -> Vec<(Face, Range<usize>)> {
        let order = Order {
            own: style.own(),
            is_japanese: text.chars().any(is_kana),
        };
        let mut parts: Vec<(Face, Range<usize>)> = Vec::new();
        let Some(whole) = text.get(run.clone()) else {
            return parts;
        };
        let mut start = run.start;
        for word in words(whole) {
            let clusters: Vec<&str> = clusters(word);
            let whole = self.face_of_all(&order, &clusters);
            for cluster in clusters {
                let end = start + cluster.len();
                let previous = parts
                    .last()
                    .filter(|(_, part)| part.end == start)
                    .map(|(face, _)| *face);
                let chosen = whole
                    .filter(|face| self.covers(*face, cluster))
                    .or_else(|| self.face_of(&order, cluster, previous));
                match chosen {
                    Some(face) => extend(&mut parts, face, start..end),
                    None => self.by_character(&order, cluster, start, &mut parts),
                }
                start = end;
            }
        }
        parts
    }

    /// The first face that has every letter of a word. Symbols and digits count only in a word without letters.
    fn face_of_all(&self, order: &Order, clusters: &[&str]) -> Option<Face> {
        let is_letter = |cluster: &&str| !cluster.chars().all(|c| is_neutral(c) || is_silent(c));
        let letters: Vec<&str> = clusters.iter().copied().filter(is_letter).collect();
        let wanted = if letters.is_empty() {
            clusters
        } else {
            letters.as_slice()
        };
        order
            .faces()
            .find(|face| wanted.iter().all(|cluster| self.covers(*face, cluster)))
    }

    /// The face for one letter with its marks. Symbols and digits keep the face of the character before them.
    fn face_of(&self, order: &Order, cluster: &str, previous: Option<Face>) -> Option<Face> {
        if cluster.chars().all(is_silent) {
            return Some(previous.unwrap_or(order.own));
        }
        let stays = cluster.chars().all(is_neutral);
        previous
            .filter(|_| stays)
            .into_iter()
            .chain(order.faces())
            .find(|face| self.covers(*face, cluster))
    }

    /// The faces of letter and marks separately, if no face has both.
    fn by_character(
        &self,
        order: &Order,
        cluster: &str,
        start: usize,
        parts: &mut Vec<(Face, Range<usize>)>,
    ) {
        let mut previous = None;
        for (at, character) in cluster.char_indices() {
            let end = at + character.len_utf8();
            let Some(face) = self.face_of(order, &cluster[at..end], previous) else {
                continue;
            };
            previous = Some(face);
            extend(parts, face, start + at..start + end);
        }
    }

    /// Whether a face has a letter with its marks, possibly as one glyph.
    fn covers(&self, face: Face, cluster: &str) -> bool {
        let has = |c: char| is_silent(c) || self.has(face, c);
        if cluster.chars().all(has) {
            return true;
        }
        // Composing would replace a compatibility ideograph with another one, so only letters with marks are composed.
        let mut rest = cluster.chars().skip(1);
        rest.any(|c| is_mark(c) || is_jamo(c)) && cluster.nfc().all(has)
    }

    /// The style, or print if its face lacks a letter of a name: a name must not mix the two.
    pub(crate) fn style_of_all(&self, style: Style, text: &str) -> Style {
        match self.covers_all(style.own(), text) {
            true => style,
            false => Style::Body,
        }
    }

    /// Whether one face has every character of a text.
    fn covers_all(&self, face: Face, text: &str) -> bool {
        clusters(text)
            .into_iter()
            .all(|cluster| cluster.trim().is_empty() || self.covers(face, cluster))
    }

    /// Whether a character has no ink, or any face has it.
    pub(super) fn has_somewhere(&self, character: char) -> bool {
        is_silent(character) || ORDER.iter().any(|face| self.has(*face, character))
    }
}

/// The order in which to try faces.
struct Order {
    own: Face,
    is_japanese: bool,
}

impl Order {
    fn faces(&self) -> impl Iterator<Item = Face> {
        let japan = self.is_japanese.then_some(Face::World(World::Japan));
        std::iter::once(self.own).chain(japan).chain(ORDER)
    }
}

fn extend(parts: &mut Vec<(Face, Range<usize>)>, face: Face, range: Range<usize>) {
    match parts.last_mut() {
        Some((last, part)) if *last == face && part.end == range.start => part.end = range.end,
        _ => parts.push((face, range)),
    }
}

/// Splits after blanks, hyphens and slashes, where lines may also break.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(|c: char| c.is_whitespace() || matches!(c, '-' | '/'))
}

/// Splits into grapheme clusters: letters with their marks, joined sequences, selectors, flag pairs and conjunct
/// consonants (UAX #29, GB9 to GB12).
pub(crate) fn clusters(text: &str) -> Vec<&str> {
    let mut clusters = Vec::new();
    let (mut start, mut previous, mut indicators) = (0, None, 0_usize);
    for (at, character) in text.char_indices() {
        let pairs = is_indicator(character) && indicators % 2 == 1;
        let joins = previous.is_some_and(|before| {
            let conjunct = is_linker(before) && character.is_alphabetic();
            before == '\u{200d}' || pairs || conjunct || is_mark(character) || belongs(character)
        });
        if !joins && at > start {
            clusters.push(&text[start..at]);
            start = at;
        }
        indicators = if is_indicator(character) {
            indicators + 1
        } else {
            0
        };
        previous = Some(character);
    }
    if start < text.len() {
        clusters.push(&text[start..]);
    }
    clusters
}

/// Characters without ink. Variation selectors count, because a font may lack the variant.
pub(super) fn is_silent(character: char) -> bool {
    former::is_silent(character)
        || matches!(character, '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{e0020}'..='\u{e007f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Characters that join the next consonant to the previous one.
fn is_linker(character: char) -> bool {
    matches!(
        character,
        '\u{94d}'
            | '\u{9cd}'
            | '\u{a4d}'
            | '\u{acd}'
            | '\u{b4d}'
            | '\u{c4d}'
            | '\u{ccd}'
            | '\u{d4d}'
            | '\u{1039}'
            | '\u{17d2}'
            | '\u{a9c0}'
    )
}

/// Most marks on one letter. Languages write up to five or so; each more is drawn higher.
const MAX_MARKS: usize = 8;

/// The excess marks on a letter, with their positions: they would be drawn over other lines.
pub(crate) fn towering(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut marks = 0;
    text.char_indices().filter(move |(_, character)| {
        if is_mark(*character) {
            marks += 1;
        } else if !is_silent(*character) {
            marks = 0;
        }
        marks > MAX_MARKS && is_mark(*character)
    })
}

pub(crate) fn is_mark(character: char) -> bool {
    character.general_category_group() == GeneralCategoryGroup::Mark
}

/// Characters that change the letter before them without being marks: selectors, joiners, tags, skin tones, medial
/// jamo.
fn belongs(character: char) -> bool {
    is_silent(character) && !matches!(character, '\u{200b}' | '\u{feff}')
        || matches!(character, '\u{1f3fb}'..='\u{1f3ff}' | '\u{1160}'..='\u{11ff}' | '\u{ff9e}' | '\u{ff9f}' | '\u{e33}' | '\u{eb3}')
}

/// The positions of parts of historical Korean syllables. No face joins them, and in a row they are illegible.
pub(crate) fn loose_jamo(text: &str) -> Vec<usize> {
    let is_part = |c: char| matches!(c, '\u{1100}'..='\u{11ff}' | '\u{a960}'..='\u{a97c}' | '\u{d7b0}'..='\u{d7fb}');
    let mut found = Vec::new();
    let mut start = 0;
    for part in text.split_inclusive(|c| !is_part(c)) {
        let parts = part.trim_end_matches(|c| !is_part(c));
        let composed: String = parts.nfc().collect();
        if composed.chars().any(is_part) && parts.chars().nth(1).is_some() {
            found.extend(parts.char_indices().map(|(at, _)| start + at));
        }
        start += part.len();
    }
    found
}

fn is_jamo(character: char) -> bool {
    matches!(character, '\u{1160}'..='\u{11ff}')
}

/// Half of a flag.
fn is_indicator(character: char) -> bool {
    matches!(character, '\u{1f1e6}'..='\u{1f1ff}')
}

fn is_kana(character: char) -> bool {
    matches!(character, '\u{3041}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9d}')
}

#[cfg(test)]
mod tests;
