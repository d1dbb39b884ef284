//! Pictures: drawings by intake for content that the received document leaves to the viewer. A picture is data in
//! points, y upwards; intake draws all of them on one sheet at the end, so that they share fonts.

use krilla::blend::BlendMode;
use krilla::geom::{Path, PathBuilder};
use krilla::num::NormalizedF32;
use krilla::paint::{LineCap, LineJoin, Stroke, StrokeDash};
use krilla::surface::Surface;

use super::IntakeError;
use super::copy::Copier;
use crate::fonts::Library;
use crate::geometry::{Bounds, decimal};
use crate::object::{Object, Ref};
use crate::stamp::{Sheet, Target, import};
use crate::typeset::{Ink, Line};

/// The most pictures of one document.
const MAX_PICTURES: usize = 5_000;

/// The most path steps in all of them: a few bytes of a cloud border make many.
const MAX_STEPS: usize = 60_000;

/// The smallest and the largest side of a picture in points.
const SIDES: std::ops::RangeInclusive<f64> = 1.0..=14_400.0;

/// How far a picture extends beyond its box on every side, in points, so that no viewer cuts off half a border.
const MARGIN: f64 = 1.0;

/// Coordinates are clamped to this many points, which is outside every page.
const FARTHEST: f64 = 100_000.0;

/// The distance of the control points of a quarter circle from its ends, in radii.
const QUARTER: f64 = 0.552_285;

/// A step of a path.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Step {
    Move(f64, f64),
    Line(f64, f64),
    /// Two control points and the end.
    Curve([f64; 6]),
    Close,
}

/// How an outline is drawn.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Pen {
    pub(super) ink: Ink,
    /// Width in points.
    pub(super) width: f64,
    /// Lengths of dashes and gaps; empty for a solid line.
    pub(super) dash: Vec<f64>,
}

impl Pen {
    pub(super) fn new(ink: Ink, width: f64) -> Self {
        Self {
            ink,
            width,
            dash: Vec::new(),
        }
    }
}

/// A path with its fill and its outline.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Shape {
    pub(super) steps: Vec<Step>,
    pub(super) fill: Option<Ink>,
    pub(super) pen: Option<Pen>,
}

/// A line of text; `x` and `y` give the start of its baseline.
pub(super) struct Words {
    pub(super) line: Line,
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) size: f64,
    pub(super) ink: Ink,
}

/// Something in a picture.
pub(super) enum Item {
    Shape(Shape),
    Words(Words),
}

/// A drawing, from bottom to top.
pub(super) struct Picture {
    pub(super) items: Vec<Item>,
    /// 1 for opaque, 0 for invisible.
    pub(super) opacity: f64,
    /// Darkens what is below, as a highlighter does.
    pub(super) multiplies: bool,
}

impl Default for Picture {
    fn default() -> Self {
        Self {
            items: Vec::new(),
            opacity: 1.0,
            multiplies: false,
        }
    }
}

/// The steps of a straight path through points.
pub(super) fn through(points: &[(f64, f64)], closed: bool) -> Vec<Step> {
    let mut steps: Vec<Step> = points.iter().map(|&(x, y)| Step::Line(x, y)).collect();
    if let (Some(first), Some(&(x, y))) = (steps.first_mut(), points.first()) {
        *first = Step::Move(x, y);
    }
    if closed && !steps.is_empty() {
        steps.push(Step::Close);
    }
    steps
}

/// The steps of a box's outline.
pub(super) fn outline(area: Bounds) -> Vec<Step> {
    let Bounds { x0, y0, x1, y1 } = area;
    through(&[(x0, y0), (x1, y0), (x1, y1), (x0, y1)], true)
}

