//! Fonts: how far each code of a string moves, and whether its glyph is blank, a piece of a line, or anything else.

use rustybuzz::ttf_parser::head::IndexToLocationFormat;
use rustybuzz::ttf_parser::{Face, GlyphId, Tag};

use super::data::decoded;
use crate::object::{Dictionary, Object};
use crate::read::Document;

/// Largest font program to read for its blanks, in bytes.
const MAX_PROGRAM: usize = 24 << 20;
/// Most entries of the widths of a composite font.
const MAX_WIDTHS: usize = 100_000;
/// Widths of ASCII in Helvetica, in thousandths, from the space (Adobe's font metrics).
const HELVETICA: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/// What a glyph shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    Blank,
    /// A piece of a line to write on, such as an underscore or a full stop.
    Line,
    Letter,
}

/// One code of a string. Widths are in units of the font size.
#[derive(Debug, Clone, Copy)]
pub(super) struct Letter {
    pub least: f64,
    pub most: f64,
    pub ink: Ink,
    /// Whether word spacing applies (9.3.3).
    pub is_space: bool,
}

#[derive(Debug)]
enum Widths {
    /// From the first code on; the width of others.
    Simple(i64, Vec<f64>, f64),
    /// By CID, and the width of others.
    Composite(Vec<(u32, u32, f64)>, f64),
    /// As a font that viewers have.
    Usual { is_fixed: bool },
    /// Between nothing and this.
    UpTo(f64),
}

/// A font.
#[derive(Debug)]
pub(super) struct Letters {
    pub digest: u128,
    /// Bytes of a code, if they are known.
    code: Option<usize>,
    widths: Widths,
    /// What each code below 256, or each CID of a composite font, shows.
    ink: Vec<Ink>,
    pub is_vertical: bool,
    /// Lowest and highest edge of glyphs, in units of the font size. `None` if glyphs may be anywhere.
    pub edges: Option<(f64, f64)>,
}

impl Letters {
    /// Reads a font. With `with_ink`, its program is searched for blank glyphs.
    pub fn read(document: &Document<'_>, font: &Dictionary, digest: u128, with_ink: bool) -> Self {
        let value = |key: &str| document.value(font, key).unwrap_or(Object::Null);
        let kind = value("Subtype");
        let mut letters = Self {
            digest,
            code: Some(1),
            widths: Widths::UpTo(1.2),
            ink: Vec::new(),
            is_vertical: false,
            edges: Some((-0.25, 0.9)),
        };
        match kind.as_name() {
            Some(b"Type0") => letters.composite(document, font, with_ink),
            Some(b"Type3") => letters.edges = None,
            _ => letters.simple(document, font, with_ink),
        }
        letters
    }

    fn simple(&mut self, document: &Document<'_>, font: &Dictionary, with_ink: bool) {
        let value = |key: &str| document.value(font, key).unwrap_or(Object::Null);
        let descriptor = value("FontDescriptor");
        let descriptor = descriptor.as_dictionary();
        let widths = value("Widths");
        if let (Some(widths), Some(first)) = (widths.as_array(), value("FirstChar").as_integer()) {
            let missing = descriptor.and_then(|d| d.get("MissingWidth")?.as_number());
            let widths = widths.iter().take(256).map(|width| {
                let width = document
                    .follow(width)
                    .ok()
                    .and_then(|width| width.as_number());
                width.unwrap_or(1200.0) / 1000.0
            });
            let missing = missing.unwrap_or(0.0) / 1000.0;
            self.widths = Widths::Simple(first, widths.collect(), missing);
        } else if value("BaseFont").as_name().is_some() {
            let name = value("BaseFont");
            let name = String::from_utf8_lossy(name.as_name().unwrap_or_default()).into_owned();
            let is_fixed = name.contains("Courier");
            self.widths = Widths::Usual { is_fixed };
        }
        if !with_ink {
            return;
        }
        match descriptor.and_then(|descriptor| program(document, descriptor)) {
            Some(program) => {
                if let Ok(face) = Face::parse(&program, 0) {
                    self.ink = (0..256).map(|code| simple_ink(&face, code)).collect();
                }
            }
            None if crate::form::appearance::is_plain_font(document, font) => {
                self.ink = vec![Ink::Letter; 256];
                for (code, ink) in [(b' ', Ink::Blank), (b'_', Ink::Line), (b'.', Ink::Line)] {
                    if let Some(place) = self.ink.get_mut(usize::from(code)) {
                        *place = ink;
                    }
                }
            }
            None => {}
        }
    }

