//! Finds text that a page paints over: the start of each text, and opaque rectangles and images after it.
//!
//! The recognised text of scanned pages is below their images by design, but invisible itself.

use super::matrix::{Area, IDENTITY, Matrix, around, both, common, moved};
use super::picture::hides_all;
use crate::content::{Token, Tokens};
use crate::object::{Dictionary, Object, Stream};
use crate::read::{Document, decode};

/// Most bytes of content to read from a whole document.
const MAX_BYTES: usize = 8 << 20;
/// Most operators, and comparisons of text with rectangles.
const MAX_WORK: usize = 4_000_000;
/// Most places of text on a page.
const MAX_PLACES: usize = 20_000;
/// Most saved states at a time.
const MAX_SAVED: usize = 500;
/// Deepest nesting of forms.
const MAX_DEPTH: usize = 8;

/// The pages (zero-based) on which text is painted over.
pub fn covered_pages(document: &Document<'_>, pages: &[Dictionary]) -> Vec<usize> {
    let (mut bytes, mut work) = (MAX_BYTES, MAX_WORK);
    let mut covered = Vec::new();
    for (index, page) in pages.iter().enumerate() {
        let painter = Painter::painted(document, page, bytes, work);
        (bytes, work) = (painter.bytes, painter.work);
        if painter.covered {
            covered.push(index);
        }
        if bytes == 0 || work == 0 {
            break;
        }
    }
    covered
}

/// Whether a string in parentheses forms a line to write on.
fn is_line(string: &[u8]) -> bool {
    const SHORTEST: usize = 5;
    let mut inside = string.iter().filter(|byte| !b"()".contains(byte));
    string.len() >= SHORTEST && inside.all(|byte| matches!(byte, b'_' | b'.' | b' '))
}

/// The starts of the pieces of text on a page, in the units of its rectangles.
pub fn text_places(document: &Document<'_>, page: &Dictionary) -> Vec<(f64, f64)> {
    Painter::painted(document, page, MAX_BYTES, MAX_WORK).texts
}

/// As [`text_places`], of content of at most so many bytes, which it counts down; `None` if there is more.
pub fn text_places_within(
    document: &Document<'_>,
    page: &Dictionary,
    left: &mut usize,
) -> Option<Vec<(f64, f64)>> {
    let most = MAX_BYTES.min(*left);
    let painter = Painter::painted(document, page, most, MAX_WORK);
    *left = left.saturating_sub(most - painter.bytes);
    (painter.bytes > 0 && painter.work > 0).then_some(painter.texts)
}

fn inherited_resources(document: &Document<'_>, page: &Dictionary) -> Dictionary {
    let mut node = page.clone();
    for _ in 0..32 {
        match document.value(&node, "Resources") {
            Ok(Object::Dictionary(resources)) => return resources,
            Ok(Object::Null) => {}
            _ => break,
        }
        match document.value(&node, "Parent") {
            Ok(Object::Dictionary(parent)) => node = parent,
            _ => break,
        }
    }
    Dictionary::new()
}

#[derive(Clone)]
struct State {
    matrix: Matrix,
    clip: Area,
    opaque: bool,
    unseen_text: bool,
    leading: f64,
    size: f64,
}

impl State {
    const fn new(matrix: Matrix) -> Self {
        Self {
            matrix,
            clip: [f64::MIN, f64::MIN, f64::MAX, f64::MAX],
            opaque: true,
            unseen_text: false,
            leading: 0.0,
            size: 1.0,
        }
    }
}

struct Painter<'d, 'a> {
    document: &'d Document<'a>,
    bytes: usize,
    work: usize,
    /// The starts of texts.
    texts: Vec<(f64, f64)>,
    covered: bool,
}

/// A content stream during drawing.
struct Drawing<'r> {
    resources: &'r Dictionary,
    depth: usize,
    state: State,
    saved: Vec<State>,
    /// The start of the line of text, and whether an operator has just set it.
    line: Matrix,
    placed: bool,
    path: Path,
    /// Whether an inline image is a stencil.
    is_stencil: bool,
}

/// The operands of an operator; the last name outlives it.
#[derive(Default)]
struct Operands<'c> {
    numbers: Vec<f64>,
    name: &'c [u8],
    /// Whether the strings contain text.
    says: bool,
}

/// A path of rectangles only, or any other.
#[derive(Default)]
struct Path {
    areas: Vec<Area>,
    other: bool,
    clips: bool,
}

