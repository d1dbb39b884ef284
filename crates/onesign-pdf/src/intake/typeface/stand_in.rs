//! Replaces a font without a program with a bundled face: its outlines, under the codes of the content and with the
//! widths of the file (ISO 32000-2, 9.6.3, 9.7.4).

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::faces::{self, Faces, is_blank};
use super::graph::Graph;
use super::meaning::{self, Composite};
use super::pen;
use super::program;
use super::reading::{Code, Maps, Reading};
use super::shape::{Shape, missing};
use super::style::{Style, base_name, is_rigid};
use super::tables::{self, Collection};
use super::widths::Widths;
use crate::object::{Dictionary, Object, Stream};

/// How much a glyph may be widened to reach the file's width; there is no limit on narrowing.
const WIDEST: f64 = 1.25;
/// The width of the box for a character without a face, if the file gives none.
const BOX: f64 = 600.0;

/// A font that replaces another one; its parts get numbers when it is inserted.
pub(super) struct StandIn {
    pub(super) font: Dictionary,
    pub(super) descriptor: Dictionary,
    pub(super) program: Rc<[u8]>,
    pub(super) to_unicode: Option<Stream>,
    /// The descendant of a composite font, and its map to glyphs.
    pub(super) descendant: Option<(Dictionary, Stream)>,
    /// The map from codes to characters, if it is rewritten.
    pub(super) encoding: Option<Stream>,
    /// Codes without a drawing, which show a box.
    pub(super) missing: BTreeSet<Code>,
}

/// The requirements for a stand-in.
pub(super) struct Wanted<'w> {
    pub(super) graph: Graph<'w>,
    pub(super) faces: &'w Faces,
    pub(super) maps: &'w Maps,
    /// The font's number, which makes its name unlike others.
    pub(super) number: u32,
    pub(super) font: &'w Dictionary,
    pub(super) codes: &'w BTreeSet<Code>,
}

/// The source of the meaning of a simple font's codes.
#[derive(Clone, Copy)]
pub(super) enum Meaning<'r> {
    /// From the font.
    Own(&'r Reading<'r>),
    /// There is no font: the encoding that viewers then assume.
    Windows,
    /// Nobody knows.
    None,
}

/// Glyphs being collected.
#[derive(Default)]
struct Glyphs {
    shapes: Vec<Shape>,
    texts: BTreeMap<Code, String>,
    missing: BTreeSet<Code>,
}

impl Glyphs {
    /// Adds the glyph of a code and returns its number. Without a drawing it is blank if the text is, else a box.
    fn add(&mut self, code: Code, text: Option<String>, drawn: Option<Shape>, width: f64) -> u16 {
        let is_void = text
            .as_deref()
            .is_some_and(|text| text.chars().all(is_blank));
        let shape = match drawn {
            Some(shape) => Shape { width, ..shape },
            None if is_void => Shape {
                width,
                contours: Vec::new(),
            },
            None => {
                self.missing.insert(code);
                missing(width)
            }
        };
        if let Some(text) = text.filter(|text| !text.chars().all(char::is_control)) {
            self.texts.insert(code, text);
        }
        self.shapes.push(shape);
        u16::try_from(self.shapes.len()).unwrap_or(0)
    }
}

