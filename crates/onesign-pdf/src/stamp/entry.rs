//! Draws entries by the current rules: legible, and with all of their ink in their field. Lengths in points,
//! y downwards.

use krilla::surface::Surface;

use super::caption::caption;
use super::draw::{Frame, PEN_INK, TEXT_INK, middle, place, room};
use super::fit::{self, Fitted};
use super::{Stamp, StampContent};
use crate::fonts::{HandFont, Library};
use crate::geometry::points;

/// The room for a value, with a small margin.
fn text_frame(frame: Frame) -> Frame {
    let pad = (frame.h * 0.08).min(2.0);
    Frame {
        x: frame.x + pad,
        w: (frame.w - 2.0 * pad).max(1.0),
        ..frame
    }
}

/// The room for a typed signature.
fn hand_frame(frame: Frame) -> Frame {
    let (beside, above) = ((frame.h * 0.06).min(3.0), (frame.h * 0.05).min(1.0));
    Frame {
        x: frame.x + beside,
        y: frame.y + above,
        w: (frame.w - 2.0 * beside).max(1.0),
        h: frame.h - 2.0 * above,
    }
}

/// How many letters the entry must lose to be legible on paper; `None` if it is legible.
pub(super) fn excess(stamp: &Stamp) -> Option<usize> {
    let library = Library::default();
    let frame = room(stamp, caption(&library, stamp).as_ref());
    let most = fit::most(stamp.rect.w, stamp.rect.h);
    match &stamp.content {
        StampContent::Text { text, .. } => {
            let inner = text_frame(frame);
            let room = (inner.w, inner.h);
            fit::excess(text, most, |text| fit::is_legible(&library, text, room))
        }
        StampContent::Hand { text, font } => {
            let inner = hand_frame(frame);
            let room = (inner.w, inner.h);
            fit::excess(text, most, |text| {
                fit::hand(&library, text, *font, room).is_legible
            })
        }
        StampContent::Strokes { .. } | StampContent::Check => None,
    }
}

/// The initial size of an entry.
fn usual(size_mpt: Option<i64>) -> f32 {
    let wanted = size_mpt.map(|size| points(size) as f32);
    wanted
        .filter(|size| (fit::SMALLEST..=200.0).contains(size))
        .unwrap_or(fit::USUAL)
}

/// Draws a value: from the top if there is room for several lines, else in the middle.
pub(super) fn draw_text(
    library: &Library,
    surface: &mut Surface<'_>,
    (value, size_mpt): (&str, Option<i64>),
    frame: Frame,
) {
    let inner = text_frame(frame);
    let fitted = fit::text(library, value, usual(size_mpt), (inner.w, inner.h));
    let free = (inner.h - fitted.height()).max(0.0);
    let above = if inner.h > 2.6 * fit::USUAL {
        free.min(0.1 * fitted.size)
    } else {
        free / 2.0
    };
    let first = inner.y + above - fitted.ink.top * fitted.size;
    for (index, line) in (0_u16..).zip(&fitted.lines) {
        let y = first + f32::from(index) * fitted.leading * fitted.size;
        place(library, surface, line, inner, y, fitted.size, TEXT_INK);
    }
}

/// Draws a typed signature with all of its ink inside the frame.
pub(super) fn draw_hand(
    library: &Library,
    surface: &mut Surface<'_>,
    text: &str,
    font: HandFont,
    frame: Frame,
) {
    let inner = hand_frame(frame);
    let Fitted {
        lines, size, ink, ..
    } = fit::hand(library, text, font, (inner.w, inner.h));
    let Some(line) = lines.first() else { return };
    let x = if line.rtl {
        inner.x + inner.w - ink.right * size
    } else {
        inner.x - ink.left * size
    };
    let highest = inner.y - ink.top * size;
    let lowest = inner.y + inner.h - ink.bottom * size;
    let y = middle(inner, size).min(lowest).max(highest);
    library.draw(surface, line, x, y, size, PEN_INK);
}
