//! Entries of fonts and of their parts (ISO 32000-2, clause 9).

use super::{Kind, value};

pub(super) fn font(key: &str) -> Option<Kind> {
    const VALUES: [&str; 11] = [
        "Type",
        "Subtype",
        "Name",
        "BaseFont",
        "FirstChar",
        "LastChar",
        "Widths",
        "CIDSystemInfo",
        "DW",
        "DW2",
        "FontBBox",
    ];
    match key {
        "W" => Some(Kind::Widths),
        "W2" => Some(Kind::Heights),
        "FontMatrix" => Some(Kind::Value),
        "FontDescriptor" => Some(Kind::Descriptor),
        "Encoding" => Some(Kind::Encoding),
        "ToUnicode" => Some(Kind::CharacterMap),
        "DescendantFonts" => Some(Kind::Descendants),
        "CIDToGIDMap" => Some(Kind::Lookup),
        "CharProcs" => Some(Kind::Glyphs),
        "Resources" => Some(Kind::Resources),
        _ => value(key, &VALUES),
    }
}

pub(super) fn descriptor(key: &str) -> Option<Kind> {
    const VALUES: [&str; 22] = [
        "Type",
        "FontName",
        "FontFamily",
        "FontStretch",
        "FontWeight",
        "Flags",
        "FontBBox",
        "ItalicAngle",
        "Ascent",
        "Descent",
        "Leading",
        "CapHeight",
        "XHeight",
        "StemV",
        "StemH",
        "AvgWidth",
        "MaxWidth",
        "MissingWidth",
        "CharSet",
        "Style",
        "Lang",
        "FD",
    ];
    match key {
        "FontFile" | "FontFile2" | "FontFile3" => Some(Kind::FontFile),
        "CIDSet" => Some(Kind::Lookup),
        _ => value(key, &VALUES),
    }
}

/// A map may name its base; a base as a stream is not permitted, because a map could contain
/// itself.
pub(super) fn character_map(key: &str) -> Option<Kind> {
    value(
        key,
        &["Type", "CMapName", "CIDSystemInfo", "WMode", "UseCMap"],
    )
}
