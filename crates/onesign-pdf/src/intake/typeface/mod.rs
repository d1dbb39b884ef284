//! Fonts that the received file uses without embedding them, and glyphs that nobody can draw.
//!
//! Viewers replace such fonts differently: some with a face of the same name, some with another one, some with
//! nothing. Signers would then see something other than later readers of the sealed file. So intake embeds a bundled
//! face in their place (ISO 32000-2, 9.9), with the codes and the widths of the content. If a code has no meaning
//! without the missing font, intake embeds a box and tells the sender the affected pages. The fourteen standard fonts
//! stay if they show only characters that every viewer has for them (9.6.2.2).

mod clips;
mod drawable;
mod endless;
mod faces;
pub(super) mod graph;
mod inherit;
mod lacks;
pub(crate) mod latin;
mod lies;
mod listing;
mod meaning;
mod pen;
mod program;
mod reading;
mod readings;
mod scale;
mod sfnt;
mod shape;
mod single;
mod stand_in;
mod strings;
mod style;
mod tables;
mod unset;
mod usage;
mod vertical;
mod widths;

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use self::endless::Procedure;
use self::faces::Faces;
use self::graph::Graph;
use self::inherit::Inherited;
use self::reading::{Code, Fonts, Maps, Reading, Sort};
use self::single::{Programs, Single};
use self::stand_in::{Meaning, StandIn, Wanted};
pub(super) use self::strings::strings;
use self::usage::{Codes, Shown, Usage};
use super::IntakeError;
use super::copy::Copier;
use super::streams::compressed;
use crate::object::{Dictionary, Object, Ref, Stream};

/// Most fonts to read.
const MAX_FONTS: usize = 20_000;
/// Most names without a font.
const MAX_LOST: usize = 2_000;
/// Most embedded glyphs, over all fonts: enough for a thousand pages with four fonts each.
const MAX_GLYPHS: usize = 300_000;
/// Most passes through the file: one for each kind of repair, and those that listing fonts may add.
const MAX_LOOKS: u32 = 4;

/// The decision about a font.
enum Verdict {
    /// It is one of the standard fonts and stays.
    Plain,
    /// It stays; these codes have no glyph.
    Stays(BTreeSet<Code>),
    /// It is rewritten, because readers draw, or may draw, different glyphs for these codes.
    Single(Box<Single>),
    /// This one takes its place.
    Replaced(Box<StandIn>),
}

/// Embeds a face for every used font without a program, in the file below the catalogue `root`. Notes
/// `fonts_replaced`, `glyphs_missing` and the like with their pages. If there are any, or if a standard font stays,
/// the received file was not PDF/A.
pub(super) fn settle(copier: &mut Copier<'_>, root: Ref) -> Result<(), IntakeError> {
    let numbers = listing::fonts(copier);
    if numbers.len() > MAX_FONTS {
        return Err(IntakeError::TooComplex);
    }
    let seen = settled(copier, root, &numbers)?;
    let Seen {
        usage,
        stand_ins,
        replaced,
        missing,
        differing,
        lying,
        maps,
        bare,
    } = seen;
    let mut files = HashMap::new();
    for (shown, stand_in) in stand_ins {
        put(copier, &usage, &shown, *stand_in, &mut files);
    }
    for (number, map) in maps {
        let map = copier.add(map);
        copier.amend(Ref::new(number), "ToUnicode", map.into());
    }
    copier.lost_fonts |= bare;
    for (code, concerned) in [
        ("fonts_replaced", replaced),
        ("glyphs_missing", missing),
        ("readers_differ", differing),
        ("text_differs", lying),
    ] {
        for page in usage.pages_with(&concerned) {
            copier.lost_fonts = true;
            copier.flaws.page(code, page.saturating_add(1));
        }
    }
    for page in usage.pages_clipped_to_nothing() {
        copier.flaws.page("readers_differ", page.saturating_add(1));
    }
    Ok(())
}

/// Examines the file, and again after each repair.
fn settled(
    copier: &mut Copier<'_>,
    root: Ref,
    numbers: &BTreeSet<u32>,
) -> Result<Seen, IntakeError> {
    let mut inherits = true;
    for _ in 0..MAX_LOOKS {
        match look(copier, root, numbers, inherits)? {
            Look::Seen(seen) => return Ok(seen),
            Look::Endless(procedures) => endless::forget(copier.objects_mut(), &procedures),
            Look::Inherits(fonts) => {
                inherits = false;
                for (owner, name, font) in fonts {
                    listing::list(copier.objects_mut(), owner, &name, Ref::new(font));
                }
            }
        }
    }
    Err(IntakeError::TooComplex)
}

/// The result of a pass through the file.
struct Seen {
    usage: Usage,
    stand_ins: Vec<(Shown, Box<StandIn>)>,
    replaced: Codes,
    missing: Codes,
    differing: Codes,
    /// Codes whose glyph differs from the font's map to Unicode.
    lying: Codes,
    /// The corrected maps, by the numbers of the fonts.
    maps: Vec<(u32, Stream)>,
    /// A used font has no program and needs none.
    bare: bool,
}

/// Either that, or a repair that must come first: endless glyphs, or fonts that forms use without listing them.
enum Look {
    Seen(Seen),
    Endless(Vec<Procedure>),
    Inherits(Vec<Inherited>),
}

