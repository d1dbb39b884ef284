//! The form before and after: its fields and its other properties.

use std::collections::BTreeSet;

use onesign_pdf::form::appearance::{self, Shown};
use onesign_pdf::form::{Form, value};
use onesign_pdf::graph;
use onesign_pdf::object::{Dictionary, Object};
use onesign_pdf::read::ReadError;

use super::{field, signing};
use crate::diff::change::ChangeKind;
use crate::diff::comparison::{Comparison, Forms};
use crate::diff::difference::FieldDifference;
use crate::diff::explained::{Place, Role, Why};
use crate::diff::explanation::{Draft, Explanation};
use crate::diff::finding::{Finding, Need};

/// Compares the forms. The catalogue's rule reports a removed form.
pub(super) fn explain(
    compared: &Comparison<'_, '_>,
    earlier: &Draft<'_>,
) -> Result<Explanation, ReadError> {
    let mut draft = Draft::after(earlier);
    let catalog = compared.new.root()?.number;
    let Some(forms) = compared.forms() else {
        return Ok(draft.done());
    };
    let Forms { old, new } = forms;
    properties(compared, &mut draft, forms)?;
    if new.number == 0 {
        draft.open(Place::list(catalog, &["AcroForm", "Fields"], Why::Form));
    } else {
        draft.open(Place::list(catalog, &["AcroForm"], Why::Form));
        draft.open(Place::list(new.number, &["Fields"], Why::Form));
        draft.judged(compared, new.number, Role::Named(Why::Form));
    }
    arrays(compared, &mut draft, forms);
    if old.direct.iter().any(|field| !new.direct.contains(field))
        || new.direct.iter().any(|field| !old.direct.contains(field))
    {
        let what = FieldDifference::Direct;
        let kind = ChangeKind::FieldDefinition;
        draft.find(Finding::new(kind, Need::Forbidden, what));
    }
    let touched = compared.touched();
    for (number, node) in &old.nodes {
        if !new.nodes.contains_key(number) {
            let what = FieldDifference::Removed(node.name.clone());
            let finding = Finding::new(ChangeKind::FieldDefinition, Need::Forbidden, what);
            draft.find(finding.of_field(&node.name));
        } else if node.shows.is_none() {
            draft.add(field::explain(compared, &draft, forms, *number, &touched)?);
        }
    }
    for number in new.nodes.keys() {
        if !old.nodes.contains_key(number) {
            draft.add(signing::added(compared, &draft, forms, *number)?);
        }
    }
    Ok(draft.done())
}

/// Arrays of fields that are indirect objects: their fields are compared one by one.
fn arrays(compared: &Comparison<'_, '_>, draft: &mut Draft<'_>, Forms { old, new }: Forms<'_>) {
    let mut lists: BTreeSet<u32> = BTreeSet::new();
    for (form, key) in [(old, "Fields"), (new, "Fields")] {
        let list = form.dictionary.get(key).and_then(Object::as_reference);
        lists.extend(list.map(|list| list.number));
    }
    for form in [old, new] {
        for (number, node) in &form.nodes {
            if let Some(list) = node.dictionary.get("Kids").and_then(Object::as_reference) {
                lists.insert(list.number);
                draft.open(Place::list(*number, &["Kids"], Why::Form));
            }
        }
    }
    for list in lists {
        draft.open(Place::list(list, &[], Why::Form));
        draft.judged(compared, list, Role::Named(Why::Form));
    }
}

/// Everything in the form's dictionary except the fields.
fn properties(
    compared: &Comparison<'_, '_>,
    draft: &mut Draft<'_>,
    Forms { old, new }: Forms<'_>,
) -> Result<(), ReadError> {
    let owner = new.number;
    let mut keys = compared.differing(&old.dictionary, &new.dictionary)?;
    let resources_changed = !compared.same(old.dictionary.get("DR"), new.dictionary.get("DR"))?;
    if resources_changed && !keys.iter().any(|key| key == b"DR") {
        keys.push(b"DR".to_vec());
    }
    for key in keys {
        let (before, after) = (old.dictionary.get(&key), new.dictionary.get(&key));
        match key.as_slice() {
            b"Fields" | b"SigFlags" => {}
            b"NeedAppearances" => {
                let need = if shows_its_values(compared, new) {
                    Need::Filling
                } else {
                    Need::Unknown
                };
                let what = FieldDifference::Redrawn;
                draft.find(Finding::new(ChangeKind::Form, need, what));
            }
            b"DR" => {
                let grown = additive(compared, before, after, 0)?;
                if grown {
                    resources(compared, draft, owner, before, after);
                } else {
                    let what = FieldDifference::ResourceReplaced;
                    draft.find(Finding::new(ChangeKind::Form, Need::Forbidden, what));
                }
            }
            b"DA" if before.is_none() => {}
            other => {
                let key = String::from_utf8_lossy(other).into_owned();
                let what = FieldDifference::FormEntry(key);
                draft.find(Finding::new(ChangeKind::Form, Need::Forbidden, what));
            }
        }
    }
    Ok(())
}