impl Wanted<'_> {
    /// Replaces a font with codes of one byte.
    pub(super) fn simple(&self, by: Meaning<'_>) -> Option<StandIn> {
        let reading = match by {
            Meaning::Own(reading) => Some(reading),
            Meaning::Windows | Meaning::None => None,
        };
        let style = Style::of(self.graph, self.font);
        let name = base_name(self.graph, self.font);
        let rigid = is_rigid(&name);
        let has_widths = self.graph.entry(self.font, "Widths").is_some();
        let name = name.to_lowercase();
        let pictorial = name.starts_with("symbol") || name.contains("dingbats");
        let mut glyphs = Glyphs::default();
        let mut codes = Vec::new();
        let mut widths = [0.0; 256];
        for code in self.codes {
            let Ok(byte) = u8::try_from(code.value) else {
                continue;
            };
            let text = self.simple_text(by, *code, byte);
            let own = || {
                let path = reading?.drawing(*code)?;
                let contours = pen::contours(&path);
                Some(Shape {
                    width: reading?.advance(*code),
                    contours,
                })
            };
            let face = || self.faces.shape(style, text.as_deref()?);
            let shape = if pictorial {
                own().or_else(face)
            } else {
                face()
            };
            let natural = shape.as_ref().map_or(BOX, |shape| shape.width);
            // If the file has no widths, only those of the standard fonts are known.
            let given = reading.map(|reading| reading.advance(*code));
            let width = given
                .filter(|width| has_widths || (rigid || pictorial) && *width > 0.0)
                .unwrap_or(natural);
            let drawn = shape.map(|shape| match rigid {
                true => Shape { width, ..shape },
                false => fit(shape, width, true),
            });
            let drawn = drawn.filter(|shape| !shape.contours.is_empty());
            let glyph = glyphs.add(*code, text, drawn, width);
            codes.push((byte, glyph));
            if let Some(slot) = widths.get_mut(usize::from(byte)) {
                *slot = width;
            }
        }
        let face = self.face_name(style);
        let font = self.simple_font(&face, &codes, &widths)?;
        let program = program::write(&glyphs.shapes, &codes)?;
        Some(StandIn {
            to_unicode: to_unicode(&font, &glyphs.texts),
            font,
            descriptor: descriptor(&face, style, program.bounds),
            program: program.data.into(),
            descendant: None,
            encoding: None,
            missing: glyphs.missing,
        })
    }

    /// The text of a code of one byte; `None` if it is unknown.
    fn simple_text(&self, by: Meaning<'_>, code: Code, byte: u8) -> Option<String> {
        let text = match by {
            Meaning::Own(reading) => meaning::simple(self.graph, self.font, reading, code),
            Meaning::Windows => meaning::windows(byte).map(String::from),
            Meaning::None => None,
        };
        // Programs leave line ends and tabs in strings; fonts with an encoding also get other control codes.
        let control = match by {
            Meaning::Own(_) => code.value < 32,
            _ => matches!(byte, b'\t' | b'\n' | b'\r'),
        };
        text.or_else(|| control.then(|| char::from(byte).to_string()))
    }

    /// The dictionary of a font with codes of one byte; `None` if there are no codes.
    fn simple_font(
        &self,
        face: &str,
        codes: &[(u8, u16)],
        widths: &[f64; 256],
    ) -> Option<Dictionary> {
        let (first, last) = (codes.first()?.0, codes.last()?.0);
        let listed = widths.get(usize::from(first)..=usize::from(last))?;
        let mut font = Dictionary::from([
            ("Type", Object::name("Font")),
            ("Subtype", Object::name("TrueType")),
            ("BaseFont", Object::name(face)),
            ("FirstChar", Object::Integer(first.into())),
            ("LastChar", Object::Integer(last.into())),
            (
                "Widths",
                Object::Array(listed.iter().map(|width| number(*width)).collect()),
            ),
        ]);
        self.keep(&mut font, "ToUnicode");
        Some(font)
    }

    /// Replaces a composite font; `None` if its encoding is unreadable.
    pub(super) fn composite(&self, reading: &Reading<'_>) -> Option<StandIn> {
        let composite = Composite::read(self.graph, self.font, reading, self.maps)?;
        let below = self.graph.descendant(self.font)?;
        let style = Style::of(self.graph, self.font);
        let vertical = self.is_vertical();
        let mut glyphs = Glyphs::default();
        let mut cids = BTreeMap::new();
        for code in self.codes {
            match composite.cid(*code) {
                Some(cid) => _ = cids.insert(*code, cid),
                None => _ = glyphs.missing.insert(*code),
            }
        }
        let widths = Widths::read(self.graph, below, cids.values().copied().collect());
        let mut map = BTreeMap::new();
        for (code, cid) in &cids {
            let text = composite.text(reading, *code);
            if map.contains_key(cid) {
                // Another code of the same character shares the glyph, and has its own text.
                glyphs.texts.extend(text.map(|text| (*code, text)));
                continue;
            }
            let (width, explicit) = widths.of(*cid);
            let known = text.as_deref().unwrap_or_default();
            let shape = if vertical {
                self.faces.vertical(style, known, width)
            } else {
                let shape = self.faces.shape(style, known);
                shape.map(|shape| fit(shape, width, explicit))
            };
            let drawn = shape.filter(|shape| !shape.contours.is_empty());
            map.insert(*cid, glyphs.add(*code, text, drawn, width));
        }
        let program = program::write(&glyphs.shapes, &[])?;
        let face = self.face_name(style);
        let collection = self.collection(below);
        let mut font = Dictionary::from([
            ("Type", Object::name("Font")),
            ("Subtype", Object::name("Type0")),
            ("BaseFont", Object::name(&face)),
        ]);
        self.keep(&mut font, "Encoding");
        self.keep(&mut font, "ToUnicode");
        let descendant = descendant(below, &face, &collection);
        Some(StandIn {
            encoding: self.encoding(&collection, vertical, &cids),
            to_unicode: to_unicode(&font, &glyphs.texts),
            font,
            descriptor: descriptor(&face, style, program.bounds),
            program: program.data.into(),
            descendant: Some((descendant, tables::glyphs(&map))),
            missing: glyphs.missing,
        })
    }

    fn keep(&self, font: &mut Dictionary, key: &str) {
        if let Some(value) = self.font.get(key) {
            font.set(key, value.clone());
        }
    }

    /// The face's name with a prefix of six letters that is unique to this font (9.9.2).
    fn face_name(&self, style: Style) -> String {
        let mut rest = self.number;
        let letters = (0..6).map(|_| {
            let letter = char::from(b'A' + (rest % 26) as u8);
            rest /= 26;
            letter
        });
        let mark: String = letters.collect();
        format!("{mark}+{}", faces::name(style))
    }

    /// A predefined map that a viewer may lack, written out for the codes in use; every viewer has the identity map.
    fn encoding(
        &self,
        collection: &Collection,
        vertical: bool,
        cids: &BTreeMap<Code, u16>,
    ) -> Option<Stream> {
        let name = self.graph.name(self.font, "Encoding")?;
        let name = std::str::from_utf8(name).ok()?;
        if name.starts_with("Identity") || cids.len() < self.codes.len() {
            return None;
        }
        tables::encoding(&format!("{name}-used"), vertical, collection, cids)
    }

    fn is_vertical(&self) -> bool {
        match self.graph.entry(self.font, "Encoding") {
            Some(Object::Name(name)) => name.ends_with(b"-V") || name == b"V",
            Some(Object::Stream(map)) => self.graph.number(&map.dictionary, "WMode") == Some(1.0),
            _ => false,
        }
    }

    fn collection(&self, below: &Dictionary) -> Collection {
        let plain = |key: &str| {
            let info = self.graph.dictionary(below, "CIDSystemInfo")?;
            let text = self.graph.entry(info, key)?.as_string()?;
            let text = String::from_utf8(text.to_vec()).ok()?;
            let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
            (!text.is_empty() && text.bytes().all(is_plain)).then_some(text)
        };
        let supplement = || {
            let info = self.graph.dictionary(below, "CIDSystemInfo")?;
            self.graph.entry(info, "Supplement")?.as_integer()
        };
        match (plain("Registry"), plain("Ordering")) {
            (Some(registry), Some(ordering)) => Collection {
                registry,
                ordering,
                supplement: supplement().unwrap_or(0).clamp(0, 100),
            },
            _ => Collection {
                registry: "Adobe".to_owned(),
                ordering: "Identity".to_owned(),
                supplement: 0,
            },
        }
    }
}

