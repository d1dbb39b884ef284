//! Limits for character maps and width tables whose ranges would make readers allocate without end.

mod anew;
mod widths;

use std::ops::Range;

use lopdf::{Object, Stream};

use super::decode::decode;
use super::lexer::{self, Lexer, Token};
use super::source::Source;

pub(super) use self::anew::anew;

/// The most codes that a map's ranges may cover; Unicode has 1,114,112, real maps a few times 65,536.
const MAX_CODES: u64 = 1_200_000;

/// The largest code of a composite font (9.7.6.2: codes select CIDs up to 65,535).
const MAX_CID: i64 = 65_535;

/// Whether the ranges of a character map (9.7.5.4) cover a reasonable number of codes.
pub(super) fn is_sane_map(data: &[u8]) -> bool {
    let mut lexer = Lexer::new(data);
    let mut operands: Vec<&[u8]> = Vec::new();
    let mut codes = 0_u64;
    while let Some(token) = lexer.next_token() {
        match token {
            Token::Operand(range) | Token::Name(range) => operands.push(&data[range]),
            Token::InlineImage(_) => operands.clear(),
            Token::Operator(range) => {
                if matches!(
                    &data[range],
                    b"endbfrange" | b"endcidrange" | b"endnotdefrange"
                ) {
                    for entry in operands.chunks(3) {
                        codes = codes.saturating_add(covered(entry));
                    }
                }
                operands.clear();
            }
        }
        if codes > MAX_CODES {
            return false;
        }
    }
    true
}

fn covered(entry: &[&[u8]]) -> u64 {
    match entry {
        [first, last, ..] => hexadecimal(last)
            .saturating_sub(hexadecimal(first))
            .saturating_add(1),
        _ => 0,
    }
}

/// The value of `<…>`; one longer than eight bytes counts as the largest.
fn hexadecimal(word: &[u8]) -> u64 {
    let digits: String = word
        .iter()
        .filter(|byte| byte.is_ascii_hexdigit())
        .map(|byte| char::from(*byte))
        .collect();
    if digits.is_empty() {
        0
    } else {
        u64::from_str_radix(&digits, 16).unwrap_or(u64::MAX)
    }
}

/// How many maps may build on one another.
const MAX_BASES: usize = 4;

/// A character map merged with its base map (9.7.5.3), if its own operators don't call the base: some readers follow
/// only the operators, others the entry. `None` if it can stay as it is.
pub(super) fn whole<'a>(
    source: Source<'a>,
    stream: &'a Stream,
    data: &[u8],
    max_bytes: u64,
) -> Option<Vec<u8>> {
    let mut bases = Vec::new();
    let mut at = stream;
    let named = loop {
        match source.get(&at.dict, b"UseCMap") {
            Some(Object::Stream(base)) if bases.len() < MAX_BASES => {
                bases.push(decode(source, base, max_bytes).ok()?.data.into_owned());
                at = base;
            }
            Some(Object::Name(name)) => break Some(name.clone()),
            _ => break None,
        }
    };
    let called = called(data);
    let call = called.as_ref().map(|call| call.name);
    let named = named.or(call.filter(|name| is_identity(name)).map(Vec::from));
    let is_missed = |name: &[u8]| is_identity(name) || call.is_none();
    let is_missed = named.as_deref().is_some_and(is_missed);
    if bases.is_empty() && !is_missed {
        return None;
    }
    let begin = lexer::find(data, b"begincmap")? + b"begincmap".len();
    let mut result = data.get(..begin)?.to_vec();
    match named.as_deref() {
        Some(name) if is_identity(name) => result.extend(identity()),
        Some(name) => result.extend([b"\n/", name, b" usecmap"].concat()),
        None => {}
    }
    for base in bases.iter().rev() {
        result.push(b'\n');
        result.extend(ranges(base));
    }
    result.push(b'\n');
    // It now contains the map that it called by name.
    let call = called.map_or(begin..begin, |call| call.range);
    result.extend(data.get(begin..call.start).unwrap_or_default());
    result.extend(data.get(call.end.max(begin)..)?);
    Some(result)
}

fn is_identity(name: &[u8]) -> bool {
    matches!(name, b"Identity-H" | b"Identity-V")
}

/// The call of another map among the operators of one.
struct Call<'a> {
    name: &'a [u8],
    range: Range<usize>,
}

fn called(data: &[u8]) -> Option<Call<'_>> {
    const OPERATOR: &[u8] = b"usecmap";
    let end = lexer::find(data, OPERATOR)?;
    let slash = data.get(..end)?.iter().rposition(|byte| *byte == b'/')?;
    Some(Call {
        name: data.get(slash + 1..end)?.trim_ascii(),
        range: slash..end + OPERATOR.len(),
    })
}

