//! Finds the codes of each font that the pages show, in one pass over the contents with their forms, patterns, soft
//! masks and glyph procedures (ISO 32000-2, 9.4).

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::super::IntakeError;
use super::super::lexer::{Lexer, Token, decode_name};
use super::clips::Clip;
use super::graph::{Graph, decoded};
use super::reading::{Code, Reading, Sort};
use super::strings::strings;
use crate::object::{Object, Ref};

/// How deep contents may draw each other.
const MAX_DEPTH: u32 = 60;
/// Most bytes of content to walk through altogether.
const MAX_BYTES: u64 = 256 << 20;
/// How deep states may be saved.
const MAX_SAVED: usize = 10_000;

/// The font of the shown text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Shown {
    /// The font of this number.
    Font(u32),
    /// A font name without an entry in the resources of the object of this number.
    Lost(u32, Vec<u8>),
    /// None was set.
    Unset,
}

/// The relevant part of the text state (9.3).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct State {
    pub(super) font: Shown,
    /// Text is neither filled nor stroked, and does not clip (9.3.6, mode 3).
    invisible: bool,
    /// Text clips (modes 4 to 7).
    clips: bool,
}

/// A piece of content, the object with its resources, and its initial state.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Place {
    pub(super) stream: u32,
    pub(super) owner: u32,
    pub(super) state: State,
}

/// The codes that a piece of content shows, and the content that it draws.
#[derive(Debug, Default)]
pub(super) struct Scan {
    pub(super) shown: BTreeMap<Shown, BTreeSet<Code>>,
    pub(super) children: BTreeSet<Place>,
    /// The content has clipping text without ink.
    clips_to_nothing: bool,
}

/// The visible codes, by font.
pub(super) type Codes = BTreeMap<Shown, BTreeSet<Code>>;

/// The codes that the pages show.
pub(super) struct Usage {
    pages: Vec<Option<Place>>,
    pub(super) scans: HashMap<Place, Scan>,
}

impl Usage {
    /// Walks through the contents of all pages below the catalogue `root`.
    pub(super) fn read(
        graph: Graph<'_>,
        root: Ref,
        readings: &HashMap<u32, Reading<'_>>,
        limit: u64,
    ) -> Result<Self, IntakeError> {
        let mut walker = Walker {
            graph,
            readings,
            limit,
            left: MAX_BYTES,
            scans: HashMap::new(),
        };
        let mut pages = Vec::new();
        for page in graph.pages(root.number) {
            let place = graph.content(page).map(|stream| Place {
                stream,
                owner: page,
                state: State {
                    font: Shown::Unset,
                    invisible: false,
                    clips: false,
                },
            });
            if let Some(place) = &place {
                walker.walk(place)?;
            }
            pages.push(place);
        }
        Ok(Self {
            pages,
            scans: walker.scans,
        })
    }

    /// The codes of each font, over all pages.
    pub(super) fn codes(&self) -> Codes {
        let mut codes = Codes::new();
        for (font, shown) in self.scans.values().flat_map(|scan| &scan.shown) {
            codes.entry(font.clone()).or_default().extend(shown);
        }
        codes
    }

    /// The pages (zero-based) on which clipping text has no ink.
    pub(super) fn pages_clipped_to_nothing(&self) -> BTreeSet<u32> {
        self.pages_of(|scan| scan.clips_to_nothing)
    }

    /// The pages (zero-based) that show one of these codes.
    pub(super) fn pages_with(&self, wanted: &Codes) -> BTreeSet<u32> {
        self.pages_of(|scan| {
            scan.shown.iter().any(|(font, shown)| {
                wanted
                    .get(font)
                    .is_some_and(|codes| !codes.is_disjoint(shown))
            })
        })
    }

    fn pages_of(&self, concerns: impl Fn(&Scan) -> bool) -> BTreeSet<u32> {
        let concerned: HashSet<&Place> = self
            .scans
            .iter()
            .filter(|(_, scan)| concerns(scan))
            .map(|(place, _)| place)
            .collect();
        if concerned.is_empty() {
            return BTreeSet::new();
        }
        (0..)
            .zip(&self.pages)
            .filter(|(_, page)| {
                page.as_ref()
                    .is_some_and(|page| self.reaches(page, &concerned))
            })
            .map(|(number, _)| number)
            .collect()
    }

