//! Fonts as the renderer reads them: which ones lack a program, how they split strings into codes, and the characters
//! of their codes.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use hayro_font::{CMapResolverFn, Font, FontCache, FontGlyph, FontQuery, FontResolverFn, GlyphId};
use hayro_interpret::hayro_cmap::{self, BfString, CMap, CMapName};
use hayro_syntax::Pdf;
use hayro_syntax::object::{Dict, ObjectIdentifier};

use super::graph::{Graph, decoded, references};
use super::style::base_name;
use crate::object::{Dictionary, Object, Ref};
use crate::write::write_document;

/// Longest character map to read, in bytes.
const MAX_MAP: u64 = 8 << 20;

/// A code of a font in strings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Code {
    pub(super) value: u32,
    /// How many bytes it takes.
    pub(super) bytes: u8,
}

impl Code {
    /// A code of one byte.
    pub(super) fn of(byte: u8) -> Self {
        Self {
            value: u32::from(byte),
            bytes: 1,
        }
    }
}

/// The kind of font that a dictionary describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// Codes of one byte that name glyphs of a program (9.6).
    Simple,
    /// Codes of one byte that name procedures (9.6.4).
    Procedures,
    /// Codes of one to four bytes (9.7).
    Composite,
    /// An unreadable font.
    Unknown,
}

/// A font of the rebuilt file.
pub(super) struct Reading<'a> {
    pub(super) sort: Sort,
    font: Option<Font<'a>>,
    /// Codes to characters of a collection, in a composite font (9.7.5).
    pub(super) encoding: Option<Rc<CMap>>,
    /// Whether the font has its own, readable program.
    pub(super) embedded: bool,
    /// Codes to characters, by the font's `/ToUnicode` (9.10.3).
    to_unicode: Option<CMap>,
}

/// The predefined character maps (9.7.5.2), each read when first needed.
#[derive(Default)]
pub(super) struct Maps {
    known: RefCell<HashMap<Vec<u8>, Option<Rc<CMap>>>>,
}

impl Maps {
    /// The map of this name.
    pub(super) fn named(&self, name: CMapName<'_>) -> Option<Rc<CMap>> {
        let mut known = self.known.borrow_mut();
        let read = || {
            let map = match name {
                CMapName::IdentityH => CMap::identity_h(),
                CMapName::IdentityV => CMap::identity_v(),
                _ => CMap::parse(hayro_cmap::load_embedded(name)?, hayro_cmap::load_embedded)?,
            };
            Some(Rc::new(map))
        };
        let bytes = name.to_bytes().to_vec();
        known.entry(bytes).or_insert_with(read).clone()
    }

    /// The map from a composite font's codes to characters: a stream or a name.
    fn encoding(&self, graph: Graph<'_>, font: &Dictionary) -> Option<Rc<CMap>> {
        match graph.entry(font, "Encoding")? {
            Object::Name(name) => self.named(CMapName::from_bytes(usual(name))),
            Object::Stream(stream) => {
                let data = decoded(stream, MAX_MAP)?;
                CMap::parse(&data, hayro_cmap::load_embedded).map(Rc::new)
            }
            _ => None,
        }
    }
}

/// The map with the same codes and characters, though not always the same glyph variants.
fn usual(name: &[u8]) -> &[u8] {
    match name {
        b"UniJIS2004-UTF16-H" | b"UniJISX0213-UTF16-H" => b"UniJIS-UTF16-H",
        b"UniJIS2004-UTF16-V" | b"UniJISX0213-UTF16-V" => b"UniJIS-UTF16-V",
        b"UniJISPro-UCS2-V" => b"UniJIS-UCS2-V",
        b"UniJISPro-UCS2-HW-V" => b"UniJIS-UCS2-HW-V",
        other => other,
    }
}

/// The known facts about a font before it is read.
struct Known {
    sort: Sort,
    /// Whether it has a program, readable or not.
    has_program: bool,
    encoding: Option<Rc<CMap>>,
    to_unicode: Option<CMap>,
}

/// A document that contains only the fonts, for the renderer.
pub(super) struct Fonts {
    document: Option<Pdf>,
    known: BTreeMap<u32, Known>,
}

impl Fonts {
    /// Collects the fonts with these numbers.
    pub(super) fn gather(graph: Graph<'_>, numbers: &BTreeSet<u32>, maps: &Maps) -> Self {
        let mut objects = BTreeMap::new();
        let mut known = BTreeMap::new();
        for number in numbers {
            let Some(Object::Dictionary(font)) = graph.object(*number) else {
                continue;
            };
            let sort = sort(graph, font);
            let is_composite = sort == Sort::Composite;
            let about = Known {
                sort,
                has_program: has_program(graph, font),
                encoding: maps.encoding(graph, font).filter(|_| is_composite),
                to_unicode: to_unicode(graph, font),
            };
            if about.sort != Sort::Composite || about.has_program {
                let copy = for_reading(graph, font, &about);
                objects.insert(*number, Object::Dictionary(copy));
            }
            known.insert(*number, about);
        }
        let mut waiting: Vec<u32> = objects.values().flat_map(references).collect();
        while let Some(number) = waiting.pop() {
            if let (false, Some(object)) = (objects.contains_key(&number), graph.object(number)) {
                waiting.extend(references(object));
                objects.insert(number, object.clone());
            }
        }
        Self {
            document: document(objects),
            known,
        }
    }

