//! Finds maps to Unicode (ISO 32000-2, 9.10.3) that give letters and digits other than the glyphs: someone who copies
//! the page or hears it read out gets a text that differs from the visible one. Only certain evidence counts: glyph
//! names, named encodings, and the character maps of programs. Fonts whose codes have no meaning of their own are left
//! alone.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use super::graph::{Graph, decoded};
use super::lacks;
use super::meaning::Composite;
use super::reading::{Code, Maps, Reading, Sort};
use super::sfnt::Sfnt;
use super::tables;
use crate::object::{Dictionary, Object, Stream};

/// Longest program to read, in bytes.
const MAX_PROGRAM: u64 = 32 << 20;

const DIGITS: [&str; 10] = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
];

/// The letters and digits that a program maps to each glyph.
type Letters = HashMap<u16, Vec<char>>;

/// Examined programs, by their objects.
#[derive(Default)]
pub(super) struct Programs(HashMap<u32, Option<Rc<Letters>>>);

/// Codes for which the map has another letter or digit, and the corrected map.
pub(super) struct Lies {
    pub(super) codes: BTreeSet<Code>,
    pub(super) map: Stream,
}

/// A font's information about its codes, apart from its map to Unicode.
struct Evidence<'r> {
    reading: &'r Reading<'r>,
    /// The program's letters for its glyphs.
    letters: Option<Rc<Letters>>,
    /// Whether the encoding counts, and which glyphs it names.
    names: Option<BTreeMap<u32, Vec<u8>>>,
    /// Whether codes without a name in it are ASCII.
    is_plain: bool,
    /// Whether the program, or the intended standard font, has its own names for the glyphs of its codes.
    is_named_inside: bool,
    composite: Option<Composite>,
}