    fn reaches(&self, page: &Place, concerned: &HashSet<&Place>) -> bool {
        let mut seen = HashSet::from([page]);
        let mut open = vec![page];
        while let Some(place) = open.pop() {
            if concerned.contains(place) {
                return true;
            }
            let children = self.scans.get(place).map(|scan| &scan.children);
            open.extend(
                children
                    .into_iter()
                    .flatten()
                    .filter(|child| seen.insert(child)),
            );
        }
        false
    }
}

struct Walker<'w> {
    graph: Graph<'w>,
    readings: &'w HashMap<u32, Reading<'w>>,
    /// The longest content to read, in bytes.
    limit: u64,
    /// How many bytes may still be read.
    left: u64,
    scans: HashMap<Place, Scan>,
}

impl Walker<'_> {
    /// Walks through a piece of content and everything that it draws, each once.
    fn walk(&mut self, place: &Place) -> Result<(), IntakeError> {
        let mut open = vec![(place.clone(), 0)];
        while let Some((place, depth)) = open.pop() {
            if self.scans.contains_key(&place) {
                continue;
            }
            let scan = self.scan(&place)?;
            // No reader draws deeper nesting.
            if depth < MAX_DEPTH {
                open.extend(scan.children.iter().map(|child| (child.clone(), depth + 1)));
            }
            self.scans.insert(place, scan);
        }
        Ok(())
    }

    fn scan(&mut self, place: &Place) -> Result<Scan, IntakeError> {
        let Some(Object::Stream(stream)) = self.graph.object(place.stream) else {
            return Ok(Scan::default());
        };
        // Undecodable streams were reported when they were copied.
        let data = decoded(stream, self.limit).unwrap_or_default();
        let cost = (data.len() as u64).saturating_add(100);
        self.left = self.left.checked_sub(cost).ok_or(IntakeError::TooComplex)?;
        let mut reader = Reader {
            graph: self.graph,
            readings: self.readings,
            owner: place.owner,
            state: place.state.clone(),
            saved: Vec::new(),
            scan: Scan::default(),
            fonts: HashMap::new(),
            clip: Clip::default(),
        };
        let mut operands = Vec::new();
        let mut lexer = Lexer::new(&data);
        while let Some(token) = lexer.next_token() {
            match token {
                Token::Operand(range) | Token::Name(range) => operands.push(&data[range]),
                Token::InlineImage(_) => operands.clear(),
                Token::Operator(range) => {
                    reader.operator(&data[range], &operands);
                    operands.clear();
                }
            }
        }
        Ok(reader.scan)
    }
}

/// The content that is being read.
struct Reader<'w> {
    graph: Graph<'w>,
    readings: &'w HashMap<u32, Reading<'w>>,
    owner: u32,
    state: State,
    saved: Vec<State>,
    scan: Scan,
    /// Fonts already found by name.
    fonts: HashMap<Vec<u8>, Shown>,
    /// The clip of this text object so far.
    clip: Clip,
}

impl<'w> Reader<'w> {
    fn operator(&mut self, operator: &[u8], operands: &[&[u8]]) {
        match operator {
            b"q" if self.saved.len() < MAX_SAVED => self.saved.push(self.state.clone()),
            b"Q" => {
                if let Some(state) = self.saved.pop() {
                    self.state = state;
                }
            }
            b"Tf" => {
                if let [.., name, _] = operands {
                    self.state.font = self.named(&decode_name(name));
                }
            }
            b"Tr" => {
                let mode = operands
                    .last()
                    .and_then(|mode| std::str::from_utf8(mode).ok());
                let mode = mode.and_then(|mode| mode.parse::<f64>().ok());
                self.state.invisible = mode == Some(3.0);
                self.state.clips = mode.is_some_and(|mode| mode > 3.0);
            }
            b"ET" => self.scan.clips_to_nothing |= self.clip.end(),
            b"Tj" | b"TJ" | b"'" | b"\"" => {
                if let Some(operand) = operands.last() {
                    self.show(operand);
                }
            }
            b"gs" => self.graphics_state(operands),
            b"Do" => self.draw(operands),
            b"scn" | b"SCN" => self.pattern(operands),
            _ => {}
        }
    }

