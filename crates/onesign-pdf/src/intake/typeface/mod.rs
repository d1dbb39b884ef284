//! Fonts that the received file names and doesn't include, and glyphs that nobody can draw.
//!
//! Every viewer fills in for such fonts in its own way: some with a face of the same name, some with another one, some
//! with nothing. What signers see would then differ from what the sealed file shows elsewhere. So a bundled face is
//! embedded in their place (ISO 32000-2, 9.9), with the codes and the widths that the content has; where a code means
//! nothing without the missing font, a box is embedded, and the sender learns which pages are concerned. The fourteen
//! standard fonts stay as they are where they show characters that every viewer has for them (9.6.2.2).

mod faces;
mod graph;
mod meaning;
mod program;
mod reading;
mod shape;
mod stand_in;
mod strings;
mod style;
mod tables;
mod usage;
mod warn;
mod widths;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use self::faces::{Faces, is_blank};
use self::graph::Graph;
use self::reading::{Code, Fonts, Maps, Reading, Sort};
use self::stand_in::{Meaning, StandIn, Wanted};
use self::style::base_name;
use self::usage::{Codes, Shown, Usage};
use super::IntakeError;
use super::copy::Copier;
use super::streams::compressed;
use crate::object::{Dictionary, Object, Ref};

/// Most fonts that are read.
const MAX_FONTS: usize = 20_000;

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

/// What is to become of a font.
enum Verdict {
    /// It stays; these codes have no glyph.
    Stays(BTreeSet<Code>),
    /// This one takes its place.
    Replaced(Box<StandIn>),
}

/// Embeds a face for every font that shows something and has none, in the file below the catalogue `root`. Returns
/// warnings: `fonts_replaced` and `glyphs_missing`, each with its pages.
pub(super) fn settle(copier: &mut Copier<'_>, root: Ref) -> Result<Vec<String>, IntakeError> {
    let numbers = listed_fonts(copier);
    if numbers.len() > MAX_FONTS {
        return Err(IntakeError::TooComplex);
    }
    let limit = copier.limits.max_stream_bytes;
    let mut verdicts = Vec::new();
    let mut replaced = Codes::new();
    let mut missing = Codes::new();
    let usage = {
        let graph = Graph {
            objects: copier.objects(),
        };
        let maps = Maps::default();
        let fonts = Fonts::gather(graph, &numbers, &maps);
        let readings = fonts.read();
        let usage = Usage::read(graph, root, &readings, limit)?;
        let faces = Faces::default();
        for (shown, codes) in usage.codes() {
            match verdict((graph, &faces, &maps), &readings, &shown, &codes) {
                Verdict::Stays(without) => _ = missing.insert(shown, without),
                Verdict::Replaced(stand_in) => {
                    missing.insert(shown.clone(), stand_in.missing.clone());
                    replaced.insert(shown.clone(), codes);
                    verdicts.push((shown, stand_in));
                }
            }
        }
        usage
    };
    for (shown, stand_in) in verdicts {
        put(copier, &shown, *stand_in);
    }
    let mut warnings = Vec::new();
    for (kind, concerned) in [("fonts_replaced", replaced), ("glyphs_missing", missing)] {
        let pages = usage.pages_with(&concerned);
        if !pages.is_empty() {
            warnings.push(warn::code(kind, &pages));
        }
    }
    Ok(warnings)
}

