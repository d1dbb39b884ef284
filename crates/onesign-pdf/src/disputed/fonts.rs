//! Fonts (9.5 to 9.9) that readers show differently.

use super::Judge;
use super::encodings::Encoding;
use crate::object::{Dictionary, Object, Stream};

/// Largest font program to read.
const MAX_PROGRAM: usize = 48 << 20;
/// Names of fonts without letters, apart from the two standard ones.
const SIGNS: [&str; 6] = [
    "wingding", "webding", "barcode", "code128", "symbol", "dingbat",
];

/// Why readers may show the characters of a font differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FontDispute {
    /// It is not in the file, and no other font replaces it.
    Missing,
    /// Its entries contradict each other or its program.
    Unclear,
}

/// The formats of font programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Type1,
    TrueType,
    OpenType,
    Compact,
}

impl Judge<'_, '_> {
    /// Whether readers may differ on a font, and why.
    pub fn font(&self, font: &Dictionary) -> Option<FontDispute> {
        match self.value(font, "Subtype").as_name().unwrap_or_default() {
            b"Type0" => self.composite(font),
            b"Type3" => self.drawn_font(font).then_some(FontDispute::Unclear),
            b"Type1" | b"TrueType" | b"MMType1" => match self.program(font) {
                Some((entry, program)) => {
                    let is_odd = self.embedded(font, entry, &program);
                    is_odd.then_some(FontDispute::Unclear)
                }
                None => self.is_missing(font).then_some(FontDispute::Missing),
            },
            _ => None,
        }
    }

    /// The program of a font and its entry in the descriptor.
    fn program(&self, font: &Dictionary) -> Option<(&'static str, Stream)> {
        let descriptor = self.value(font, "FontDescriptor");
        let descriptor = descriptor.as_dictionary()?;
        let entries = ["FontFile", "FontFile2", "FontFile3"];
        let entry = entries.into_iter().find(|key| descriptor.contains(key))?;
        match self.value(descriptor, entry) {
            Object::Stream(program) => Some((entry, program)),
            _ => None,
        }
    }

    /// Whether no other font shows what a simple font that is not in the file shows.
    fn is_missing(&self, font: &Dictionary) -> bool {
        let name = self.value(font, "BaseFont");
        let name = name.as_name().unwrap_or_default();
        let encoding = self.value(font, "Encoding");
        let is_type_1 = self.value(font, "Subtype").is_name("Type1");
        match name {
            b"" => true,
            b"Symbol" => !(is_type_1 && matches!(own(&encoding), b"" | b"SymbolEncoding")),
            b"ZapfDingbats" => {
                let kept = [&b""[..], b"ZapfDingbatsEncoding", b"WinAnsiEncoding"];
                !(is_type_1 && kept.contains(&own(&encoding)))
            }
            name => {
                let name = String::from_utf8_lossy(name).to_lowercase();
                let encoding = self.encoding(&encoding);
                SIGNS.iter().any(|sign| name.contains(sign))
                    || !encoding.is_some_and(|encoding| encoding.is_usual())
            }
        }
    }

    /// Whether the program of a simple font is of another format than its entries say, or gives a code two glyphs.
    fn embedded(&self, font: &Dictionary, entry: &str, program: &Stream) -> bool {
        let Some(data) = self.decoded(program, MAX_PROGRAM) else {
            return true;
        };
        let Some(format) = format(&data) else {
            return true;
        };
        let is_open = program.dictionary.is("Subtype", "OpenType");
        let is_placed = match entry {
            "FontFile" => format == Format::Type1,
            "FontFile2" => format == Format::TrueType,
            _ => format != Format::Type1 && (format != Format::TrueType || is_open),
        };
        let is_true_type = self.value(font, "Subtype").is_name("TrueType");
        let fits = is_true_type == (format == Format::TrueType);
        if !is_placed || !fits {
            return true;
        }
        if !is_true_type {
            return false;
        }
        let encoding = self.value(font, "Encoding");
        let Some(names) = self.encoding(&encoding) else {
            return true;
        };
        let descriptor = self.value(font, "FontDescriptor");
        let flags = descriptor
            .as_dictionary()
            .map_or(Object::Null, |descriptor| self.value(descriptor, "Flags"));
        let is_symbolic = flags.as_integer().is_some_and(|flags| flags & 4 != 0);
        let codes = self.codes(font);
        has_two_glyphs(&data, &names, encoding == Object::Null, is_symbolic, codes)
    }

