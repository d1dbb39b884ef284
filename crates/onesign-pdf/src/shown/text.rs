//! Text: where the pieces of a string are (9.4).

use super::letters::{Ink, Letters};
use super::lexer::Operand;
use super::mark::Kind;
use super::matrix::{ALL, Area, IDENTITY, Matrix, around, both};
use super::state::TextState;

/// Fewest pieces of a line in a row that make a line to write on.
const LINE: usize = 5;
/// A gap in units of the font size, from which on a text has two parts.
const GAP: f64 = 1.5;

/// The position in a text object.
#[derive(Debug, Clone)]
pub(super) struct Cursor {
    line: Matrix,
    /// How far the next glyph is from the start of the line at least and at most, before scaling.
    least: f64,
    most: f64,
}

impl Cursor {
    pub const START: Self = Self {
        line: IDENTITY,
        least: 0.0,
        most: 0.0,
    };

    /// How far the next glyph is from the start of the line.
    pub const fn offsets(&self) -> [f64; 2] {
        [self.least, self.most]
    }

    pub const fn at(line: Matrix) -> Self {
        Self {
            line,
            least: 0.0,
            most: 0.0,
        }
    }

    pub fn line(&self) -> &Matrix {
        &self.line
    }

    pub fn down(&mut self, x: f64, y: f64) {
        *self = Self::at(both(&[1.0, 0.0, 0.0, 1.0, x, y], &self.line));
    }
}

/// A part of a string without a gap.
pub(super) struct Piece {
    pub area: Area,
    pub kind: Kind,
}

/// A part under construction.
struct Open {
    least: f64,
    most: f64,
    lines: usize,
    letters: usize,
}

/// Follows the operands of an operator that shows text, and returns the parts that can be seen, on the page.
pub(super) fn shown(
    operands: &[Operand<'_>],
    letters: &Letters,
    state: &TextState,
    matrix: &Matrix,
    cursor: &mut Cursor,
) -> Vec<Piece> {
    let mut walk = Walk {
        letters,
        state,
        matrix,
        pieces: Vec::new(),
        open: None,
    };
    for operand in operands {
        walk.operand(operand, cursor);
    }
    walk.close(cursor);
    walk.pieces
}

struct Walk<'w> {
    letters: &'w Letters,
    state: &'w TextState,
    matrix: &'w Matrix,
    pieces: Vec<Piece>,
    open: Option<Open>,
}

impl Walk<'_> {
    fn operand(&mut self, operand: &Operand<'_>, cursor: &mut Cursor) {
        match operand {
            Operand::Text(string) => self.string(string, cursor),
            Operand::Number(back) => {
                let by = -back / 1000.0 * self.state.size * self.stretch();
                cursor.least += by;
                cursor.most += by;
                if by.abs() > GAP * self.state.size.abs() {
                    self.close(cursor);
                }
            }
            Operand::Array(items) => items.iter().for_each(|item| self.operand(item, cursor)),
            _ => {}
        }
    }

    /// Text moves down instead of across in a vertical font.
    fn stretch(&self) -> f64 {
        if self.letters.is_vertical {
            1.0
        } else {
            self.state.stretch
        }
    }

    fn string(&mut self, string: &[u8], cursor: &mut Cursor) {
        let (state, stretch) = (self.state, self.stretch());
        let mut blank = 0.0;
        for letter in self.letters.of(string) {
            let space = if letter.is_space {
                state.word_spacing
            } else {
                0.0
            };
            let further = state.spacing + space;
            let ends =
                [letter.least, letter.most].map(|width| (width * state.size + further) * stretch);
            let reach = [cursor.least + ends[0], cursor.most + ends[1]];
            let glyph = [letter.least, letter.most].map(|width| width * state.size * stretch);
            match letter.ink {
                Ink::Blank => {
                    blank += ends[1].abs();
                    if blank > GAP * state.size.abs() {
                        self.close(cursor);
                    }
                }
                ink => {
                    blank = 0.0;
                    let sides = [
                        cursor.least,
                        cursor.least + glyph[0],
                        cursor.most,
                        cursor.most + glyph[1],
                    ];
                    self.put(ink, sides, cursor);
                }
            }
            cursor.least = reach[0].min(reach[1]);
            cursor.most = reach[0].max(reach[1]);
        }
    }

    fn put(&mut self, ink: Ink, sides: [f64; 4], cursor: &Cursor) {
        // A line to write on ends where letters begin.
        let is_line = ink == Ink::Line;
        let is_turn = self
            .open
            .as_ref()
            .is_some_and(|open| open.lines >= LINE && !is_line && open.letters == 0);
        if is_turn {
            self.close(cursor);
        }
        let open = self.open.get_or_insert(Open {
            least: f64::MAX,
            most: f64::MIN,
            lines: 0,
            letters: 0,
        });
        open.least = sides.into_iter().fold(open.least, f64::min);
        open.most = sides.into_iter().fold(open.most, f64::max);
        open.lines += usize::from(is_line);
        open.letters += usize::from(!is_line);
    }

    fn close(&mut self, cursor: &Cursor) {
        let Some(open) = self.open.take() else { return };
        let size = self.state.size;
        let across = both(&cursor.line, self.matrix);
        let area = if self.letters.is_vertical {
            let reach = open.most.max(-open.least).max(size.abs());
            [
                -reach - size.abs(),
                -reach - size.abs(),
                2.0 * reach + 2.0 * size.abs(),
                2.0 * reach + 2.0 * size.abs(),
            ]
        } else if let Some((low, high)) = self.letters.edges {
            let (low, high) = (low * size + self.state.rise, high * size + self.state.rise);
            [
                open.least,
                low.min(high),
                open.most - open.least,
                (high - low).abs(),
            ]
        } else {
            self.pieces.push(Piece {
                area: ALL,
                kind: Kind::Text,
            });
            return;
        };
        let is_line = open.letters == 0 && open.lines >= LINE;
        self.pieces.push(Piece {
            area: around(&across, area),
            kind: if is_line { Kind::Rule } else { Kind::Text },
        });
    }
}
