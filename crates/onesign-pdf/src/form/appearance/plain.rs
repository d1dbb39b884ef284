//! Reads the content of an appearance that shows only plain text.

use std::rc::Rc;

use super::font;
use super::lettering::Lettering;
use super::path::Path;
use super::widths::Widths;
use crate::content::{Token, Tokens};
use crate::form::fields::Form;
use crate::object::{Dictionary, Object, Stream};
use crate::read::{Document, decode};
use crate::shown::brightness;

/// Most bytes of an appearance to read.
const MAX_BYTES: usize = 1 << 20;
/// Most saved states at a time.
const MAX_SAVED: usize = 50;
/// The widest line of a frame, in the units of the appearance.
const MAX_FRAME: f64 = 6.0;
/// The widest line that may be drawn after text.
const MAX_LINE: f64 = 2.0;

/// The text of an appearance that shows only plain text.
pub(super) fn text(document: &Document<'_>, form: &Form, appearance: &Stream) -> Option<String> {
    Reader::read(document, form, appearance)
}

/// The state that `q` saves.
#[derive(Clone)]
pub(super) struct State {
    /// The position of the origin.
    pub origin: (f64, f64),
    /// The part in which painting shows: left, bottom, right, top.
    pub clip: [f64; 4],
    /// The width of lines.
    line_width: f64,
    /// The brightness of text and fillings.
    pub ink: f64,
    /// How many components the device colour space of text and fillings has (8.6.4).
    components: usize,
    /// The font and its size, if it is plain.
    pub font: Option<(Rc<Widths>, f64)>,
    leading: f64,
    /// Space after each letter and each space, and the share of the usual width (9.3.2 to 9.3.4).
    pub spacing: f64,
    pub word_spacing: f64,
    pub stretch: f64,
}

/// An item of an array of strings and distances (9.4.3).
#[derive(Clone, Copy)]
pub(super) enum Piece<'c> {
    Text(&'c [u8]),
    Back(f64),
}

/// The operands of an operator.
#[derive(Default)]
struct Operands<'c> {
    numbers: Vec<f64>,
    pieces: Vec<Piece<'c>>,
    name: &'c [u8],
}

/// Reads a plain appearance.
struct Reader<'d, 'a> {
    document: &'d Document<'a>,
    fonts: [Dictionary; 2],
    state: State,
    /// The brightness of everything that may be behind the text.
    grounds: Vec<f64>,
    text: Lettering,
    path: Path,
}

impl<'d, 'a> Reader<'d, 'a> {
    fn read(document: &'d Document<'a>, form: &Form, appearance: &Stream) -> Option<String> {
        let dictionary = &appearance.dictionary;
        if ["OC", "Ref", "PS", "OPI"]
            .iter()
            .any(|key| dictionary.contains(key))
        {
            return None;
        }
        let numbers = |key: &str| -> Option<Vec<f64>> {
            let value = document.value(dictionary, key).ok()?;
            value.as_array()?.iter().map(Object::as_number).collect()
        };
        let [a, b, c, d] = <[f64; 4]>::try_from(numbers("BBox")?).ok()?;
        if dictionary.contains("Matrix") {
            let [x, y, z, w, _, _] = <[f64; 6]>::try_from(numbers("Matrix")?).ok()?;
            // Rotated, but not mirrored.
            if x * w - y * z <= 0.0 {
                return None;
            }
        }
        let fonts = |holder: &Dictionary, key: &str| {
            let held = document.value(holder, key).unwrap_or(Object::Null);
            let held = held
                .as_dictionary()
                .map(|held| document.value(held, "Font"));
            match held {
                Some(Ok(Object::Dictionary(fonts))) => fonts,
                _ => Dictionary::new(),
            }
        };
        if replaces_colours(document, dictionary) {
            return None;
        }
        let content = decode(appearance, MAX_BYTES).ok()?;
        let area = [a.min(c), b.min(d), a.max(c), b.max(d)];
        let mut reader = Self {
            document,
            fonts: [
                fonts(dictionary, "Resources"),
                fonts(&form.dictionary, "DR"),
            ],
            state: State {
                origin: (0.0, 0.0),
                clip: area,
                line_width: 1.0,
                ink: 0.0,
                components: 1,
                font: None,
                leading: 0.0,
                spacing: 0.0,
                word_spacing: 0.0,
                stretch: 1.0,
            },
            grounds: vec![1.0],
            text: Lettering::default(),
            path: Path::within(area),
        };
        reader.run(&content)?;
        Some(reader.text.words)
    }

    fn run(&mut self, content: &[u8]) -> Option<()> {
        let mut saved: Vec<State> = Vec::new();
        let mut operands = Operands::default();
        for token in Tokens::new(content) {
            match token {
                Token::Number(number) => {
                    operands.numbers.push(number);
                    operands.pieces.push(Piece::Back(number));
                }
                Token::Name(name) => operands.name = name,
                Token::Text(string) => operands.pieces.push(Piece::Text(string)),
                // The font determines the meaning of glyph numbers, and a dictionary can contain
                // anything.
                Token::Other => return None,
                Token::Operator(operator) => {
                    self.apply(operator, &operands, &mut saved)?;
                    operands.numbers.clear();
                    operands.pieces.clear();
                    operands.name = b"";
                }
            }
        }
        Some(())
    }

