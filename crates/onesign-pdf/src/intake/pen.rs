//! How far hidden text moves the pen (ISO 32000-2, 8.11.3.2 and 9.4.4): the rest of the line is shown as if the
//! text were visible. Some readers don't move the pen, so intake replaces the text with the movement.

mod widths;

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use lopdf::{Dictionary as Received, Object as Old};

use self::widths::Width;
pub(super) use self::widths::Widths;
use super::lexer::{Lexer, Token, decode_name};
use super::names;
use super::source::Source;
use super::typeface::strings;

/// Thousandths of an em beyond which nothing is visible.
const MAX_WAY: f64 = 1e7;

/// The widths of the fonts seen so far, by their dictionaries.
pub(super) type Known = Rc<RefCell<HashMap<*const Received, Option<Widths>>>>;

/// The resources that hold the fonts of content.
pub(super) struct Fonts<'a> {
    pub(super) source: Source<'a>,
    pub(super) resources: Option<&'a Received>,
    pub(super) known: Known,
}

/// The text state (9.3) as far as it moves the pen.
#[derive(Clone, Default)]
struct State {
    font: Vec<u8>,
    size: f64,
    /// The character spacing and the word spacing.
    characters: f64,
    spaces: f64,
}

/// Follows the pen.
pub(super) struct Pen<'a> {
    fonts: Option<Fonts<'a>>,
    state: State,
    saved: Vec<State>,
    /// Its position is unknown.
    is_lost: bool,
    /// Something was shown while nobody knew.
    pub(super) is_astray: bool,
}

impl<'a> Pen<'a> {
    pub(super) fn new(fonts: Option<Fonts<'a>>) -> Self {
        Self {
            fonts,
            state: State::default(),
            saved: Vec::new(),
            is_lost: false,
            is_astray: false,
        }
    }

    /// Follows an executed operator.
    pub(super) fn follow(&mut self, operator: &[u8], operands: &[&[u8]]) {
        let last = operands.last().copied().and_then(number);
        match operator {
            b"q" => self.saved.push(self.state.clone()),
            b"Q" => {
                if let Some(state) = self.saved.pop() {
                    self.state = state;
                }
            }
            b"Tf" => {
                if let ([.., font, _], Some(size)) = (operands, last) {
                    self.state.font = decode_name(font);
                    self.state.size = size;
                }
            }
            b"Tc" => self.state.characters = last.unwrap_or(self.state.characters),
            b"Tw" => self.state.spaces = last.unwrap_or(self.state.spaces),
            b"gs" => {
                let state = operands.last().map(|name| decode_name(name));
                let fonts = self.fonts.as_ref();
                if state.is_some_and(|name| fonts.is_some_and(|fonts| fonts.sets_one(&name))) {
                    self.state.font.clear();
                }
            }
            b"BT" | b"ET" | b"Tm" | b"Td" | b"TD" | b"T*" | b"'" => self.is_lost = false,
            b"\"" => {
                self.is_lost = false;
                if let [spaces, characters, _] = operands {
                    self.state.spaces = number(spaces).unwrap_or(self.state.spaces);
                    self.state.characters = number(characters).unwrap_or(self.state.characters);
                }
            }
            b"Tj" | b"TJ" => self.is_astray |= self.is_lost,
            _ => {}
        }
    }

    /// The replacement for an operator that shows text; `None` for other operators.
    pub(super) fn instead(&mut self, operator: &[u8], operands: &[&[u8]]) -> Option<Vec<u8>> {
        let mut written = match (operator, operands) {
            (b"Tj" | b"TJ", _) => Vec::new(),
            (b"\"", [spaces, characters, _]) => {
                [spaces, &b" Tw "[..], characters, b" Tc T*\n"].concat()
            }
            (b"'" | b"\"", _) => b"T*\n".to_vec(),
            _ => return None,
        };
        if !matches!(operator, b"Tj" | b"TJ") {
            self.follow(operator, operands);
        }
        let way = operands.last().and_then(|text| self.way(text));
        match way.filter(|way| way.abs() < MAX_WAY) {
            Some(way) if way.abs() < 0.001 => {}
            Some(way) => written.extend(format!("[{:.3}] TJ\n", -way).bytes()),
            None => self.is_lost = true,
        }
        Some(written)
    }

    /// How far the text moves the pen, in thousandths of an em.
    fn way(&self, operand: &[u8]) -> Option<f64> {
        let fonts = self.fonts.as_ref()?;
        let state = &self.state;
        let inner = operand.strip_prefix(b"[");
        let inner = inner.and_then(|items| items.strip_suffix(b"]"));
        let items = inner.unwrap_or(operand);
        let mut lexer = Lexer::new(items);
        let mut way = 0.0;
        while let Some(Token::Operand(range)) = lexer.next_token() {
            let item = items.get(range)?;
            if let Some(moved) = number(item) {
                way -= moved;
                continue;
            }
            for text in strings(item) {
                let width = fonts.width(&state.font, &text)?;
                let added =
                    state.characters * width.characters as f64 + state.spaces * width.spaces as f64;
                way += width.thousandths;
                if added != 0.0 {
                    way += added * 1000.0 / Some(state.size).filter(|size| *size != 0.0)?;
                }
            }
        }
        Some(way)
    }
}

fn number(written: &[u8]) -> Option<f64> {
    let value: f64 = std::str::from_utf8(written).ok()?.parse().ok()?;
    value.is_finite().then_some(value)
}

impl<'a> Fonts<'a> {
    fn listed(&self, category: &[u8], name: &[u8]) -> Option<&'a Received> {
        let listed = self.source.dictionary(self.resources?, category)?;
        match self.source.resolve(names::find(listed, name)?)? {
            Old::Dictionary(found) => Some(found),
            _ => None,
        }
    }

    /// Whether a graphics state sets a font.
    fn sets_one(&self, name: &[u8]) -> bool {
        let state = self.listed(b"ExtGState", name);
        state.is_some_and(|state| state.has(b"Font"))
    }

    /// The width of a text by the widths that the file declares; `None` if it declares none.
    fn width(&self, font: &[u8], text: &[u8]) -> Option<Width> {
        let font = self.listed(b"Font", font)?;
        let mut known = self.known.borrow_mut();
        let widths = known
            .entry(std::ptr::from_ref(font))
            .or_insert_with(|| Widths::read(self.source, font))
            .as_ref()?;
        widths.of(text)
    }
}