/// Compares the map of a font with the glyphs that its codes show; `None` if they agree.
pub(super) fn look(
    (graph, maps): (Graph<'_>, &Maps),
    programs: &mut Programs,
    (font, reading, glyph): (&Dictionary, &Reading<'_>, &dyn Fn(Code) -> u16),
    codes: &BTreeSet<Code>,
) -> Option<Lies> {
    let declared: BTreeMap<Code, String> = codes
        .iter()
        .filter_map(|code| Some((*code, reading.declared(*code)?)))
        .collect();
    if declared.is_empty() {
        return None;
    }
    let evidence = Evidence::read((graph, maps), programs, font, reading);
    let mut found = BTreeSet::new();
    let mut texts = declared;
    for (code, text) in &mut texts {
        let known = evidence.letters(*code, glyph);
        if let Some(first) = known.first()
            && !agrees(text, &known)
        {
            *text = first.to_string();
            found.insert(*code);
        }
    }
    (!found.is_empty()).then(|| Lies {
        codes: found,
        map: tables::to_unicode(&texts),
    })
}

/// Whether a text agrees with one of these letters, ignoring case. A text outside ASCII always does.
fn agrees(text: &str, known: &[char]) -> bool {
    let folded: String = text.chars().map(fold).collect();
    !folded.is_ascii()
        || known
            .iter()
            .any(|letter| folded.eq_ignore_ascii_case(letter.encode_utf8(&mut [0; 4])))
}

/// Wide, raised and lowered letters and digits as plain ones.
fn fold(character: char) -> char {
    let code = u32::from(character);
    let plain = match code {
        0xff01..=0xff5e => code - 0xfee0,
        0x2070 | 0x2074..=0x2079 => code - 0x2070 + 0x30,
        0x2080..=0x2089 => code - 0x2080 + 0x30,
        0xb9 => 0x31,
        0xb2 | 0xb3 => code - 0x80,
        0x660..=0x669 => code - 0x660 + 0x30,
        _ => code,
    };
    char::from_u32(plain).unwrap_or(character)
}

impl<'r> Evidence<'r> {
    fn read(
        (graph, maps): (Graph<'_>, &Maps),
        programs: &mut Programs,
        font: &Dictionary,
        reading: &'r Reading<'r>,
    ) -> Self {
        let mut evidence = Self {
            reading,
            letters: None,
            names: None,
            is_plain: false,
            is_named_inside: false,
            composite: None,
        };
        let is_composite = reading.sort == Sort::Composite;
        let below = graph.descendant(font).filter(|_| is_composite);
        let descriptor = graph.dictionary(below.unwrap_or(font), "FontDescriptor");
        if reading.embedded {
            evidence.letters =
                descriptor.and_then(|descriptor| programs.letters(graph, descriptor));
        }
        if is_composite {
            if !reading.embedded {
                evidence.composite = Composite::read(graph, font, reading, maps);
            }
            return evidence;
        }
        let encoding = graph.entry(font, "Encoding");
        let is_true_type = graph.name(font, "Subtype") == Some(b"TrueType");
        let flags = descriptor.and_then(|descriptor| graph.number(descriptor, "Flags"));
        let is_symbolic = flags.is_some_and(|flags| flags as i64 & 4 != 0);
        let means_nothing = is_true_type && reading.embedded && (is_symbolic || encoding.is_none());
        // Procedures may have any names.
        if reading.sort == Sort::Simple && !means_nothing {
            evidence.names = Some(lacks::differences(graph, font));
        }
        let base = match encoding {
            Some(Object::Name(name)) => Some(name.as_slice()),
            Some(Object::Dictionary(entries)) => graph.name(entries, "BaseEncoding"),
            _ => None,
        };
        evidence.is_plain = matches!(
            base,
            Some(b"WinAnsiEncoding" | b"MacRomanEncoding" | b"StandardEncoding")
        );
        evidence.is_named_inside = base.is_none() && !(reading.embedded && is_true_type);
        evidence
    }

    /// The letters and digits that a code may stand for; empty if nothing is certain.
    fn letters(&self, code: Code, glyph: &dyn Fn(Code) -> u16) -> Vec<char> {
        if let Some(letters) = &self.letters {
            return letters.get(&glyph(code)).cloned().unwrap_or_default();
        }
        if let Some(composite) = &self.composite {
            let text = composite.text(self.reading, code);
            return single(text.as_deref()).into_iter().collect();
        }
        let Some(names) = &self.names else {
            return Vec::new();
        };
        let found = match names.get(&code.value) {
            Some(name) => named(name),
            None if self.is_plain => char::from_u32(code.value),
            None if self.is_named_inside => single(self.reading.encoded(code).as_deref()),
            None => None,
        };
        found
            .filter(char::is_ascii_alphanumeric)
            .into_iter()
            .collect()
    }
}

impl Programs {
    /// The letters for the glyphs of a descriptor's program, from its Unicode character maps.
    fn letters(&mut self, graph: Graph<'_>, descriptor: &Dictionary) -> Option<Rc<Letters>> {
        let mut entries = ["FontFile2", "FontFile3"].into_iter();
        let (number, program) = entries.find_map(|entry| graph.locate(descriptor.get(entry)?))?;
        if let Some(known) = number.and_then(|number| self.0.get(&number)) {
            return known.clone();
        }
        let found = program.as_stream().and_then(read).map(Rc::new);
        if let Some(number) = number {
            self.0.insert(number, found.clone());
        }
        found
    }
}

fn read(program: &Stream) -> Option<Letters> {
    let data = decoded(program, MAX_PROGRAM)?;
    let maps = Sfnt::read(&data)?.maps()?;
    let is_unicode =
        |platform, encoding| platform == 0 || platform == 3 && matches!(encoding, 1 | 10);
    let mut letters = Letters::new();
    for map in maps
        .iter()
        .filter(|map| is_unicode(map.platform, map.encoding))
    {
        for letter in ('0'..='z').filter(char::is_ascii_alphanumeric) {
            let glyph = map.glyph(u32::from(letter));
            if glyph != 0 {
                letters.entry(glyph).or_default().push(letter);
            }
        }
    }
    (!letters.is_empty()).then_some(letters)
}

/// The letter or digit of a glyph's name, in its one usual spelling.
fn named(name: &[u8]) -> Option<char> {
    match name {
        [letter] => Some(char::from(*letter)).filter(char::is_ascii_alphabetic),
        _ => {
            let digit = DIGITS.iter().position(|digit| digit.as_bytes() == name)?;
            char::from_digit(digit as u32, 10)
        }
    }
}

fn single(text: Option<&str>) -> Option<char> {
    let mut characters = text?.chars();
    let first = characters.next()?;
    (characters.next().is_none() && first.is_ascii_alphanumeric()).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_agree_with_their_variants() {
        for (text, known, agree) in [
            ("1", "1", true),
            ("9", "1", false),
            ("a", "A", true),
            ("¹", "1", true),
            ("⁹", "1", false),
            ("９", "1", false),
            ("٩", "1", false),
            ("19", "1", false),
            (",", "1", false),
            ("O", "0O", true),
            ("\u{e001}", "1", true),
            ("½", "1", true),
        ] {
            let known: Vec<char> = known.chars().collect();
            assert_eq!(agrees(text, &known), agree, "{text} for {known:?}");
        }
    }

    #[test]
    fn glyphs_have_usual_names() {
        assert_eq!(named(b"nine"), Some('9'));
        assert_eq!(named(b"Q"), Some('Q'));
        for other in [&b"g41"[..], b"c", b"comma", b"9"] {
            assert_eq!(named(other).is_some(), other == b"c");
        }
    }
}
