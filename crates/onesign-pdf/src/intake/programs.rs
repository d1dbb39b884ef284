//! Classifies embedded font programs (ISO 32000-2, 9.9) by their content, not by their entry: some readers follow the
//! one, some the other.

use std::collections::HashMap;

use lopdf::{Dictionary as Received, Object as Old, ObjectId};

use super::copy::Copier;
use super::decode::{Decoded, Soundness, decode};
use super::source::Source;
use crate::object::{Dictionary, Object};

/// The entries of a font descriptor that hold programs (Table 120).
pub(super) const ENTRIES: [&str; 3] = ["FontFile", "FontFile2", "FontFile3"];

/// The format of a font program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Type1,
    TrueType,
    /// An OpenType font with compact outlines.
    OpenType,
    /// Compact outlines alone (CFF).
    Compact,
}

/// The first bytes of programs with either kind of outlines (ISO/IEC 14496-22, 4.3).
const TRUE_TYPE: [u8; 4] = [0, 1, 0, 0];
const OPEN_TYPE: [u8; 4] = *b"OTTO";
/// Most tables to search.
const MAX_TABLES: usize = 64;

/// The correct first bytes for a program that declares the wrong kind of outlines: some readers follow the
/// declaration, some the tables.
fn header(data: &[u8]) -> Option<[u8; 4]> {
    let said: [u8; 4] = data.get(..4)?.try_into().ok()?;
    let instead = match said {
        TRUE_TYPE => OPEN_TYPE,
        OPEN_TYPE => TRUE_TYPE,
        _ => return None,
    };
    let count = usize::from(u16::from_be_bytes([*data.get(4)?, *data.get(5)?]));
    let has = |wanted: &[u8]| {
        let mut records = data.get(12..)?.chunks_exact(16).take(count.min(MAX_TABLES));
        records.find(|record| record.starts_with(wanted))
    };
    let (has_glyf, has_compact) = (has(b"glyf").is_some(), has(b"CFF ").is_some());
    let is_wrong = match said {
        TRUE_TYPE => has_compact && !has_glyf,
        _ => has_glyf && !has_compact,
    };
    is_wrong.then_some(instead)
}

/// Corrects the first bytes of a program.
pub(super) fn settle_header(decoded: &mut Decoded<'_>) {
    if let Some(header) = header(&decoded.data)
        && let Some(place) = decoded.data.to_mut().get_mut(..4)
    {
        place.copy_from_slice(&header);
        decoded.soundness = decoded.soundness.max(Soundness::Odd);
    }
}

/// The formats of programs, by their objects.
pub(super) type Sorts = HashMap<ObjectId, Option<Sort>>;

impl Sort {
    /// The format by the first bytes; `None` for any other.
    pub(super) fn of(data: &[u8]) -> Option<Self> {
        Some(match data {
            _ if header(data) == Some(TRUE_TYPE) => Self::TrueType,
            _ if header(data) == Some(OPEN_TYPE) => Self::OpenType,
            [0, 1, 0, 0, ..] | [b't', b'r', b'u', b'e', ..] | [b't', b't', b'c', b'f', ..] => {
                Self::TrueType
            }
            [b'O', b'T', b'T', b'O', ..] => Self::OpenType,
            [1, 0, 4..=64, 1..=4, ..] => Self::Compact,
            [b'%', b'!', ..] | [0x80, 1, ..] => Self::Type1,
            _ => return None,
        })
    }

    /// The correct entry for such a program.
    fn entry(self) -> &'static str {
        match self {
            Self::Type1 => "FontFile",
            Self::TrueType => "FontFile2",
            Self::OpenType | Self::Compact => "FontFile3",
        }
    }

    /// The correct subtype for a font that has such a program and declares this subtype.
    fn font(self, said: &[u8]) -> Option<&'static str> {
        Some(match (self, said) {
            (Self::TrueType, b"Type1" | b"MMType1") => "TrueType",
            (Self::TrueType, b"CIDFontType0") => "CIDFontType2",
            (Self::Type1 | Self::OpenType | Self::Compact, b"TrueType") => "Type1",
            (Self::OpenType | Self::Compact, b"CIDFontType2") => "CIDFontType0",
            _ => return None,
        })
    }
}

impl<'a> Copier<'a> {
    /// The entry of a descriptor's program, and the program's format, if the two don't match.
    fn misplaced(&mut self, descriptor: &'a Received) -> Option<(&'static str, Sort)> {
        let entry = self.program(descriptor)?;
        let sort = self.sort(descriptor, entry)?;
        // An OpenType font may have either kind of outlines.
        let stream = self.source.dictionary(descriptor, entry.as_bytes())?;
        let is_open = self.source.name(stream, b"Subtype") == Some(b"OpenType");
        let is_placed =
            sort.entry() == entry || entry == "FontFile3" && is_open && sort == Sort::TrueType;
        (!is_placed).then_some((entry, sort))
    }