    /// The codes that a font has widths for: the others are not shown.
    fn codes(&self, font: &Dictionary) -> std::ops::RangeInclusive<u8> {
        let number = |key: &str, usual: i64| {
            let number = self.value(font, key).as_integer().unwrap_or(usual);
            number.clamp(0, 255) as u8
        };
        number("FirstChar", 0)..=number("LastChar", 255)
    }

    /// A composite font (9.7).
    fn composite(&self, font: &Dictionary) -> Option<FontDispute> {
        let parts = self.value(font, "DescendantFonts");
        let part = self.item(parts.as_array().unwrap_or_default(), 0);
        let encoding = self.value(font, "Encoding");
        let by_glyph = match &encoding {
            Object::Name(name) => name.starts_with(b"Identity"),
            _ => true,
        };
        let program = part.as_dictionary().and_then(|part| self.program(part));
        let (Some(part), Some((_, program))) = (part.as_dictionary(), program) else {
            return by_glyph.then_some(FontDispute::Missing);
        };
        let is_based = match &encoding {
            Object::Stream(map) => {
                map.dictionary.contains("UseCMap")
                    || self
                        .decoded(map, MAX_PROGRAM)
                        .is_none_or(|map| map.windows(7).any(|word| word == b"usecmap"))
            }
            _ => false,
        };
        let format = self
            .decoded(&program, MAX_PROGRAM)
            .and_then(|data| format(&data));
        let fits = match self.value(part, "Subtype").as_name() {
            Some(b"CIDFontType2") => format == Some(Format::TrueType),
            Some(b"CIDFontType0") => format.is_some_and(|format| format != Format::TrueType),
            _ => false,
        };
        let is_odd = is_based || !fits || !self.are_widths_sound(part);
        is_odd.then_some(FontDispute::Unclear)
    }

    /// Whether the widths of a composite font (9.7.4.3) are well formed.
    fn are_widths_sound(&self, part: &Dictionary) -> bool {
        let widths = match self.value(part, "W") {
            Object::Null => return true,
            Object::Array(widths) => widths,
            _ => return false,
        };
        let mut items = widths.iter();
        while let Some(first) = items.next() {
            let last = items.next().map(|item| self.followed(item));
            let is_sound = match last {
                Some(Object::Array(each)) => self.numbers(&Object::Array(each)).is_some(),
                Some(last) => {
                    let width = items.next().map(|item| self.followed(item));
                    last.as_integer().is_some()
                        && width.is_some_and(|width| width.as_number().is_some())
                }
                None => false,
            };
            if !is_sound || self.followed(first).as_integer().is_none() {
                return false;
            }
        }
        true
    }
}

/// The name of an encoding, empty if there is none; another word if it is anything else.
fn own(encoding: &Object) -> &[u8] {
    match encoding {
        Object::Null => b"",
        Object::Name(name) => name,
        Object::Dictionary(entries)
            if !entries.contains("Differences") && !entries.contains("BaseEncoding") =>
        {
            b""
        }
        _ => b"its own",
    }
}

fn has_two_glyphs(
    data: &[u8],
    names: &Encoding,
    is_plain: bool,
    is_symbolic: bool,
    codes: std::ops::RangeInclusive<u8>,
) -> bool {
    let by_code = is_plain || is_symbolic;
    super::glyphs::disagree(data, (!is_plain).then_some(names), by_code, codes)
}

/// The format of a font program, by its first bytes.
fn format(data: &[u8]) -> Option<Format> {
    match data {
        [0, 1, 0, 0, ..] | [b't', b'r', b'u', b'e', ..] | [b't', b't', b'c', b'f', ..] => {
            Some(Format::TrueType)
        }
        [b'O', b'T', b'T', b'O', ..] => Some(Format::OpenType),
        [1, _, 4..=64, 1..=4, ..] => Some(Format::Compact),
        [b'%', b'!', ..] | [0x80, 1, ..] => Some(Format::Type1),
        _ => None,
    }
}
