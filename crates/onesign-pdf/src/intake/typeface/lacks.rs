//! The glyphs and programs that fonts have or lack.

use std::collections::{BTreeMap, BTreeSet};

use super::faces::is_blank;
use super::graph::Graph;
use super::latin;
use super::meaning;
use super::reading::{Code, Reading};
use super::style::base_name;
use crate::object::{Dictionary, Object};

/// The names of the standard fonts (9.6.2.2).
const STANDARD: [&str; 14] = [
    "Times-Roman",
    "Times-Bold",
    "Times-Italic",
    "Times-BoldItalic",
    "Helvetica",
    "Helvetica-Bold",
    "Helvetica-Oblique",
    "Helvetica-BoldOblique",
    "Courier",
    "Courier-Bold",
    "Courier-Oblique",
    "Courier-BoldOblique",
    "Symbol",
    "ZapfDingbats",
];

/// Whether a font is a standard one and shows only characters that every viewer has for it.
pub(super) fn is_plain(
    graph: Graph<'_>,
    font: &Dictionary,
    reading: &Reading<'_>,
    codes: &BTreeSet<Code>,
) -> bool {
    let standard = graph.name(font, "Subtype") == Some(b"Type1")
        && STANDARD
            .iter()
            .any(|name| graph.name(font, "BaseFont") == Some(name.as_bytes()));
    let has_program = graph
        .dictionary(font, "FontDescriptor")
        .is_some_and(|descriptor| {
            ["FontFile", "FontFile2", "FontFile3"]
                .iter()
                .any(|key| descriptor.contains(key))
        });
    let pictorial = matches!(base_name(graph, font).as_str(), "Symbol" | "ZapfDingbats");
    // For symbol fonts, some viewers show the letters that an encoding names, others the font's own
    // symbols.
    let is_clear = !pictorial || graph.entry(font, "Encoding").is_none();
    let names = differences(graph, font);
    // Some readers don't know other names of the same characters.
    let is_usual = |code: &Code| {
        let own = names.get(&code.value);
        own.is_none_or(|own| latin::all().any(|latin| latin.name.as_bytes() == own))
    };
    standard
        && is_clear
        && !has_program
        && codes.iter().all(|code| {
            if pictorial {
                return reading.has_glyph(*code) || code.value <= 32;
            }
            match reading.encoded(*code) {
                Some(text) => {
                    let is_plain = |sign| meaning::is_plain(sign) || is_blank(sign);
                    text.chars().all(is_plain) && is_usual(code)
                }
                // Each reader advances by another width if there is no glyph.
                None => code.value == 32,
            }
        })
}

/// The codes for visible characters that an embedded font has no glyph for.
pub(super) fn without_glyph(reading: &Reading<'_>, codes: &BTreeSet<Code>) -> BTreeSet<Code> {
    let lacks = |code: &&Code| {
        if reading.has_glyph(**code) {
            return false;
        }
        match reading.declared(**code).or_else(|| reading.encoded(**code)) {
            Some(text) => !text.chars().all(is_blank),
            None => code.bytes > 1 || code.value > 32,
        }
    };
    codes.iter().filter(lacks).copied().collect()
}

/// The codes that a Type 3 font has no procedure for (9.6.4).
pub(super) fn without_procedure(
    graph: Graph<'_>,
    font: &Dictionary,
    reading: &Reading<'_>,
    codes: &BTreeSet<Code>,
) -> BTreeSet<Code> {
    let names = differences(graph, font);
    let procedures = graph.dictionary(font, "CharProcs");
    let lacks = |code: &&Code| {
        let name = names.get(&code.value);
        let drawn = name
            .and_then(|name| graph.locate(procedures?.get(name)?))
            .is_some_and(|(_, procedure)| procedure.as_stream().is_some());
        let void = match reading.declared(**code) {
            Some(text) => text.chars().all(is_blank),
            None => {
                code.value <= 32 || name.is_some_and(|name| name == b"space" || name == b".notdef")
            }
        };
        !drawn && !void
    };
    codes.iter().filter(lacks).copied().collect()
}

/// The glyph names that an encoding gives to codes (9.6.5.1).
pub(super) fn differences(graph: Graph<'_>, font: &Dictionary) -> BTreeMap<u32, Vec<u8>> {
    let listed = graph
        .dictionary(font, "Encoding")
        .and_then(|encoding| graph.entry(encoding, "Differences"))
        .and_then(Object::as_array);
    let mut names = BTreeMap::new();
    let mut code = 0_u32;
    for item in listed.unwrap_or_default() {
        match graph.locate(item) {
            Some((_, Object::Name(name))) => {
                names.insert(code, name.clone());
                code = code.saturating_add(1);
            }
            Some((_, value)) => {
                let start = value.as_number().unwrap_or(0.0);
                code = start as u32;
            }
            None => {}
        }
    }
    names
}