    /// Reads them all.
    pub(super) fn read(&self) -> HashMap<u32, Reading<'_>> {
        let mut readings = HashMap::new();
        // If no font has its own program, the renderer opens its substitutes only once.
        let shared = FontCache::new();
        for (number, known) in &self.known {
            let (font, embedded) = match (known.sort, known.has_program) {
                (Sort::Composite, false) => (None, false),
                (_, false) => (self.font(*number, &shared).0, false),
                (_, true) => self.font(*number, &FontCache::new()),
            };
            readings.insert(
                *number,
                Reading {
                    sort: known.sort,
                    font,
                    encoding: known.encoding.clone(),
                    embedded,
                    to_unicode: known.to_unicode.clone(),
                },
            );
        }
        readings
    }

    /// The font, and whether the renderer found its program in the file; otherwise it asks for a substitute.
    fn font<'f>(&'f self, number: u32, cache: &FontCache<'f>) -> (Option<Font<'f>>, bool) {
        let Some(document) = &self.document else {
            return (None, false);
        };
        let id = ObjectIdentifier::new(number, 0);
        let Some(dictionary) = document.xref().get::<Dict<'_>>(id) else {
            return (None, false);
        };
        let asked = Arc::new(AtomicBool::new(false));
        let note = Arc::clone(&asked);
        let resolver: FontResolverFn = Arc::new(move |query| {
            note.store(true, Ordering::Relaxed);
            Some(match query {
                FontQuery::Standard(standard) => standard.get_font_data(),
                FontQuery::Fallback(fallback) => fallback.pick_standard_font().get_font_data(),
            })
        });
        let maps: CMapResolverFn = Arc::new(hayro_cmap::load_embedded);
        let font = cache.font(&dictionary, &resolver, &maps);
        let embedded = font.is_some() && !asked.load(Ordering::Relaxed);
        (font, embedded)
    }
}

impl Reading<'_> {
    /// Whether the renderer can read the font.
    pub(super) fn is_readable(&self) -> bool {
        self.font.is_some() || self.encoding.is_some()
    }

    /// The codes in a string.
    pub(super) fn codes(&self, text: &[u8]) -> Vec<Code> {
        let mut codes = Vec::new();
        let mut at = 0;
        while at < text.len() {
            let rest = text.get(at..).unwrap_or_default();
            let code = match &self.encoding {
                Some(encoding) => first_code(encoding, rest),
                None => Code::of(rest.first().copied().unwrap_or(0)),
            };
            at += usize::from(code.bytes.max(1));
            codes.push(code);
        }
        codes
    }

    /// Whether the renderer finds a glyph for the code.
    pub(super) fn has_glyph(&self, code: Code) -> bool {
        self.font
            .as_ref()
            .is_some_and(|font| font.map_code(code.value) != GlyphId::NOTDEF)
    }

    /// The glyph that the renderer draws for a code of one byte; 0 for none.
    pub(super) fn glyph(&self, code: Code) -> u16 {
        let glyph = self.font.as_ref().map(|font| font.map_code(code.value));
        glyph.map_or(0, |glyph| u16::try_from(glyph.to_u32()).unwrap_or(0))
    }

    /// The character of the code by the font's encoding; unknown for composite fonts.
    pub(super) fn encoded(&self, code: Code) -> Option<String> {
        let font = self.font.as_ref()?;
        match font.glyph(font.map_code(code.value), code.value) {
            FontGlyph::Outline(glyph) => glyph.as_unicode().map(text),
            FontGlyph::Type3(glyph) => glyph.as_unicode().map(text),
        }
    }

    /// The text of the code by the font's `/ToUnicode`.
    pub(super) fn declared(&self, code: Code) -> Option<String> {
        let found = text(self.to_unicode.as_ref()?.lookup_bf_string(code.value)?);
        (!found.is_empty() && found != "\0" && found != "\u{fffd}").then_some(found)
    }

    /// The outline that the renderer would draw, 1,000 units to the em.
    pub(super) fn drawing(&self, code: Code) -> Option<hayro_interpret::kurbo::BezPath> {
        let font = self.font.as_ref().filter(|_| self.has_glyph(code))?;
        match font.glyph(font.map_code(code.value), code.value) {
            FontGlyph::Outline(glyph) => Some(glyph.outline()),
            FontGlyph::Type3(_) => None,
        }
    }

    /// How far the code moves the pen in a simple font, in thousandths of an em.
    pub(super) fn advance(&self, code: Code) -> f64 {
        let advance = self
            .font
            .as_ref()
            .map(|font| font.code_advance(code.value).x);
        advance
            .filter(|x| x.is_finite())
            .unwrap_or(0.0)
            .clamp(0.0, 10_000.0)
    }
}

