//! The appearance of a field that the viewer must generate: background, border, default text (ISO 32000-2, Tables
//! 168, 192, 228).

use lopdf::{Dictionary as Received, Object as Old};

use super::colours;
use super::pictures::{Pen, Picture, ellipse, outline, through};
use super::source::Source;
use super::text_strings;
use crate::geometry::{Bounds, Matrix};
use crate::typeset::Ink;

/// The widest border in points.
const MAX_WIDTH: f64 = 50.0;

/// The style of a border (Table 168).
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Style {
    Solid,
    /// Lengths of dashes and gaps.
    Dashed(Vec<f64>),
    Bevelled,
    Inset,
    Underline,
}

/// A border: its width in points, 0 for none, and its style.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Border {
    pub(super) width: f64,
    pub(super) style: Style,
}

impl Border {
    /// Reads `/BS`, or else `/Border`; if both are missing, it is a solid line of one point (12.5.4).
    pub(super) fn read<'a>(source: Source<'a>, annotation: &'a Received) -> Self {
        let dashes = |items: &'a [Old]| dashes(source, items);
        if let Some(style) = source.dictionary(annotation, b"BS") {
            let width = style.get(b"W").ok().and_then(|width| source.number(width));
            let listed = source.array(style, b"D").map(dashes);
            return Self {
                width: sane(width),
                style: match source.name(style, b"S") {
                    Some(b"D") => Style::Dashed(listed.unwrap_or_else(|| vec![3.0])),
                    Some(b"B") => Style::Bevelled,
                    Some(b"I") => Style::Inset,
                    Some(b"U") => Style::Underline,
                    _ => Style::Solid,
                },
            };
        }
        let items = source.array(annotation, b"Border");
        let width = items.and_then(|items| source.number(items.get(2)?));
        let listed = items.and_then(|items| match source.resolve(items.get(3)?)? {
            Old::Array(items) => Some(dashes(items)),
            _ => None,
        });
        Self {
            width: sane(width),
            style: listed
                .filter(|listed| !listed.is_empty())
                .map_or(Style::Solid, Style::Dashed),
        }
    }

    /// The pen that draws a plain line of this border.
    pub(super) fn pen(&self, ink: Ink) -> Option<Pen> {
        let dash = match &self.style {
            Style::Dashed(dash) => dash.clone(),
            _ => Vec::new(),
        };
        (self.width > 0.0).then_some(Pen {
            ink,
            width: self.width,
            dash,
        })
    }

    /// How far content keeps from the edge.
    pub(super) fn inset(&self) -> f64 {
        match self.style {
            Style::Bevelled | Style::Inset => 2.0 * self.width,
            _ => self.width,
        }
    }
}

fn sane(width: Option<f64>) -> f64 {
    width.unwrap_or(1.0).clamp(0.0, MAX_WIDTH)
}

/// A dash array (8.4.3.6); an unusable one gives a solid line. An odd number of lengths is repeated.
fn dashes<'a>(source: Source<'a>, items: &'a [Old]) -> Vec<f64> {
    let mut lengths: Vec<f64> = items
        .iter()
        .take(10)
        .filter_map(|item| source.number(item))
        .collect();
    if lengths
        .iter()
        .any(|length| !(0.0..=1_000.0).contains(length))
        || lengths.iter().sum::<f64>() < 0.1
    {
        return Vec::new();
    }
    if lengths.len() % 2 == 1 {
        lengths.extend_from_within(..);
    }
    lengths
}

/// The appearance characteristics of a widget.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Look {
    /// `/MK /BG`
    pub(super) ground: Option<Ink>,
    /// `/MK /BC`
    pub(super) edge: Option<Ink>,
    pub(super) border: Border,
    pub(super) text: colours::Default,
    /// `/Q`
    pub(super) quadding: i64,
    /// Quarter turns anticlockwise (`/MK /R`).
    pub(super) turns: u8,
    /// `/MK /CA`: the caption of a push button, the character of a tick.
    pub(super) caption: String,
}