/// Fits a shape to the file's width. If that is only a default, glyphs are not widened.
fn fit(shape: Shape, width: f64, explicit: bool) -> Shape {
    let room = if shape.width > 0.0 && width > 0.0 {
        width / shape.width
    } else {
        1.0
    };
    let most = if explicit { WIDEST } else { 1.0 };
    let factor = if (room - 1.0).abs() < 0.01 {
        1.0
    } else {
        room.min(most)
    };
    let contours = shape.contours.into_iter().map(|mut contour| {
        for point in &mut contour {
            point.x *= factor;
        }
        contour
    });
    Shape {
        width,
        contours: contours.collect(),
    }
}

fn to_unicode(font: &Dictionary, texts: &BTreeMap<Code, String>) -> Option<Stream> {
    (!font.contains("ToUnicode") && !texts.is_empty()).then(|| tables::to_unicode(texts))
}

/// The descendant of a composite font, with the widths of the received one.
fn descendant(below: &Dictionary, face: &str, collection: &Collection) -> Dictionary {
    let mut descendant = Dictionary::from([
        ("Type", Object::name("Font")),
        ("Subtype", Object::name("CIDFontType2")),
        ("BaseFont", Object::name(face)),
        ("CIDSystemInfo", collection.dictionary().into()),
    ]);
    for key in ["DW", "W", "DW2", "W2"] {
        if let Some(value) = below.get(key) {
            descendant.set(key, value.clone());
        }
    }
    descendant
}

/// 9.8; the program uses its own codes, so it counts as symbolic.
fn descriptor(face: &str, style: Style, bounds: [i64; 4]) -> Dictionary {
    let angle = if style.italic { -12 } else { 0 };
    Dictionary::from([
        ("Type", Object::name("FontDescriptor")),
        ("FontName", Object::name(face)),
        ("Flags", Object::Integer(4 | i64::from(style.italic) << 6)),
        (
            "FontBBox",
            Object::Array(bounds.map(Object::Integer).to_vec()),
        ),
        ("ItalicAngle", Object::Integer(angle)),
        ("Ascent", Object::Integer(905)),
        ("Descent", Object::Integer(-212)),
        ("CapHeight", Object::Integer(716)),
        ("StemV", Object::Integer(if style.bold { 140 } else { 80 })),
    ])
}

fn number(width: f64) -> Object {
    Object::thousandths((width * 1000.0).round() as i64)
}
