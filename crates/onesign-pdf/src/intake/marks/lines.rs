//! Lines, polylines and ink annotations (ISO 32000-2, 12.5.6.7, 12.5.6.9, 12.5.6.13).

use lopdf::Object as Old;

use super::ends::Ends;
use super::{MAX_POINTS, Mark, numbers, points};
use crate::fonts::{Library, Style};
use crate::geometry::Bounds;
use crate::intake::colours::BLACK;
use crate::intake::pictures::{Item, Pen, Picture, Words, ellipse, outline, through};
use crate::intake::setting::printable;
use crate::typeset::Ink;

/// The size of a caption on a line.
const CAPTION: f64 = 9.0;

/// Draws the strokes of an ink annotation.
pub(super) fn ink(mark: &Mark<'_>, picture: &mut Picture) -> bool {
    let Some(strokes) = mark.source.array(mark.annotation, b"InkList") else {
        return false;
    };
    let Some(pen) = mark
        .colour(b"C", BLACK)
        .and_then(|ink| mark.border.pen(ink))
    else {
        return true;
    };
    let mut left = MAX_POINTS;
    for stroke in strokes {
        let Some(Old::Array(items)) = mark.source.resolve(stroke) else {
            return false;
        };
        let Some(stroke) = numbers(mark.source, items).map(|numbers| points(&numbers)) else {
            return false;
        };
        let Some(rest) = left.checked_sub(stroke.len()) else {
            return false;
        };
        left = rest;
        match *stroke.as_slice() {
            [] => {}
            [(x, y)] => {
                let half = pen.width / 2.0;
                picture.fill(
                    ellipse(Bounds::between(x - half, y - half, x + half, y + half)),
                    pen.ink,
                );
            }
            _ => picture.stroke(through(&stroke, false), pen.clone()),
        }
    }
    true
}

/// Draws a line with its endings, leader lines and caption.
pub(super) fn line(mark: &Mark<'_>, library: &Library, picture: &mut Picture) -> bool {
    let Some([ax, ay, bx, by]) = mark.source.numbers::<4>(mark.annotation, b"L") else {
        return false;
    };
    let Some(pen) = mark
        .colour(b"C", BLACK)
        .and_then(|ink| mark.border.pen(ink))
    else {
        return true;
    };
    let length = (bx - ax).hypot(by - ay);
    let (ux, uy) = if length > 0.0 {
        ((bx - ax) / length, (by - ay) / length)
    } else {
        (1.0, 0.0)
    };
    let number = |key: &[u8]| {
        let value = mark.annotation.get(key).ok();
        value
            .and_then(|value| mark.source.number(value))
            .unwrap_or(0.0)
            .clamp(-5_000.0, 5_000.0)
    };
    // Leader lines go to the left of the direction of the line if their length is positive.
    let aside = |point: (f64, f64), by: f64| (point.0 - uy * by, point.1 + ux * by);
    let leader = number(b"LL");
    let sense = if leader < 0.0 { -1.0 } else { 1.0 };
    let (from, to) = (aside((ax, ay), leader), aside((bx, by), leader));
    if leader != 0.0 {
        let (offset, beyond) = (number(b"LLO").abs() * sense, number(b"LLE").abs() * sense);
        for end in [(ax, ay), (bx, by)] {
            let path = [aside(end, offset), aside(end, leader + beyond)];
            picture.stroke(through(&path, false), pen.clone());
        }
    }
    picture.stroke(through(&[from, to], false), pen.clone());
    endings(mark, &pen, picture, (from, to), (to, from));
    caption(
        mark,
        library,
        picture,
        pen.ink,
        ((from.0 + to.0) / 2.0, (from.1 + to.1) / 2.0),
    )
}

/// Draws connected lines with their endings, or a path, which has none.
pub(super) fn polyline(mark: &Mark<'_>, picture: &mut Picture) -> bool {
    let pen = mark
        .colour(b"C", BLACK)
        .and_then(|ink| mark.border.pen(ink));
    if let Some(steps) = mark.path() {
        picture.shape(steps, None, pen);
        return true;
    }
    let corners = mark
        .numbers(b"Vertices")
        .map(|numbers| points(&numbers))
        .unwrap_or_default();
    let (Some(&first), Some(&last)) = (corners.first(), corners.last()) else {
        return false;
    };
    let Some(pen) = pen else {
        return true;
    };
    picture.stroke(through(&corners, false), pen.clone());
    let second = corners.get(1).copied().unwrap_or(first);
    let before = corners.iter().rev().nth(1).copied().unwrap_or(last);
    endings(mark, &pen, picture, (first, second), (last, before));
    true
}

/// Draws both endings; each is a tip and the other end of its line.
fn endings(
    mark: &Mark<'_>,
    pen: &Pen,
    picture: &mut Picture,
    first: ((f64, f64), (f64, f64)),
    last: ((f64, f64), (f64, f64)),
) {
    let ends = Ends {
        pen,
        interior: mark.named_colour(b"IC"),
    };
    let names = mark
        .source
        .array(mark.annotation, b"LE")
        .unwrap_or_default();
    for (name, (tip, other)) in names.iter().zip([first, last]) {
        if let Some(Old::Name(name)) = mark.source.resolve(name) {
            ends.draw(picture, name, tip, other);
        }
    }
}

/// Writes the text on the middle of the line if the line asks for it (`/Cap`).
fn caption(
    mark: &Mark<'_>,
    library: &Library,
    picture: &mut Picture,
    ink: Ink,
    at: (f64, f64),
) -> bool {
    if mark.source.boolean(mark.annotation, b"Cap") != Some(true) {
        return true;
    }
    let (text, replaced) = printable(library, &mark.text());
    let line = library.line(Style::Body, &text);
    let width = f64::from(line.width) * CAPTION;
    if width <= 0.0 {
        return !replaced;
    }
    let (x, y) = (at.0 - width / 2.0, at.1 - CAPTION * 0.28);
    picture.fill(
        outline(Bounds::between(
            x - 2.0,
            y - 2.0,
            x + width + 2.0,
            y + CAPTION,
        )),
        Ink(255, 255, 255),
    );
    picture.items.push(Item::Words(Words {
        line,
        x,
        y,
        size: CAPTION,
        ink,
    }));
    !replaced
}