impl Look {
    /// Reads the appearance characteristics of a widget whose field and ancestors are `chain`; the form supplies
    /// missing entries.
    pub(super) fn read<'a>(
        source: Source<'a>,
        widget: &'a Received,
        chain: &[&'a Received],
    ) -> Self {
        let form = source
            .catalog()
            .and_then(|catalog| source.dictionary(catalog, b"AcroForm"));
        let nodes = || chain.iter().copied().chain(form);
        let marks = source.dictionary(widget, b"MK");
        let colour = |key: &[u8]| {
            marks
                .and_then(|marks| colours::entry(source, marks, key))
                .flatten()
        };
        let edge = colour(b"BC");
        let mut border = Border::read(source, widget);
        if edge.is_none() {
            border.width = 0.0;
        }
        let turn = marks
            .and_then(|marks| source.integer(marks, b"R"))
            .unwrap_or(0);
        Self {
            ground: colour(b"BG"),
            edge,
            border,
            text: nodes()
                .find_map(|node| colours::bytes(source, node, b"DA"))
                .map(colours::default_appearance)
                .unwrap_or_default(),
            quadding: nodes()
                .find_map(|node| source.integer(node, b"Q"))
                .unwrap_or(0),
            turns: (turn / 90).rem_euclid(4) as u8,
            caption: marks
                .and_then(|marks| colours::bytes(source, marks, b"CA"))
                .map(text_strings::decode)
                .unwrap_or_default(),
        }
    }

    /// Whether the widget shows anything without a value.
    pub(super) fn has_frame(&self) -> bool {
        self.ground.is_some() || self.edge.is_some() && self.border.width > 0.0
    }

    /// The box for the content, and the map from it to the widget's rectangle.
    pub(super) fn turned(&self, rect: Bounds) -> (Bounds, Matrix) {
        let (w, h) = (rect.width(), rect.height());
        let upright = Bounds::between(0.0, 0.0, w, h);
        let lying = Bounds::between(0.0, 0.0, h, w);
        match self.turns {
            1 => (lying, Matrix([0.0, 1.0, -1.0, 0.0, rect.x1, rect.y0])),
            2 => (upright, Matrix([-1.0, 0.0, 0.0, -1.0, rect.x1, rect.y1])),
            3 => (lying, Matrix([0.0, -1.0, 1.0, 0.0, rect.x0, rect.y1])),
            _ => (upright, Matrix([1.0, 0.0, 0.0, 1.0, rect.x0, rect.y0])),
        }
    }

    /// Draws background and border of a rectangular field.
    pub(super) fn frame(&self, picture: &mut Picture, area: Bounds) {
        if let Some(ground) = self.ground {
            picture.fill(outline(area), ground);
        }
        let Some(edge) = self.edge.filter(|_| self.border.width > 0.0) else {
            return;
        };
        let width = self.border.width;
        let middle = shrunk(area, width / 2.0);
        match self.border.style {
            Style::Underline => {
                let line = through(&[(area.x0, middle.y0), (area.x1, middle.y0)], false);
                picture.stroke(line, Pen::new(edge, width));
            }
            Style::Bevelled => self.edges(
                picture,
                shrunk(area, width),
                Ink(255, 255, 255),
                Ink(128, 128, 128),
            ),
            Style::Inset => self.edges(
                picture,
                shrunk(area, width),
                Ink(128, 128, 128),
                Ink(192, 192, 192),
            ),
            Style::Solid | Style::Dashed(_) => {}
        }
        if self.border.style != Style::Underline
            && let Some(pen) = self.border.pen(edge)
        {
            picture.stroke(outline(middle), pen);
        }
    }

    /// The light and shadow that make a field look raised or sunken.
    fn edges(&self, picture: &mut Picture, outer: Bounds, upper: Ink, lower: Ink) {
        let inner = shrunk(outer, self.border.width);
        let (o, i) = (outer, inner);
        let left_top = [
            (o.x0, o.y0),
            (o.x0, o.y1),
            (o.x1, o.y1),
            (i.x1, i.y1),
            (i.x0, i.y1),
            (i.x0, i.y0),
        ];
        let right_bottom = [
            (o.x1, o.y1),
            (o.x1, o.y0),
            (o.x0, o.y0),
            (i.x0, i.y0),
            (i.x1, i.y0),
            (i.x1, i.y1),
        ];
        picture.fill(through(&left_top, true), upper);
        picture.fill(through(&right_bottom, true), lower);
    }

    /// Draws background and border of a round button.
    pub(super) fn disc(&self, picture: &mut Picture, area: Bounds) {
        let side = area.width().min(area.height());
        let (x, y) = ((area.x0 + area.x1) / 2.0, (area.y0 + area.y1) / 2.0);
        let half = (side - self.border.width) / 2.0;
        let circle = ellipse(Bounds::between(x - half, y - half, x + half, y + half));
        let pen = self.edge.and_then(|edge| self.border.pen(edge));
        picture.shape(circle, self.ground, pen);
    }
}

/// A box made smaller on every side.
pub(super) fn shrunk(area: Bounds, by: f64) -> Bounds {
    let (x, y) = (by.min(area.width() / 2.0), by.min(area.height() / 2.0));
    Bounds {
        x0: area.x0 + x,
        y0: area.y0 + y,
        x1: area.x1 - x,
        y1: area.y1 - y,
    }
}
