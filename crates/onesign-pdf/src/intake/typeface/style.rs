//! The style of a font, by its name and its descriptor (ISO 32000-2, 9.8).

use super::graph::Graph;
use crate::object::Dictionary;

/// The general shape of a face.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Family {
    Sans,
    Serif,
    Mono,
}

/// The style of a face.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Style {
    pub(super) family: Family,
    pub(super) bold: bool,
    pub(super) italic: bool,
}

/// Parts of family names, the more specific first: a "Sans Mono" is of the first kind, a "Sans Serif" not of the
/// last.
const NAMES: [(&[&str], Family); 3] = [
    (
        &[
            "mono",
            "courier",
            "consol",
            "typewriter",
            "lucidacon",
            "fixed",
            "lettergothic",
            "ocrb",
            "ocra",
            "terminal",
        ],
        Family::Mono,
    ),
    (
        &[
            "sans",
            "arial",
            "helvetica",
            "verdana",
            "calibri",
            "tahoma",
            "segoe",
            "univers",
            "frutiger",
            "futura",
            "trebuchet",
            "gothic",
            "grotesk",
            "roboto",
            "myriad",
            "swiss",
            "hei",
        ],
        Family::Sans,
    ),
    (
        &[
            "times",
            "serif",
            "roman",
            "georgia",
            "garamond",
            "palatino",
            "cambria",
            "minion",
            "bookman",
            "book antiqua",
            "bookantiqua",
            "schoolbook",
            "century",
            "baskerville",
            "bodoni",
            "caslon",
            "didot",
            "constantia",
            "nimbusrom",
            "mincho",
            "ming",
            "song",
            "batang",
            "myeongjo",
            "antiqua",
        ],
        Family::Serif,
    ),
];

/// Bits of `/Flags` (table 121).
const FIXED_PITCH: i64 = 1;
const SERIF: i64 = 1 << 1;
const ITALIC: i64 = 1 << 6;
const FORCE_BOLD: i64 = 1 << 18;

impl Style {
    /// The style of a font, or of its descendant if it is a composite font.
    pub(super) fn of(graph: Graph<'_>, font: &Dictionary) -> Self {
        let below = graph.descendant(font).unwrap_or(font);
        let empty = Dictionary::new();
        let descriptor = graph.dictionary(below, "FontDescriptor").unwrap_or(&empty);
        let number = |key: &str| graph.number(descriptor, key).unwrap_or(0.0);
        let flags = number("Flags") as i64;
        let name = base_name(graph, font).to_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
        let named = NAMES
            .iter()
            .find(|(words, _)| has(words))
            .map(|(_, family)| *family);
        let flagged = if flags & FIXED_PITCH != 0 {
            Family::Mono
        } else if flags & SERIF != 0 {
            Family::Serif
        } else {
            Family::Sans
        };
        Self {
            family: named.unwrap_or(flagged),
            bold: has(&["bold", "black", "heavy", "demi"])
                || flags & FORCE_BOLD != 0
                || number("FontWeight") >= 600.0
                || number("StemV") >= 130.0,
            italic: has(&["italic", "oblique", "kursiv"])
                || flags & ITALIC != 0
                || number("ItalicAngle") != 0.0,
        }
    }
}

/// The font's name without the subset prefix (9.9.2).
pub(super) fn base_name(graph: Graph<'_>, font: &Dictionary) -> String {
    let name = graph.name(font, "BaseFont").unwrap_or_default();
    let name = String::from_utf8_lossy(name);
    match name.split_once('+') {
        Some((mark, rest)) if mark.len() == 6 => rest.to_owned(),
        _ => name.into_owned(),
    }
}

/// Whether a font has the name of a standard one with a style suffix, such as `Helvetica,Bold`: viewers draw these
/// with the glyphs of the standard font, whatever widths the file gives.
pub(super) fn is_rigid(name: &str) -> bool {
    let mut words = name.split([',', '-', ' ']);
    let family = words.next().unwrap_or_default().to_lowercase();
    let is_style = |word: &str| {
        let word = word.to_lowercase();
        [
            "",
            "roman",
            "regular",
            "bold",
            "italic",
            "oblique",
            "bolditalic",
            "boldoblique",
        ]
        .contains(&word.as_str())
    };
    matches!(family.as_str(), "helvetica" | "courier" | "times") && words.all(is_style)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::object::Object;
    use std::collections::BTreeMap;

    fn style(name: &str, flags: i64) -> (Family, bool, bool) {
        let objects = BTreeMap::new();
        let descriptor = Dictionary::from([("Flags", Object::Integer(flags))]);
        let font = Dictionary::from([
            ("BaseFont", Object::name(name)),
            ("FontDescriptor", descriptor.into()),
        ]);
        let style = Style::of(Graph { objects: &objects }, &font);
        (style.family, style.bold, style.italic)
    }

    #[test]
    fn styles_of_standard_fonts_are_rigid() {
        assert!(is_rigid("Helvetica,Bold") && is_rigid("Times-Roman") && is_rigid("Courier"));
        assert!(!is_rigid("Helvetica-Narrow") && !is_rigid("TimesNewRoman") && !is_rigid("Arial"));
    }

    #[test]
    fn names_take_precedence_over_flags() {
        assert_eq!(style("Arial", 2), (Family::Sans, false, false));
        assert_eq!(
            style("TimesNewRomanPS-BoldItalicMT", 0),
            (Family::Serif, true, true)
        );
        assert_eq!(
            style("ABCDEF+CourierNewPSMT", 0),
            (Family::Mono, false, false)
        );
        assert_eq!(
            style("DejaVuSansMono-Oblique", 0),
            (Family::Mono, false, true)
        );
        assert_eq!(style("MS Sans Serif", 2), (Family::Sans, false, false));
        assert_eq!(style("Unheard", 2 | 64), (Family::Serif, false, true));
        assert_eq!(style("Unheard", 1), (Family::Mono, false, false));
        assert_eq!(style("Unheard-Black", 4), (Family::Sans, true, false));
    }
}
