//! The maps of an embedded font: to Unicode, from codes to characters of a collection, and from those to glyphs (ISO
//! 32000-2, 9.7.4 to 9.7.5 and 9.10.3).

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::super::streams::compressed;
use super::reading::Code;
use crate::object::{Dictionary, Object, Stream};

/// Most entries of one block of a map.
const BLOCK: usize = 100;

/// A map from codes to characters.
pub(super) fn to_unicode(texts: &BTreeMap<Code, String>) -> Stream {
    let ranges = code_space(texts.keys()).unwrap_or_else(|| {
        let lengths: BTreeSet<u8> = texts.keys().map(|code| code.bytes).collect();
        let whole = |bytes: u8| (0, all_ones(bytes), bytes);
        lengths.into_iter().map(whole).collect()
    });
    let entries: Vec<String> = texts
        .iter()
        .map(|(code, text)| {
            let mut units = String::new();
            for unit in text.encode_utf16() {
                let _ = write!(units, "{unit:04X}");
            }
            format!("<{}> <{units}>", digits(code.value, code.bytes))
        })
        .collect();
    let head = "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n\
        /CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n";
    let data = map(head, &ranges, "bfchar", &entries);
    compressed(Dictionary::new(), data.into_bytes())
}

/// A map from codes to characters of a collection, for a viewer without the map of this name. `None` if the first
/// byte of a code does not determine its length.
pub(super) fn encoding(
    name: &str,
    vertical: bool,
    collection: &Collection,
    cids: &BTreeMap<Code, u16>,
) -> Option<Stream> {
    let ranges = code_space(cids.keys())?;
    let entries: Vec<String> = cids
        .iter()
        .map(|(code, cid)| format!("<{}> {cid}", digits(code.value, code.bytes)))
        .collect();
    let mode = i64::from(vertical);
    let Collection {
        registry,
        ordering,
        supplement,
    } = collection;
    let head = format!(
        "/CIDSystemInfo 3 dict dup begin\n/Registry ({registry}) def\n/Ordering ({ordering}) def\n\
        /Supplement {supplement} def\nend def\n/CMapName /{name} def\n/CMapType 1 def\n/WMode {mode} def\n"
    );
    let data = map(&head, &ranges, "cidchar", &entries);
    let entries = Dictionary::from([
        ("Type", Object::name("CMap")),
        ("CMapName", Object::name(name)),
        ("CIDSystemInfo", collection.dictionary().into()),
        ("WMode", Object::Integer(mode)),
    ]);
    Some(compressed(entries, data.into_bytes()))
}

/// A collection of characters (9.7.3), by names of letters, digits and hyphens.
pub(super) struct Collection {
    pub(super) registry: String,
    pub(super) ordering: String,
    pub(super) supplement: i64,
}

impl Collection {
    pub(super) fn dictionary(&self) -> Dictionary {
        Dictionary::from([
            (
                "Registry",
                Object::String(self.registry.clone().into_bytes()),
            ),
            (
                "Ordering",
                Object::String(self.ordering.clone().into_bytes()),
            ),
            ("Supplement", Object::Integer(self.supplement)),
        ])
    }
}

/// Characters of a collection to glyphs; characters without an entry map to glyph 0.
pub(super) fn glyphs(map: &BTreeMap<u16, u16>) -> Stream {
    let last = map.keys().next_back().copied().unwrap_or(0);
    let mut data = vec![0; 2 * (usize::from(last) + 1)];
    for (cid, glyph) in map {
        let at = 2 * usize::from(*cid);
        if let Some(place) = data.get_mut(at..at + 2) {
            place.copy_from_slice(&glyph.to_be_bytes());
        }
    }
    compressed(Dictionary::new(), data)
}

