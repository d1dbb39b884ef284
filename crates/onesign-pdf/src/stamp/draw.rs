//! Draws one stamp on a surface of its size. Lengths in points, y downwards.

use krilla::geom::{Path, PathBuilder};
use krilla::num::NormalizedF32;
use krilla::paint::{LineCap, LineJoin, Stroke};
use krilla::surface::Surface;

use super::caption::{Caption, caption};
use super::{Stamp, StampContent, entry};
use crate::fonts::{Edition, Library, Style};
use crate::geometry::points;
use crate::typeset::{Ink, Line};

/// Near black, for values.
pub(super) const TEXT_INK: Ink = Ink(27, 26, 24);
/// Dark blue, for signatures.
pub(super) const PEN_INK: Ink = Ink(21, 43, 107);
/// Grey, for captions.
pub(super) const CAPTION_INK: Ink = Ink(85, 81, 74);

/// The default and the smallest size of values, and the space between lines in ems.
const TEXT_SIZE: f32 = 11.0;
const SMALLEST: f32 = 2.0;
const LEADING: f32 = 1.25;

/// The extent of a line's ink above and below the baseline, in ems.
const ASCENT: f32 = 0.78;
const DESCENT: f32 = 0.22;

/// A box to draw in.
#[derive(Clone, Copy)]
pub(super) struct Frame {
    pub x: f32,
    pub y: f32,
    pub w: f32,
    pub h: f32,
}

/// Draws a stamp into a surface of the stamp's size.
pub(super) fn stamp(library: &Library, surface: &mut Surface<'_>, stamp: &Stamp) {
    let caption = caption(library, stamp);
    let frame = room(stamp, caption.as_ref());
    if let Some(caption) = caption {
        caption.draw(library, surface, frame);
    }
    match &stamp.content {
        StampContent::Text { text, size_mpt } if library.edition != Edition::Former => {
            entry::draw_text(library, surface, (text, *size_mpt), frame);
        }
        StampContent::Hand { text, font } if library.edition != Edition::Former => {
            entry::draw_hand(library, surface, text, *font, frame);
        }
        StampContent::Text {
            text: value,
            size_mpt,
        } => {
            let wanted = size_mpt.map(|size| points(size) as f32);
            text(
                library,
                surface,
                value,
                frame,
                wanted,
                value.contains('\n') || frame.h > 2.6 * TEXT_SIZE,
            );
        }
        StampContent::Hand { text, font } => {
            hand(library, surface, text, Style::Hand(*font), frame)
        }
        StampContent::Strokes {
            strokes,
            width,
            height,
        } => drawn(surface, strokes, (*width, *height), frame),
        StampContent::Check => check(surface, frame),
    }
}

/// Draws a value as earlier editions do: one line in the middle, or lines from the top, shrunk until it fits.
pub(super) fn text(
    library: &Library,
    surface: &mut Surface<'_>,
    value: &str,
    frame: Frame,
    wanted: Option<f32>,
    several: bool,
) {
    let pad = (frame.h * 0.08).min(2.0);
    let inner = Frame {
        x: frame.x + pad,
        y: frame.y,
        w: (frame.w - 2.0 * pad).max(1.0),
        h: frame.h,
    };
    let limit = if several {
        inner.h / LEADING
    } else {
        inner.h * 0.82
    };
    let mut size = wanted
        .filter(|size| *size > 0.0)
        .unwrap_or(TEXT_SIZE)
        .min(limit)
        .max(SMALLEST);
    if several {
        let mut lines = library.wrap(Style::Body, value, inner.w / size);
        while lines.len() as f32 * size * LEADING > inner.h && size > SMALLEST {
            size = (size * 0.92).max(SMALLEST);
            lines = library.wrap(Style::Body, value, inner.w / size);
        }
        for (index, line) in (0_u16..).zip(&lines) {
            let baseline = inner.y + size * (ASCENT + 0.1 + f32::from(index) * LEADING);
            place(library, surface, line, inner, baseline, size, TEXT_INK);
        }
        return;
    }
    let line = library.line(Style::Body, value);
    size = fit(&line, size, inner.w);
    place(
        library,
        surface,
        &line,
        inner,
        middle(inner, size),
        size,
        TEXT_INK,
    );
}

/// Draws a typed signature as earlier editions do: as large as its advance width permits.
fn hand(library: &Library, surface: &mut Surface<'_>, text: &str, style: Style, frame: Frame) {
    let line = library.line(style, text);
    let inner = Frame {
        x: frame.x + frame.h * 0.06,
        w: (frame.w - frame.h * 0.12).max(1.0),
        ..frame
    };
    let size = fit(&line, (inner.h * 0.78).min(60.0), inner.w);
    place(
        library,
        surface,
        &line,
        inner,
        middle(inner, size),
        size,
        PEN_INK,
    );
}

/// The largest size up to `size` at which a line is no wider than `width`.
pub(super) fn fit(line: &Line, size: f32, width: f32) -> f32 {
    if line.width * size > width {
        width / line.width
    } else {
        size
    }
}

/// The baseline of a vertically centred line.
pub(super) fn middle(frame: Frame, size: f32) -> f32 {
    frame.y + frame.h / 2.0 + size * (ASCENT - DESCENT) / 2.0
}

