//! The structure tree (14.7): it may gain elements for new fields and annotations, and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use onesign_pdf::graph::references;
use onesign_pdf::object::{Dictionary, Object};
use onesign_pdf::read::{Document, ReadError};

use crate::diff::change::ChangeKind;
use crate::diff::comparison::Comparison;
use crate::diff::delta::Pair;
use crate::diff::difference::DocumentDifference;
use crate::diff::explained::{Place, Role, Why};
use crate::diff::explanation::{Draft, Explanation};
use crate::diff::finding::{Finding, Need};

/// Keys of an element that lead to further elements or to the described objects. None contains text that is read aloud.
const ELEMENT: [&[u8]; 12] = [
    b"Type", b"S", b"P", b"Pg", b"K", b"A", b"C", b"T", b"Lang", b"ID", b"R", b"NS",
];

/// The most nodes of a parent tree.
const MAX_NODES: usize = 10_000;

/// Compares the changes in the tree.
pub(super) fn explain(
    compared: &Comparison<'_, '_>,
    earlier: &Draft<'_>,
) -> Result<Explanation, ReadError> {
    let mut draft = Draft::after(earlier);
    let (old, new) = (compared.old.catalog()?, compared.new.catalog()?);
    let (Some(root), true) = (
        new.get("StructTreeRoot").and_then(Object::as_reference),
        old.get("StructTreeRoot") == new.get("StructTreeRoot"),
    ) else {
        return Ok(draft.done());
    };
    // The tree can be large, so only changed objects that belong to it are examined.
    let changed = compared.delta.iter().filter(|(number, pair)| {
        let belongs = || **number == root.number || is_in_tree(compared, **number, root.number);
        pair.old.is_some() && !earlier.knows(**number) && belongs() && grows(compared, pair)
    });
    let grown: Vec<u32> = changed.map(|(number, _)| *number).collect();
    if !grown.is_empty() {
        for number in &grown {
            draft.changed(*number, Role::Structure);
        }
        additions(compared, &mut draft, grown);
        let what = DocumentDifference::StructureExtended;
        draft.find(Finding::new(ChangeKind::Structure, Need::Format, what));
    }
    Ok(draft.done())
}

/// Whether every reference to the object comes from the structure tree.
fn is_in_tree(compared: &Comparison<'_, '_>, number: u32, root: u32) -> bool {
    let mut seen = BTreeSet::from([number]);
    let mut open = vec![number];
    while let Some(number) = open.pop() {
        if seen.len() > 10_000 {
            return false;
        }
        for owner in compared.owners(number) {
            if owner == root {
                return true;
            }
            for object in compared.both(owner) {
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
fn grows(compared: &Comparison<'_, '_>, pair: &Pair) -> bool {
    match (&pair.old, &pair.new) {
        (Some(Object::Array(old)), Some(Object::Array(new))) => keeps(old, new),
        (Some(Object::Dictionary(old)), Some(Object::Dictionary(new))) => {
            let Ok(keys) = compared.differing(old, new) else {
                return false;
            };
            keys.iter().all(|key| match key.as_slice() {
                b"ParentTreeNextKey" => true,
                b"ParentTree" if old.contains(key) => {
                    parents_kept(compared, old, new).unwrap_or(false)
                }
                b"ParentTree" | b"IDTree" => !old.contains(key),
                b"K" | b"Nums" | b"Kids" | b"Limits" => {
                    longer(compared, old, new, key) || key == b"Limits"
                }
                _ => false,
            })
        }
        _ => false,
    }
}

/// Whether a parent tree that is another object now still has all its former entries (7.9.7).
fn parents_kept(
    compared: &Comparison<'_, '_>,
    old: &Dictionary,
    new: &Dictionary,
) -> Result<bool, ReadError> {
    let (Some(before), Some(after)) = (parents(compared.old, old)?, parents(compared.new, new)?)
    else {
        return Ok(false);
    };
    for (key, value) in &before {
        let now = after.get(key);
        if now != Some(value) && !compared.same(Some(value), now)? {
            return Ok(false);
        }
    }
    Ok(!before.is_empty())
}

/// The entries of a parent tree; `None` if it has too many nodes or the same key twice.
fn parents(
    document: &Document<'_>,
    root: &Dictionary,
) -> Result<Option<BTreeMap<i64, Object>>, ReadError> {
    let mut found = BTreeMap::new();
    let mut open = vec![root.get("ParentTree").cloned().unwrap_or(Object::Null)];
    let mut nodes = 0;
    while let Some(node) = open.pop() {
        nodes += 1;
        if nodes > MAX_NODES {
            return Ok(None);
        }
        let node = document.follow(&node)?;
        let Some(node) = node.as_dictionary() else {
            continue;
        };
        let kids = document.value(node, "Kids")?;
        open.extend(kids.as_array().unwrap_or_default().iter().cloned());
        let entries = document.value(node, "Nums")?;
        for pair in entries.as_array().unwrap_or_default().chunks_exact(2) {
            if let [key, value] = pair
                && let Some(key) = key.as_integer()
                && found.insert(key, value.clone()).is_some()
            {
                return Ok(None);
            }
        }
    }
    Ok(Some(found))
}

fn longer(compared: &Comparison<'_, '_>, old: &Dictionary, new: &Dictionary, key: &[u8]) -> bool {
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
    keeps(&before, &after)
        || keeps(
            &followed(compared.old, &before),
            &followed(compared.new, &after),
        )
}

/// Whether all old items still exist, in their order.
fn keeps(old: &[Object], new: &[Object]) -> bool {
    let mut rest = new.iter();
    old.iter().all(|item| rest.any(|other| other == item))
}

/// Explains the new elements in the grown lists: they describe objects and mark no text.
fn additions(compared: &Comparison<'_, '_>, draft: &mut Draft<'_>, grown: Vec<u32>) {
    let mut open = grown;
    while let Some(number) = open.pop() {
        let Some(object) = compared.pair(number).and_then(|pair| pair.new.clone()) else {
            continue;
        };
        // The tree may refer to new objects, both elements and the objects that they describe.
        for why in [Why::Structure, Why::Form, Why::Note] {
            for key in ["K", "Nums", "Kids", "ParentTree", "IDTree"] {
                draft.open(Place::below(number, &[key], why));
            }
            draft.open(Place::list(number, &[], why));
        }
        let mut named = Vec::new();
        references(&object, &mut |target| named.push(target.number));
        for target in named {
            let Some(pair) = compared.pair(target) else {
                continue;
            };
            let fits = pair.new.as_ref().is_some_and(is_element);
            if pair.is_added() && fits {
                let is_first = !draft.is_whole(target);
                draft.whole(target, Why::Structure);
                if is_first {
                    open.push(target);
                }
            }
        }
    }
}

/// An element or list that can't add text.
fn is_element(object: &Object) -> bool {
    match object {
        Object::Array(items) => items
            .iter()
            .all(|item| item.as_reference().is_some() || *item == Object::Null),
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
