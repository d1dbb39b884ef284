//! Reads embedded TrueType programs (ISO/IEC 14496-22): the glyph of a code in each character map. Writes the same
//! outlines with one map only.

use std::cell::OnceCell;
use std::collections::HashMap;

use rustybuzz::ttf_parser::{GlyphId, PlatformId, cmap, post};

use super::program;

/// Most tables to read.
const MAX_TABLES: usize = 64;
/// Most character maps to read.
const MAX_MAPS: u16 = 32;
/// The tables for drawing glyphs: all that a program in a PDF needs, except its map (ISO 32000-2, 9.9.1).
const DRAWN: [&[u8; 4]; 9] = [
    b"cvt ", b"fpgm", b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp", b"prep",
];
/// How many glyphs have a name in the standard Macintosh order.
const MACINTOSH_GLYPHS: u16 = 258;

/// A program, its tables by their tags.
pub(super) struct Sfnt<'d> {
    tables: Vec<([u8; 4], &'d [u8])>,
    names: OnceCell<HashMap<Vec<u8>, u16>>,
}

/// A character map, and its platform and encoding.
pub(super) struct Map<'d> {
    pub(super) platform: u16,
    pub(super) encoding: u16,
    table: cmap::Subtable<'d>,
}

impl Map<'_> {
    /// The glyph of a code; 0 for none.
    pub(super) fn glyph(&self, code: u32) -> u16 {
        self.table.glyph_index(code).map_or(0, |glyph| glyph.0)
    }
}

impl<'d> Sfnt<'d> {
    /// Reads a program, the first one of a collection, as readers do; `None` if it is not a program.
    pub(super) fn read(data: &'d [u8]) -> Option<Self> {
        let start = match data.get(..4)? {
            b"ttcf" => long(data, 12)? as usize,
            _ => 0,
        };
        let directory = data.get(start..)?;
        if !matches!(directory.get(..4)?, [0, 1, 0, 0] | b"true" | b"OTTO") {
            return None;
        }
        let count = usize::from(short(directory, 4)?).min(MAX_TABLES);
        let mut tables: Vec<([u8; 4], &[u8])> = Vec::new();
        for record in directory.get(12..)?.chunks_exact(16).take(count) {
            let tag: [u8; 4] = record.get(..4)?.try_into().ok()?;
            let start = long(record, 8)? as usize;
            let end = start.saturating_add(long(record, 12)? as usize);
            if let Some(table) = data.get(start..end.min(data.len()))
                && tables.iter().all(|(known, _)| *known != tag)
            {
                tables.push((tag, table));
            }
        }
        tables.sort_by_key(|(tag, _)| *tag);
        Some(Self {
            tables,
            names: OnceCell::new(),
        })
    }

