//! Content that viewers may show in different ways although the file does not change: automatic actions, external
//! content, layers for the screen only, ambiguous page trees.

use onesign_pdf::object::{Dictionary, Object};
use onesign_pdf::read::{Document, ReadError};

use super::warning::Warning;

/// The deepest nesting of page tree nodes.
const MAX_DEPTH: usize = 100;
/// The longest sequence of actions.
const MAX_ACTIONS: usize = 100;
/// The most layers to examine.
const MAX_LAYERS: usize = 10_000;
/// The most nodes of the page tree.
const MAX_NODES: usize = 100_000;

/// The warnings from the catalogue and the pages.
pub(crate) fn warnings(document: &Document<'_>, pages: &[Dictionary]) -> Vec<Warning> {
    let Ok(catalog) = document.catalog() else {
        return vec![Warning::PagesUnclear];
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
            .any(|page| triggers(document, &value(page, "AA"), None))
    };
    if acts(document, &value(&catalog, "OpenAction"))
        || scripts.is_some_and(|scripts| scripts != Object::Null)
        || triggers(document, &value(&catalog, "AA"), None)
        || by_pages()
    {
        warnings.push(Warning::RunsByItself);
    }
    if do_layers_vary(document, &catalog) {
        warnings.push(Warning::LayersVary);
    }
    if hides_layers(document) {
        warnings.push(Warning::HiddenLayers);
    }
    warnings
}

/// Whether any of these additional actions (12.6.3), or only of those with these keys, does more than navigate.
pub(super) fn triggers(document: &Document<'_>, actions: &Object, keys: Option<&[&str]>) -> bool {
    let actions = actions
        .as_dictionary()
        .into_iter()
        .flat_map(Dictionary::iter);
    let is_meant =
        |key: &[u8]| keys.is_none_or(|keys| keys.iter().any(|one| one.as_bytes() == key));
    let mut actions = actions.filter(|(key, _)| is_meant(key));
    actions.any(|(_, action)| {
        let action = document.follow(action);
        action.map_or(true, |action| acts(document, &action))
    })
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

/// Whether the document has layers (8.11.4.2).
pub(super) fn has_layers(document: &Document<'_>) -> bool {
    let catalog = document.catalog();
    let layers = catalog.and_then(|catalog| document.value(&catalog, "OCProperties"));
    layers.map_or(true, |layers| layers != Object::Null)
}

/// Whether the default configuration hides layers (8.11.4.3). Every reader of the file can switch them on.
pub(super) fn hides_layers(document: &Document<'_>) -> bool {
    let inner = || -> Result<bool, ReadError> {
        let catalog = document.catalog()?;
        let layers = document.value(&catalog, "OCProperties")?;
        let Some(layers) = layers.as_dictionary() else {
            return Ok(false);
        };
        let default = document.value(layers, "D")?;
        let Some(default) = default.as_dictionary() else {
            return Ok(false);
        };
        let off = document.value(default, "OFF")?;
        let base = document.value(default, "BaseState")?;
        let some_off = off.as_array().is_some_and(|off| !off.is_empty());
        Ok(some_off || base.is_name("OFF"))
    };
    inner().unwrap_or(true)
}

/// Whether a layer has another state for print, a language, a user or a zoom level (8.11.4.4). The configuration says
/// whether viewers apply it automatically, but some apply the states of screen and print in any case.
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
    let is_automatic = events.as_array().is_some_and(|events| !events.is_empty());
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
                || is_automatic
                    && ["Zoom", "Language", "User"]
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