/// Draws a line at the edge where its script begins.
pub(super) fn place(
    library: &Library,
    surface: &mut Surface<'_>,
    line: &Line,
    frame: Frame,
    y: f32,
    size: f32,
    ink: Ink,
) {
    let x = if line.rtl {
        frame.x + frame.w - line.width * size
    } else {
        frame.x
    };
    library.draw(surface, line, x, y, size, ink);
}

/// The part of a stamp above its caption.
pub(super) fn room(stamp: &Stamp, caption: Option<&Caption>) -> Frame {
    let (w, h) = (points(stamp.rect.w) as f32, points(stamp.rect.h) as f32);
    let h = caption.map_or(h, |caption| (caption.top - 0.5).max(1.0));
    Frame {
        x: 0.0,
        y: 0.0,
        w,
        h,
    }
}

/// How much a drawn signature may be enlarged.
const ENLARGEMENT: f32 = 2.5;

/// Draws strokes as smooth curves: the ink, not the pad, fills the frame and keeps its proportions.
fn drawn(surface: &mut Surface<'_>, strokes: &[Vec<(i64, i64)>], pad: (i64, i64), frame: Frame) {
    // Our pad never sends points outside itself; such points are moved to its edge.
    let on_pad = |value: i64, side: i64| value.clamp(0, side.max(1)) as f32;
    let strokes: Vec<Vec<(f32, f32)>> = strokes
        .iter()
        .map(|points| {
            points
                .iter()
                .map(|point| (on_pad(point.0, pad.0), on_pad(point.1, pad.1)))
                .collect()
        })
        .collect();
    let Some((left, top, right, bottom)) = extent(&strokes) else {
        return;
    };
    let (pad_w, pad_h) = (pad.0.max(1) as f32, pad.1.max(1) as f32);
    let whole = (frame.w / pad_w).min(frame.h / pad_h);
    let margin = frame.h * 0.06;
    let (room_w, room_h) = (
        (frame.w - 2.0 * margin).max(0.1),
        (frame.h - 2.0 * margin).max(0.1),
    );
    let (ink_w, ink_h) = ((right - left).max(1.0), (bottom - top).max(1.0));
    let scale = (room_w / ink_w)
        .min(room_h / ink_h)
        .min(whole * ENLARGEMENT);
    let (x, y) = (frame.x + margin, frame.y + (frame.h - ink_h * scale) / 2.0);
    let width = (frame.h * 0.025).clamp(0.5, 1.6);
    for points in strokes {
        let points: Vec<(f32, f32)> = points
            .into_iter()
            .map(|point| (x + (point.0 - left) * scale, y + (point.1 - top) * scale))
            .collect();
        stroke(surface, smooth(&points), width, PEN_INK);
    }
}

/// Left, top, right and bottom edge of the ink; `None` without ink.
fn extent(strokes: &[Vec<(f32, f32)>]) -> Option<(f32, f32, f32, f32)> {
    let mut points = strokes.iter().flatten();
    let first = points.next()?;
    Some(
        points.fold((first.0, first.1, first.0, first.1), |edge, point| {
            (
                edge.0.min(point.0),
                edge.1.min(point.1),
                edge.2.max(point.0),
                edge.3.max(point.1),
            )
        }),
    )
}

/// A curve through the midpoints between points, with the points as control points.
fn smooth(points: &[(f32, f32)]) -> Option<Path> {
    let (first, rest) = points.split_first()?;
    let mut path = PathBuilder::new();
    path.move_to(first.0, first.1);
    if rest.is_empty() {
        // A dot: round caps turn a line without length into a disc. A tiny length keeps viewers from dropping
        // it.
        path.line_to(first.0 + 0.01, first.1);
    }
    for pair in rest.windows(2) {
        let (control, next) = (pair[0], pair[1]);
        path.quad_to(
            control.0,
            control.1,
            (control.0 + next.0) / 2.0,
            (control.1 + next.1) / 2.0,
        );
    }
    if let Some(last) = rest.last() {
        path.line_to(last.0, last.1);
    }
    path.finish()
}

/// Draws a check mark in the middle.
fn check(surface: &mut Surface<'_>, frame: Frame) {
    let side = frame.w.min(frame.h);
    let (x, y) = (
        frame.x + (frame.w - side) / 2.0,
        frame.y + (frame.h - side) / 2.0,
    );
    let mut path = PathBuilder::new();
    path.move_to(x + side * 0.18, y + side * 0.54);
    path.line_to(x + side * 0.41, y + side * 0.77);
    path.line_to(x + side * 0.83, y + side * 0.22);
    stroke(surface, path.finish(), side * 0.11, PEN_INK);
}

/// Strokes a path with round ends.
pub(crate) fn stroke(surface: &mut Surface<'_>, path: Option<Path>, width: f32, ink: Ink) {
    let Some(path) = path else { return };
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke {
        paint: ink.fill().paint,
        width,
        line_cap: LineCap::Round,
        line_join: LineJoin::Round,
        opacity: NormalizedF32::ONE,
        ..Stroke::default()
    }));
    surface.draw_path(&path);
    surface.set_stroke(None);
}