pub(super) fn text(found: BfString) -> String {
    match found {
        BfString::Char(character) => character.to_string(),
        BfString::String(text) => text,
    }
}

fn sort(graph: Graph<'_>, font: &Dictionary) -> Sort {
    match graph.name(font, "Subtype") {
        Some(b"Type1" | b"MMType1" | b"TrueType" | b"OpenType") => Sort::Simple,
        Some(b"Type3") => Sort::Procedures,
        Some(b"Type0") => Sort::Composite,
        _ => Sort::Unknown,
    }
}

/// A font in the form that the renderer gets. It lacks `/ToUnicode`, which would hide the encoding, and glyph
/// procedures, which it does not need. A TrueType font without an encoding gets that of Windows, as in other viewers.
fn for_reading(graph: Graph<'_>, font: &Dictionary, known: &Known) -> Dictionary {
    let mut copy = font.clone();
    copy.remove("ToUnicode");
    copy.remove("Resources");
    // Viewers know the symbol fonts by several names.
    let name = base_name(graph, font).to_lowercase();
    if name.starts_with("symbol") {
        copy.set("BaseFont", Object::name("Symbol"));
    } else if name.contains("dingbats") {
        copy.set("BaseFont", Object::name("ZapfDingbats"));
    }
    if known.sort == Sort::Procedures {
        copy.set("CharProcs", Dictionary::new());
    }
    let is_pictorial = copy.get("BaseFont") != font.get("BaseFont");
    if graph.name(font, "Subtype") == Some(b"TrueType") && !known.has_program && !is_pictorial {
        match graph.entry(font, "Encoding") {
            None => copy.set("Encoding", Object::name("WinAnsiEncoding")),
            Some(Object::Dictionary(encoding)) if !encoding.contains("BaseEncoding") => {
                let mut encoding = encoding.clone();
                encoding.set("BaseEncoding", Object::name("WinAnsiEncoding"));
                copy.set("Encoding", encoding);
            }
            Some(_) => {}
        }
    }
    copy
}

fn to_unicode(graph: Graph<'_>, font: &Dictionary) -> Option<CMap> {
    match graph.entry(font, "ToUnicode")? {
        Object::Stream(stream) => {
            CMap::parse(&decoded(stream, MAX_MAP)?, hayro_cmap::load_embedded)
        }
        _ => None,
    }
}

/// The code at the start of a string, read as the renderer does: the shortest one that the map has.
fn first_code(encoding: &CMap, text: &[u8]) -> Code {
    let mut value = 0_u32;
    for (byte, bytes) in text.iter().zip(1..=4_u8) {
        value = value << 8 | u32::from(*byte);
        if encoding.lookup_cid_code(value, bytes).is_some() {
            return Code { value, bytes };
        }
    }
    Code { value: 0, bytes: 1 }
}

/// Whether a font, or the one below it, names a program (9.9).
fn has_program(graph: Graph<'_>, font: &Dictionary) -> bool {
    let below = graph.descendant(font).unwrap_or(font);
    let descriptor = graph.dictionary(below, "FontDescriptor");
    let keys = ["FontFile", "FontFile2", "FontFile3"];
    descriptor.is_some_and(|descriptor| keys.iter().any(|key| descriptor.contains(key)))
}

/// A document of one empty page that holds these objects.
fn document(mut objects: BTreeMap<u32, Object>) -> Option<Pdf> {
    let last = objects.keys().next_back().copied().unwrap_or(0);
    let number = |offset: u32| last.checked_add(offset).map(Ref::new);
    let (root, tree, page) = (number(1)?, number(2)?, number(3)?);
    let entries = [("Type", Object::name("Catalog")), ("Pages", tree.into())];
    objects.insert(root.number, Dictionary::from(entries).into());
    let entries = [
        ("Type", Object::name("Pages")),
        ("Kids", vec![page.into()].into()),
        ("Count", Object::Integer(1)),
    ];
    objects.insert(tree.number, Dictionary::from(entries).into());
    let media = [0, 0, 10, 10].map(Object::Integer).to_vec();
    let entries = [
        ("Type", Object::name("Page")),
        ("Parent", tree.into()),
        ("MediaBox", media.into()),
    ];
    objects.insert(page.number, Dictionary::from(entries).into());
    Pdf::new(write_document(objects, root, None, [0; 16])).ok()
}
