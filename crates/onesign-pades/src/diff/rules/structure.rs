//! The structure tree (14.7): it may gain elements for new fields and annotations, and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use onesign_pdf::graph::references;
use onesign_pdf::object::{Dictionary, Object};
use onesign_pdf::read::{Document, ReadError};

use crate::diff::change::ChangeKind;
use crate::diff::difference::DocumentDifference;
use crate::diff::explain::Why;
use crate::diff::permission::Need;
use crate::diff::step::{Finding, Role, Step};

/// Keys of an element that lead to further elements or to what they describe. None holds words that are read aloud.
const ELEMENT: [&[u8]; 12] = [
    b"Type", b"S", b"P", b"Pg", b"K", b"A", b"C", b"T", b"Lang", b"ID", b"R", b"NS",
];

/// Compares what was changed in the tree.
pub(crate) fn compare(step: &mut Step<'_, '_>) -> Result<(), ReadError> {
    let (old, new) = (step.old.catalog()?, step.new.catalog()?);
    let (Some(root), true) = (
        new.get("StructTreeRoot").and_then(Object::as_reference),
        old.get("StructTreeRoot") == new.get("StructTreeRoot"),
    ) else {
        return Ok(());
    };
    // The tree can be large: only what was changed is looked at, and only if it belongs to the tree.
    let changed: Vec<u32> = step
        .delta
        .iter()
        .filter(|(number, pair)| {
            pair.old.is_some()
                && !step.roles.contains_key(number)
                && !step.parts.contains_key(number)
        })
        .map(|(number, _)| *number)
        .collect();
    let mut grown = false;
    for number in changed {
        let belongs = number == root.number || hangs_in_tree(step, number, root.number);
        if belongs && grows(step, number) {
            step.roles.insert(number, Role::Structure);
            grown = true;
        }
    }
    if grown {
        additions(step);
        let what = DocumentDifference::StructureExtended;
        step.find(Finding::new(ChangeKind::Structure, Need::Nothing, what));
    }
    Ok(())
}

/// Whether every place that names the object is one of the structure tree.
fn hangs_in_tree(step: &Step<'_, '_>, number: u32, root: u32) -> bool {
    let mut seen = BTreeSet::from([number]);
    let mut open = vec![number];
    while let Some(number) = open.pop() {
        if seen.len() > 10_000 {
            return false;
        }
        for owner in step.owners(number) {
            if owner == root {
                return true;
            }
            for object in step.both(owner) {
                let inside = object.as_array().is_some()
                    || object.as_dictionary().is_some_and(|dictionary| {
                        dictionary.is("Type", "StructElem")
                            || dictionary.contains("Nums")
                            || dictionary.contains("Kids")
                            || dictionary.contains("S")
                    });
                if inside && seen.insert(owner) {
                    open.push(owner);
                }
            }
        }
    }
    false
}

/// Whether an element, a node or a list of the tree has only gained entries.
fn grows(step: &Step<'_, '_>, number: u32) -> bool {
    let Some(pair) = step.delta.get(&number) else {
        return false;
    };
    match (&pair.old, &pair.new) {
        (Some(Object::Array(old)), Some(Object::Array(new))) => keeps(old, new),
        (Some(Object::Dictionary(old)), Some(Object::Dictionary(new))) => {
            let Ok(keys) = step.differing(old, new) else {
                return false;
            };
            keys.iter().all(|key| match key.as_slice() {
                b"ParentTreeNextKey" => true,
                b"ParentTree" if old.contains(key) => parents_kept(step, old, new).unwrap_or(false),
                b"ParentTree" | b"IDTree" => !old.contains(key),
                b"K" | b"Nums" | b"Kids" | b"Limits" => {
                    longer(step, old, new, key) || key == b"Limits"
                }
                _ => false,
            })
        }
        _ => false,
    }
}

