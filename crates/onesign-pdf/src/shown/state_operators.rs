//! The operators that set the graphics state, colours and text (8.4.4, 8.6.8, 9.3, 9.4).

use std::rc::Rc;

use super::brightness;
use super::digest::Hash;
use super::letters::Letters;
use super::lexer::Operand;
use super::matrix::Matrix;
use super::operands::{name, numbers, within_reach};
use super::painter::{Drawing, Painter};
use super::state::Colour;
use super::strokes::colour;
use super::text::{Cursor, shown};
use super::unread::Unread;
use crate::object::{Dictionary, Object};
use crate::read::Document;

/// Text rendering mode that paints nothing (table 104).
const UNSEEN: i64 = 3;
/// The last text rendering mode.
const MAX_MODE: f64 = 7.0;
/// The modes that stroke.
const STROKES: [i64; 4] = [1, 2, 5, 6];
/// The first mode that adds text to the clipping path.
const CLIPS: i64 = 4;

impl Painter<'_, '_, '_> {
    pub(super) fn apply_state(
        &mut self,
        operator: &[u8],
        operands: &[Operand<'_>],
        drawing: &mut Drawing<'_>,
    ) -> Result<(), Unread> {
        let state = &mut drawing.state;
        match operator {
            b"w" => {
                let [width] = numbers(operands)?;
                state.line_width = width;
                state.pen.set(operator, operands);
            }
            b"J" | b"j" | b"M" | b"d" | b"i" | b"ri" => {
                state.pen.set(operator, operands);
                if self.shop.is_thorough {
                    let mut hash = Hash::default();
                    hash.number(state.style);
                    hash.bytes(operator);
                    operands.iter().for_each(|operand| hash.operand(operand));
                    state.style = hash.done();
                }
            }
            b"gs" => self.parameters(name(operands)?, drawing)?,
            b"g" | b"rg" | b"k" | b"cs" | b"sc" | b"scn" => {
                let before = state.fill.clone();
                state.fill = self.colour(operator, operands, drawing.resources, before)?;
            }
            b"G" | b"RG" | b"K" | b"CS" | b"SC" | b"SCN" => {
                let operator = operator.to_ascii_lowercase();
                let before = state.stroke.clone();
                state.stroke = self.colour(&operator, operands, drawing.resources, before)?;
            }
            // The glyph of a Type 3 font sets its own size.
            b"d0" | b"d1" => {}
            _ => return self.apply_text(operator, operands, drawing),
        }
        Ok(())
    }

    /// Operators of text.
    fn apply_text(
        &mut self,
        operator: &[u8],
        operands: &[Operand<'_>],
        drawing: &mut Drawing<'_>,
    ) -> Result<(), Unread> {
        let text = &mut drawing.state.text;
        let number = || numbers::<1>(operands).map(|[number]| number);
        match operator {
            b"BT" => (drawing.cursor, drawing.clips_by_text) = (Some(Cursor::START), false),
            b"ET" => {
                drawing.cursor = None;
                if std::mem::take(&mut drawing.clips_by_text) && self.shop.is_thorough {
                    let mut hash = Hash::of("clipped by text");
                    hash.number(drawing.state.style);
                    drawing.state.style = hash.done();
                }
            }
            b"Tc" => text.spacing = number()?,
            b"Tw" => text.word_spacing = number()?,
            b"Tz" => text.stretch = number()? / 100.0,
            b"TL" => text.leading = number()?,
            b"Ts" => text.rise = number()?,
            // Readers disagree about other modes.
            b"Tr" => {
                let mode = number()?;
                let is_known = (0.0..=MAX_MODE).contains(&mode) && mode.fract() == 0.0;
                text.mode = is_known.then_some(mode as i64).ok_or(Unread::Syntax)?;
            }
            b"Tf" => {
                let [Operand::Name(name), Operand::Number(size)] = operands else {
                    return Err(Unread::Syntax);
                };
                text.size = *size;
                // Text in a font that the resources do not name can't be read; a font without text matters to nobody.
                drawing.state.text.letters = match self.letters(drawing.resources, name) {
                    Err(Unread::Resource) => None,
                    letters => Some(letters?),
                };
            }
            b"Tm" | b"Td" | b"TD" | b"T*" | b"Tj" | b"TJ" | b"'" | b"\"" => {
                self.write(operator, operands, drawing)?;
            }
            _ if drawing.lenient > 0 => {}
            // Readers skip an unknown operator, and some skip the text object that contains it.
            _ => return Err(Unread::Operator),
        }
        Ok(())
    }

    /// Moves in a text object, and shows text.
    fn write(
        &mut self,
        operator: &[u8],
        operands: &[Operand<'_>],
        drawing: &mut Drawing<'_>,
    ) -> Result<(), Unread> {
        let text = &mut drawing.state.text;
        // Readers disagree about text outside a text object.
        let cursor = drawing.cursor.as_mut().ok_or(Unread::Syntax)?;
        match operator {
            b"Tm" => *cursor = Cursor::at(within_reach(numbers::<6>(operands)?)?),
            b"Td" | b"TD" => {
                let [x, y] = numbers(operands)?;
                if operator == b"TD" {
                    text.leading = -y;
                }
                cursor.down(x, y);
            }
            b"T*" | b"'" | b"\"" => cursor.down(0.0, -text.leading),
            _ => {}
        }
        within_reach(*cursor.line())?;
        let strings = match (operator, operands) {
            (b"Tj" | b"'", [string @ Operand::Text(_)]) => std::slice::from_ref(string),
            (b"TJ", [list @ Operand::Array(items)]) if items.iter().all(is_text_or_number) => {
                std::slice::from_ref(list)
            }
            (
                b"\"",
                [
                    Operand::Number(word),
                    Operand::Number(letter),
                    string @ Operand::Text(_),
                ],
            ) => {
                (text.word_spacing, text.spacing) = (*word, *letter);
                std::slice::from_ref(string)
            }
            (b"Tj" | b"TJ" | b"'" | b"\"", _) => return Err(Unread::Syntax),
            _ => return Ok(()),
        };
        self.show(strings, drawing)
    }

    fn show(&mut self, strings: &[Operand<'_>], drawing: &mut Drawing<'_>) -> Result<(), Unread> {
        let Drawing {
            state,
            cursor: Some(cursor),
            clips_by_text,
            ..
        } = drawing
        else {
            return Err(Unread::Syntax);
        };
        // Without a font, readers choose one or show nothing.
        let letters = state.text.letters.clone().ok_or(Unread::Resource)?;
        if STROKES.contains(&state.text.mode) {
            state.pen.strokes()?;
        }
        let before = cursor.clone();
        let pieces = shown(strings, &letters, &state.text, &state.matrix, cursor);
        *clips_by_text |= state.text.mode >= CLIPS;
        if state.text.mode == UNSEEN || state.text.mode == UNSEEN + CLIPS {
            return Ok(());
        }
        for (index, piece) in pieces.iter().enumerate() {
            let place: &Matrix = before.line();
            self.mark((piece.kind, piece.area), false, state, |hash| {
                hash.bytes(b"text");
                hash.number(index as u128);
                hash.number(letters.digest);
                hash.numbers(place);
                hash.numbers(&before.offsets());
                hash.numbers(&state.matrix);
                let text = &state.text;
                hash.numbers(&[
                    text.size,
                    text.spacing,
                    text.word_spacing,
                    text.stretch,
                    text.rise,
                ]);
                hash.number(text.mode.unsigned_abs().into());
                colour(hash, &state.fill);
                colour(hash, &state.stroke);
                strings.iter().for_each(|string| hash.operand(string));
            })?;
        }
        Ok(())
    }

    fn letters(&mut self, resources: &Dictionary, name: &[u8]) -> Result<Rc<Letters>, Unread> {
        let found = self.resource(resources, "Font", name)?;
        let number = found.as_reference().map(|reference| reference.number);
        if let Some(known) = number.and_then(|number| self.shop.fonts.get(&number)) {
            return Ok(Rc::clone(known));
        }
        let (font, digest) = self.described(resources, "Font", name)?;
        let letters = Letters::read(self.shop.document, &font, digest, self.shop.is_thorough);
        let letters = Rc::new(letters);
        if let Some(number) = number {
            self.shop.fonts.insert(number, Rc::clone(&letters));
        }
        Ok(letters)
    }

    /// Graphics state parameter dictionaries (8.4.5).
    fn parameters(&mut self, name: &[u8], drawing: &mut Drawing<'_>) -> Result<(), Unread> {
        let (held, digest) = self.described(drawing.resources, "ExtGState", name)?;
        let document = self.shop.document;
        let state = &mut drawing.state;
        let number = |key: &str| document.value(&held, key).ok()?.as_number();
        if let Some(width) = number("LW") {
            state.line_width = width;
        }
        state.pen.set_from(document, &held)?;
        // Once see-through, paint counts as see-through until the state is restored: a later parameter may undo that
        // only in part.
        if !is_known_mode(document, &held)? {
            return Err(Unread::Object);
        }
        let blends = held
            .get("BM")
            .is_some_and(|mode| !(mode.is_name("Normal") || mode.is_name("Compatible")));
        let masked = held.get("SMask").is_some_and(|mask| !mask.is_name("None"));
        let thin = |key: &str| number(key).is_some_and(|share| share < 1.0);
        state.fills_opaque &= !blends && !masked && !thin("ca");
        state.strokes_opaque &= !blends && !masked && !thin("CA");
        if let Ok(Object::Array(font)) = document.value(&held, "Font")
            && let [reference, size] = font.as_slice()
            && let Ok(Object::Dictionary(font)) = document.follow(reference)
        {
            let digest = self.shop.digest(reference)?;
            let letters = Letters::read(document, &font, digest, self.shop.is_thorough);
            state.text.letters = Some(Rc::new(letters));
            state.text.size = size.as_number().ok_or(Unread::Object)?;
        }
        if self.shop.is_thorough {
            let mut hash = Hash::default();
            hash.number(state.style);
            hash.number(digest);
            state.style = hash.done();
        }
        Ok(())
    }

    fn colour(
        &mut self,
        operator: &[u8],
        operands: &[Operand<'_>],
        resources: &Dictionary,
        before: Colour,
    ) -> Result<Colour, Unread> {
        let mut parts = Vec::new();
        let mut named = None;
        for operand in operands {
            match operand {
                Operand::Number(number) => parts.push(*number),
                Operand::Name(name) => named = Some(name),
                _ => return Err(Unread::Syntax),
            }
        }
        match (operator, named) {
            (b"cs", Some(name)) => self.space(name, resources),
            (b"cs", None) => Err(Unread::Syntax),
            (b"scn", Some(name)) => {
                let found = self.resource(resources, "Pattern", name)?;
                let mut hash = Hash::of("pattern");
                hash.number(before.space);
                hash.number(self.shop.digest(&found)?);
                Ok(Colour {
                    space: hash.done(),
                    parts,
                    light: None,
                    is_pattern: true,
                })
            }
            (b"sc" | b"scn", None) => Ok(Colour {
                light: before.light.and_then(|_| brightness(&parts)),
                parts,
                space: before.space,
                is_pattern: before.is_pattern,
            }),
            (_, None) => Ok(Colour {
                light: brightness(&parts),
                parts,
                ..Colour::default()
            }),
            _ => Err(Unread::Syntax),
        }
    }

    /// A colour space with its initial colour. Its brightness is known if it is one of the usual ones.
    fn space(&mut self, name: &[u8], resources: &Dictionary) -> Result<Colour, Unread> {
        let device = matches!(
            name,
            b"DeviceGray" | b"DeviceRGB" | b"DeviceCMYK" | b"Pattern"
        );
        if device {
            return Ok(Colour {
                is_pattern: name == b"Pattern",
                ..Colour::black()
            });
        }
        let found = self.resource(resources, "ColorSpace", name)?;
        let space = self.shop.digest(&found)?;
        let value = self
            .shop
            .document
            .follow(&found)
            .map_err(|_| Unread::Object)?;
        let family = match &value {
            Object::Name(name) => name.clone(),
            Object::Array(items) => {
                let first = items.first().and_then(Object::as_name);
                first.unwrap_or_default().to_vec()
            }
            _ => return Err(Unread::Object),
        };
        let is_usual = matches!(
            family.as_slice(),
            b"DeviceGray" | b"DeviceRGB" | b"DeviceCMYK" | b"ICCBased" | b"CalGray" | b"CalRGB"
        );
        Ok(Colour {
            space,
            light: is_usual.then_some(0.0),
            is_pattern: family == b"Pattern",
            ..Colour::black()
        })
    }
}

/// Whether every reader knows the blend mode (11.3.5). From a list, some take the first one and others the first one that
/// they know.
fn is_known_mode(document: &Document<'_>, state: &Dictionary) -> Result<bool, Unread> {
    const MODES: [&str; 17] = [
        "Normal",
        "Compatible",
        "Multiply",
        "Screen",
        "Overlay",
        "Darken",
        "Lighten",
        "ColorDodge",
        "ColorBurn",
        "HardLight",
        "SoftLight",
        "Difference",
        "Exclusion",
        "Hue",
        "Saturation",
        "Color",
        "Luminosity",
    ];
    let mode = document.value(state, "BM").map_err(|_| Unread::Object)?;
    let first = match &mode {
        Object::Null => return Ok(true),
        Object::Array(list) => list.first(),
        one => Some(one),
    };
    Ok(first.is_some_and(|first| MODES.iter().any(|mode| first.is_name(mode))))
}

fn is_text_or_number(item: &Operand<'_>) -> bool {
    matches!(item, Operand::Text(_) | Operand::Number(_))
}
