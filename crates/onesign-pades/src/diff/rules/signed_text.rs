//! What was signed and is below something new.

use onesign_pdf::object::Dictionary;
use onesign_pdf::shown::{Area, Kind, Mark, contains, grown, overlap, rectangle};

use crate::diff::comparison::Comparison;

/// How far a new mark may reach into an earlier one, in points: glyphs seldom fill their height.
const EDGE: f64 = 0.7;

/// What a place showed before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Below {
    /// Nothing, a line or box to write in, or a single colour.
    Nothing,
    /// This check can't read all of the page.
    Unread,
    /// The inside of a drawing, such as a box with round corners.
    Inside,
    /// A drawing, or the place of another field.
    Something,
    /// A picture.
    Picture,
    /// Text.
    Text,
}

/// What an area of a page (zero-based) showed before, apart from these annotations.
pub(super) fn below(
    compared: &Comparison<'_, '_>,
    page: usize,
    area: Area,
    apart: &[u32],
) -> Below {
    let painted = compared.painted_before(page);
    let start = match painted.unread {
        Some(_) => Below::Unread,
        None => Below::Nothing,
    };
    let others = painted.marks.iter().filter(|mark| {
        let own = mark
            .annotation
            .is_some_and(|number| apart.contains(&number));
        !own && overlap(mark.area, area, EDGE)
    });
    others.map(|mark| shows(mark, area)).fold(start, Below::max)
}

fn shows(mark: &Mark, area: Area) -> Below {
    match mark.kind {
        Kind::Text => Below::Text,
        Kind::Picture => Below::Picture,
        Kind::Path if contains(grown(mark.area, EDGE * 3.0), area) => Below::Inside,
        Kind::Path | Kind::Field => Below::Something,
        // A single colour all over the place says nothing there.
        Kind::Block if !contains(mark.area, area) => Below::Something,
        Kind::Block | Kind::Ground | Kind::Rule => Below::Nothing,
    }
}

/// Whether text of the signed page is inside a place.
pub(super) fn holds_text(compared: &Comparison<'_, '_>, page: usize, place: Area) -> bool {
    let painted = compared.painted_before(page);
    let mut texts = painted.marks.iter();
    texts.any(|mark| {
        mark.kind == Kind::Text && mark.annotation.is_none() && contains(place, mark.area)
    })
}

/// What an annotation's rectangle showed before.
pub(super) fn below_annotation(
    compared: &Comparison<'_, '_>,
    annotation: &Dictionary,
    page: usize,
) -> Below {
    match rectangle(compared.new, annotation) {
        Some(area) => below(compared, page, area, &[]),
        None => Below::Unread,
    }
}