    fn apply(
        &mut self,
        operator: &[u8],
        operands: &Operands<'_>,
        saved: &mut Vec<State>,
    ) -> Option<()> {
        match (operator, operands.numbers.as_slice()) {
            (b"q", []) if saved.len() < MAX_SAVED => saved.push(self.state.clone()),
            (b"Q", []) => self.state = saved.pop()?,
            (b"cm", &[1.0, 0.0, 0.0, 1.0, x, y]) => {
                self.state.origin.0 += x;
                self.state.origin.1 += y;
            }
            (b"g" | b"rg" | b"k", colour @ [_, ..]) => {
                self.state.components = colour.len();
                self.state.ink = brightness(colour)?;
            }
            (b"cs", []) => {
                self.state.components = components(operands.name)?;
                // Black is the initial colour of every device colour space (table 73).
                self.state.ink = 0.0;
            }
            (b"sc" | b"scn", colour)
                if operands.name.is_empty() && colour.len() == self.state.components =>
            {
                self.state.ink = brightness(colour)?;
            }
            // The colour of lines.
            (b"CS", []) => {
                components(operands.name)?;
            }
            (b"SC" | b"SCN", [_, ..]) if operands.name.is_empty() => {}
            (b"m" | b"l" | b"re" | b"h" | b"W" | b"W*", numbers) => {
                self.path.trace(operator, numbers, self.state.origin)?;
            }
            (b"n" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"S" | b"s", []) => {
                self.paint(operator)?;
            }
            (b"BMC" | b"EMC", []) => {}
            (b"w", &[width]) => self.state.line_width = width,
            // Line style; a path is checked when it is painted.
            (b"G" | b"RG" | b"K" | b"J" | b"j" | b"M" | b"d" | b"i" | b"ri", _) => {}
            _ => self.apply_text(operator, operands)?,
        }
        Some(())
    }

    /// Operators of text (9.3, 9.4).
    fn apply_text(&mut self, operator: &[u8], operands: &Operands<'_>) -> Option<()> {
        let state = &mut self.state;
        match (operator, operands.numbers.as_slice()) {
            (b"Tf", &[size]) => {
                let font = font(self.document, &self.fonts, operands.name);
                state.font = font.map(|font| (Rc::new(font), size));
            }
            (b"BT", []) => self.text.start((0.0, 0.0), (1.0, 1.0)),
            (b"ET", []) => {}
            (b"Tm", &[a, 0.0, 0.0, d, x, y]) if a > 0.0 && (0.5..=2.0).contains(&(a / d)) => {
                self.text.start((x, y), (a, d));
            }
            (b"Td", &[x, y]) => self.text.down(x, y),
            (b"TD", &[x, y]) => {
                state.leading = -y;
                self.text.down(x, y);
            }
            (b"TL", &[leading]) => state.leading = leading,
            (b"T*", []) => self.text.down(0.0, -state.leading),
            (b"'", []) => {
                self.text.down(0.0, -state.leading);
                self.text
                    .show(&operands.pieces, &self.state, &self.grounds)?;
            }
            (b"Tj", []) | (b"TJ", _) => {
                self.text
                    .show(&operands.pieces, &self.state, &self.grounds)?;
            }
            (b"Tc", &[space]) => state.spacing = space,
            (b"Tw", &[space]) if space >= -1.0 => state.word_spacing = space,
            (b"Tz", &[width]) if (50.0..=200.0).contains(&width) => state.stretch = width / 100.0,
            (b"Tr" | b"Ts", &[0.0]) => {}
            _ => return None,
        }
        Some(())
    }

    /// A frame, a background, or a clip that contains the whole field.
    fn paint(&mut self, operator: &[u8]) -> Option<()> {
        let path = self.path.take();
        if path.is_empty() {
            return Some(());
        }
        if let Some(clip) = path.clip()? {
            let now = self.state.clip;
            self.state.clip = [
                now[0].max(clip[0]),
                now[1].max(clip[1]),
                now[2].min(clip[2]),
                now[3].min(clip[3]),
            ];
        }
        let has_text = !self.text.words.is_empty();
        if !matches!(operator, b"n" | b"f" | b"F" | b"f*") {
            let width = self.state.line_width;
            let most = if has_text { MAX_LINE } else { MAX_FRAME };
            if width > most || !path.is_frame(width <= MAX_LINE) {
                return None;
            }
        }
        if !matches!(operator, b"n" | b"S" | b"s") {
            // A later filling may hide the text.
            if has_text || !path.is_around() {
                return None;
            }
            if path.is_ground() {
                self.grounds.clear();
            }
            self.grounds.push(self.state.ink);
        }
        Some(())
    }
}

/// The widths of a plain font among the resources.
fn font(document: &Document<'_>, fonts: &[Dictionary; 2], name: &[u8]) -> Option<Widths> {
    let font = fonts.iter().find_map(|fonts| fonts.get(name))?;
    let font = document.follow(font).ok()?;
    let font = font.as_dictionary()?;
    font::is_plain(document, font).then(|| Widths::of(document, font))
}

/// How many components a device colour space has; `None` for any other colour space.
fn components(space: &[u8]) -> Option<usize> {
    match space {
        b"DeviceGray" => Some(1),
        b"DeviceRGB" => Some(3),
        b"DeviceCMYK" => Some(4),
        _ => None,
    }
}

/// Whether an appearance may replace the device colour spaces by others, in which a colour may look different (8.6.5.6).
fn replaces_colours(document: &Document<'_>, appearance: &Dictionary) -> bool {
    let resources = document.value(appearance, "Resources");
    let spaces = match &resources {
        Ok(Object::Dictionary(resources)) => document.value(resources, "ColorSpace"),
        Ok(_) => return false,
        Err(_) => return true,
    };
    match spaces {
        Ok(Object::Null) => false,
        Ok(Object::Dictionary(spaces)) => {
            let mut names = spaces.iter();
            names.any(|(name, _)| name.starts_with(b"Default"))
        }
        _ => true,
    }
}
