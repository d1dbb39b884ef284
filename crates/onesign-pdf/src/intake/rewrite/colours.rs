//! Gives colours as many operands as their space has components (ISO 32000-2, 8.6.8): for others, one reader shows
//! black, another nothing, a third some other colour.

use std::ops::Range;

use super::Writer;
use super::operand::{Operand, Sort};

/// The components of a colour in a space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Colour {
    /// So many numbers.
    Parts(usize),
    /// The name of a pattern, and this many numbers if it is uncoloured.
    Pattern(usize),
    /// No reader can know them.
    Unknown,
    /// The caller of this content sets the colour.
    Unseen,
}

/// The current spaces for filling and stroking, and the saved ones.
pub(super) struct Colours {
    fill: Colour,
    stroke: Colour,
    saved: Vec<(Colour, Colour)>,
}

impl Colours {
    pub(super) fn new(first: Colour) -> Self {
        Self {
            fill: first,
            stroke: first,
            saved: Vec::new(),
        }
    }
}

const DIFFER: &str = "readers_differ";

impl Writer<'_> {
    /// Follows an operator that sets the colour space.
    pub(super) fn follow_colours(&mut self, name: &[u8], operands: &[Operand]) {
        let space = match name {
            b"q" => {
                let both = (self.colours.fill, self.colours.stroke);
                return self.colours.saved.push(both);
            }
            b"Q" => {
                if let Some((fill, stroke)) = self.colours.saved.pop() {
                    (self.colours.fill, self.colours.stroke) = (fill, stroke);
                }
                return;
            }
            b"g" | b"G" => Colour::Parts(1),
            b"rg" | b"RG" => Colour::Parts(3),
            b"k" | b"K" => Colour::Parts(4),
            b"cs" | b"CS" => match operands {
                [space] => self.space(space),
                _ => return,
            },
            _ => return,
        };
        if space == Colour::Unknown {
            // Some readers continue with the previous colour, others with black.
            self.flaws.insert(DIFFER);
        }
        match name.first().is_some_and(u8::is_ascii_uppercase) {
            true => self.colours.stroke = space,
            false => self.colours.fill = space,
        }
    }

    fn space(&self, operand: &Operand) -> Colour {
        let name = super::super::lexer::decode_name(self.bytes(operand.range.clone()));
        match name.as_slice() {
            b"DeviceGray" => Colour::Parts(1),
            b"DeviceRGB" => Colour::Parts(3),
            b"DeviceCMYK" => Colour::Parts(4),
            b"Pattern" => Colour::Pattern(0),
            name => (self.spaces.colour)(name),
        }
    }

    /// Gives a colour as many numbers as its space needs: missing ones become 0, superfluous ones are dropped.
    pub(super) fn colour(&mut self, operands: &[Operand], word: Range<usize>) {
        let is_stroke = self.bytes(word.clone()).starts_with(b"S");
        let space = match is_stroke {
            true => self.colours.stroke,
            false => self.colours.fill,
        };
        let (numbers, pattern) = match operands {
            [numbers @ .., last] if last.sort == Sort::Name => (numbers, Some(last)),
            numbers => (numbers, None),
        };
        let wanted = match (space, pattern) {
            (Colour::Unseen, _) => return,
            (Colour::Parts(parts), None) => parts,
            // A coloured pattern needs no numbers.
            (Colour::Pattern(_), Some(_)) if numbers.is_empty() => return,
            (Colour::Pattern(parts), Some(_)) => parts,
            _ => {
                self.flaws.insert(DIFFER);
                return;
            }
        };
        if let [first, .., last] | [first @ last] = numbers.get(wanted..).unwrap_or_default() {
            self.edit(first.range.start..last.range.end, " ", DIFFER);
        } else if let (Some(last), Some(missing @ 1..)) =
            (numbers.last(), wanted.checked_sub(numbers.len()))
        {
            let at = last.range.end;
            self.edit(at..at, " 0".repeat(missing) + " ", DIFFER);
        }
    }
}
