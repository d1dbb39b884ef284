//! Finds the glyph for a code of an embedded TrueType font. ISO 32000-2, 9.6.5.4 leaves open which rule applies if the
//! font's flags, its encoding and the maps of its program disagree, and each reader has its own order. This module
//! follows three readers, so that intake can fix one glyph if they differ.

use std::collections::BTreeMap;

use super::graph::Graph;
use super::latin::{self, Latin};
use super::reading::{Code, Reading};
use super::sfnt::{Map, Sfnt};
use crate::object::{Dictionary, Object};

/// Bits of the flags of a font (Table 121).
const SYMBOLIC: i64 = 4;
const NONSYMBOLIC: i64 = 32;

/// An encoding known by its name (Annex D).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Base {
    None,
    Standard,
    Macintosh,
    Windows,
}

/// A simple font with a TrueType program.
pub(super) struct TrueType<'r> {
    sfnt: &'r Sfnt<'r>,
    maps: Vec<Map<'r>>,
    reading: &'r Reading<'r>,
    latin: Vec<Latin>,
    /// The flags, if there are any.
    flags: Option<i64>,
    base: Base,
    /// The names that `/Differences` gives to codes, if present.
    names: Option<BTreeMap<u8, String>>,
    has_text: bool,
}

impl<'r> TrueType<'r> {
    /// `None` if a map is unreadable, or if readers share no rules for the encoding.
    pub(super) fn read(
        graph: Graph<'_>,
        font: &Dictionary,
        sfnt: &'r Sfnt<'r>,
        reading: &'r Reading<'r>,
    ) -> Option<Self> {
        let maps = sfnt.maps()?;
        let base = |name: Option<&[u8]>| match name {
            Some(b"WinAnsiEncoding") => Some(Base::Windows),
            Some(b"MacRomanEncoding") => Some(Base::Macintosh),
            Some(b"StandardEncoding") => Some(Base::Standard),
            Some(b"MacExpertEncoding") => None,
            _ => Some(Base::None),
        };
        let (base, names) = match graph.entry(font, "Encoding") {
            Some(Object::Name(name)) => (base(Some(name))?, None),
            Some(Object::Dictionary(encoding)) => {
                let listed = encoding.contains("Differences");
                if !is_regular(graph, encoding) {
                    return None;
                }
                let names = listed.then(|| names(graph, font));
                (base(graph.name(encoding, "BaseEncoding"))?, names)
            }
            _ => (Base::None, None),
        };
        let descriptor = graph.dictionary(font, "FontDescriptor")?;
        let flags = graph.number(descriptor, "Flags").map(|flags| flags as i64);
        Some(Self {
            sfnt,
            maps,
            reading,
            latin: latin::all().collect(),
            flags,
            base,
            names,
            has_text: font.contains("ToUnicode"),
        })
    }

    /// The glyphs that three readers draw for a code.
    pub(super) fn glyphs(&self, code: u8) -> [u16; 3] {
        [self.first(code), self.second(code), self.third(code)]
    }