    /// The entry with the program of a descriptor: the first valid one, as most readers choose.
    pub(super) fn program(&mut self, descriptor: &'a Received) -> Option<&'static str> {
        let mut named = ENTRIES
            .into_iter()
            .filter(|entry| descriptor.has(entry.as_bytes()));
        let first = named.next()?;
        let Some(second) = named.next() else {
            return Some(first);
        };
        let mut all = [first, second].into_iter().chain(named);
        let known = all.find(|entry| self.sort(descriptor, entry).is_some());
        Some(known.unwrap_or(first))
    }

    /// The format of the program under an entry of a descriptor.
    fn sort(&mut self, descriptor: &'a Received, entry: &str) -> Option<Sort> {
        let found = self.source.locate(descriptor.get(entry.as_bytes()).ok()?)?;
        let (Some(id), Old::Stream(stream)) = found else {
            return None;
        };
        if let Some(known) = self.sorts.get(&id) {
            return *known;
        }
        let data = decode(self.source, stream, self.limits.max_stream_bytes).ok();
        let sort = data.and_then(|decoded| Sort::of(&decoded.data));
        self.sorts.insert(id, sort);
        sort
    }

    /// Moves the program of a descriptor to the correct entry.
    pub(super) fn place_program(
        &mut self,
        received: &'a Received,
        copied: &mut Dictionary,
    ) -> bool {
        let Some((entry, sort)) = self.misplaced(received) else {
            return false;
        };
        let Some(program) = copied.remove(entry) else {
            return false;
        };
        copied.set(sort.entry(), program);
        true
    }

    /// Corrects the subtype of a font whose program was under the wrong entry.
    pub(super) fn name_program(&mut self, received: &'a Received, copied: &mut Dictionary) {
        let source: Source<'a> = self.source;
        let sort = source
            .dictionary(received, b"FontDescriptor")
            .and_then(|descriptor| self.misplaced(descriptor));
        if let Some((_, sort)) = sort
            && let Some(subtype) = sort.font(source.name(received, b"Subtype").unwrap_or_default())
        {
            copied.set("Subtype", Object::name(subtype));
        }
    }
}

/// Corrects the entries of a program's stream (Tables 120 and 125) if they declare another format.
pub(super) fn label(data: &[u8], entries: &mut Dictionary) {
    let said = match entries.get("Subtype") {
        Some(Object::Name(name)) => name.clone(),
        _ => Vec::new(),
    };
    match Sort::of(data) {
        Some(Sort::OpenType) if said != b"OpenType" => {
            entries.set("Subtype", Object::name("OpenType"));
        }
        Some(Sort::Compact) if said != b"Type1C" && said != b"CIDFontType0C" => {
            let subtype = match has_registry(data) {
                true => "CIDFontType0C",
                false => "Type1C",
            };
            entries.set("Subtype", Object::name(subtype));
        }
        Some(Sort::TrueType) if said != b"OpenType" => {
            entries.remove("Subtype");
            entries.set("Length1", Object::Integer(data.len() as i64));
        }
        _ => {}
    }
}

/// Whether a CFF program is that of a composite font: their top dictionary begins with the operator `ROS` (Adobe
/// Technical Note 5176, 9 and 18).
fn has_registry(data: &[u8]) -> bool {
    let head = data.get(..data.len().min(512)).unwrap_or_default();
    head.windows(2).any(|pair| pair == [12, 30])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_recognised_by_their_first_bytes() {
        assert_eq!(Sort::of(&[0, 1, 0, 0, 0, 9]), Some(Sort::TrueType));
        assert_eq!(Sort::of(b"OTTO\0\x09"), Some(Sort::OpenType));
        assert_eq!(Sort::of(&[1, 0, 4, 2, 0]), Some(Sort::Compact));
        assert_eq!(Sort::of(b"%!PS-AdobeFont-1.0"), Some(Sort::Type1));
        assert_eq!(Sort::of(b"\0\0junk"), None);
    }

    #[test]
    fn a_stream_declares_its_content() {
        let mut entries = Dictionary::from([("Subtype", Object::name("Type1C"))]);
        label(&[0, 1, 0, 0, 7], &mut entries);
        assert_eq!(entries.get("Subtype"), None);
        assert_eq!(entries.get("Length1"), Some(&Object::Integer(5)));
        label(b"OTTO", &mut entries);
        assert_eq!(entries.get("Subtype"), Some(&Object::name("OpenType")));
    }
}
