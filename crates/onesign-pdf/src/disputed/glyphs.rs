//! The glyphs of embedded TrueType fonts (9.6.5.4): readers look a code up in different tables of the font, so all of
//! these have to agree.

use rustybuzz::ttf_parser::cmap::Subtable;
use rustybuzz::ttf_parser::{Face, PlatformId};

use super::encodings::{Encoding, table};
use crate::intake::typeface::latin::Latin;

/// Whether a table of characters leads a code to another glyph than another table does. `names` is the encoding of the
/// font, if it has one; `by_code` tells whether readers may look codes up directly.
pub(super) fn disagree(
    program: &[u8],
    names: Option<&Encoding>,
    by_code: bool,
    codes: std::ops::RangeInclusive<u8>,
) -> bool {
    let Ok(face) = Face::parse(program, 0) else {
        return true;
    };
    let tables = Tables::of(&face);
    let latin = table();
    codes.into_iter().any(|code| {
        let mut found: Vec<u16> = Vec::new();
        if by_code {
            found.extend(tables.of_code(code));
        }
        if let Some(names) = names {
            let own = names.differences.iter().rfind(|(at, _)| *at == code);
            match names.character(code, &latin) {
                Some(character) => found.extend(tables.of_character(&character)),
                None => {
                    // A name that is none of the standard counts if the font has it.
                    let glyph = own.and_then(|(_, name)| {
                        face.glyph_index_by_name(std::str::from_utf8(name).ok()?)
                    });
                    found.extend(glyph.map(|glyph| glyph.0));
                    if own.is_some() && glyph.is_none() && code.is_ascii_graphic() {
                        return true;
                    }
                }
            }
        }
        found.retain(|glyph| *glyph != 0);
        found.iter().any(|glyph| found.first() != Some(glyph))
    })
}

/// The tables of characters that readers use.
struct Tables<'a> {
    macintosh: Option<Subtable<'a>>,
    symbols: Option<Subtable<'a>>,
    unicode: Vec<Subtable<'a>>,
}

impl<'a> Tables<'a> {
    fn of(face: &Face<'a>) -> Self {
        let all: Vec<Subtable<'a>> = face
            .tables()
            .cmap
            .map(|cmap| cmap.subtables.into_iter().collect())
            .unwrap_or_default();
        let find = |platform: PlatformId, encoding: u16| {
            let mut all = all.iter();
            all.find(|table| table.platform_id == platform && table.encoding_id == encoding)
                .copied()
        };
        let is_unicode = |table: &&Subtable<'a>| {
            table.platform_id == PlatformId::Unicode && table.encoding_id != 5
                || table.platform_id == PlatformId::Windows && matches!(table.encoding_id, 1 | 10)
        };
        Self {
            macintosh: find(PlatformId::Macintosh, 0),
            symbols: find(PlatformId::Windows, 0),
            unicode: all.iter().filter(is_unicode).copied().collect(),
        }
    }

    /// The glyphs of a code as such.
    fn of_code(&self, code: u8) -> Vec<u16> {
        let code = u32::from(code);
        let mut found = Vec::new();
        found.extend(self.macintosh.and_then(|table| table.glyph_index(code)));
        if let Some(symbols) = self.symbols {
            for start in [0xf000, 0] {
                found.extend(symbols.glyph_index(start + code));
            }
        }
        // Beyond ASCII, readers take a code for a character of different encodings.
        if code < 0x7f {
            let unicode = self.unicode.iter();
            found.extend(unicode.filter_map(|table| table.glyph_index(code)));
        }
        found.into_iter().map(|glyph| glyph.0).collect()
    }

    /// The glyphs of a character.
    fn of_character(&self, character: &Latin) -> Vec<u16> {
        let mut found = Vec::new();
        let unicode = self.unicode.iter();
        found.extend(unicode.filter_map(|table| table.glyph_index(character.character)));
        // At the code of the currency sign, later fonts have the Euro.
        let is_stable = character.macintosh != 0 && character.name != "currency";
        if let Some(macintosh) = self.macintosh.filter(|_| is_stable) {
            found.extend(macintosh.glyph_index(character.macintosh.into()));
        }
        if let Some(symbols) = self.symbols
            && character.character < 0x7f
        {
            found.extend(symbols.glyph_index(0xf000 + character.character));
        }
        found.into_iter().map(|glyph| glyph.0).collect()
    }
}
