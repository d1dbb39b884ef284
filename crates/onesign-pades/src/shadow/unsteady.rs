//! Content that viewers may show in different ways although the file does not change: automatic actions, external
//! content, layers for the screen only, ambiguous page trees.

use std::collections::BTreeSet;

use onesign_pdf::object::{Dictionary, Object};
use onesign_pdf::read::Document;

use super::warning::Warning;

/// The deepest nesting of values to examine.
const MAX_DEPTH: usize = 100;
/// The longest sequence of actions.
const MAX_ACTIONS: usize = 100;
/// The most layers to examine.
const MAX_LAYERS: usize = 10_000;
/// The most nodes of the page tree.
const MAX_NODES: usize = 100_000;

/// A property of an object that lets viewers show it in different ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Oddity {
    /// Its data is in another file (7.3.8.2), or it represents a page of another file (8.10.4).
    Elsewhere,
    /// Another image may replace it, for example in print (8.9.5.4).
    Alternates,
    /// It is visible when layers are off (8.11.2.2).
    Inverse,
}

/// Adds the oddities of an object and of the values in it.
pub(crate) fn oddities(object: &Object, found: &mut BTreeSet<Oddity>) {
    look(object, 0, found);
}

fn look(object: &Object, depth: usize, found: &mut BTreeSet<Oddity>) {
    if depth > MAX_DEPTH {
        return;
    }
    match object {
        Object::Array(items) => items.iter().for_each(|item| look(item, depth + 1, found)),
        Object::Dictionary(dictionary) => {
            membership(dictionary, found);
            within(dictionary, depth, found);
        }
        Object::Stream(stream) => {
            let dictionary = &stream.dictionary;
            let is_reference = dictionary.is("Subtype", "Form") && dictionary.contains("Ref");
            if dictionary.contains("F") || is_reference {
                found.insert(Oddity::Elsewhere);
            }
            if dictionary.is("Subtype", "Image") && dictionary.contains("Alternates") {
                found.insert(Oddity::Alternates);
            }
            within(dictionary, depth, found);
        }
        _ => {}
    }
}

fn within(dictionary: &Dictionary, depth: usize, found: &mut BTreeSet<Oddity>) {
    for (_, value) in dictionary.iter() {
        if matches!(value, Object::Array(_) | Object::Dictionary(_)) {
            look(value, depth + 1, found);
        }
    }
}

fn membership(dictionary: &Dictionary, found: &mut BTreeSet<Oddity>) {
    let policy = dictionary.get("P").and_then(Object::as_name);
    let by_state = dictionary.contains("VE") || matches!(policy, Some(b"AllOff" | b"AnyOff"));
    if dictionary.is("Type", "OCMD") && by_state {
        found.insert(Oddity::Inverse);
    }
}

/// The warnings from the catalogue and the pages.
pub(crate) fn warnings(document: &Document<'_>, pages: &[Dictionary]) -> Vec<Warning> {
    let Ok(catalog) = document.catalog() else {
        return Vec::new();
    };
    let value =
        |holder: &Dictionary, key: &str| document.value(holder, key).unwrap_or(Object::Null);
    let mut warnings = Vec::new();
    if !are_pages_plain(document, &catalog) {
        warnings.push(Warning::PagesUnclear);
    }
    let form = value(&catalog, "AcroForm");
    if form
        .as_dictionary()
        .is_some_and(|form| form.contains("XFA"))
    {
        warnings.push(Warning::SecondForm);
    }
    if value(&catalog, "Collection").as_dictionary().is_some() {
        warnings.push(Warning::Collection);
    }
    let names = value(&catalog, "Names");
    let scripts = names
        .as_dictionary()
        .map(|names| value(names, "JavaScript"));
    let by_pages = || {
        pages
            .iter()
            .any(|page| triggers(document, &value(page, "AA")))
    };
    if acts(document, &value(&catalog, "OpenAction"))
        || scripts.is_some_and(|scripts| scripts != Object::Null)
        || triggers(document, &value(&catalog, "AA"))
        || by_pages()
    {
        warnings.push(Warning::RunsByItself);
    }
    if do_layers_vary(document, &catalog) {
        warnings.push(Warning::LayersVary);
    }
    warnings
}

