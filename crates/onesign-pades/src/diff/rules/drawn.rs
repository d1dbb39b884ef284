//! Where a new annotation shows something, and what was signed there. Readers draw an annotation without a look in their
//! own way (12.5.6), so every place counts where one of them may draw.

use onesign_pdf::object::{Dictionary, Object};
use onesign_pdf::read::{Document, ReadError};
use onesign_pdf::shown::{grown, joined, rectangle};

use super::annotation_kind::{acts, leads_somewhere, marks_text, need, subtype};
use super::signed_text::{Below, below, below_annotation};
use crate::diff::comparison::Comparison;
use crate::diff::difference::Covers;
use crate::diff::finding::Need;

/// The side of the largest icon that readers draw, in points.
const ICON: f64 = 32.0;
/// The widest border that readers draw around a link, in points.
const BORDER: f64 = 4.0;
/// Bit of `/F` that hides an annotation on screen and on paper (table 167).
const HIDDEN: i64 = 1 << 1;

/// The permission that a new annotation needs at its place, and whether it covers signed content.
pub(super) fn wanted(
    compared: &Comparison<'_, '_>,
    number: u32,
    annotation: &Dictionary,
    page: usize,
) -> Result<(Need, Covers), ReadError> {
    let kind = subtype(annotation);
    if kind == b"Link" && is_plain_link(compared, annotation)? {
        return Ok(link(compared, annotation, page));
    }
    let brings_file = matches!(kind, b"FileAttachment" | b"Sound") && !acts(annotation);
    let need = match need(compared.new, annotation) {
        Need::Forbidden if brings_file => Need::CoveringNote,
        need => need,
    };
    Ok(match need {
        Need::Note if kind == b"Text" => icon(compared, annotation, page),
        Need::CoveringNote if marks_text(annotation) => (Need::CoveringNote, Covers::Perhaps),
        Need::CoveringNote => look(compared, number, annotation, page),
        need => (need, Covers::Nothing),
    })
}

/// A note whose icon readers choose.
fn icon(compared: &Comparison<'_, '_>, annotation: &Dictionary, page: usize) -> (Need, Covers) {
    let flags = annotation.get("F").and_then(Object::as_integer);
    if flags.unwrap_or(0) & HIDDEN != 0 {
        return (Need::Note, Covers::Nothing);
    }
    match below_icon(compared, annotation, page) {
        Below::Nothing => (Need::Note, Covers::Nothing),
        _ => (Need::NoteAbove, Covers::Perhaps),
    }
}

/// What was signed at every place where a reader may draw an icon. Readers start it at different corners of the
/// rectangle, or in its middle, and keep it upright on a turned page.
fn below_icon(compared: &Comparison<'_, '_>, annotation: &Dictionary, page: usize) -> Below {
    let Some(place) = rectangle(compared.new, annotation) else {
        return Below::Unread;
    };
    let [left, bottom, right, top] = place;
    let (across, up) = if is_turned(compared.new, page) {
        (ICON, ICON)
    } else {
        let missing = |side: f64| (ICON - side).max(0.0);
        (missing(right - left), missing(top - bottom))
    };
    let area = [left - across, bottom - up, right + across, top + up];
    below(compared, page, area, &[])
}

/// Whether the page is turned, or may be.
fn is_turned(document: &Document<'_>, page: usize) -> bool {
    let pages = document.pages().unwrap_or_default();
    let page = pages.get(page).map(|page| document.object(*page));
    let Some(Ok(Object::Dictionary(page))) = page else {
        return true;
    };
    let angle = document.inherited(&page, b"Rotate");
    angle.map_or(true, |angle| angle.as_integer().unwrap_or(0) != 0)
}

/// An annotation with a look of its own, or one that readers draw in their own way.
fn look(
    compared: &Comparison<'_, '_>,
    number: u32,
    annotation: &Dictionary,
    page: usize,
) -> (Need, Covers) {
    let has_look = annotation.contains("AP");
    let is_icon = matches!(subtype(annotation), b"Text" | b"FileAttachment" | b"Sound");
    let inside = below_annotation(compared, annotation, page);
    if inside == Below::Text && (has_look || !is_icon) {
        return (Need::Forbidden, Covers::SignedText);
    }
    // Some readers draw their own icon all the same.
    let around = if is_icon {
        below_icon(compared, annotation, page)
    } else {
        Below::Nothing
    };
    let painted = compared.painted_now(page).area_of(number);
    let painted = painted.map_or(Below::Nothing, |area| below(compared, page, area, &[]));
    match inside.max(around).max(painted) {
        Below::Nothing if has_look || is_icon => (Need::CoveringNote, Covers::Beside),
        _ => (Need::CoveringNote, Covers::Perhaps),
    }
}

/// Whether an annotation is a link without a look that only leads somewhere.
fn is_plain_link(
    compared: &Comparison<'_, '_>,
    annotation: &Dictionary,
) -> Result<bool, ReadError> {
    let is_other = ["AP", "AA", "PA"]
        .iter()
        .any(|key| annotation.contains(key));
    Ok(!is_other && leads_somewhere(compared, annotation)?)
}

/// A new link: readers draw its border, if it has one, and its text leads somewhere.
fn link(compared: &Comparison<'_, '_>, annotation: &Dictionary, page: usize) -> (Need, Covers) {
    let has_border = !has_no_border(compared.new, annotation);
    let area = rectangle(compared.new, annotation).map(|area| {
        let area = points(compared.new, annotation)
            .into_iter()
            .fold(area, |all, [x, y]| joined(all, [x, y, x, y]));
        grown(area, if has_border { BORDER } else { 0.0 })
    });
    let below = area.map_or(Below::Unread, |area| below(compared, page, area, &[]));
    match below {
        Below::Nothing => (Need::Note, Covers::Nothing),
        Below::Inside | Below::Something if !has_border => (Need::Note, Covers::Nothing),
        Below::Text if !has_border => (Need::NoteAbove, Covers::SignedText),
        _ if !has_border => (Need::NoteAbove, Covers::Content),
        _ => (Need::NoteAbove, Covers::Perhaps),
    }
}

/// The corners of `/QuadPoints`.
fn points(document: &Document<'_>, annotation: &Dictionary) -> Vec<[f64; 2]> {
    let value = document.value(annotation, "QuadPoints");
    let value = value.unwrap_or(Object::Null);
    let items = value.as_array().unwrap_or_default().iter();
    let numbers: Vec<f64> = items
        .filter_map(|item| document.follow(item).ok()?.as_number())
        .collect();
    let (points, _) = numbers.as_chunks::<2>();
    points.to_vec()
}

/// Whether a border certainly has no width (12.5.4). Readers disagree about which of the two entries counts.
fn has_no_border(document: &Document<'_>, annotation: &Dictionary) -> bool {
    let width = |value: Option<&Object>| {
        let value = value.and_then(|value| document.follow(value).ok());
        value.and_then(|value| value.as_number())
    };
    let style = match document.value(annotation, "BS") {
        Ok(Object::Null) => None,
        Ok(Object::Dictionary(style)) => Some(width(style.get("W")) == Some(0.0)),
        _ => Some(false),
    };
    let border = match document.value(annotation, "Border") {
        Ok(Object::Null) => None,
        Ok(Object::Array(sides)) => Some(width(sides.get(2)) == Some(0.0)),
        _ => Some(false),
    };
    match (style, border) {
        (None, None) => false,
        (style, border) => style.unwrap_or(true) && border.unwrap_or(true),
    }
}