/// The mappings of `Identity-H` in full: hardly any reader looks up a map that another one calls.
fn identity() -> Vec<u8> {
    let mut ranges = b"\n1 begincodespacerange <0000> <ffff> endcodespacerange".to_vec();
    for high in 0..=255_u32 {
        // At most a hundred per block (9.7.5.4).
        if high % 64 == 0 {
            ranges.extend(b"\n64 begincidrange");
        }
        ranges.extend(format!("\n<{high:02x}00> <{high:02x}ff> {}", high * 256).bytes());
        if high % 64 == 63 {
            ranges.extend(b"\nendcidrange");
        }
    }
    ranges
}

/// The range blocks of a character map, without the rest.
fn ranges(data: &[u8]) -> Vec<u8> {
    let mut lexer = Lexer::new(data);
    let mut found = Vec::new();
    let mut start = None;
    while let Some(token) = lexer.next_token() {
        let Token::Operator(range) = token else {
            continue;
        };
        let word = data.get(range.clone()).unwrap_or_default();
        match word.strip_prefix(b"begin").or(word.strip_prefix(b"end")) {
            Some(
                b"codespacerange" | b"bfrange" | b"bfchar" | b"cidrange" | b"cidchar"
                | b"notdefrange" | b"notdefchar",
            ) => {}
            _ => continue,
        }
        if word.starts_with(b"begin") {
            start = Some(range.end);
        } else if let Some(start) = start.take() {
            let entries = data.get(start..range.start).unwrap_or_default();
            let kind = word.get(3..).unwrap_or_default();
            // The number before it is a hint for a printer's memory; readers go on to the end.
            found.extend([b"100 begin", kind, entries, word, b"\n"].concat());
        }
    }
    found
}

/// Whether the width table of a composite font (9.7.4.3) names only codes that can exist.
pub(super) fn are_sane_widths(items: &[Object]) -> bool {
    items.iter().all(|item| match item {
        Object::Integer(value) => value.unsigned_abs() <= MAX_CID as u64,
        Object::Real(value) => value.is_finite() && value.abs() <= MAX_CID as f32,
        _ => true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn huge_ranges_are_noticed() {
        assert!(is_sane_map(
            b"1 beginbfrange <0000> <ffff> <0000> endbfrange"
        ));
        assert!(is_sane_map(
            b"2 beginbfchar <01> <0041> <02> <0042> endbfchar"
        ));
        assert!(!is_sane_map(
            b"1 begincidrange <00000000> <ffffffff> 0 endcidrange"
        ));
        assert!(!is_sane_map(
            b"1 beginbfrange <00> <ffffffffffffffffff> <00> endbfrange"
        ));
    }

    #[test]
    fn a_map_and_its_base_become_one() {
        let whole = |document: &lopdf::Document, stream: &Stream| {
            let source = Source { document };
            let found = whole(source, stream, &stream.content, 1 << 20);
            found.map(|map| String::from_utf8(map).unwrap())
        };
        let mut document = lopdf::Document::new();
        let base = b"begincmap 1 begincidchar <41> 7 endcidchar endcmap".to_vec();
        let base = document.add_object(Stream::new(lopdf::Dictionary::new(), base));
        let own = b"x begincmap /B usecmap 1 begincidchar <42> 8 endcidchar endcmap y".to_vec();
        let plain = Stream::new(lopdf::Dictionary::new(), own.clone());
        assert_eq!(whole(&document, &plain), None);
        let above = Stream::new(lopdf::dictionary! { "UseCMap" => base }, own);
        let expected = "x begincmap\n100 begincidchar <41> 7 endcidchar\n\n\
              \x20 1 begincidchar <42> 8 endcidchar endcmap y";
        assert_eq!(whole(&document, &above).as_deref(), Some(expected));
        for (entries, own) in [
            (lopdf::dictionary! { "UseCMap" => "Identity-H" }, ""),
            (lopdf::Dictionary::new(), "/Identity-H usecmap"),
        ] {
            let own = format!("begincmap {own} endcmap").into_bytes();
            let written = whole(&document, &Stream::new(entries, own)).unwrap();
            assert!(written.contains("<ff00> <ffff> 65280") && !written.contains("usecmap"));
        }
    }

    #[test]
    fn widths_of_codes_that_cannot_exist() {
        let inner = Object::Array(vec![Object::Integer(500)]);
        assert!(are_sane_widths(&[Object::Integer(1), inner]));
        assert!(!are_sane_widths(&[
            Object::Integer(0),
            Object::Integer(i64::from(i32::MAX)),
            Object::Integer(1)
        ]));
        assert!(!are_sane_widths(&[Object::Integer(i64::MIN)]));
    }
}
