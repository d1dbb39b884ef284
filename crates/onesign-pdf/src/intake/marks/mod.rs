//! Annotations without an appearance of their own, drawn as viewers draw them from their entries (ISO 32000-2, 12.5.6).
//! An author's marks are part of the signed document: a clause that is struck out stays struck out.

mod ends;
mod lines;
mod notes;
mod quads;
mod shapes;

use lopdf::{Dictionary as Received, Object as Old};

use super::colours::{self, BLACK};
use super::looks::Border;
use super::pictures::{Picture, Step, outline};
use super::source::Source;
use super::text_strings;
use crate::fonts::Library;
use crate::geometry::Bounds;
use crate::typeset::Ink;

/// The most points drawn for one annotation.
const MAX_POINTS: usize = 50_000;

/// How a viewer draws an annotation without an appearance.
pub(super) enum Made {
    Picture(Picture),
    /// Nothing is visible, as intended.
    Nothing,
    /// It can't be drawn here, or not in full.
    Unknown,
}

/// An annotation, with the entries that all kinds share.
struct Mark<'a> {
    source: Source<'a>,
    annotation: &'a Received,
    rect: Bounds,
    border: Border,
}

/// Draws an annotation in the page's own coordinates.
pub(super) fn make<'a>(
    library: &Library,
    source: Source<'a>,
    annotation: &'a Received,
    rect: Bounds,
) -> Made {
    let mark = Mark {
        source,
        annotation,
        rect,
        border: Border::read(source, annotation),
    };
    let Some(kind) = source.name(annotation, b"Subtype") else {
        return Made::Unknown;
    };
    let mut picture = Picture {
        opacity: mark.opacity(),
        ..Picture::default()
    };
    let complete = match kind {
        b"Highlight" | b"Underline" | b"Squiggly" | b"StrikeOut" => {
            quads::draw(&mark, kind, &mut picture)
        }
        b"Redact" => quads::outlines(&mark, &mut picture),
        b"Ink" => lines::ink(&mark, &mut picture),
        b"Line" => lines::line(&mark, library, &mut picture),
        b"PolyLine" => lines::polyline(&mark, &mut picture),
        b"Polygon" => shapes::polygon(&mark, &mut picture),
        b"Square" | b"Circle" => shapes::boxed(&mark, kind == b"Circle", &mut picture),
        b"Caret" => shapes::caret(&mark, &mut picture),
        b"FreeText" => notes::free_text(&mark, library, &mut picture),
        b"Stamp" => notes::stamp(&mark, library, &mut picture),
        // A reply belongs to the note it answers.
        b"Text" if annotation.has(b"IRT") => return Made::Nothing,
        b"Text" => notes::icon(&mark, &mut picture),
        b"FileAttachment" => notes::clip(&mark, &mut picture),
        b"Link" => mark.frame(&mut picture),
        b"Popup" | b"Widget" | b"PrinterMark" | b"TrapNet" => return Made::Nothing,
        _ => false,
    };
    match (complete, picture.items.is_empty() || picture.opacity <= 0.0) {
        (true, false) => Made::Picture(picture),
        (true, true) => Made::Nothing,
        (false, _) => Made::Unknown,
    }
}

impl<'a> Mark<'a> {
    /// `/CA` (Table 172): 1 by default.
    fn opacity(&self) -> f64 {
        let entry = self.annotation.get(b"CA").ok();
        entry
            .and_then(|value| self.source.number(value))
            .unwrap_or(1.0)
            .clamp(0.0, 1.0)
    }

    /// The colour entry, or a default if it is missing; `None` means transparent.
    fn colour(&self, key: &[u8], default: Ink) -> Option<Ink> {
        colours::entry(self.source, self.annotation, key).unwrap_or(Some(default))
    }

    /// A colour without a default.
    fn named_colour(&self, key: &[u8]) -> Option<Ink> {
        colours::entry(self.source, self.annotation, key).flatten()
    }

    /// A list of numbers; `None` where the entry is missing or one of them isn't a number.
    fn numbers(&self, key: &[u8]) -> Option<Vec<f64>> {
        numbers(self.source, self.source.array(self.annotation, key)?)
    }

    /// The path of a polygon or polyline (`/Path`, PDF 2.0): points, and curves by their control points and end. `None`
    /// if it is missing or unreadable.
    fn path(&self) -> Option<Vec<Step>> {
        let items = self.source.array(self.annotation, b"Path")?;
        let mut steps = Vec::new();
        for item in items.iter().take(MAX_POINTS) {
            let Old::Array(operands) = self.source.resolve(item)? else {
                return None;
            };
            let step = match *numbers(self.source, operands)?.as_slice() {
                [x, y] if steps.is_empty() => Step::Move(x, y),
                [x, y] => Step::Line(x, y),
                [a, b, c, d, e, f] if !steps.is_empty() => Step::Curve([a, b, c, d, e, f]),
                _ => return None,
            };
            steps.push(step);
        }
        (!steps.is_empty()).then_some(steps)
    }

    /// The rectangle without its margins (`/RD`).
    fn inner(&self) -> Bounds {
        let [left, bottom, right, top] = self
            .source
            .numbers::<4>(self.annotation, b"RD")
            .unwrap_or_default();
        let inner = Bounds {
            x0: self.rect.x0 + left,
            y0: self.rect.y0 + bottom,
            x1: self.rect.x1 - right,
            y1: self.rect.y1 - top,
        };
        let is_sane = [left, bottom, right, top]
            .iter()
            .all(|margin| *margin >= 0.0)
            && inner.width() > 0.0
            && inner.height() > 0.0;
        if is_sane { inner } else { self.rect }
    }

    /// The plain text, or else the rich text.
    fn text(&self) -> String {
        let entry = |key: &[u8]| {
            let value = self.source.get(self.annotation, key)?;
            text_strings::of(self.source, value).filter(|text| !text.trim().is_empty())
        };
        entry(b"Contents")
            .or_else(|| entry(b"RC").map(|rich| text_strings::plain(&rich)))
            .unwrap_or_default()
    }

    /// The border of a link, which it has by default (12.5.4).
    fn frame(&self, picture: &mut Picture) -> bool {
        let pen = self
            .colour(b"C", BLACK)
            .and_then(|ink| self.border.pen(ink));
        picture.shape(outline(self.rect), None, pen);
        true
    }
}

fn numbers<'a>(source: Source<'a>, items: &'a [Old]) -> Option<Vec<f64>> {
    items
        .iter()
        .take(2 * MAX_POINTS)
        .map(|item| source.number(item))
        .collect()
}

/// Pairs of numbers as points; an odd last number is dropped.
fn points(numbers: &[f64]) -> Vec<(f64, f64)> {
    numbers
        .as_chunks::<2>()
        .0
        .iter()
        .map(|&[x, y]| (x, y))
        .collect()
}