    fn map(&self, platform: u16, encoding: u16) -> Option<&Map<'r>> {
        let is_it = |map: &&Map<'_>| map.platform == platform && map.encoding == encoding;
        self.maps.iter().find(is_it)
    }

    /// The default Unicode map: one for all of Unicode, else the last.
    fn unicode(&self) -> Option<&Map<'r>> {
        let is_whole = |map: &&Map<'_>| matches!((map.platform, map.encoding), (3, 10) | (0, 4));
        let is_one = |map: &&Map<'_>| matches!((map.platform, map.encoding), (3, 1) | (0, 0..=3));
        let whole = self.maps.iter().rev().find(is_whole);
        whole.or_else(|| self.maps.iter().rev().find(is_one))
    }

    /// The name of a code in an encoding.
    fn named(&self, base: Base, code: u8) -> Option<String> {
        let listed = self.names.as_ref().and_then(|names| names.get(&code));
        let usual = || {
            // Characters with two codes (Annex D.2, footnotes).
            let code = match (base, code) {
                (Base::Windows, 0xa0) | (Base::Macintosh, 0xca) => 0x20,
                (Base::Windows, 0xad) => 0x2d,
                _ => code,
            };
            let found = self.latin.iter().find(|latin| match base {
                Base::None => false,
                Base::Standard => latin.standard == code,
                Base::Macintosh => latin.macintosh == code,
                Base::Windows => latin.windows == code,
            });
            found.map(|latin| latin.name.to_owned())
        };
        listed.cloned().or_else(usual)
    }

    /// The character of a listed glyph name.
    fn listed(&self, name: &str, code: u8) -> Option<u32> {
        let known = self.latin.iter().find(|latin| latin.name == name);
        known.map(|latin| latin.character).or_else(|| {
            let is_own = self.names.as_ref()?.get(&code)? == name;
            let plain = is_own && spelt(name).is_none() && !name.contains(['.', '_']);
            let text = self.reading.encoded(byte(code)).filter(|_| plain)?;
            let mut characters = text.chars();
            let first = characters.next()?;
            characters.next().is_none().then_some(u32::from(first))
        })
    }

    /// The code in the encoding of Macintosh.
    fn macintosh(&self, is_it: impl Fn(&Latin) -> bool) -> Option<u32> {
        let found = self.latin.iter().find(|latin| is_it(latin))?;
        (found.macintosh != 0).then_some(u32::from(found.macintosh))
    }

    /// Poppler: a map for Unicode takes precedence if there is an encoding at all.
    fn first(&self, code: u8) -> u16 {
        let coded = self.names.is_some() || !matches!(self.base, Base::None | Base::Standard);
        let base = match self.base {
            Base::None | Base::Standard => Base::Windows,
            other => other,
        };
        let name = self.named(base, code);
        let symbolic = self.flags.unwrap_or(0) & SYMBOLIC != 0;
        let last = |is_it: fn(&Map<'_>) -> bool| self.maps.iter().rev().find(|map| is_it(map));
        let unicode = last(|map| map.platform == 0 || map.platform == 3 && map.encoding == 1);
        let macintosh = last(|map| map.platform == 1 && map.encoding == 0);
        let symbols = last(|map| map.platform == 3 && map.encoding == 0);
        let direct = |map: &Map<'_>| {
            some(map.glyph(code.into())).unwrap_or_else(|| map.glyph(0xf000 + u32::from(code)))
        };
        let by_macintosh = |map: &Map<'_>| {
            let code = self.macintosh(|latin| Some(latin.name) == name.as_deref());
            code.map_or(0, |code| map.glyph(code))
        };
        let by_unicode = |map: &Map<'_>| {
            let known = name.as_deref().and_then(|name| self.listed(name, code));
            let declared = || {
                self.reading
                    .declared(byte(code))?
                    .chars()
                    .next()
                    .map(u32::from)
            };
            let guessed = || name.as_deref().and_then(spelt).or(Some(code.into()));
            known
                .or_else(declared)
                .or_else(guessed)
                .map_or(0, |character| map.glyph(character))
        };
        let glyph = match (unicode, macintosh, symbols) {
            (Some(map), ..) if coded => by_unicode(map),
            (_, Some(map), _) if coded && self.base == Base::Macintosh => by_macintosh(map),
            (_, _, Some(map)) if !coded || symbolic => direct(map),
            (_, Some(map), _) if !coded || symbolic => direct(map),
            (_, Some(map), _) => by_macintosh(map),
            _ => self.maps.first().map_or(0, direct),
        };
        some(glyph).unwrap_or_else(|| name.map_or(0, |name| self.sfnt.named(&name)))
    }

    /// MuPDF: the code itself, unless the font isn't symbolic and the name of the code has a glyph.
    fn second(&self, code: u8) -> u16 {
        let symbolic = self.flags.unwrap_or(0) & (SYMBOLIC | NONSYMBOLIC) == SYMBOLIC;
        let symbols = self.map(3, 0).filter(|_| symbolic);
        let map = symbols
            .or_else(|| self.map(3, 1))
            .or_else(|| self.map(1, 0))
            .or_else(|| self.maps.first());
        let Some(map) = map else { return 0 };
        let glyph = |code: u32| some(map.glyph(code)).unwrap_or_else(|| map.glyph(0xf000 + code));
        let own = glyph(code.into());
        let Some(name) = self.named(self.base, code) else {
            return own;
        };
        let by_name = || some(self.sfnt.named(&name));
        let found = match (symbolic, map.platform, map.encoding) {
            (false, 3, _) => {
                let listed = self.listed(&name, code).and_then(|code| some(glyph(code)));
                let spelt = || some(glyph(spelt(&name)?));
                listed.or_else(by_name).or_else(spelt)
            }
            (false, 1, _) => {
                let code = self.macintosh(|latin| latin.name == name);
                code.and_then(|code| some(glyph(code))).or_else(by_name)
            }
            (_, 3, 0) => None,
            _ => by_name(),
        };
        found.unwrap_or(own)
    }

    /// PDFium: names for fonts that aren't symbolic or have a plain encoding, else the maps for symbols.
    fn third(&self, code: u8) -> u16 {
        let flags = self.flags.unwrap_or(NONSYMBOLIC);
        let (symbolic, nonsymbolic) = (flags & SYMBOLIC != 0, flags & NONSYMBOLIC != 0);
        let default = if symbolic && self.names.is_none() {
            Base::None
        } else {
            Base::Standard
        };
        let own = Some(self.base).filter(|base| matches!(base, Base::Macintosh | Base::Windows));
        let base = own.map_or(default, |base| self.supported(base, symbolic));
        let plain = matches!(base, Base::Macintosh | Base::Windows) && self.names.is_none();
        if !plain && !nonsymbolic {
            if let Some(glyph) = self.map(3, 0).map(|map| symbol(map, code))
                && self.has_symbols()
            {
                return glyph;
            }
            let map = self.map(1, 0).or_else(|| self.unicode());
            return map.map_or(u16::from(code), |map| map.glyph(code.into()));
        }
        let unicode = self.map(3, 1).or_else(|| self.unicode());
        let (symbols, macintosh) = (self.map(3, 0), self.map(1, 0));
        let chosen = match nonsymbolic {
            true => unicode.or(macintosh).or(symbols),
            false => unicode.or(symbols).or(macintosh),
        };
        let Some(name) = self.named(base, code) else {
            return chosen.map_or(0, |map| map.glyph(code.into()));
        };
        let character = self.listed(&name, code).or_else(|| spelt(&name));
        let glyph = chosen.map_or(0, |map| match (map.platform, map.encoding) {
            (3, 0) => symbol(map, code),
            (1, 0) => {
                let code = self.macintosh(|latin| Some(latin.character) == character);
                code.map_or(0, |code| map.glyph(code))
            }
            _ => character.map_or(0, |character| map.glyph(character)),
        });
        some(glyph)
            .or_else(|| some(self.sfnt.named(&name)))
            .or_else(|| {
                let text = self.has_text.then(|| self.reading.declared(byte(code)))??;
                Some(chosen?.glyph(text.chars().next()?.into()))
            })
            .unwrap_or(0)
    }

    /// The base encoding, or the one that fits a symbolic font's maps better.
    fn supported(&self, base: Base, symbolic: bool) -> Base {
        let windows = self.maps.iter().any(|map| map.platform != 1);
        let macintosh = self.maps.iter().any(|map| map.platform == 1);
        match base {
            Base::Windows if symbolic && !windows => Base::Macintosh,
            Base::Macintosh if symbolic && !macintosh => Base::Windows,
            other => other,
        }
    }

    /// Whether any code has a glyph as a symbol.
    fn has_symbols(&self) -> bool {
        let map = self.map(3, 0);
        map.is_some_and(|map| (0..=255).any(|code| symbol(map, code) != 0))
    }
}

