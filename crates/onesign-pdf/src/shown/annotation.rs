//! Annotations: their places and their visibility.

use std::collections::BTreeMap;

use super::colour::brightness;
use crate::object::{Dictionary, Object};
use crate::read::Document;

/// Most annotations to list.
const MAX_ANNOTATIONS: usize = 500_000;
/// Largest height of a quadrilateral whose line counts as thin, in points.
const MAX_LINE: f64 = 60.0;
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
/// a light colour, or a thin line.
pub fn is_see_through(document: &Document<'_>, annotation: &Dictionary) -> bool {
    let numbers = |key: &str| -> Vec<f64> {
        let value = document.value(annotation, key).unwrap_or(Object::Null);
        let items = value.as_array().unwrap_or_default().iter();
        let numbers = items.map(|item| document.follow(item).ok()?.as_number());
        numbers.map(|number| number.unwrap_or(f64::NAN)).collect()
    };
    match annotation
        .get("Subtype")
        .and_then(Object::as_name)
        .unwrap_or_default()
    {
        b"Highlight" => brightness(&numbers("C")).is_some_and(|light| light >= 0.5),
        b"Underline" | b"Squiggly" | b"StrikeOut" => {
            let side = |at: usize, quad: &[f64]| {
                let along = quad.iter().skip(at).step_by(2);
                let (least, most) = along.fold((f64::MAX, f64::MIN), |(least, most), value| {
                    (least.min(*value), most.max(*value))
                });
                most - least
            };
            let plain = !annotation.contains("BS") && !annotation.contains("Border");
            let quads = numbers("QuadPoints");
            let mut quads = quads.chunks(8);
            plain && quads.all(|quad| side(0, quad).min(side(1, quad)) <= MAX_LINE)
        }
        _ => true,
    }
}