fn map(head: &str, ranges: &[(u32, u32, u8)], kind: &str, entries: &[String]) -> String {
    let mut text = String::from("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n");
    text.push_str(head);
    let spaces: Vec<String> = ranges
        .iter()
        .map(|(low, high, bytes)| format!("<{}> <{}>", digits(*low, *bytes), digits(*high, *bytes)))
        .collect();
    for (kind, lines) in [("codespacerange", spaces.as_slice()), (kind, entries)] {
        for block in lines.chunks(BLOCK) {
            let _ = writeln!(
                text,
                "{} begin{kind}\n{}\nend{kind}",
                block.len(),
                block.join("\n")
            );
        }
    }
    text.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    text
}

fn digits(value: u32, bytes: u8) -> String {
    format!("{value:0width$X}", width = 2 * usize::from(bytes))
}

fn all_ones(bytes: u8) -> u32 {
    u32::MAX >> (32 - 8 * u32::from(bytes.clamp(1, 4)))
}

/// Codespace ranges that split strings of these codes as before, by their first bytes. Bytes that begin no code get
/// the length of their neighbours, which keeps the ranges few.
fn code_space<'c>(codes: impl Iterator<Item = &'c Code>) -> Option<Vec<(u32, u32, u8)>> {
    let mut lengths = [None; 256];
    for code in codes {
        let first = code.value >> (8 * u32::from(code.bytes.clamp(1, 4) - 1));
        let slot = lengths.get_mut(usize::try_from(first).ok()?)?;
        if slot.is_some_and(|known| known != code.bytes) {
            return None;
        }
        *slot = Some(code.bytes);
    }
    let mut current = lengths.iter().flatten().next().copied()?;
    let mut ranges: Vec<(u32, u32, u8)> = Vec::new();
    for (first, length) in (0_u32..).zip(lengths) {
        current = length.unwrap_or(current);
        let rest = 8 * u32::from(current.clamp(1, 4) - 1);
        let (low, high) = (first << rest, first << rest | ((1_u32 << rest) - 1));
        match ranges.last_mut() {
            Some(last) if last.2 == current => last.1 = high,
            _ => ranges.push((low, high, current)),
        }
    }
    Some(ranges)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(value: u32, bytes: u8) -> Code {
        Code { value, bytes }
    }

    #[test]
    fn first_bytes_determine_the_length_of_codes() {
        let codes = [
            code(0x41, 1),
            code(0x8c5f, 2),
            code(0xb1, 1),
            code(0xe040, 2),
        ];
        let ranges = code_space(codes.iter()).unwrap();
        let expected = [
            (0, 0x8b, 1),
            (0x8c00, 0xb0ff, 2),
            (0xb1, 0xdf, 1),
            (0xe000, 0xffff, 2),
        ];
        assert_eq!(ranges, expected);
        assert_eq!(code_space([code(0x81, 1), code(0x8140, 2)].iter()), None);
    }

    #[test]
    fn maps_read_back() {
        use hayro_interpret::hayro_cmap::{BfString, CMap};
        let texts = BTreeMap::from([
            (code(0x41, 1), "A".to_owned()),
            (code(0x42, 1), "ffi".to_owned()),
            (code(0x43, 1), "𠮷".to_owned()),
        ]);
        let stream = to_unicode(&texts);
        let data = super::super::graph::decoded(&stream, 10_000).unwrap();
        let map = CMap::parse(&data, |_| None).unwrap();
        assert_eq!(map.lookup_bf_string(0x41), Some(BfString::Char('A')));
        assert_eq!(
            map.lookup_bf_string(0x42),
            Some(BfString::String("ffi".into()))
        );
        assert_eq!(map.lookup_bf_string(0x43), Some(BfString::Char('𠮷')));
        let collection = Collection {
            registry: "Adobe".into(),
            ordering: "Japan1".into(),
            supplement: 2,
        };
        let cids = BTreeMap::from([(code(0x8c5f, 2), 1853), (code(0x41, 1), 264)]);
        let stream = encoding("X-V", true, &collection, &cids).unwrap();
        let data = super::super::graph::decoded(&stream, 10_000).unwrap();
        let map = CMap::parse(&data, |_| None).unwrap();
        assert_eq!(map.lookup_cid_code(0x8c5f, 2), Some(1853));
        assert_eq!(map.lookup_cid_code(0x41, 1), Some(264));
    }
}
