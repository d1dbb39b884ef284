//! Annotations: their places and their visibility.

use std::collections::BTreeMap;

use super::colour::brightness;
use crate::object::{Dictionary, Object};
use crate::read::Document;

/// Most annotations to list.
const MAX_ANNOTATIONS: usize = 500_000;
/// Largest height of a quadrilateral whose line counts as thin, in points.
const MAX_LINE: f64 = 60.0;
/// The brightest colour of a line that people see on white paper.
const MAX_LIGHT: f64 = 0.95;
/// How far outside its rectangle a mark may be, in points.
const MARGIN: f64 = 3.0;
/// Bit of `/F` that hides an annotation on screen and on paper (table 167).
const HIDDEN: i64 = 1 << 1;
/// Bit of `/F` that hides an annotation on screen, and the one that prints it.
const NO_VIEW: i64 = 1 << 5;
const PRINT: i64 = 1 << 2;
/// Bit of `/F` that shows an annotation hidden by `NoView` while the pointer is over it.
const TOGGLE_NO_VIEW: i64 = 1 << 8;

/// The page (zero-based) of each annotation.
pub fn annotation_pages(document: &Document<'_>) -> BTreeMap<u32, usize> {
    let mut places = BTreeMap::new();
    for (index, page) in document.pages().unwrap_or_default().iter().enumerate() {
        let Ok(Object::Dictionary(page)) = document.object(*page) else {
            continue;
        };
        let annotations = document.value(&page, "Annots").unwrap_or(Object::Null);
        for annotation in annotations.as_array().unwrap_or_default() {
            if let Some(reference) = annotation.as_reference()
                && places.len() < MAX_ANNOTATIONS
            {
                places.entry(reference.number).or_insert(index);
            }
        }
    }
    places
}

/// The four sides of an annotation, left, bottom, right, top.
pub fn rectangle(document: &Document<'_>, annotation: &Dictionary) -> Option<[f64; 4]> {
    let value = document.value(annotation, "Rect").ok()?;
    let items = value.as_array()?;
    let number = |index: usize| document.follow(items.get(index)?).ok()?.as_number();
    let (a, b, c, d) = (number(0)?, number(1)?, number(2)?, number(3)?);
    Some([a.min(c), b.min(d), a.max(c), b.max(d)])
}

/// Whether a widget covers any area on screen or on paper.
pub fn can_be_seen(document: &Document<'_>, widget: &Dictionary) -> bool {
    let flags = widget.get("F").and_then(Object::as_integer).unwrap_or(0);
    if flags & HIDDEN != 0 || (flags & NO_VIEW != 0 && flags & (PRINT | TOGGLE_NO_VIEW) == 0) {
        return false;
    }
    match rectangle(document, widget) {
        Some([left, bottom, right, top]) => (right - left) * (top - bottom) > 0.0,
        None => widget.contains("Rect"),
    }
}

/// Whether the text stays readable below the drawing of viewers for a mark without an appearance: a highlight of
/// a light colour, or a thin line. Viewers must also agree on its place: they ignore points outside the rectangle, or
/// draw them all the same (12.5.6.10).
pub fn is_see_through(document: &Document<'_>, annotation: &Dictionary) -> bool {
    let numbers = |key: &str| -> Vec<f64> {
        let value = document.value(annotation, key).unwrap_or(Object::Null);
        let items = value.as_array().unwrap_or_default().iter();
        let numbers = items.map(|item| document.follow(item).ok()?.as_number());
        numbers.map(|number| number.unwrap_or(f64::NAN)).collect()
    };
    let kind = annotation.get("Subtype").and_then(Object::as_name);
    let marks = |is_thin: &dyn Fn(&[f64; 8]) -> bool| {
        let points = numbers("QuadPoints");
        let (quads, rest) = points.as_chunks::<8>();
        let place = rectangle(document, annotation);
        let inside = |quad: &[f64; 8]| place.is_some_and(|place| is_inside(quad, place));
        !quads.is_empty()
            && rest.is_empty()
            && quads.iter().all(|quad| inside(quad) && is_thin(quad))
    };
    match kind.unwrap_or_default() {
        b"Highlight" => {
            brightness(&numbers("C")).is_some_and(|light| light >= 0.5) && marks(&|_| true)
        }
        b"Underline" | b"Squiggly" | b"StrikeOut" => {
            let plain = !annotation.contains("BS") && !annotation.contains("Border");
            // A line in the colour of paper may erase what it crosses.
            let light = brightness(&numbers("C")).is_none_or(|light| light > MAX_LIGHT);
            plain && (!light || numbers("C").is_empty()) && marks(&is_thin)
        }
        _ => true,
    }
}

/// Whether the corners of a quadrilateral are inside a rectangle, to a small margin.
fn is_inside(quad: &[f64; 8], [left, bottom, right, top]: [f64; 4]) -> bool {
    let (points, _) = quad.as_chunks::<2>();
    points.iter().all(|[x, y]| {
        (left - MARGIN..=right + MARGIN).contains(x) && (bottom - MARGIN..=top + MARGIN).contains(y)
    })
}

/// Whether viewers draw a thin line for a quadrilateral: its width is a part of the height of the text, whose lines run
/// from the first point to the second in every order of the points that writers use.
fn is_thin(quad: &[f64; 8]) -> bool {
    let [x, y, to_x, to_y, ..] = *quad;
    let runs_up = (to_y - y).abs() > (to_x - x).abs();
    let across = quad.iter().skip(usize::from(!runs_up)).step_by(2);
    let (least, most) = across.fold((f64::MAX, f64::MIN), |(least, most), value| {
        (least.min(*value), most.max(*value))
    });
    most - least <= MAX_LINE
}