/// Whether a parent tree that stands elsewhere now still has every entry that it had (7.9.7).
fn parents_kept(
    step: &Step<'_, '_>,
    old: &Dictionary,
    new: &Dictionary,
) -> Result<bool, ReadError> {
    let pairs = |document: &Document<'_>, root: &Dictionary| {
        let tree = document.value(root, "ParentTree")?;
        let entries = tree
            .as_dictionary()
            .map_or(Ok(Object::Null), |tree| document.value(tree, "Nums"))?;
        let entries = entries.as_array().unwrap_or_default();
        let pairs = entries.chunks_exact(2).filter_map(|pair| {
            let [key, value] = pair else { return None };
            Some((key.as_integer()?, value.clone()))
        });
        Ok::<BTreeMap<i64, Object>, ReadError>(pairs.collect())
    };
    let (before, after) = (pairs(step.old, old)?, pairs(step.new, new)?);
    for (key, value) in &before {
        let now = after.get(key);
        if now != Some(value) && !step.same(Some(value), now)? {
            return Ok(false);
        }
    }
    Ok(!before.is_empty())
}

fn longer(step: &Step<'_, '_>, old: &Dictionary, new: &Dictionary, key: &[u8]) -> bool {
    let list = |value: Option<&Object>| match value {
        Some(Object::Array(items)) => items.clone(),
        Some(other) => vec![other.clone()],
        None => Vec::new(),
    };
    let (before, after) = (list(old.get(key)), list(new.get(key)));
    let followed = |document: &Document<'_>, items: &[Object]| match items {
        [Object::Reference(at)] => match document.object(*at) {
            Ok(Object::Array(items)) => items,
            _ => items.to_vec(),
        },
        items => items.to_vec(),
    };
    keeps(&before, &after) || keeps(&followed(step.old, &before), &followed(step.new, &after))
}

/// Whether the old items are all there, in their order.
fn keeps(old: &[Object], new: &[Object]) -> bool {
    let mut rest = new.iter();
    old.iter().all(|item| rest.any(|other| other == item))
}

/// Explains new elements: they describe objects and mark no text.
fn additions(step: &mut Step<'_, '_>) {
    let nodes: Vec<u32> = step
        .roles
        .iter()
        .filter(|(_, role)| **role == Role::Structure)
        .map(|(number, _)| *number)
        .collect();
    let mut open = nodes;
    while let Some(number) = open.pop() {
        let Some(object) = step.delta.get(&number).and_then(|pair| pair.new.clone()) else {
            continue;
        };
        // The tree may name what is new, be it an element or what an element describes.
        for why in [Why::Structure, Why::Form, Why::Note] {
            for key in ["K", "Nums", "Kids", "ParentTree", "IDTree"] {
                step.open(number, key, why);
            }
            step.open_list(number, &[], why);
        }
        let mut named = Vec::new();
        references(&object, &mut |target| named.push(target.number));
        for target in named {
            let Some(pair) = step.delta.get(&target) else {
                continue;
            };
            let fits = pair.new.as_ref().is_some_and(is_element);
            if pair.is_added() && fits && step.parts.insert(target, Why::Structure).is_none() {
                open.push(target);
            }
        }
    }
}

/// An element or list that can't bring text of its own.
fn is_element(object: &Object) -> bool {
    match object {
        Object::Array(items) => items.iter().all(|item| item.as_reference().is_some()),
        Object::Dictionary(dictionary) if dictionary.is("Type", "OBJR") => true,
        Object::Dictionary(dictionary) if dictionary.contains("S") => {
            let known = dictionary.iter().all(|(key, _)| ELEMENT.contains(&key));
            known && !marks_content(dictionary.get("K"))
        }
        Object::Dictionary(dictionary) => {
            let known: [&[u8]; 3] = [b"Nums", b"Kids", b"Limits"];
            dictionary.iter().all(|(key, _)| known.contains(&key))
        }
        _ => false,
    }
}

fn marks_content(kids: Option<&Object>) -> bool {
    match kids {
        Some(Object::Integer(_)) => true,
        Some(Object::Array(items)) => items.iter().any(|item| marks_content(Some(item))),
        Some(Object::Dictionary(kid)) => kid.contains("MCID"),
        _ => false,
    }
}
