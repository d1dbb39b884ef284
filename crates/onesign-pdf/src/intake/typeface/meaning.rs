//! The characters of the codes of a font without a program (ISO 32000-2, 9.10.2, in the order in which viewers
//! choose the glyphs of another face).

use std::rc::Rc;

use hayro_interpret::hayro_cmap::{CMap, CidFamily};

use super::graph::Graph;
use super::reading::{self, Code, Maps, Reading};
use super::style::base_name;
use crate::object::Dictionary;

/// Symbols of the font Wingdings that contracts and lists use. Its other codes have no meaning without it.
const WINGDINGS: &str = "\u{6c}●\u{6e}■\u{6f}□\u{70}□\u{71}□\u{72}□\u{73}◆\u{74}◆\u{75}◆\u{76}◆\u{77}◆\u{9e}·\u{9f}•\
\u{a1}○\u{a7}▪\u{a8}□\u{b7}•\u{d8}→\u{df}←\u{e0}→\u{e1}↑\u{e2}↓\u{e7}←\u{e8}→\u{e9}↑\u{ea}↓\u{ef}←\u{f0}→\u{f1}↑\u{f2}↓\
\u{f3}↔\u{fb}✗\u{fc}✓\u{fd}☒\u{fe}☑";

/// The character of a simple font's code.
pub(super) fn simple(
    graph: Graph<'_>,
    font: &Dictionary,
    reading: &Reading<'_>,
    code: Code,
) -> Option<String> {
    let name = base_name(graph, font).to_lowercase();
    if name.contains("wingdings") || name.contains("webdings") {
        return (name == "wingdings" || name.starts_with("wingdings-"))
            .then(|| wingding(code))
            .flatten()
            .or_else(|| reading.declared(code))
            .or_else(|| (code.value <= 32).then(|| " ".to_owned()));
    }
    reading.encoded(code).or_else(|| reading.declared(code))
}

fn wingding(code: Code) -> Option<String> {
    let wanted = char::from_u32(code.value)?;
    let signs: Vec<char> = WINGDINGS.chars().collect();
    let pair = signs.chunks(2).find(|pair| pair.first() == Some(&wanted))?;
    pair.get(1).map(char::to_string)
}

/// The maps from a composite font's codes to characters.
pub(super) struct Composite {
    /// Codes to characters of the collection.
    encoding: Rc<CMap>,
    /// The codes themselves are Unicode.
    unicode: bool,
    /// Characters of the collection to Unicode.
    collection: Option<Rc<CMap>>,
}

impl Composite {
    /// Reads the maps of a composite font; `None` without a readable encoding.
    pub(super) fn read(
        graph: Graph<'_>,
        font: &Dictionary,
        reading: &Reading<'_>,
        maps: &Maps,
    ) -> Option<Self> {
        let encoding = Rc::clone(reading.encoding.as_ref()?);
        let name = graph.name(font, "Encoding").unwrap_or_default();
        let collection = family(graph, font, &encoding)
            .and_then(|family| family.ucs2_cmap())
            .and_then(|name| maps.named(name));
        Some(Self {
            unicode: name.starts_with(b"Uni"),
            encoding,
            collection,
        })
    }

    /// The character of the collection.
    pub(super) fn cid(&self, code: Code) -> Option<u16> {
        let cid = self.encoding.lookup_cid_code(code.value, code.bytes)?;
        u16::try_from(cid).ok()
    }

    /// The text of a code.
    pub(super) fn text(&self, reading: &Reading<'_>, code: Code) -> Option<String> {
        let own = if self.unicode { unicode(code) } else { None };
        own.or_else(|| {
            let cid = self.cid(code)?;
            let found = self.collection.as_ref()?.lookup_bf_string(u32::from(cid))?;
            Some(reading::text(found)).filter(|text| !text.is_empty() && text != "\u{fffd}")
        })
        .or_else(|| reading.declared(code))
    }
}

/// The character of a UCS-2 or UTF-16 code.
fn unicode(code: Code) -> Option<String> {
    let character = match code.bytes {
        2 => char::from_u32(code.value),
        4 => {
            let units = [(code.value >> 16) as u16, (code.value & 0xffff) as u16];
            char::decode_utf16(units).next()?.ok()
        }
        _ => None,
    };
    character.map(String::from)
}

/// The collection of characters (9.7.3), by the font below or by the encoding.
fn family(graph: Graph<'_>, font: &Dictionary, encoding: &CMap) -> Option<CidFamily> {
    let own = graph.descendant(font).and_then(|below| {
        let info = graph.dictionary(below, "CIDSystemInfo")?;
        let registry = graph.entry(info, "Registry")?.as_string()?;
        let ordering = graph.entry(info, "Ordering")?.as_string()?;
        Some(CidFamily::from_registry_ordering(registry, ordering))
    });
    own.filter(|family| family.ucs2_cmap().is_some())
        .or_else(|| {
            let collection = encoding.metadata().character_collection.as_ref()?;
            Some(collection.family.clone())
        })
}

/// The default character of a byte: that of Windows (D.2).
pub(super) fn windows(byte: u8) -> Option<char> {
    const HIGH: [char; 32] = [
        '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0',
        '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9f => HIGH
            .get(usize::from(byte - 0x80))
            .copied()
            .filter(|character| *character != '\0'),
        0..=0x1f | 0x7f => None,
        _ => Some(char::from(byte)),
    }
}

/// Whether the standard fonts have a character in every viewer (D.2).
pub(super) fn is_plain(character: char) -> bool {
    matches!(character, ' '..='~' | '\u{a0}'..='ÿ')
        || "ŒœŠšŽžŸƒˆ˜–—‘’‚“”„†‡•…‰‹›€™⁄−ıŁłˇ˘˙˚˛˝ﬁﬂ".contains(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_of_wingdings() {
        let of = |value| wingding(Code { value, bytes: 1 });
        assert_eq!(of(0xfc).as_deref(), Some("✓"));
        assert_eq!(of(0xa8).as_deref(), Some("□"));
        assert_eq!(of(0x41), None);
        assert!(WINGDINGS.chars().count().is_multiple_of(2));
    }

    #[test]
    fn bytes_in_the_encoding_of_windows() {
        assert_eq!(windows(0x80), Some('€'));
        assert_eq!(windows(0x81), None);
        assert_eq!(windows(b'A'), Some('A'));
        assert_eq!(windows(0xe4), Some('ä'));
        assert!(
            (0..=255)
                .filter_map(windows)
                .filter(|c| !c.is_control())
                .all(is_plain)
        );
    }
}