    fn composite(&mut self, document: &Document<'_>, font: &Dictionary, with_ink: bool) {
        let value =
            |holder: &Dictionary, key: &str| document.value(holder, key).unwrap_or(Object::Null);
        let encoding = value(font, "Encoding");
        let name = encoding.as_name().unwrap_or_default();
        self.is_vertical = !name.ends_with(b"-H");
        let is_identity = matches!(name, b"Identity-H" | b"Identity-V");
        self.code = is_identity.then_some(2);
        let descendants = value(font, "DescendantFonts");
        let descendant = descendants.as_array().and_then(<[Object]>::first);
        let descendant = descendant.and_then(|first| document.follow(first).ok());
        let Some(Object::Dictionary(descendant)) = descendant else {
            return;
        };
        let usual = value(&descendant, "DW").as_number().unwrap_or(1000.0) / 1000.0;
        let listed = value(&descendant, "W");
        let widths = listed_widths(document, listed.as_array().unwrap_or_default());
        self.widths = match widths {
            Some(widths) if is_identity => Widths::Composite(widths, usual),
            Some(widths) => {
                let most = widths.iter().map(|(.., width)| *width);
                Widths::UpTo(most.fold(usual, f64::max))
            }
            None => Widths::UpTo(2.0),
        };
        let maps_plainly = match value(&descendant, "CIDToGIDMap") {
            Object::Null => true,
            Object::Name(name) => name == b"Identity",
            _ => false,
        };
        let is_true_type = descendant.is("Subtype", "CIDFontType2");
        let descriptor = value(&descendant, "FontDescriptor");
        if with_ink
            && is_identity
            && maps_plainly
            && is_true_type
            && let Some(descriptor) = descriptor.as_dictionary()
            && let Some(program) = program(document, descriptor)
            && let Ok(face) = Face::parse(&program, 0)
        {
            let glyphs = 0..face.number_of_glyphs();
            self.ink = glyphs.map(|glyph| ink(&face, GlyphId(glyph))).collect();
        }
    }

    /// The letters of a string.
    pub fn of<'s>(&'s self, string: &'s [u8]) -> impl Iterator<Item = Letter> + 's {
        let size = self.code.unwrap_or(1);
        string.chunks(size).map(move |code| {
            let number = code
                .iter()
                .fold(0_u32, |all, byte| all << 8 | u32::from(*byte));
            let (least, most) = self.width(number);
            let ink = match self.code {
                Some(_) => self.ink.get(number as usize).copied(),
                None => None,
            };
            Letter {
                least,
                most,
                ink: ink.unwrap_or(Ink::Letter),
                is_space: self.code != Some(2) && number == 32,
            }
        })
    }

    fn width(&self, code: u32) -> (f64, f64) {
        match &self.widths {
            Widths::Simple(first, widths, missing) => {
                let at = i64::from(code).checked_sub(*first);
                let at = at.and_then(|at| usize::try_from(at).ok());
                let width = at.and_then(|at| widths.get(at)).unwrap_or(missing);
                (*width, *width)
            }
            Widths::Composite(widths, usual) => {
                let at = widths.partition_point(|(_, last, _)| *last < code);
                let found = widths.get(at).filter(|(first, ..)| *first <= code);
                let width = found.map_or(*usual, |(.., width)| *width);
                (width, width)
            }
            Widths::Usual { is_fixed: true } => (0.6, 0.6),
            Widths::Usual { is_fixed: false } => {
                let at = code.checked_sub(32).map(|at| at as usize);
                match at.and_then(|at| HELVETICA.get(at)) {
                    Some(width) => {
                        let width = f64::from(*width) / 1000.0;
                        (width * 0.7, (width * 1.3).max(width + 0.12))
                    }
                    None => (0.2, 1.1),
                }
            }
            Widths::UpTo(most) => (most.min(0.0), *most),
        }
    }
}