/// The steps of the ellipse that fills a box.
pub(super) fn ellipse(area: Bounds) -> Vec<Step> {
    let (x, y) = ((area.x0 + area.x1) / 2.0, (area.y0 + area.y1) / 2.0);
    let (w, h) = (area.width() / 2.0, area.height() / 2.0);
    let (v, u) = (w * QUARTER, h * QUARTER);
    vec![
        Step::Move(x + w, y),
        Step::Curve([x + w, y + u, x + v, y + h, x, y + h]),
        Step::Curve([x - v, y + h, x - w, y + u, x - w, y]),
        Step::Curve([x - w, y - u, x - v, y - h, x, y - h]),
        Step::Curve([x + v, y - h, x + w, y - u, x + w, y]),
        Step::Close,
    ]
}

impl Picture {
    pub(super) fn fill(&mut self, steps: Vec<Step>, ink: Ink) {
        self.shape(steps, Some(ink), None);
    }

    pub(super) fn stroke(&mut self, steps: Vec<Step>, pen: Pen) {
        self.shape(steps, None, Some(pen));
    }

    /// Adds a shape unless it has neither colour nor outline.
    pub(super) fn shape(&mut self, steps: Vec<Step>, fill: Option<Ink>, pen: Option<Pen>) {
        if !steps.is_empty() && (fill.is_some() || pen.is_some()) {
            self.items.push(Item::Shape(Shape { steps, fill, pen }));
        }
    }

    /// The box around everything in the picture; `None` if it is empty.
    pub(super) fn extent(&self) -> Option<Bounds> {
        let mut extent: Option<Bounds> = None;
        for area in self.items.iter().filter_map(Item::extent) {
            extent = Some(extent.map_or(area, |seen| seen.union(area)));
        }
        extent
    }

    fn draw(&self, library: &Library, surface: &mut Surface<'_>, area: Bounds) {
        let is_clear = self.opacity < 1.0;
        if self.multiplies {
            surface.push_blend_mode(BlendMode::Multiply);
        }
        if is_clear {
            surface.push_opacity(
                NormalizedF32::new(self.opacity as f32).unwrap_or(NormalizedF32::ONE),
            );
        }
        for item in &self.items {
            item.draw(library, surface, area);
        }
        if is_clear {
            surface.pop();
        }
        if self.multiplies {
            surface.pop();
        }
    }
}

impl Item {
    fn extent(&self) -> Option<Bounds> {
        match self {
            Self::Shape(shape) => shape.extent(),
            Self::Words(Words {
                line, x, y, size, ..
            }) => Some(Bounds::between(
                *x,
                y - 0.35 * size,
                x + f64::from(line.width) * size,
                y + 1.1 * size,
            )),
        }
    }

    fn draw(&self, library: &Library, surface: &mut Surface<'_>, area: Bounds) {
        let place = |x: f64, y: f64| ((near(x) - area.x0) as f32, (area.y1 - near(y)) as f32);
        match self {
            Self::Shape(shape) => {
                let Some(path) = path(&shape.steps, place) else {
                    return;
                };
                surface.set_fill(shape.fill.map(Ink::fill));
                surface.set_stroke(shape.pen.as_ref().map(stroke));
                surface.draw_path(&path);
                surface.set_stroke(None);
            }
            Self::Words(words) => {
                let (x, y) = place(words.x, words.y);
                library.draw(surface, &words.line, x, y, words.size as f32, words.ink);
            }
        }
    }
}

impl Shape {
    fn extent(&self) -> Option<Bounds> {
        // A corner extends further than half the width; joins are round, so a full width is enough.
        let room = self.pen.as_ref().map_or(0.0, |pen| pen.width) + 0.5;
        let mut extent: Option<Bounds> = None;
        let mut add = |x: f64, y: f64| {
            let (x, y) = (near(x), near(y));
            let point = Bounds::between(x - room, y - room, x + room, y + room);
            extent = Some(extent.map_or(point, |seen| seen.union(point)));
        };
        for step in &self.steps {
            match *step {
                Step::Move(x, y) | Step::Line(x, y) => add(x, y),
                Step::Curve([a, b, c, d, e, f]) => {
                    add(a, b);
                    add(c, d);
                    add(e, f);
                }
                Step::Close => {}
            }
        }
        extent
    }
}

fn near(coordinate: f64) -> f64 {
    coordinate.clamp(-FARTHEST, FARTHEST)
}

