//! Content that could not be seen when the document was signed: hidden, unused or covered. Whoever
//! prepared it can hope to show it later (shadow attacks), so the report warns of it.

mod content;
mod cover;

use std::collections::BTreeSet;

use onesign_pdf::object::{Dictionary, Object, Ref};
use onesign_pdf::read::{Document, Entry};

pub(super) use cover::text_places;

use super::changes::graph::{Graph, read};
use super::changes::rectangle;
use super::said;
use super::sentences::Sentence;

/// Most annotations of a page that are compared with each other.
const MAX_ANNOTATIONS: usize = 500;
/// Most pages that are looked at.
const MAX_PAGES: usize = 2_000;
/// Bits of `/F` that keep an annotation from being seen (table 167): `Hidden` and `NoView`.
const UNSEEN: i64 = 1 << 1 | 1 << 5;

/// What a careful reader would want to know of a document as it was signed.
pub(super) fn warnings(document: &Document<'_>) -> Vec<Sentence> {
    let mut warnings = Vec::new();
    if has_hidden_layers(document) {
        warnings.push(said::hidden_layers());
    }
    let unused = unused_pages(document);
    if unused > 0 {
        warnings.push(said::unused_pages(unused));
    }
    for (index, page) in pages(document).into_iter().enumerate() {
        annotations(document, &page, index, &mut warnings);
    }
    for page in cover::covered_pages(document, &pages(document)) {
        warnings.push(said::covered_text(page + 1));
    }
    warnings.truncate(20);
    warnings
}

fn pages(document: &Document<'_>) -> Vec<Dictionary> {
    let pages = document.pages().unwrap_or_default();
    let read = |page: &Ref| match document.object(*page) {
        Ok(Object::Dictionary(page)) => page,
        _ => Dictionary::new(),
    };
    pages.iter().take(MAX_PAGES).map(read).collect()
}

/// Whether the default configuration leaves layers out (8.11.4.3).
fn has_hidden_layers(document: &Document<'_>) -> bool {
    let inner = || {
        let catalog = document.catalog().ok()?;
        let layers = document.value(&catalog, "OCProperties").ok()?;
        let default = document.value(layers.as_dictionary()?, "D").ok()?;
        let default = default.as_dictionary()?;
        let off = document.value(default, "OFF").ok()?;
        let some_off = off.as_array().is_some_and(|off| !off.is_empty());
        Some(some_off || default.is("BaseState", "OFF"))
    };
    inner().unwrap_or(false)
}

/// Pages and nodes of pages to which nothing leads.
fn unused_pages(document: &Document<'_>) -> usize {
    let Ok(graph) = Graph::of(document) else {
        return 0;
    };
    let reachable = graph.reachable();
    let entries = document.entries().iter();
    let unreached: BTreeSet<u32> = entries
        .filter(|(number, entry)| **entry != Entry::Free && !reachable.contains(number))
        .map(|(number, _)| *number)
        .collect();
    let is_page = |number: &&u32| {
        let object = read(document, **number).ok().flatten();
        object
            .as_ref()
            .and_then(Object::as_dictionary)
            .is_some_and(|dictionary| {
                ["Page", "Pages", "Catalog"]
                    .iter()
                    .any(|kind| dictionary.is("Type", kind))
            })
    };
    unreached.iter().filter(is_page).count()
}

fn annotations(
    document: &Document<'_>,
    page: &Dictionary,
    index: usize,
    warnings: &mut Vec<Sentence>,
) {
    let list = document.value(page, "Annots").unwrap_or(Object::Null);
    let list = list.as_array().unwrap_or_default().iter();
    let annotations: Vec<Dictionary> = list
        .take(MAX_ANNOTATIONS)
        .filter_map(|item| document.follow(item).ok()?.as_dictionary().cloned())
        .filter(|annotation| annotation.contains("AP"))
        .collect();
    let flags = |annotation: &Dictionary| {
        let flags = annotation.get("F").and_then(Object::as_integer);
        flags.unwrap_or(0)
    };
    let is_field = |annotation: &Dictionary| annotation.is("Subtype", "Widget");
    let unseen = annotations.iter().any(|annotation| {
        flags(annotation) & UNSEEN != 0
            && !is_field(annotation)
            && !annotation.is("Subtype", "Popup")
    });
    if unseen {
        warnings.push(said::hidden_annotations(index + 1));
    }
    let places: Vec<([f64; 4], bool)> = annotations
        .iter()
        .filter(|annotation| flags(annotation) & UNSEEN == 0)
        .filter_map(|annotation| {
            Some((rectangle(document, annotation)?, annotation.is("FT", "Sig")))
        })
        .collect();
    let overlaps = places.iter().enumerate().any(|(at, (place, signs))| {
        let mut others = places.iter().skip(at + 1);
        others.any(|(other, other_signs)| (*signs || *other_signs) && meet(place, other))
    });
    if overlaps {
        warnings.push(said::covered_signature(index + 1));
    }
}

/// Whether two rectangles share more than a line.
fn meet(one: &[f64; 4], other: &[f64; 4]) -> bool {
    let width = one[2].min(other[2]) - one[0].max(other[0]);
    let height = one[3].min(other[3]) - one[1].max(other[1]);
    width > 1.0 && height > 1.0
}