    fn named(&mut self, name: &[u8]) -> Shown {
        if let Some(known) = self.fonts.get(name) {
            return known.clone();
        }
        let found = match self.graph.resource(self.owner, "Font", name) {
            Some((Some(number), _)) => Shown::Font(number),
            _ => Shown::Lost(self.owner, name.to_vec()),
        };
        self.fonts.insert(name.to_vec(), found.clone());
        found
    }

    fn show(&mut self, operand: &[u8]) {
        if self.state.invisible {
            return;
        }
        let font = self.state.font.clone();
        let reading = match &font {
            Shown::Font(number) => self.readings.get(number),
            Shown::Lost(..) | Shown::Unset => None,
        };
        if let (Shown::Font(number), Some(Sort::Procedures)) = (&font, reading.map(|r| r.sort)) {
            self.procedures(*number);
        }
        let shown = self.scan.shown.entry(font).or_default();
        for text in strings(operand) {
            let codes = match reading {
                Some(reading) => reading.codes(&text),
                None => text.iter().copied().map(Code::of).collect(),
            };
            if self.state.clips {
                self.clip.add(reading, &codes);
            }
            shown.extend(codes);
        }
    }

    /// The procedures of a Type 3 font's glyphs (9.6.4).
    fn procedures(&mut self, font: u32) {
        let Some(dictionary) = self.graph.object(font).and_then(Object::as_dictionary) else {
            return;
        };
        let owner = if dictionary.contains("Resources") {
            font
        } else {
            self.owner
        };
        let Some(procedures) = self.graph.dictionary(dictionary, "CharProcs") else {
            return;
        };
        let streams = procedures
            .iter()
            .filter_map(|(_, value)| self.graph.locate(value)?.0);
        let places: Vec<Place> = streams.map(|stream| self.place(stream, owner)).collect();
        self.scan.children.extend(places);
    }

    fn place(&self, stream: u32, owner: u32) -> Place {
        Place {
            stream,
            owner,
            state: State {
                font: Shown::Unset,
                invisible: false,
                clips: false,
            },
        }
    }

    /// Content with its own resources, or those of this one (8.10.2). A form starts in the state of its caller.
    fn child(&mut self, number: u32, inherits: bool) {
        let stream = self.graph.object(number).and_then(Object::as_stream);
        let own = stream.is_some_and(|stream| stream.dictionary.contains("Resources"));
        let mut place = self.place(number, if own { number } else { self.owner });
        if inherits {
            place.state = self.state.clone();
        }
        self.scan.children.insert(place);
    }

    fn draw(&mut self, operands: &[&[u8]]) {
        if let Some((Some(number), Object::Stream(stream))) = self.resource("XObject", operands)
            && self.graph.name(&stream.dictionary, "Subtype") == Some(b"Form")
        {
            self.child(number, true);
        }
    }

    fn pattern(&mut self, operands: &[&[u8]]) {
        if let Some((Some(number), Object::Stream(_))) = self.resource("Pattern", operands) {
            self.child(number, false);
        }
    }

    fn graphics_state(&mut self, operands: &[&[u8]]) {
        let graph = self.graph;
        let Some((_, Object::Dictionary(state))) = self.resource("ExtGState", operands) else {
            return;
        };
        if let Some([font, ..]) = graph.entry(state, "Font").and_then(Object::as_array)
            && let Some((Some(number), _)) = graph.locate(font)
        {
            self.state.font = Shown::Font(number);
        }
        let mask = graph
            .dictionary(state, "SMask")
            .and_then(|mask| mask.get("G"));
        if let Some((Some(number), Object::Stream(_))) = mask.and_then(|mask| graph.locate(mask)) {
            self.child(number, false);
        }
    }

    fn resource(&self, category: &str, operands: &[&[u8]]) -> Option<(Option<u32>, &'w Object)> {
        let name = operands.last().filter(|name| name.starts_with(b"/"))?;
        self.graph
            .resource(self.owner, category, &decode_name(name))
    }
}