/// Whether any of these additional actions (12.6.3) does more than navigate.
fn triggers(document: &Document<'_>, actions: &Object) -> bool {
    let actions = actions
        .as_dictionary()
        .into_iter()
        .flat_map(Dictionary::iter);
    let mut actions = actions.map(|(_, action)| document.follow(action).unwrap_or(Object::Null));
    actions.any(|action| acts(document, &action))
}

/// Whether an action, or one that follows it, does more than navigate in the document (12.6.4).
fn acts(document: &Document<'_>, action: &Object) -> bool {
    let mut open = vec![action.clone()];
    let mut seen = 0;
    while let Some(action) = open.pop() {
        let Some(action) = action.as_dictionary() else {
            continue; // A destination.
        };
        let kind = document.value(action, "S").unwrap_or(Object::Null);
        seen += 1;
        if seen > MAX_ACTIONS || !matches!(kind.as_name(), Some(b"GoTo" | b"Named" | b"URI")) {
            return true;
        }
        match document.value(action, "Next") {
            Ok(Object::Array(items)) => {
                open.extend(
                    items
                        .iter()
                        .map(|item| document.follow(item).unwrap_or(Object::Null)),
                );
            }
            Ok(next) => open.push(next),
            Err(_) => return true,
        }
    }
    false
}

/// Whether a layer has another state for print, a language, a user or a zoom level, and the configuration applies that
/// state automatically (8.11.4.4).
fn do_layers_vary(document: &Document<'_>, catalog: &Dictionary) -> bool {
    let value =
        |holder: &Dictionary, key: &str| document.value(holder, key).unwrap_or(Object::Null);
    let layers = value(catalog, "OCProperties");
    let Some(layers) = layers.as_dictionary() else {
        return false;
    };
    let default = value(layers, "D");
    let default = default.as_dictionary().cloned().unwrap_or_default();
    let events = value(&default, "AS");
    if events.as_array().is_none_or(<[Object]>::is_empty) {
        return false;
    }
    let all = value(layers, "OCGs");
    all.as_array()
        .unwrap_or_default()
        .iter()
        .take(MAX_LAYERS)
        .any(|layer| {
            let layer = document.follow(layer).unwrap_or(Object::Null);
            let usage = layer.as_dictionary().map(|layer| value(layer, "Usage"));
            let usage = usage
                .as_ref()
                .and_then(Object::as_dictionary)
                .cloned()
                .unwrap_or_default();
            let is_off = |(kind, state): &(&str, &str)| {
                let kind = value(&usage, kind);
                kind.as_dictionary()
                    .is_some_and(|kind| kind.is(state, "OFF"))
            };
            let states = [
                ("View", "ViewState"),
                ("Print", "PrintState"),
                ("Export", "ExportState"),
            ];
            states.iter().any(is_off)
                || ["Zoom", "Language", "User"]
                    .iter()
                    .any(|key| usage.contains(key))
        })
}

/// Whether every reader finds the same pages: the tree is well formed, and every node states the correct count.
fn are_pages_plain(document: &Document<'_>, catalog: &Dictionary) -> bool {
    let Ok(pages) = document.pages() else {
        return false;
    };
    let mut left = MAX_NODES;
    let root = catalog.get("Pages").cloned().unwrap_or(Object::Null);
    pages.len() > MAX_NODES || count(document, &root, 0, &mut left) == Some(pages.len())
}

/// The number of pages below a node, if all nodes there state their counts.
fn count(document: &Document<'_>, node: &Object, depth: usize, left: &mut usize) -> Option<usize> {
    *left = left.checked_sub(1)?;
    let node = document.follow(node).ok()?;
    let node = node.as_dictionary()?;
    if node.is("Type", "Page") {
        return Some(1);
    }
    let kids = document.value(node, "Kids").ok()?;
    let mut sum = 0;
    for kid in kids.as_array()?.iter().filter(|_| depth < MAX_DEPTH) {
        sum += count(document, kid, depth + 1, left)?;
    }
    let stated = document.value(node, "Count").ok()?.as_integer()?;
    (usize::try_from(stated) == Ok(sum)).then_some(sum)
}
