//! The boundaries of pages (14.11.2) and their rotation: text beside the area that viewers show, pages with a unit of
//! their own, and preferences for a part of the pages.

use onesign_pdf::object::{Dictionary, Object};
use onesign_pdf::read::Document;
use onesign_pdf::shown::Area;

use super::reading::Reading;
use super::warning::Warning;

/// The longest side of a page whose unit is 1/72 inch, in units (annex C).
const MAX_SIDE: f64 = 14_400.0;
/// How far two boundaries may differ, in units.
const NEAR: f64 = 1.0;

/// The entries that pages inherit (table 31).
const INHERITABLE: [&str; 4] = ["Resources", "MediaBox", "CropBox", "Rotate"];
/// The most nodes above a page.
const MAX_ANCESTORS: usize = 32;

/// The warnings about the boundaries of the pages.
pub(super) fn warnings(reading: &Reading<'_, '_>, pages: &[Dictionary]) -> Vec<Warning> {
    let mut warnings: Vec<Warning> = pages
        .iter()
        .enumerate()
        .flat_map(|(index, page)| of_page(reading, page, index + 1))
        .collect();
    if prefers_other_area(reading.document) {
        warnings.push(Warning::OtherArea);
    }
    warnings
}

fn of_page(reading: &Reading<'_, '_>, page: &Dictionary, number: usize) -> Vec<Warning> {
    let document = reading.document;
    let mut warnings = Vec::new();
    let boundary = |key: &[u8]| match document.inherited(page, key) {
        Ok(Object::Null) => Some(None),
        Ok(value) => area(document, &value).map(Some),
        Err(_) => None,
    };
    let whole = boundary(b"MediaBox");
    match (whole, boundary(b"CropBox")) {
        (Some(Some(whole)), Some(Some(shown))) if !is_near(whole, shown) => {
            let is_beside = |[left, bottom, right, top]: &Area| {
                let (x, y) = ((left + right) / 2.0, (bottom + top) / 2.0);
                holds(whole, x, y) && !holds(shown, x, y)
            };
            let texts = reading.texts(page);
            if texts.is_none_or(|texts| texts.iter().any(is_beside)) {
                warnings.push(Warning::OutsideView(number));
            }
        }
        (Some(_), Some(_)) if !is_inheritance_stopped(document, page) => {}
        _ => warnings.push(Warning::PagesUnclear),
    }
    let rotation = document.inherited(page, b"Rotate");
    let is_plain = rotation.is_ok_and(|rotation| match rotation {
        Object::Null => true,
        rotation => rotation.as_integer().is_some_and(|it| it % 90 == 0),
    });
    if !is_plain {
        warnings.push(Warning::RotatedOddly(number));
    }
    // A unit of its own is for pages that would be too large otherwise; some viewers ignore it.
    let unit = match document.value(page, "UserUnit") {
        Ok(Object::Null) => Some(1.0),
        Ok(unit) => unit.as_number(),
        Err(_) => None,
    };
    let longest = whole.flatten().map_or(0.0, |[left, bottom, right, top]| {
        (right - left).max(top - bottom)
    });
    let is_plain = unit.is_some_and(|unit| {
        (unit - 1.0).abs() < f64::EPSILON || unit > 1.0 && longest * unit > MAX_SIDE
    });
    if !is_plain {
        warnings.push(Warning::Scaled(number));
    }
    warnings
}

fn area(document: &Document<'_>, value: &Object) -> Option<Area> {
    let sides: Option<Vec<f64>> = value
        .as_array()?
        .iter()
        .map(|side| document.follow(side).ok()?.as_number())
        .collect();
    let [a, b, c, d] = <[f64; 4]>::try_from(sides?).ok()?;
    Some([a.min(c), b.min(d), a.max(c), b.max(d)])
}

/// Whether null is the value of an entry that a node above the page has too: null means that the page has no such entry
/// (7.3.7), but some viewers then take the default instead of the inherited value.
fn is_inheritance_stopped(document: &Document<'_>, page: &Dictionary) -> bool {
    INHERITABLE.iter().any(|key| {
        let (mut node, mut is_null) = (page.clone(), false);
        for _ in 0..MAX_ANCESTORS {
            match document.value(&node, key) {
                Ok(Object::Null) => is_null |= node.contains(key),
                _ if is_null => return true,
                _ => return false,
            }
            match document.value(&node, "Parent") {
                Ok(Object::Dictionary(parent)) => node = parent,
                _ => return false,
            }
        }
        is_null
    })
}

fn is_near(one: Area, other: Area) -> bool {
    one.iter()
        .zip(other)
        .all(|(one, other)| (one - other).abs() <= NEAR)
}

fn holds([left, bottom, right, top]: Area, x: f64, y: f64) -> bool {
    (left..=right).contains(&x) && (bottom..=top).contains(&y)
}

/// Whether the viewer preferences (12.2) name another area to show or to print (deprecated in ISO 32000-2), or some
/// of the pages to print.
fn prefers_other_area(document: &Document<'_>) -> bool {
    let preferences = document
        .catalog()
        .and_then(|catalog| document.value(&catalog, "ViewerPreferences"));
    match preferences {
        Ok(Object::Dictionary(preferences)) => {
            let keys = ["ViewArea", "ViewClip", "PrintArea", "PrintClip"];
            let range = document.value(&preferences, "PrintPageRange");
            range.map_or(true, |range| range != Object::Null)
                || keys.iter().any(|key| {
                    let area = document.value(&preferences, key);
                    !area.is_ok_and(|area| area == Object::Null || area.is_name("CropBox"))
                })
        }
        Ok(_) => false,
        Err(_) => true,
    }
}