    /// A table by its tag.
    pub(super) fn table(&self, tag: &[u8; 4]) -> Option<&'d [u8]> {
        let found = self.tables.iter().find(|(known, _)| known == tag)?;
        Some(found.1)
    }

    /// The units per em; `None` if the program doesn't give them.
    pub(super) fn units(&self) -> Option<u16> {
        short(self.table(b"head")?, 18)
    }

    /// The character maps, in their order; `None` if there is none or one is unreadable.
    pub(super) fn maps(&self) -> Option<Vec<Map<'d>>> {
        let table = cmap::Table::parse(self.table(b"cmap")?)?;
        let count = table.subtables.len();
        if count == 0 || count > MAX_MAPS {
            return None;
        }
        let read = |number| {
            let table = table.subtables.get(number)?;
            let platform = match table.platform_id {
                PlatformId::Unicode => 0,
                PlatformId::Macintosh => 1,
                PlatformId::Iso => 2,
                PlatformId::Windows => 3,
                PlatformId::Custom => 4,
            };
            let is_readable = !matches!(table.format, cmap::Format::MixedCoverage);
            is_readable.then_some(Map {
                platform,
                encoding: table.encoding_id,
                table,
            })
        };
        (0..count).map(read).collect()
    }

    /// The glyph of this name; 0 for none.
    pub(super) fn named(&self, name: &str) -> u16 {
        let names = self.names.get_or_init(|| self.glyph_names());
        names.get(name.as_bytes()).copied().unwrap_or(0)
    }

    /// The names in the table `post` of version 1 or 2; if several glyphs share a name, the first has it.
    fn glyph_names(&self) -> HashMap<Vec<u8>, u16> {
        let mut names = HashMap::new();
        let Some(table) = self.table(b"post") else {
            return names;
        };
        let is_usual = table.starts_with(&[0, 1, 0, 0]);
        if !is_usual && !table.starts_with(&[0, 2, 0, 0]) {
            return names;
        }
        let count = match is_usual {
            true => MACINTOSH_GLYPHS,
            false => short(table, 32).unwrap_or(0),
        };
        let usual = usual_names();
        let usual = post::Table::parse(&usual);
        let mut own = Vec::new();
        let mut rest = table
            .get(34 + 2 * usize::from(count)..)
            .filter(|_| !is_usual);
        while let Some((length, tail)) = rest.and_then(<[u8]>::split_first) {
            let length = usize::from(*length);
            own.push(tail.get(..length).unwrap_or_default());
            rest = tail.get(length..);
        }
        for glyph in 0..count {
            let index = match is_usual {
                true => Some(glyph),
                false => short(table, 34 + 2 * usize::from(glyph)),
            };
            let Some(index) = index else { break };
            let name = match index.checked_sub(MACINTOSH_GLYPHS) {
                Some(index) => own.get(usize::from(index)).copied(),
                None => usual
                    .and_then(|table| table.glyph_name(GlyphId(index)))
                    .map(str::as_bytes),
            };
            if let Some(name) = name {
                names.entry(name.to_vec()).or_insert(glyph);
            }
        }
        names
    }

    /// Whether two glyphs look the same.
    pub(super) fn alike(&self, one: u16, other: u16) -> bool {
        one == other
            || matches!((self.outline(one), self.outline(other)), (Some(one), Some(other)) if one == other)
    }

    /// The data in table `glyf` of a glyph that the program declares; `None` if a table lacks its part.
    pub(super) fn glyph_data(&self, glyph: u16) -> Option<&'d [u8]> {
        let is_known = glyph < short(self.table(b"maxp")?, 4)?
            && matches!(short(self.table(b"head")?, 50)?, 0 | 1);
        self.outline(glyph).filter(|_| is_known)
    }

    /// The data in table `glyf` for a glyph.
    fn outline(&self, glyph: u16) -> Option<&'d [u8]> {
        let places = self.table(b"loca")?;
        let at = |glyph: usize| match short(self.table(b"head")?, 50)? {
            0 => Some(2 * usize::from(short(places, 2 * glyph)?)),
            _ => Some(long(places, 4 * glyph)? as usize),
        };
        let glyph = usize::from(glyph);
        self.table(b"glyf")?.get(at(glyph)?..at(glyph + 1)?)
    }

    /// The same outlines, with every map leading each of these codes to its glyph; no glyph has a name.
    pub(super) fn with_codes(&self, codes: &[(u8, u16)]) -> Vec<u8> {
        let drawn = self.tables.iter().filter(|(tag, _)| DRAWN.contains(&tag));
        let mut tables: Vec<([u8; 4], Vec<u8>)> = drawn
            .map(|(tag, table)| (*tag, table.to_vec()))
            .chain([
                (*b"cmap", program::cmap(codes)),
                (*b"post", program::post()),
            ])
            .collect();
        tables.sort_by_key(|(tag, _)| *tag);
        for (_, head) in tables.iter_mut().filter(|(tag, _)| tag == b"head") {
            // The checksum of the whole file is filled in at the end.
            if let Some(sum) = head.get_mut(8..12) {
                sum.fill(0);
            }
        }
        program::assemble(&tables)
    }
}