/// The glyph of a code in a map for symbols, with any of its usual offsets.
fn symbol(map: &Map<'_>, code: u8) -> u16 {
    let glyphs = [0, 0xf000, 0xf100, 0xf200].map(|offset| map.glyph(offset + u32::from(code)));
    glyphs.into_iter().find(|glyph| *glyph != 0).unwrap_or(0)
}

fn byte(code: u8) -> Code {
    Code {
        value: code.into(),
        bytes: 1,
    }
}

fn some(glyph: u16) -> Option<u16> {
    (glyph != 0).then_some(glyph)
}

/// The character that a name gives as a number: `uni0416`, `u1F600`.
fn spelt(name: &str) -> Option<u32> {
    let digits = name
        .strip_prefix("uni")
        .or_else(|| name.strip_prefix('u'))?;
    let is_number =
        (4..=6).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    u32::from_str_radix(digits, 16).ok().filter(|_| is_number)
}

/// Whether `/Differences` is a list of names after integers.
fn is_regular(graph: Graph<'_>, encoding: &Dictionary) -> bool {
    let Some(listed) = graph.entry(encoding, "Differences") else {
        return true;
    };
    let items = listed.as_array().unwrap_or_default();
    let begins = items.first().and_then(|first| graph.locate(first));
    let begins = begins.is_none_or(|(_, first)| first.as_integer().is_some());
    begins
        && items.iter().all(|item| {
            matches!(
                graph.locate(item),
                Some((_, Object::Integer(_) | Object::Name(_)))
            )
        })
}

/// The names of `/Differences` (9.6.5.1) for codes of one byte.
fn names(graph: Graph<'_>, font: &Dictionary) -> BTreeMap<u8, String> {
    let listed = super::lacks::differences(graph, font).into_iter();
    let named = listed
        .filter_map(|(code, name)| Some((u8::try_from(code).ok()?, String::from_utf8(name).ok()?)));
    named.collect()
}