fn verdict(
    (graph, faces, maps): (Graph<'_>, &Faces, &Maps),
    readings: &HashMap<u32, Reading<'_>>,
    shown: &Shown,
    codes: &BTreeSet<Code>,
) -> Verdict {
    let nothing = Dictionary::new();
    let (number, reading) = match shown {
        Shown::Font(number) => (*number, readings.get(number)),
        Shown::Lost(owner, name) => (name_number(*owner, name), None),
        // Viewers differ in what they show without a font, and most show nothing.
        Shown::Unset => return Verdict::Stays(codes.clone()),
    };
    let known = reading.and_then(|_| graph.object(number)?.as_dictionary());
    let font = known.unwrap_or(&nothing);
    let wanted = Wanted {
        graph,
        faces,
        maps,
        number,
        font,
        codes,
    };
    let stand_in = match reading {
        Some(reading) if reading.sort == Sort::Procedures => {
            return Verdict::Stays(without_procedure(graph, font, reading, codes));
        }
        Some(reading) if reading.embedded || is_plain(graph, font, reading, codes) => {
            return Verdict::Stays(without_glyph(reading, codes));
        }
        Some(reading) if reading.sort == Sort::Composite => {
            let readable = Some(reading).filter(|reading| reading.is_readable());
            let stand_in = readable.and_then(|reading| wanted.composite(reading));
            stand_in.or_else(|| wanted.simple(Meaning::None))
        }
        Some(reading) if reading.is_readable() => wanted.simple(Meaning::Own(reading)),
        _ => wanted.simple(Meaning::Windows),
    };
    match stand_in {
        Some(stand_in) => Verdict::Replaced(Box::new(stand_in)),
        None => Verdict::Stays(codes.clone()),
    }
}

/// A number for a font that has none.
fn name_number(owner: u32, name: &[u8]) -> u32 {
    let fold = |number: u32, byte: &u8| number.wrapping_mul(31).wrapping_add(u32::from(*byte));
    name.iter().fold(owner, fold)
}

/// Whether a font is one of the standard ones and shows only what every viewer has for it.
fn is_plain(
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
    standard
        && !has_program
        && codes.iter().all(|code| {
            if pictorial {
                return reading.has_glyph(*code) || code.value <= 32;
            }
            match reading.encoded(*code) {
                Some(text) => text
                    .chars()
                    .all(|sign| meaning::is_plain(sign) || is_blank(sign)),
                None => code.value <= 32,
            }
        })
}

/// The codes that an embedded font has no glyph for, though they stand for something that leaves ink.
fn without_glyph(reading: &Reading<'_>, codes: &BTreeSet<Code>) -> BTreeSet<Code> {
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
fn without_procedure(
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

/// The glyph names that an encoding gives codes (9.6.5.1).
fn differences(graph: Graph<'_>, font: &Dictionary) -> BTreeMap<u32, Vec<u8>> {
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

/// Puts a stand-in where the font was, or where it was looked for.
fn put(copier: &mut Copier<'_>, shown: &Shown, stand_in: StandIn) {
    let StandIn {
        mut font,
        mut descriptor,
        program,
        to_unicode,
        descendant,
        encoding,
        ..
    } = stand_in;
    let length = Object::Integer(program.len() as i64);
    let file = copier.add(compressed(Dictionary::from([("Length1", length)]), program));
    descriptor.set("FontFile2", file);
    let descriptor = copier.add(descriptor);
    if let Some(map) = to_unicode {
        font.set("ToUnicode", copier.add(map));
    }
    if let Some(map) = encoding {
        font.set("Encoding", copier.add(map));
    }
    match descendant {
        Some((mut below, glyphs)) => {
            below.set("CIDToGIDMap", copier.add(glyphs));
            below.set("FontDescriptor", descriptor);
            let below = copier.add(below);
            font.set("DescendantFonts", vec![below.into()]);
        }
        None => font.set("FontDescriptor", descriptor),
    }
    match shown {
        Shown::Font(number) => copier.set(Ref::new(*number), font),
        Shown::Lost(owner, name) => {
            let font = copier.add(font);
            list(copier.objects_mut(), *owner, name, font);
        }
        Shown::Unset => {}
    }
}

/// Enters a font into the resources of an object, under a name that stood for nothing.
fn list(objects: &mut BTreeMap<u32, Object>, owner: u32, name: &[u8], font: Ref) {
    let mut resources = entries(objects, owner, "Resources");
    let fonts = match resources.get("Font") {
        Some(Object::Reference(reference)) => objects
            .get(&reference.number)
            .and_then(Object::as_dictionary)
            .cloned(),
        Some(Object::Dictionary(fonts)) => Some(fonts.clone()),
        _ => None,
    };
    let mut fonts = fonts.unwrap_or_default();
    fonts.set(name, font);
    resources.set("Font", fonts);
    let dictionary = match objects.get_mut(&owner) {
        Some(Object::Dictionary(dictionary)) => dictionary,
        Some(Object::Stream(stream)) => &mut stream.dictionary,
        _ => return,
    };
    dictionary.set("Resources", resources);
}

/// A copy of a dictionary in an object, empty where there is none.
fn entries(objects: &BTreeMap<u32, Object>, owner: u32, key: &str) -> Dictionary {
    let graph = Graph { objects };
    graph
        .object(owner)
        .and_then(Object::as_dictionary)
        .and_then(|dictionary| graph.dictionary(dictionary, key))
        .cloned()
        .unwrap_or_default()
}

/// The numbers of all fonts that resources or graphics states name; those that stand there themselves get a number.
fn listed_fonts(copier: &mut Copier<'_>) -> BTreeSet<u32> {
    let numbers: Vec<u32> = copier.objects().keys().copied().collect();
    let mut fonts = BTreeSet::new();
    for number in numbers {
        let Some(mut object) = copier.objects_mut().remove(&number) else {
            continue;
        };
        let mut open = vec![&mut object];
        while let Some(object) = open.pop() {
            let dictionary = match object {
                Object::Dictionary(dictionary) => dictionary,
                Object::Stream(stream) => &mut stream.dictionary,
                Object::Array(items) => {
                    open.extend(items);
                    continue;
                }
                _ => continue,
            };
            for (key, value) in dictionary.iter_mut() {
                if key == b"Font" {
                    number_fonts(copier, value, &mut fonts);
                }
                open.push(value);
            }
        }
        copier.objects_mut().insert(number, object);
    }
    fonts
}

/// The fonts in a category of resources, or the one in a graphics state.
fn number_fonts(copier: &mut Copier<'_>, category: &mut Object, fonts: &mut BTreeSet<u32>) {
    match category {
        Object::Dictionary(listed) => {
            for (_, font) in listed.iter_mut() {
                if let Object::Dictionary(direct) = font {
                    let direct = std::mem::take(direct);
                    *font = copier.add(direct).into();
                }
                fonts.extend(font.as_reference().map(|font| font.number));
            }
        }
        Object::Array(items) => {
            fonts.extend(
                items
                    .iter()
                    .filter_map(Object::as_reference)
                    .map(|font| font.number),
            );
        }
        Object::Reference(reference) => {
            let number = reference.number;
            if let Some(mut behind) = copier.objects_mut().remove(&number) {
                if !matches!(behind, Object::Reference(_)) {
                    number_fonts(copier, &mut behind, fonts);
                }
                copier.objects_mut().insert(number, behind);
            }
        }
        _ => {}
    }
}
