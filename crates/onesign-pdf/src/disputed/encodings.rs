//! Encodings of simple fonts (9.6.5): the name of each code's glyph.

use super::Judge;
use crate::intake::typeface::latin::{self, Latin};
use crate::object::Object;

/// The names that a font's encoding gives to codes.
pub(super) struct Encoding {
    /// The named encoding; `None` if it is that of the font itself.
    pub base: Option<Vec<u8>>,
    /// Codes with names of their own.
    pub differences: Vec<(u8, Vec<u8>)>,
}

/// Accents that names of letters may end with.
const ACCENTS: [&str; 17] = [
    "dblacute",
    "dot",
    "acute",
    "grave",
    "circumflex",
    "dieresis",
    "tilde",
    "ring",
    "cedilla",
    "caron",
    "ogonek",
    "breve",
    "macron",
    "dotaccent",
    "hungarumlaut",
    "commaaccent",
    "croat",
];
/// Other names of standard characters that producers use.
const ALIASES: [&[u8]; 7] = [
    b"minus",
    b"nbspace",
    b"nonbreakingspace",
    b"sfthyphen",
    b"softhyphen",
    b"middot",
    b"overscore",
];

impl Judge<'_, '_> {
    /// The encoding of a font; `None` if it is malformed or one that the standard does not define for letters.
    pub(super) fn encoding(&self, encoding: &Object) -> Option<Encoding> {
        let usual = |name: &[u8]| {
            matches!(
                name,
                b"WinAnsiEncoding" | b"MacRomanEncoding" | b"StandardEncoding"
            )
        };
        let mut differences = Vec::new();
        let base = match encoding {
            Object::Dictionary(entries) => {
                match self.value(entries, "Differences") {
                    Object::Null => {}
                    Object::Array(items) => differences = self.differences(&items)?,
                    _ => return None,
                }
                self.value(entries, "BaseEncoding")
            }
            other => other.clone(),
        };
        let base = match base {
            Object::Null => None,
            Object::Name(name) if usual(&name) => Some(name),
            _ => return None,
        };
        Some(Encoding { base, differences })
    }

    fn differences(&self, items: &[Object]) -> Option<Vec<(u8, Vec<u8>)>> {
        let mut names = Vec::new();
        let mut code = 0_i64;
        for item in items {
            match self.followed(item) {
                Object::Integer(at) => code = at,
                Object::Name(name) => {
                    names.push((u8::try_from(code).ok()?, name));
                    code += 1;
                }
                _ => return None,
            }
        }
        Some(names)
    }
}

impl Encoding {
    /// The character of the table that a code shows, by its name.
    pub(super) fn character(&self, code: u8, table: &[Latin]) -> Option<Latin> {
        let own = self.differences.iter().rfind(|(at, _)| *at == code);
        if let Some((_, name)) = own {
            let found = table.iter().find(|latin| latin.name.as_bytes() == name);
            return found.copied();
        }
        let of = |latin: &&Latin| match self.base.as_deref() {
            Some(b"WinAnsiEncoding") => latin.windows == code,
            Some(b"MacRomanEncoding") => latin.macintosh == code,
            _ => latin.standard == code,
        };
        table.iter().find(of).copied().filter(|_| code != 0)
    }

    /// Whether readers find the same character for every name in fonts of their own.
    pub(super) fn is_usual(&self) -> bool {
        let table = table();
        self.differences.iter().all(|(code, name)| {
            let is_graphic = code.is_ascii_graphic();
            table.iter().any(|latin| latin.name.as_bytes() == name)
                || ALIASES.contains(&name.as_slice())
                || is_accented(name)
                || !is_graphic && (name == b".notdef" || name.starts_with(b"afii") || *code < 32)
        })
    }
}

/// The standard Latin characters.
pub(super) fn table() -> Vec<Latin> {
    latin::all().collect()
}

/// Whether this names a letter with an accent.
fn is_accented(name: &[u8]) -> bool {
    let Some((letter, accent)) = name.split_first() else {
        return false;
    };
    letter.is_ascii_alphabetic() && ACCENTS.iter().any(|known| known.as_bytes() == accent)
}
