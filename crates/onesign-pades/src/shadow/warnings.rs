//! Content that was invisible at signing time: hidden, unused or covered. The preparer of the document could reveal it
//! later (shadow attacks), so the report warns of it.

use std::collections::{BTreeMap, BTreeSet};

use onesign_pdf::disputed::Judge;
use onesign_pdf::form::Form;
use onesign_pdf::graph::{Graph, read};
use onesign_pdf::object::{Dictionary, Object, Ref};
use onesign_pdf::read::{Document, Entry};
use onesign_pdf::shown::{Easel, fontless_pages, overprinted_pages};

use super::annotations::Page;
use super::oddities::{Finder, Oddity};
use super::reading::Reading;
use super::warning::{Warning, Warnings};
use super::{boundaries, button_states, fields, unsteady};

/// The most pages to examine.
const MAX_PAGES: usize = 20_000;

/// Examines the signed state of a document.
pub(crate) fn warnings(document: &Document<'_>) -> Warnings {
    let pages = pages(document);
    let parts = Parts::of(document);
    let mut warnings = Warnings {
        unseen: Vec::new(),
        unsteady: unsteady::warnings(document, &pages),
    };
    warnings.unsteady.extend(parts.warnings(document, &pages));
    let reading = Reading::new(document);
    let form = Form::read(document);
    if form.is_err() {
        warnings.unsteady.push(Warning::UnreadableForm);
    }
    let form = form.ok().flatten().unwrap_or_default();
    warnings.unsteady.extend(fields::warnings(&reading, &form));
    warnings
        .unsteady
        .extend(boundaries::warnings(&reading, &pages));
    if parts.unused_pages > 0 {
        let warning = Warning::UnusedPages(parts.unused_pages);
        warnings.unseen.push(warning);
    }
    let hides_layers = unsteady::hides_layers(document);
    for (index, page) in pages.iter().enumerate() {
        Page::new(&reading, page, index + 1, &form, hides_layers).examine(&mut warnings);
    }
    let buttons = button_states::warnings(&reading, &pages);
    warnings.unseen.extend(buttons);
    contents(document, &pages, &mut warnings);
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

/// Text that is painted over, and content that can't be read.
fn contents(document: &Document<'_>, pages: &[Dictionary], warnings: &mut Warnings) {
    // If there are layers, the cover may be one that every viewer can switch off.
    let has_layers = unsteady::has_layers(document);
    let mut easel = Easel::quick(document);
    for (index, page) in pages.iter().enumerate() {
        let painted = easel.content(page);
        if painted.hides_text {
            let list = if has_layers {
                &mut warnings.unsteady
            } else {
                &mut warnings.unseen
            };
            list.push(Warning::CoveredText(index + 1));
        }
        if painted.unread.is_some() {
            warnings.unsteady.push(Warning::UnreadContent(index + 1));
        }
    }
    let all = document.pages().map_or(0, |all| all.len());
    if all > pages.len() {
        let first = pages.len() + 1;
        warnings.unsteady.push(Warning::UnreadContent(first));
    }
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
    /// Whether readers differ on an image.
    has_unclear_pictures: bool,
}

impl Parts {
    fn of(document: &Document<'_>) -> Self {
        let mut odd: BTreeMap<u32, BTreeSet<Oddity>> = BTreeMap::new();
        let mut finder = Finder::new(document);
        let mut images = Vec::new();
        let graph = Graph::visiting(document, |number, object| {
            let stream = object.as_stream();
            if stream.is_some_and(|stream| stream.dictionary.is("Subtype", "Image")) {
                images.push(number);
            }
            let found = finder.examine(object);
            if !found.is_empty() {
                odd.insert(number, found);
            }
        });
        let Ok(graph) = graph else {
            return Self {
                unreadable: 1,
                ..Self::default()
            };
        };
        let reachable = graph.reachable();
        // Some readers ignore objects beyond `/Size` (7.5.5).
        let size = document.trailer().get("Size").and_then(Object::as_integer);
        let size = size.and_then(|size| u32::try_from(size).ok()).unwrap_or(0);
        let is_used = |number: &&u32| document.entries().contains_key(number);
        let missing = reachable.range(size.max(1)..).filter(is_used).count();
        let unreadable = graph.unreadable.intersection(&reachable).count() + missing;
        odd.retain(|number, _| reachable.contains(number));
        images.retain(|number| reachable.contains(number));
        Self {
            has_unclear_pictures: has_unclear_pictures(document, &images),
            unused_pages: unused_pages(document, &reachable),
            odd: odd.into_values().flatten().collect(),
            unreadable,
        }
    }

    fn warnings(&self, document: &Document<'_>, pages: &[Dictionary]) -> Vec<Warning> {
        let mut warnings: Vec<Warning> = [
            (Oddity::Elsewhere, Warning::FromElsewhere),
            (Oddity::Alternates, Warning::OtherInPrint),
            (Oddity::Inverse, Warning::HiddenLayers),
            (Oddity::OnPress, Warning::OtherOnPress),
            (Oddity::FontMissing, Warning::FontMissing),
            (Oddity::Number, Warning::NumbersAmbiguous),
            (Oddity::Reference, Warning::ReferencesAmbiguous),
            (Oddity::FontUnclear, Warning::FontUnclear),
            (Oddity::Colours, Warning::ColoursUnclear),
            (Oddity::Paint, Warning::PaintUnclear),
        ]
        .into_iter()
        .filter(|(oddity, _)| self.odd.contains(oddity))
        .map(|(_, warning)| warning)
        .collect();
        if self.has_unclear_pictures {
            warnings.push(Warning::PicturesUnclear);
        }
        if self.odd.contains(&Oddity::Overprint) {
            let pages = overprinted_pages(document, pages);
            warnings.extend(pages.iter().map(|page| Warning::Overprinted(page + 1)));
        }
        let fontless = fontless_pages(document, pages);
        warnings.extend(fontless.iter().map(|page| Warning::FontUnnamed(page + 1)));
        let unread = usize::from(self.odd.contains(&Oddity::Unread));
        if self.unreadable.max(unread) > 0 {
            warnings.push(Warning::UnreadableParts(self.unreadable.max(unread)));
        }
        warnings
    }
}

/// Whether readers differ on one of these images.
fn has_unclear_pictures(document: &Document<'_>, images: &[u32]) -> bool {
    let judge = Judge::new(document);
    images.iter().any(|number| match read(document, *number) {
        Ok(Some(Object::Stream(image))) => judge.picture(&image),
        // The graph counts it as unreadable.
        _ => false,
    })
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