impl<'d, 'a> Painter<'d, 'a> {
    fn painted(document: &'d Document<'a>, page: &Dictionary, bytes: usize, work: usize) -> Self {
        let mut painter = Self {
            document,
            bytes,
            work,
            texts: Vec::new(),
            covered: false,
        };
        let content = painter.page_content(page);
        let resources = inherited_resources(document, page);
        painter.run(&content, &resources, State::new(IDENTITY), 0);
        painter
    }

    fn decoded(&mut self, stream: &Stream) -> Vec<u8> {
        let content = decode(stream, self.bytes).unwrap_or_default();
        self.bytes = self.bytes.saturating_sub(content.len());
        content
    }

    fn page_content(&mut self, page: &Dictionary) -> Vec<u8> {
        let contents = self
            .document
            .value(page, "Contents")
            .unwrap_or(Object::Null);
        let parts = match contents {
            Object::Array(parts) => parts,
            other => vec![other],
        };
        let mut content = Vec::new();
        for part in parts.iter().take(1000) {
            if let Ok(Object::Stream(stream)) = self.document.follow(part) {
                content.extend(self.decoded(&stream));
                content.push(b'\n');
            }
        }
        content
    }

    fn run(&mut self, content: &[u8], resources: &Dictionary, start: State, depth: usize) {
        let mut drawing = Drawing {
            resources,
            depth,
            state: start,
            saved: Vec::new(),
            line: IDENTITY,
            placed: false,
            path: Path::default(),
            is_stencil: false,
        };
        let mut operands = Operands::default();
        for token in Tokens::new(content) {
            match token {
                Token::Number(number) => operands.numbers.push(number),
                Token::Name(name) => operands.name = name,
                Token::Text(string) => operands.says |= !is_line(string),
                Token::Other => operands.says = true,
                Token::Operator(operator) => {
                    self.work = self.work.saturating_sub(1);
                    if self.work == 0 || self.covered {
                        return;
                    }
                    self.apply(operator, &operands, &mut drawing);
                    operands.numbers.clear();
                    operands.says = false;
                }
            }
        }
    }

    fn apply(&mut self, operator: &[u8], operands: &Operands<'_>, drawing: &mut Drawing<'_>) {
        let Drawing { state, path, .. } = drawing;
        match (operator, operands.numbers.as_slice()) {
            (b"q", _) if drawing.saved.len() < MAX_SAVED => drawing.saved.push(state.clone()),
            (b"Q", _) => {
                if let Some(saved) = drawing.saved.pop() {
                    *state = saved;
                }
            }
            (b"cm", &[a, b, c, d, e, f]) => {
                state.matrix = both(&[a, b, c, d, e, f], &state.matrix);
            }
            (b"gs", _) => state.opaque = self.is_opaque(drawing.resources, operands.name),
            (b"re", &[x, y, width, height]) => {
                path.areas
                    .push(around(&state.matrix, [x, y, width, height]));
            }
            (b"m" | b"l" | b"c" | b"v" | b"y", _) => path.other = true,
            (b"W" | b"W*", _) => path.clips = true,
            (b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"n" | b"S" | b"s", _) => {
                let fills = !matches!(operator, b"n" | b"S" | b"s");
                self.paint(state, std::mem::take(path), fills);
            }
            (b"true", _) => {
                drawing.is_stencil |= matches!(operands.name, b"IM" | b"ImageMask");
            }
            (b"ID", _) => {
                if !std::mem::take(&mut drawing.is_stencil) {
                    self.picture(state);
                }
            }
            (b"Do", _) => self.form(drawing.resources, operands.name, state, drawing.depth),
            _ => self.apply_text(operator, operands, drawing),
        }
    }

    /// Operators of text (9.3, 9.4).
    fn apply_text(&mut self, operator: &[u8], operands: &Operands<'_>, drawing: &mut Drawing<'_>) {
        let Drawing {
            state,
            line,
            placed,
            ..
        } = drawing;
        match (operator, operands.numbers.as_slice()) {
            (b"BT", _) => (*line, *placed) = (IDENTITY, true),
            (b"Tr", &[mode]) => state.unseen_text = mode == 3.0,
            (b"TL", &[leading]) => state.leading = leading,
            (b"Tf", &[.., size]) => state.size = size,
            (b"Tm", &[a, b, c, d, e, f]) => (*line, *placed) = ([a, b, c, d, e, f], true),
            (b"Td" | b"TD", &[x, y]) => {
                if operator == b"TD" {
                    state.leading = -y;
                }
                (*line, *placed) = (both(&[1.0, 0.0, 0.0, 1.0, x, y], line), true);
            }
            (b"T*" | b"'" | b"\"", _) => {
                let down = [1.0, 0.0, 0.0, 1.0, 0.0, -state.leading];
                (*line, *placed) = (both(&down, line), true);
                if operator != b"T*" {
                    self.text(state, line, placed, operands.says);
                }
            }
            (b"Tj" | b"TJ", _) => self.text(state, line, placed, operands.says),
            _ => {}
        }
    }