/// Walks through the file and makes stand-ins. If `inherits`, it first reports forms that use fonts listed only by
/// their callers: most viewers look there, some don't (8.10.2 lets a form omit its resources, but not some of them).
fn look(
    copier: &Copier<'_>,
    root: Ref,
    numbers: &BTreeSet<u32>,
    inherits: bool,
) -> Result<Look, IntakeError> {
    let graph = Graph {
        objects: copier.objects(),
    };
    let maps = Maps::default();
    let fonts = Fonts::gather(graph, numbers, &maps);
    let readings = fonts.read();
    let usage = Usage::read(graph, root, &readings, copier.limits.max_stream_bytes)?;
    let codes = usage.codes();
    let is_lost = |shown: &&Shown| matches!(shown, Shown::Lost(..));
    if codes.keys().filter(is_lost).count() > MAX_LOST {
        return Err(IntakeError::TooComplex);
    }
    let endless = usage.endless(graph, numbers);
    if !endless.is_empty() {
        return Ok(Look::Endless(endless));
    }
    let inherited = usage.inherited(graph, numbers);
    if inherits && !inherited.is_empty() {
        return Ok(Look::Inherits(inherited));
    }
    let mut seen = Seen {
        usage,
        stand_ins: Vec::new(),
        replaced: Codes::new(),
        missing: Codes::new(),
        differing: Codes::new(),
        lying: Codes::new(),
        maps: Vec::new(),
        bare: false,
    };
    let faces = Faces::default();
    let mut looked = lies::Programs::default();
    let mut room = Room {
        programs: Programs::default(),
        glyphs: MAX_GLYPHS,
    };
    for (shown, codes) in codes {
        let verdict = verdict((graph, &faces, &maps), &readings, &shown, &codes);
        if let Shown::Font(number) = shown
            && let Some(reading) = readings.get(&number)
            && let Some(font) = graph.object(number).and_then(Object::as_dictionary)
        {
            let glyph = |code: Code| match &verdict {
                Verdict::Single(single) => single.glyph(code),
                _ => reading.glyph(code),
            };
            let about = (font, reading, &glyph as &dyn Fn(Code) -> u16);
            if let Some(found) = lies::look((graph, &maps), &mut looked, about, &codes) {
                seen.lying.insert(shown.clone(), found.codes);
                seen.maps.push((number, found.map));
            }
        }
        seen.note(shown, codes, verdict, &mut room)?;
    }
    Ok(Look::Seen(seen))
}

/// How much more the stand-ins of a file may add to it.
struct Room {
    programs: Programs,
    glyphs: usize,
}

impl Seen {
    /// Notes the decision about a font that the content uses with these codes.
    fn note(
        &mut self,
        shown: Shown,
        codes: BTreeSet<Code>,
        verdict: Verdict,
        room: &mut Room,
    ) -> Result<(), IntakeError> {
        match verdict {
            Verdict::Plain => self.bare = true,
            Verdict::Stays(without) => _ = self.missing.insert(shown, without),
            Verdict::Single(mut single) => {
                self.missing
                    .insert(shown.clone(), single.font.missing.clone());
                if !room.programs.share(&mut single.font.program) {
                    self.differing.insert(shown, codes);
                    return Ok(());
                }
                self.differing.insert(shown.clone(), single.differing);
                self.stand_ins.push((shown, Box::new(single.font)));
            }
            Verdict::Replaced(stand_in) => {
                let left = room.glyphs.checked_sub(codes.len());
                room.glyphs = left.ok_or(IntakeError::TooComplex)?;
                self.missing.insert(shown.clone(), stand_in.missing.clone());
                self.replaced.insert(shown.clone(), codes);
                self.stand_ins.push((shown, stand_in));
            }
        }
        Ok(())
    }
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
        Shown::Unset => (0, None),
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
            return Verdict::Stays(lacks::without_procedure(graph, font, reading, codes));
        }
        Some(reading) if reading.embedded && scale::is_usable(graph, font, reading, codes) => {
            let single = (reading.sort == Sort::Simple)
                .then(|| single::read(graph, font, reading, codes))
                .flatten();
            if let Some(single) = single {
                return Verdict::Single(Box::new(single));
            }
            return Verdict::Stays(lacks::without_glyph(reading, codes));
        }
        Some(reading) if lacks::is_plain(graph, font, reading, codes) => return Verdict::Plain,
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

/// Puts a stand-in in place of the font, or of the missing entry. `files` holds equal programs once.
fn put(
    copier: &mut Copier<'_>,
    usage: &Usage,
    shown: &Shown,
    stand_in: StandIn,
    files: &mut HashMap<Rc<[u8]>, Ref>,
) {
    let StandIn {
        mut font,
        mut descriptor,
        program,
        to_unicode,
        descendant,
        encoding,
        ..
    } = stand_in;
    let file = *files.entry(program).or_insert_with_key(|program| {
        let length = Object::Integer(program.len() as i64);
        let entries = Dictionary::from([("Length1", length)]);
        copier.add(compressed(entries, program.to_vec()))
    });
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
            listing::list(copier.objects_mut(), *owner, name, font);
        }
        Shown::Unset => {
            let font = copier.add(font);
            let limit = copier.limits.max_stream_bytes;
            for content in usage.unset() {
                unset::set(copier.objects_mut(), content, font, limit);
            }
        }
    }
}