/// The font program in the formats of TrueType and OpenType.
fn program(document: &Document<'_>, descriptor: &Dictionary) -> Option<Vec<u8>> {
    let files = ["FontFile", "FontFile2", "FontFile3"];
    let key = files.into_iter().find(|key| descriptor.contains(key))?;
    let stream = document.value(descriptor, key).ok()?;
    // A font in another format has a program too, in which no glyph is found.
    Some(decoded(document, stream.as_stream()?, MAX_PROGRAM).unwrap_or_default())
}

fn ink(face: &Face<'_>, glyph: GlyphId) -> Ink {
    let tables = face.tables();
    // The only format whose blanks are certain: no outline is a blank, not an outline that can't be read.
    let Some(outlines) = tables.glyf else {
        return Ink::Letter;
    };
    let has_pictures = tables.sbix.is_some() || tables.svg.is_some() || tables.cbdt.is_some();
    if has_pictures || glyph.0 >= face.number_of_glyphs() {
        return Ink::Letter;
    }
    let is_blank = outline_length(face, glyph) == Some(0);
    if is_blank {
        return Ink::Blank;
    }
    let em = f64::from(face.units_per_em().max(1));
    match outlines.bbox(glyph) {
        Some(bounds) => {
            let (low, high) = (f64::from(bounds.y_min) / em, f64::from(bounds.y_max) / em);
            let is_line = high - low <= 0.2 && high <= 0.22 && low >= -0.4;
            if is_line { Ink::Line } else { Ink::Letter }
        }
        None => Ink::Letter,
    }
}

/// The length of a glyph's outline in the font program.
fn outline_length(face: &Face<'_>, glyph: GlyphId) -> Option<usize> {
    let places = face.raw_face().table(Tag::from_bytes(b"loca"))?;
    let at = usize::from(glyph.0);
    let place = |at: usize| match face.tables().head.index_to_location_format {
        IndexToLocationFormat::Short => {
            let bytes = places.get(at * 2..at * 2 + 2)?;
            Some(
                bytes
                    .iter()
                    .fold(0, |all, byte| all << 8 | usize::from(*byte))
                    * 2,
            )
        }
        IndexToLocationFormat::Long => {
            let bytes = places.get(at * 4..at * 4 + 4)?;
            Some(
                bytes
                    .iter()
                    .fold(0, |all, byte| all << 8 | usize::from(*byte)),
            )
        }
    };
    place(at + 1)?.checked_sub(place(at)?)
}

/// What a code of a simple font shows: readers find its glyph in different ways (9.6.5.4), which must all agree.
fn simple_ink(face: &Face<'_>, code: u32) -> Ink {
    let mut found = None;
    let tables = face
        .tables()
        .cmap
        .into_iter()
        .flat_map(|cmap| cmap.subtables);
    for table in tables {
        for character in [code, 0xf000 + code, 0xf100 + code, 0xf200 + code] {
            if let Some(glyph) = table.glyph_index(character) {
                let ink = ink(face, glyph);
                if found.is_some_and(|found| found != ink) {
                    return Ink::Letter;
                }
                found = Some(ink);
            }
        }
    }
    // An encoding may lead to other glyphs, but for these two they have the names that it gives them.
    match found {
        Some(ink) if matches!(code, 32 | 0x2e | 0x5f) => ink,
        _ => Ink::Letter,
    }
}

/// The widths of a composite font by CID (9.7.4.3), sorted; `None` if they are malformed.
fn listed_widths(document: &Document<'_>, list: &[Object]) -> Option<Vec<(u32, u32, f64)>> {
    let mut widths = Vec::new();
    let mut items = list.iter();
    while let Some(first) = items.next() {
        let first = u32::try_from(document.follow(first).ok()?.as_integer()?).ok()?;
        match document.follow(items.next()?).ok()? {
            Object::Array(each) => {
                for (code, width) in (first..).zip(&each) {
                    let width = document.follow(width).ok()?.as_number()?;
                    widths.push((code, code, width / 1000.0));
                }
            }
            last => {
                let last = u32::try_from(last.as_integer()?).ok()?;
                let width = document.follow(items.next()?).ok()?.as_number()?;
                widths.push((first, last, width / 1000.0));
            }
        }
        if widths.len() > MAX_WIDTHS {
            return None;
        }
    }
    widths.sort_unstable_by_key(|(first, ..)| *first);
    Some(widths)
}
