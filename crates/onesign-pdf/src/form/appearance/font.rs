//! Fonts whose glyphs for ASCII text look as expected.

use crate::object::{Dictionary, Object};
use crate::read::Document;

/// Glyph names of printable ASCII, starting with the space (annex D).
const GLYPHS: [&str; 95] = [
    "space",
    "exclam",
    "quotedbl",
    "numbersign",
    "dollar",
    "percent",
    "ampersand",
    "quotesingle",
    "parenleft",
    "parenright",
    "asterisk",
    "plus",
    "comma",
    "hyphen",
    "period",
    "slash",
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "colon",
    "semicolon",
    "less",
    "equal",
    "greater",
    "question",
    "at",
    "A",
    "B",
    "C",
    "D",
    "E",
    "F",
    "G",
    "H",
    "I",
    "J",
    "K",
    "L",
    "M",
    "N",
    "O",
    "P",
    "Q",
    "R",
    "S",
    "T",
    "U",
    "V",
    "W",
    "X",
    "Y",
    "Z",
    "bracketleft",
    "backslash",
    "bracketright",
    "asciicircum",
    "underscore",
    "grave",
    "a",
    "b",
    "c",
    "d",
    "e",
    "f",
    "g",
    "h",
    "i",
    "j",
    "k",
    "l",
    "m",
    "n",
    "o",
    "p",
    "q",
    "r",
    "s",
    "t",
    "u",
    "v",
    "w",
    "x",
    "y",
    "z",
    "braceleft",
    "bar",
    "braceright",
    "asciitilde",
];
/// Fonts without letters.
const SYMBOLS: [&str; 5] = ["symbol", "dingbat", "wingding", "webding", "barcode"];
/// Encodings that agree with printable ASCII.
const ENCODINGS: [&[u8]; 4] = [
    b"WinAnsiEncoding",
    b"MacRomanEncoding",
    b"StandardEncoding",
    b"PDFDocEncoding",
];

/// Whether this is an ordinary font that is not embedded, with the usual encoding: viewers then show each letter as
/// expected. Embedded glyphs may look like anything.
pub(crate) fn is_plain(document: &Document<'_>, font: &Dictionary) -> bool {
    let value = |key: &str| document.value(font, key).unwrap_or(Object::Null);
    let kind = value("Subtype");
    let kind = kind.as_name().unwrap_or_default();
    let name = value("BaseFont");
    let name = String::from_utf8_lossy(name.as_name().unwrap_or_default()).to_lowercase();
    let descriptor = value("FontDescriptor");
    let descriptor = descriptor.as_dictionary();
    let brings_glyphs = descriptor.is_some_and(|descriptor| {
        let files = ["FontFile", "FontFile2", "FontFile3"];
        files.iter().any(|key| descriptor.contains(key))
    });
    matches!(kind, b"Type1" | b"TrueType" | b"MMType1")
        && !brings_glyphs
        && !name.is_empty()
        && !SYMBOLS.iter().any(|symbol| name.contains(symbol))
        && has_usual_encoding(document, &value("Encoding"))
        && has_widths(document, &value("Widths"))
}

fn has_usual_encoding(document: &Document<'_>, encoding: &Object) -> bool {
    let usual = |name: &[u8]| ENCODINGS.contains(&name);
    match encoding {
        Object::Null => true,
        Object::Name(name) => usual(name),
        Object::Dictionary(encoding) => {
            let base = document.value(encoding, "BaseEncoding");
            let differences = document.value(encoding, "Differences");
            let is_based = match base {
                Ok(Object::Null) => true,
                Ok(Object::Name(name)) => usual(&name),
                _ => false,
            };
            is_based
                && match differences {
                    Ok(Object::Null) => true,
                    Ok(Object::Array(items)) => keeps_ascii(&items),
                    _ => false,
                }
        }
        _ => false,
    }
}

/// Whether `/Differences` keeps the glyphs of printable ASCII (9.6.5.1).
fn keeps_ascii(items: &[Object]) -> bool {
    let mut code: i64 = 0;
    items.iter().all(|item| match item {
        Object::Integer(at) => {
            code = *at;
            true
        }
        Object::Name(glyph) => {
            let place = usize::try_from(code.saturating_sub(0x20)).ok();
            let own = place.and_then(|place| GLYPHS.get(place));
            code = code.saturating_add(1);
            own.is_none_or(|own| {
                let alike = match *own {
                    // Standard encoding has curly quotes at these codes.
                    "quotesingle" => glyph == b"quoteright",
                    "grave" => glyph == b"quoteleft",
                    "hyphen" => glyph == b"minus",
                    _ => false,
                };
                glyph == own.as_bytes() || alike
            })
        }
        _ => false,
    })
}

/// Glyphs of zero or negative width would overlap.
fn has_widths(document: &Document<'_>, widths: &Object) -> bool {
    match widths {
        Object::Null => true,
        Object::Array(widths) => widths.iter().all(|width| {
            let width = document.follow(width).ok();
            width
                .and_then(|width| width.as_number())
                .is_some_and(|width| width >= 0.0)
        }),
        _ => false,
    }
}
