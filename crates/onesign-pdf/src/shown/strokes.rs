//! The operators that paint paths, images and shadings.

use super::digest::Hash;
use super::lexer::Operand;
use super::mark::{Kind, When};
use super::matrix::{Area, around, common, grown, overlap, scale};
use super::operands::numbers;
use super::painter::{Drawing, Painter};
use super::path::{Path, filled, stroked};
use super::state::State;
use super::unread::Unread;
use crate::object::Object;

/// Most parts of a path that are told apart; of a larger one there is one mark.
const MAX_PARTS: usize = 400;

impl Painter<'_, '_, '_> {
    /// Extends the path (8.5.2).
    pub(super) fn trace(
        &self,
        operator: &[u8],
        operands: &[Operand<'_>],
        drawing: &mut Drawing<'_>,
    ) -> Result<(), Unread> {
        let (matrix, path) = (drawing.state.matrix, &mut drawing.path);
        match operator {
            b"m" => {
                let [x, y] = numbers(operands)?;
                path.move_to(&matrix, x, y);
            }
            b"l" => {
                let [x, y] = numbers(operands)?;
                path.go(&matrix, &[(x, y)]);
            }
            b"c" => {
                let [a, b, c, d, e, f] = numbers(operands)?;
                path.go(&matrix, &[(a, b), (c, d), (e, f)]);
            }
            b"v" => {
                let [c, d, e, f] = numbers(operands)?;
                let current = path.current();
                path.go(&matrix, &[current, (c, d), (e, f)]);
            }
            b"y" => {
                let [a, b, c, d] = numbers(operands)?;
                path.go(&matrix, &[(a, b), (c, d), (c, d)]);
            }
            b"re" => path.rectangle(&matrix, numbers(operands)?),
            _ => path.close(),
        }
        Ok(())
    }

    /// Paints and clips (8.5.3, 8.5.4).
    pub(super) fn paint(
        &mut self,
        operator: &[u8],
        drawing: &mut Drawing<'_>,
    ) -> Result<(), Unread> {
        let mut path = std::mem::take(&mut drawing.path);
        if matches!(operator, b"s" | b"b" | b"b*") {
            path.close();
        }
        let state = &drawing.state;
        if matches!(operator, b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*") {
            self.fill(operator, &path, state)?;
        }
        if matches!(operator, b"S" | b"s" | b"B" | b"B*" | b"b" | b"b*") {
            self.stroke(&path, state)?;
        }
        if path.clips {
            // Some readers then clip everything away, others nothing.
            if path.parts.is_empty() {
                return Err(Unread::Syntax);
            }
            let shape = self.shape(&path);
            let state = &mut drawing.state;
            state.clip = common(path.area(), state.clip);
            // Two clips may have the same area and different shapes.
            if self.shop.is_thorough && !path.is_one_rectangle() {
                let mut hash = Hash::of("clip");
                hash.number(state.style);
                hash.number(shape);
                state.style = hash.done();
            }
        }
        Ok(())
    }

    /// The digest of a path.
    fn shape(&self, path: &Path) -> u128 {
        if !self.shop.is_thorough {
            return 0;
        }
        let mut hash = Hash::of("path");
        for part in &path.parts {
            hash.number(u128::from(part.is_closed) * 2 + u128::from(part.is_curved));
            let points = part.points.iter();
            hash.numbers(&points.flat_map(|(x, y)| [*x, *y]).collect::<Vec<_>>());
        }
        hash.done()
    }

    fn fill(&mut self, operator: &[u8], path: &Path, state: &State) -> Result<(), Unread> {
        let light = state
            .fill
            .light
            .filter(|_| !state.fill.is_pattern && state.fills_opaque);
        let shape = self.shape(path);
        if state.fills_opaque && !state.fill.is_pattern {
            self.cover(path, state)?;
        }
        let look = |hash: &mut Hash, index: usize| {
            hash.bytes(operator);
            hash.number(index as u128);
            colour(hash, &state.fill);
            hash.number(shape);
        };
        if path.parts.len() > MAX_PARTS {
            let whole = (Kind::Path, path.area());
            return self.mark(whole, state.fills_opaque, state, |hash| look(hash, 0));
        }
        for (index, part) in path.parts.iter().enumerate() {
            let kind = filled(part, light);
            // A fill without width is drawn a pixel wide (10.7.4).
            let area = match kind {
                Kind::Rule => grown(part.area(), 0.1),
                _ => part.area(),
            };
            self.mark((kind, area), state.fills_opaque, state, |hash| {
                look(hash, index)
            })?;
        }
        Ok(())
    }

    fn stroke(&mut self, path: &Path, state: &State) -> Result<(), Unread> {
        state.pen.strokes()?;
        let pen = state.line_width.abs() * scale(&state.matrix);
        let shape = self.shape(path);
        let look = |hash: &mut Hash, index: usize| {
            hash.bytes(b"stroke");
            hash.number(index as u128);
            hash.numbers(&[pen]);
            colour(hash, &state.stroke);
            hash.number(shape);
        };
        // Joints may be as long as the miter limit allows; corners of letters are not that sharp.
        let reach = (pen * 0.75).max(0.1);
        if path.parts.len() > MAX_PARTS {
            let whole = (Kind::Path, grown(path.area(), reach));
            return self.mark(whole, state.strokes_opaque, state, |hash| look(hash, 0));
        }
        for (index, part) in path.parts.iter().enumerate() {
            let kind = stroked(part, pen);
            let area = grown(part.area(), reach);
            self.mark((kind, area), state.strokes_opaque, state, |hash| {
                look(hash, index)
            })?;
        }
        Ok(())
    }

    /// Notes text that opaque paint of the page itself hides.
    fn cover(&mut self, path: &Path, state: &State) -> Result<(), Unread> {
        self.cover_area(path.area(), |point| path.holds(point), state)
    }

    fn cover_area(
        &mut self,
        area: Area,
        holds: impl Fn((f64, f64)) -> bool,
        state: &State,
    ) -> Result<(), Unread> {
        if self.annotation.is_some() || self.painted.hides_text || state.when != When::ALWAYS {
            return Ok(());
        }
        let area = common(area, state.clip);
        let seen = self.painted.marks.len();
        let left = self.shop.budget.looks.checked_sub(seen);
        self.shop.budget.looks = left.ok_or(Unread::TooMuch)?;
        let inside = |[left, bottom, right, top]: Area, share: f64| {
            let point = (
                left + (right - left) * share,
                bottom + (top - bottom) * 0.45,
            );
            let in_clip = (state.clip[0]..state.clip[2]).contains(&point.0)
                && (state.clip[1]..state.clip[3]).contains(&point.1);
            in_clip && holds(point)
        };
        self.painted.hides_text = self.painted.marks.iter().any(|mark| {
            mark.kind == Kind::Text
                && overlap(mark.area, area, 1.0)
                && [0.1, 0.5, 0.9]
                    .iter()
                    .any(|share| inside(mark.area, *share))
        });
        Ok(())
    }

    /// An image, which fills the unit square (8.9.5).
    pub(super) fn image(
        &mut self,
        state: &State,
        is_whole: bool,
        digest: impl FnOnce(&mut Hash),
    ) -> Result<(), Unread> {
        let area = around(&state.matrix, [0.0, 0.0, 1.0, 1.0]);
        let matrix = state.matrix;
        let is_opaque = is_whole && state.fills_opaque;
        self.mark(
            (Kind::Picture, grown(area, 0.1)),
            is_opaque,
            state,
            |hash| {
                hash.bytes(b"image");
                hash.numbers(&matrix);
                colour(hash, &state.fill);
                digest(hash);
            },
        )?;
        if !is_opaque {
            return Ok(());
        }
        let [left, bottom, right, top] = area;
        let holds = |(x, y)| (left..right).contains(&x) && (bottom..top).contains(&y);
        self.cover_area(area, holds, state)
    }

    pub(super) fn inline_image(
        &mut self,
        data: &[u8],
        operands: &[Operand<'_>],
        drawing: &Drawing<'_>,
    ) -> Result<(), Unread> {
        // The colour space may be a resource.
        let mut space = 0;
        if let [Operand::Dictionary(pairs)] = operands
            && let Some((_, Operand::Name(name))) = pairs
                .iter()
                .find(|(key, _)| key == b"CS" || key == b"ColorSpace")
            && let Ok(found) = self.resource(drawing.resources, "ColorSpace", name)
        {
            space = self.shop.digest(&found)?;
        }
        self.image(&drawing.state, true, |hash| {
            operands.iter().for_each(|operand| hash.operand(operand));
            hash.number(space);
            hash.bytes(data);
        })
    }

    /// A shading, which fills the clipping area (8.7.4.2).
    pub(super) fn shading(&mut self, name: &[u8], drawing: &Drawing<'_>) -> Result<(), Unread> {
        let found: Object = self.resource(drawing.resources, "Shading", name)?;
        let digest = self.shop.digest(&found)?;
        let state = &drawing.state;
        let matrix = state.matrix;
        self.mark(
            (Kind::Picture, state.clip),
            state.fills_opaque,
            state,
            |hash| {
                hash.bytes(b"shading");
                hash.numbers(&matrix);
                hash.number(digest);
            },
        )
    }
}

pub(super) fn colour(hash: &mut Hash, colour: &super::state::Colour) {
    hash.number(colour.space);
    hash.numbers(&colour.parts);
}