/// A table of version 2 in which each glyph has the name of its number in the standard Macintosh order.
fn usual_names() -> Vec<u8> {
    let mut table = vec![0, 2, 0, 0];
    table.resize(32, 0);
    table.extend(MACINTOSH_GLYPHS.to_be_bytes());
    table.extend((0..MACINTOSH_GLYPHS).flat_map(u16::to_be_bytes));
    table
}

/// The 16-bit number at an offset.
pub(super) fn short(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(
        data.get(at..at.checked_add(2)?)?.try_into().ok()?,
    ))
}

fn long(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(
        data.get(at..at.checked_add(4)?)?.try_into().ok()?,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FACE: &[u8] = include_bytes!("../../../fonts/Arimo-Regular.ttf");

    #[test]
    fn the_same_outlines_are_written_under_one_map() {
        let sfnt = Sfnt::read(FACE).unwrap();
        assert_eq!(sfnt.units(), Some(2048));
        let maps = sfnt.maps().unwrap();
        let (one, nine) = (maps[0].glyph(0x31), maps[0].glyph(0x39));
        assert!(one != 0 && nine != 0 && !sfnt.alike(one, nine));
        let data = sfnt.with_codes(&[(0x39, one)]);
        let written = Sfnt::read(&data).unwrap();
        assert!(written.outline(one) == sfnt.outline(one) && written.outline(one).is_some());
        let maps = written.maps().unwrap();
        let glyphs: Vec<u16> = maps
            .iter()
            .map(|map| map.glyph(0x39).max(map.glyph(0xf039)))
            .collect();
        assert_eq!(glyphs, [one, one]);
    }

    #[test]
    fn the_first_program_of_a_collection_is_read() {
        let mut data = b"ttcf\0\x01\0\0\0\0\0\x01\0\0\0\x10".to_vec();
        data.extend(FACE);
        for record in 0..usize::from(FACE[5]) {
            let at = 16 + 12 + 16 * record + 8;
            let moved = long(&data, at).unwrap() + 16;
            data[at..at + 4].copy_from_slice(&moved.to_be_bytes());
        }
        let (whole, first) = (Sfnt::read(FACE).unwrap(), Sfnt::read(&data).unwrap());
        assert!(first.table(b"glyf").is_some());
        assert_eq!(first.tables, whole.tables);
    }

    #[test]
    fn glyphs_have_names() {
        // Three glyphs: two with standard names, one with the program's own.
        let mut post = vec![0, 2, 0, 0];
        post.resize(32, 0);
        for value in [3_u16, 0, 20, 258] {
            post.extend(value.to_be_bytes());
        }
        post.extend(b"\x03odd");
        let usual = [&[0, 1, 0, 0][..], &[0; 28]].concat();
        let of = |table: &[u8], name: &str| {
            let sfnt = Sfnt {
                tables: vec![(*b"post", table)],
                names: OnceCell::new(),
            };
            sfnt.named(name)
        };
        assert_eq!(
            [of(&post, "one"), of(&post, "odd"), of(&post, "nine")],
            [1, 2, 0]
        );
        assert_eq!([of(&usual, "one"), of(&usual, "odd")], [20, 0]);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read(at in 0_usize..2_000, bytes in proptest::collection::vec(any::<u8>(), 1..40)) {
            let mut data = FACE.to_vec();
            data[at..at + bytes.len()].copy_from_slice(&bytes);
            if let Some(sfnt) = Sfnt::read(&data) {
                let _ = (sfnt.named("one"), sfnt.alike(0, 65_535), sfnt.maps().map(|maps| maps.len()));
                prop_assert!(sfnt.with_codes(&[(65, 3)]).len() < 2 * data.len() * MAX_TABLES);
            }
        }
    }
}