    fn text(&mut self, state: &State, line: &Matrix, placed: &mut bool, says: bool) {
        // The position of text after other text depends on the font.
        if *placed && says && !state.unseen_text && self.texts.len() < MAX_PLACES {
            let matrix = both(line, &state.matrix);
            let place = moved(&matrix, state.size * 0.2, state.size * 0.3);
            let [left, bottom, right, top] = state.clip;
            if (left..right).contains(&place.0) && (bottom..top).contains(&place.1) {
                self.texts.push(place);
            }
        }
        *placed = false;
    }

    fn paint(&mut self, state: &mut State, path: Path, fills: bool) {
        if fills && state.opaque && !path.other {
            for area in &path.areas {
                self.cover(common(*area, state.clip));
            }
        }
        if path.clips {
            state.clip = match path.areas.as_slice() {
                [area] if !path.other => common(*area, state.clip),
                // The area of another clip is unknown, so nothing counts as covering there.
                _ => [0.0; 4],
            };
        }
    }

    fn cover(&mut self, [left, bottom, right, top]: Area) {
        self.work = self.work.saturating_sub(self.texts.len());
        self.covered |= self
            .texts
            .iter()
            .any(|(x, y)| (left..right).contains(x) && (bottom..top).contains(y));
    }

    /// An opaque image, which fills the unit square (8.9.5.1).
    fn picture(&mut self, state: &State) {
        let [a, b, c, d, _, _] = state.matrix;
        let none = |one: f64, other: f64| one.abs() < 1e-6 && other.abs() < 1e-6;
        if state.opaque && (none(b, c) || none(a, d)) {
            self.cover(common(
                around(&state.matrix, [0.0, 0.0, 1.0, 1.0]),
                state.clip,
            ));
        }
    }

    fn is_opaque(&self, resources: &Dictionary, name: &[u8]) -> bool {
        let states = self
            .document
            .value(resources, "ExtGState")
            .unwrap_or(Object::Null);
        let found = states
            .as_dictionary()
            .and_then(|states| states.get(name).cloned());
        let found = found.and_then(|found| self.document.follow(&found).ok());
        found
            .as_ref()
            .and_then(Object::as_dictionary)
            .is_none_or(|state| {
                let whole = state
                    .get("ca")
                    .and_then(Object::as_number)
                    .is_none_or(|ca| ca >= 1.0);
                let blend = state.get("BM").is_none_or(|mode| mode.is_name("Normal"));
                whole && blend && state.get("SMask").is_none_or(|mask| mask.is_name("None"))
            })
    }

    fn form(&mut self, resources: &Dictionary, name: &[u8], state: &State, depth: usize) {
        if depth >= MAX_DEPTH || self.bytes == 0 {
            return;
        }
        let objects = self
            .document
            .value(resources, "XObject")
            .unwrap_or(Object::Null);
        let found = objects
            .as_dictionary()
            .and_then(|objects| objects.get(name).cloned());
        // An image may be large and its data do not matter here, so they are not even copied.
        let outline = found.as_ref().and_then(Object::as_reference);
        let outline = outline.and_then(|at| self.document.outline(at).ok());
        let outline = outline.as_ref().and_then(Object::as_stream);
        if let Some(picture) = outline.filter(|stream| stream.dictionary.is("Subtype", "Image")) {
            if hides_all(&picture.dictionary) {
                self.picture(state);
            }
            return;
        }
        let Some(Ok(Object::Stream(form))) = found.map(|found| self.document.follow(&found)) else {
            return;
        };
        if !form.dictionary.is("Subtype", "Form") {
            return;
        }
        let content = self.decoded(&form);
        let matrix = self
            .document
            .value(&form.dictionary, "Matrix")
            .unwrap_or(Object::Null);
        let matrix: Vec<f64> = matrix
            .as_array()
            .unwrap_or_default()
            .iter()
            .filter_map(Object::as_number)
            .collect();
        let mut inner = state.clone();
        if let Ok(matrix) = Matrix::try_from(matrix) {
            inner.matrix = both(&matrix, &inner.matrix);
        }
        let own = match self.document.value(&form.dictionary, "Resources") {
            Ok(Object::Dictionary(own)) => own,
            _ => resources.clone(),
        };
        self.run(&content, &own, inner, depth + 1);
    }
}
