//! Text strings (ISO 32000-2, 7.9.2.2) and rich text (12.7.4.4) as plain text: undecodable parts are marked, and
//! don't cost the rest.

use lopdf::{Object as Old, StringFormat};

use super::source::Source;

/// The most characters of a text to read.
pub(super) const MAX_CHARACTERS: usize = 10_000;

/// The replacement for an undecodable character.
const UNKNOWN: char = char::REPLACEMENT_CHARACTER;

/// Decodes a text string: UTF-16 of either byte order and UTF-8 by their byte order marks, PDFDocEncoding otherwise.
pub(super) fn decode(bytes: &[u8]) -> String {
    let text = match bytes {
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes
            .iter()
            .take(MAX_CHARACTERS + 1)
            .map(|byte| pdf_doc(*byte))
            .collect(),
    };
    bounded(text)
}

/// The text, cut to the permitted length; a mark shows the cut.
fn bounded(text: String) -> String {
    match text.char_indices().nth(MAX_CHARACTERS) {
        Some((end, _)) => format!("{}{UNKNOWN}", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

/// A value as text: a text string or stream, a name, a number, or an array of them.
pub(super) fn of<'a>(source: Source<'a>, value: &'a Old) -> Option<String> {
    /// Longest stream to decode, in bytes.
    const MAX_STREAM: usize = 1 << 20;
    let text = match value {
        Old::String(bytes, _) => decode(bytes),
        Old::Name(name) => String::from_utf8_lossy(name).into_owned(),
        Old::Integer(number) => number.to_string(),
        Old::Real(number) => number.to_string(),
        Old::Stream(stream) => match stream.decompressed_content_with_limit(MAX_STREAM) {
            Ok(bytes) => decode(&bytes),
            // Too long, or damaged: marks a value that can't be shown.
            Err(_) => UNKNOWN.to_string(),
        },
        Old::Array(items) => {
            let texts = items
                .iter()
                .take(100)
                .filter_map(|item| match source.resolve(item)? {
                    Old::Array(_) => None,
                    single => of(source, single),
                });
            texts.collect::<Vec<_>>().join(", ")
        }
        _ => return None,
    };
    Some(bounded(text))
}

/// UTF-16 without the language codes between two escape characters (7.9.2.2.1).
fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.as_chunks::<2>().0.iter().map(|pair| unit(*pair));
    let decoded = char::decode_utf16(units.take(2 * MAX_CHARACTERS));
    let mut text = String::new();
    let mut in_code = false;
    for character in decoded.map(|character| character.unwrap_or(UNKNOWN)) {
        match character {
            '\u{1b}' => in_code = !in_code,
            _ if !in_code => text.push(character),
            _ => {}
        }
    }
    text
}

/// A byte of PDFDocEncoding (Annex D.2).
fn pdf_doc(byte: u8) -> char {
    if matches!(byte, b'\t' | b'\n' | b'\r' | b' '..=b'~') {
        return char::from(byte);
    }
    let single = Old::String(vec![byte], StringFormat::Literal);
    lopdf::decode_text_string(&single)
        .ok()
        .and_then(|text| text.chars().next())
        .unwrap_or(UNKNOWN)
}

/// The words of a rich text string: paragraphs become lines, style markup is dropped.
pub(super) fn plain(rich: &str) -> String {
    let mut text = String::new();
    let mut rest = rich;
    while let Some(start) = rest.find('<') {
        text.push_str(&entities(&rest[..start]));
        let Some(length) = rest[start..].find('>') else {
            return text.trim().to_owned();
        };
        let tag = &rest[start + 1..start + length];
        let is_break = tag.starts_with("br") || tag == "/p" || tag == "/div";
        if is_break && !text.is_empty() {
            text.push('\n');
        }
        rest = &rest[start + length + 1..];
    }
    text.push_str(&entities(rest));
    text.trim().to_owned()
}

/// Character data with its entities resolved; line ends of the source count as blanks.
fn entities(data: &str) -> String {
    let mut text = String::new();
    let mut rest = data;
    while let Some(start) = rest.find('&') {
        text.push_str(&rest[..start]);
        rest = &rest[start + 1..];
        let known = rest
            .char_indices()
            .take(12)
            .find(|(_, character)| *character == ';')
            .and_then(|(end, _)| Some((end, entity(&rest[..end])?)));
        match known {
            Some((end, character)) => {
                text.push(character);
                rest = &rest[end + 1..];
            }
            None => text.push('&'),
        }
    }
    text.push_str(rest);
    text.replace(['\r', '\n'], " ")
}

fn entity(name: &str) -> Option<char> {
    let code = |digits: &str, radix| {
        u32::from_str_radix(digits, radix)
            .ok()
            .and_then(char::from_u32)
    };
    match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => match name.strip_prefix('#')? {
            hex if hex.starts_with(['x', 'X']) => code(&hex[1..], 16),
            digits => code(digits, 10),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_is_read_and_faults_are_marked() {
        assert_eq!(decode(b"plain \xe4"), "plain ä");
        assert_eq!(decode(b"\xfe\xff\x03\xc0"), "π");
        assert_eq!(decode(b"\xff\xfe\xc0\x03"), "π");
        assert_eq!(decode(b"\xef\xbb\xbf\xcf\x80"), "π");
        assert_eq!(decode(b"\xfe\xff\0\x1b\0d\0e\0\x1b\0x"), "x");
        // A half surrogate, an odd byte or a code without a character affects only itself.
        assert_eq!(decode(b"\xfe\xff\xd8\x00\0a\0"), "\u{fffd}a");
        assert_eq!(decode(b"a\x9fb"), "a\u{fffd}b");
        assert_eq!(decode(b"\xef\xbb\xbfa\xffb"), "a\u{fffd}b");
    }

    #[test]
    fn rich_text_becomes_lines() {
        let rich = "<?xml version=\"1.0\"?><body><p>Price &lt; 5&#160;€<b>!</b></p><p>A &amp; B</p></body>";
        assert_eq!(plain(rich), "Price < 5\u{a0}€!\nA & B");
        assert_eq!(plain("a &unknown; & b <unclosed"), "a &unknown; & b");
    }
}