fn path(steps: &[Step], place: impl Fn(f64, f64) -> (f32, f32)) -> Option<Path> {
    let mut builder = PathBuilder::new();
    for step in steps {
        match *step {
            Step::Move(x, y) => {
                let (x, y) = place(x, y);
                builder.move_to(x, y);
            }
            Step::Line(x, y) => {
                let (x, y) = place(x, y);
                builder.line_to(x, y);
            }
            Step::Curve([a, b, c, d, e, f]) => {
                let ((a, b), (c, d), (e, f)) = (place(a, b), place(c, d), place(e, f));
                builder.cubic_to(a, b, c, d, e, f);
            }
            Step::Close => builder.close(),
        }
    }
    builder.finish()
}

fn stroke(pen: &Pen) -> Stroke {
    let dashed = !pen.dash.is_empty();
    Stroke {
        paint: pen.ink.fill().paint,
        width: pen.width as f32,
        line_cap: if dashed {
            LineCap::Butt
        } else {
            LineCap::Round
        },
        line_join: LineJoin::Round,
        opacity: NormalizedF32::ONE,
        dash: dashed.then(|| StrokeDash {
            array: pen.dash.iter().map(|length| *length as f32).collect(),
            offset: 0.0,
        }),
        ..Stroke::default()
    }
}

/// The pictures of a document so far.
#[derive(Default)]
pub(super) struct Pictures {
    pub(super) library: Library,
    waiting: Vec<(Ref, Bounds, Picture)>,
    steps: usize,
}

impl Pictures {
    /// Reserves room for the steps of a picture; false if there is not enough.
    fn has_room(&mut self, picture: &Picture) -> bool {
        let steps = picture.items.iter().map(|item| match item {
            Item::Shape(shape) => shape.steps.len(),
            Item::Words(_) => 0,
        });
        self.steps = self.steps.saturating_add(steps.sum());
        self.steps <= MAX_STEPS
    }

    /// Queues a picture for drawing inside a box. Returns its future form XObject, whose lower left corner is that of
    /// the box; `None` if it can't be drawn.
    pub(super) fn add(
        &mut self,
        copier: &mut Copier<'_>,
        picture: Picture,
        area: Bounds,
    ) -> Option<Ref> {
        let is_drawable = SIDES.contains(&area.width()) && SIDES.contains(&area.height());
        if !is_drawable || self.waiting.len() >= MAX_PICTURES || !self.has_room(&picture) {
            return None;
        }
        let form = copier.reserve();
        self.waiting.push((form, area, picture));
        Some(form)
    }

    /// Draws them all.
    pub(super) fn draw(self, copier: &mut Copier<'_>) -> Result<(), IntakeError> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let failed = |_| IntakeError::TooComplex;
        let mut sheet = Sheet::new();
        for (_, area, picture) in &self.waiting {
            let area = Bounds {
                x0: area.x0 - MARGIN,
                y0: area.y0 - MARGIN,
                x1: area.x1 + MARGIN,
                y1: area.y1 + MARGIN,
            };
            let (width, height) = (area.width() as f32, area.height() as f32);
            sheet
                .draw(width, height, |surface| {
                    picture.draw(&self.library, surface, area)
                })
                .map_err(failed)?;
        }
        let drawings = import(&sheet.finish().map_err(failed)?, copier).map_err(failed)?;
        for ((form, _, _), drawing) in self.waiting.iter().zip(drawings) {
            let mut drawn = drawing.into_form();
            let moved = [1.0, 0.0, 0.0, 1.0, -MARGIN, -MARGIN];
            let matrix = moved.map(|number| Object::Real(decimal(number, 3)));
            drawn.dictionary.set("Matrix", matrix.to_vec());
            copier.set(*form, drawn);
        }
        Ok(())
    }
}

impl Target for Copier<'_> {
    fn reserve(&mut self) -> Ref {
        Copier::reserve(self)
    }

    fn put(&mut self, reference: Ref, object: Object) {
        self.set(reference, object);
    }
}