/// Whether redrawing all fields from their values would leave their appearance unchanged.
fn shows_its_values(compared: &Comparison<'_, '_>, form: &Form) -> bool {
    let texts = form.nodes.iter().filter(|(_, node)| {
        !node.widgets.is_empty() && matches!(node.kind.as_slice(), b"Tx" | b"Ch")
    });
    texts.into_iter().all(|(number, node)| {
        let held = form.inherited(*number, "V");
        let held = held.map_or(Ok(Object::Null), |held| compared.new.follow(held));
        let Ok(held) = held else { return false };
        let words = value::shown_words(compared.new, form, *number, &held);
        node.widgets.iter().all(|widget| {
            let widget = form.nodes.get(widget).map(|node| &node.dictionary);
            widget.is_none_or(|widget| {
                let is_drawn = widget.contains("AP") || words.is_empty();
                is_drawn && appearance::shows(compared.new, form, widget, &words) == Shown::Same
            })
        })
    })
}

fn resources(
    compared: &Comparison<'_, '_>,
    draft: &mut Draft<'_>,
    owner: u32,
    before: Option<&Object>,
    after: Option<&Object>,
) {
    if owner == 0 {
        let catalog = compared.new.root().map_or(0, |root| root.number);
        draft.open(Place::below(catalog, &["AcroForm", "DR"], Why::Resource));
    } else {
        draft.open(Place::below(owner, &["DR"], Why::Resource));
    }
    if let Some(after) = after {
        draft.explain_new(compared, after, Why::Resource);
    }
    // Existing dictionaries of resources that have grown.
    for value in [before, after].into_iter().flatten() {
        let mut kinds: Vec<u32> = Vec::new();
        kinds.extend(value.as_reference().map(|at| at.number));
        let held = compared.new.follow(value).unwrap_or(Object::Null);
        for (_, kind) in held.as_dictionary().into_iter().flat_map(Dictionary::iter) {
            kinds.extend(kind.as_reference().map(|at| at.number));
        }
        for number in kinds {
            draft.judged(compared, number, Role::Named(Why::Resource));
            let kind = graph::read(compared.new, number).ok().flatten();
            let kind = kind.as_ref().and_then(Object::as_dictionary);
            for (key, _) in kind.into_iter().flat_map(Dictionary::iter) {
                let key = String::from_utf8_lossy(key);
                draft.open(Place::below(number, &[&key], Why::Resource));
            }
        }
    }
}

/// Whether two levels of dictionaries have only grown.
fn additive(
    compared: &Comparison<'_, '_>,
    old: Option<&Object>,
    new: Option<&Object>,
    depth: usize,
) -> Result<bool, ReadError> {
    let Some(old) = old else { return Ok(true) };
    let before = compared.old.follow(old)?;
    let after = match new {
        Some(new) => compared.new.follow(new)?,
        None => return Ok(false),
    };
    match (&before, &after) {
        (Object::Dictionary(before), Object::Dictionary(after)) if depth < 2 => {
            for (key, value) in before.iter() {
                if depth == 0 && key == b"XObject" {
                    continue; // No default appearance names one (12.7.4.3).
                }
                let same = after.get(key) == Some(value);
                if !same && !additive(compared, Some(value), after.get(key), depth + 1)? {
                    return Ok(false);
                }
            }
            Ok(true)
        }
        (Object::Array(before), Object::Array(after)) => {
            Ok(before.iter().all(|item| after.contains(item)))
        }
        _ => Ok(before == after),
    }
}
