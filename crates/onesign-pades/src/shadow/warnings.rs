//! Content that was invisible at signing time: hidden, unused or covered. The preparer of the document could reveal it
//! later (shadow attacks), so the report warns of it.

use std::collections::{BTreeMap, BTreeSet};

use onesign_pdf::graph::{Graph, read};
use onesign_pdf::object::{Dictionary, Object, Ref};
use onesign_pdf::read::{Document, Entry};
use onesign_pdf::shown::{self, rectangle};

use super::fields;
use super::unsteady::{self, Oddity};
use super::warning::{Warning, Warnings};

/// The most annotations of a page to compare with each other.
const MAX_ANNOTATIONS: usize = 500;
/// The most pages to examine.
const MAX_PAGES: usize = 2_000;
/// Bits of `/F` that hide an annotation (table 167): `Hidden` and `NoView`.
const HIDDEN: i64 = 1 << 1;
const NO_VIEW: i64 = 1 << 5;
const UNSEEN: i64 = HIDDEN | NO_VIEW;
/// Bits that show it anyway: in print, and under the pointer.
const SEEN_AT_TIMES: i64 = 1 << 2 | 1 << 8;

/// Examines the signed state of a document.
pub(crate) fn warnings(document: &Document<'_>) -> Warnings {
    let pages = pages(document);
    let parts = Parts::of(document);
    let mut warnings = Warnings {
        unseen: Vec::new(),
        unsteady: unsteady::warnings(document, &pages),
    };
    for (oddity, warning) in [
        (Oddity::Elsewhere, Warning::FromElsewhere),
        (Oddity::Alternates, Warning::OtherInPrint),
    ] {
        if parts.odd.contains(&oddity) {
            warnings.unsteady.push(warning);
        }
    }
    for name in fields::unlike(document) {
        warnings.unsteady.push(Warning::FieldUnlike(name));
    }
    if parts.unreadable > 0 {
        let warning = Warning::UnreadableParts(parts.unreadable);
        warnings.unsteady.push(warning);
    }
    if has_hidden_layers(document) || parts.odd.contains(&Oddity::Inverse) {
        warnings.unseen.push(Warning::HiddenLayers);
    }
    if parts.unused_pages > 0 {
        let warning = Warning::UnusedPages(parts.unused_pages);
        warnings.unseen.push(warning);
    }
    for (index, page) in pages.iter().enumerate() {
        annotations(document, page, index, &mut warnings);
    }
    for page in shown::covered_pages(document, &pages) {
        warnings.unseen.push(Warning::CoveredText(page + 1));
    }
    warnings.unseen.truncate(20);
    warnings.unsteady.truncate(20);
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

/// Whether the default configuration hides layers (8.11.4.3).
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

/// The objects of a document, sorted by whether anything refers to them.
#[derive(Default)]
struct Parts {
    /// The number of unreferenced pages and page tree nodes.
    unused_pages: usize,
    /// The oddities of referenced objects.
    odd: BTreeSet<Oddity>,
    /// The number of referenced but unreadable objects.
    unreadable: usize,
}

impl Parts {
    fn of(document: &Document<'_>) -> Self {
        let mut odd: BTreeMap<u32, BTreeSet<Oddity>> = BTreeMap::new();
        let graph = Graph::visiting(document, |number, object| {
            let mut found = BTreeSet::new();
            unsteady::oddities(object, &mut found);
            if !found.is_empty() {
                odd.insert(number, found);
            }
        });
        let Ok(graph) = graph else {
            return Self::default();
        };
        let reachable = graph.reachable();
        // Some readers ignore objects beyond `/Size` (7.5.5).
        let size = document.trailer().get("Size").and_then(Object::as_integer);
        let size = size.and_then(|size| u32::try_from(size).ok()).unwrap_or(0);
        let is_used = |number: &&u32| document.entries().contains_key(number);
        let missing = reachable.range(size.max(1)..).filter(is_used).count();
        let unreadable = graph.unreadable.intersection(&reachable).count() + missing;
        odd.retain(|number, _| reachable.contains(number));
        Self {
            unused_pages: unused_pages(document, &reachable),
            odd: odd.into_values().flatten().collect(),
            unreadable,
        }
    }
}

fn unused_pages(document: &Document<'_>, reachable: &BTreeSet<u32>) -> usize {
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

fn annotations(document: &Document<'_>, page: &Dictionary, index: usize, warnings: &mut Warnings) {
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
        warnings.unseen.push(Warning::HiddenAnnotations(index + 1));
    }
    let at_times = annotations.iter().any(|annotation| {
        let flags = flags(annotation);
        flags & HIDDEN == 0 && flags & NO_VIEW != 0 && flags & SEEN_AT_TIMES != 0
    });
    if at_times {
        warnings.unsteady.push(Warning::SeenAtTimes(index + 1));
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
        warnings.unseen.push(Warning::CoveredSignature(index + 1));
    }
}

/// Whether two rectangles share an area and not just a line.
fn meet(one: &[f64; 4], other: &[f64; 4]) -> bool {
    let width = one[2].min(other[2]) - one[0].max(other[0]);
    let height = one[3].min(other[3]) - one[1].max(other[1]);
    width > 1.0 && height > 1.0
}
