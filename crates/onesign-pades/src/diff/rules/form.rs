//! The form before and after: its fields, and what its other properties say.

use std::collections::BTreeSet;

use onesign_pdf::form::appearance::{self, Shown};
use onesign_pdf::form::{Form, value};
use onesign_pdf::object::{Dictionary, Object};
use onesign_pdf::read::ReadError;

use super::{field, signing};
use crate::diff::change::ChangeKind;
use crate::diff::difference::FieldDifference;
use crate::diff::explain::Why;
use crate::diff::permission::Need;
use crate::diff::step::{Finding, Role, Step};

/// Compares the forms.
pub(crate) fn compare(step: &mut Step<'_, '_>) -> Result<(), ReadError> {
    let catalog = step.new.root()?.number;
    let (old, new) = match (step.old_form.clone(), step.new_form.clone()) {
        (_, None) => return Ok(()), // The catalogue's rule reports a form that is gone.
        (old, Some(new)) => (old.unwrap_or_default(), new),
    };
    properties(step, &old, &new)?;
    if new.number == 0 {
        step.open_list(catalog, &["AcroForm", "Fields"], Why::Form);
    } else {
        step.open_list(catalog, &["AcroForm"], Why::Form);
        step.open_list(new.number, &["Fields"], Why::Form);
        step.gate(new.number, Why::Form);
    }
    arrays(step, &old, &new);
    if old.direct.iter().any(|field| !new.direct.contains(field))
        || new.direct.iter().any(|field| !old.direct.contains(field))
    {
        let what = FieldDifference::Direct;
        let kind = ChangeKind::FieldDefinition;
        step.find(Finding::new(kind, Need::Forbidden, what));
    }
    let touched = step.touched();
    for (number, node) in &old.nodes {
        if !new.nodes.contains_key(number) {
            let what = FieldDifference::Removed(node.name.clone());
            let finding = Finding::new(ChangeKind::FieldDefinition, Need::Forbidden, what);
            step.find(finding.of_field(&node.name));
        } else if node.shows.is_none() {
            field::compare(step, &old, &new, *number, &touched)?;
        }
    }
    for number in new.nodes.keys() {
        if !old.nodes.contains_key(number) {
            signing::added(step, &old, &new, *number)?;
        }
    }
    Ok(())
}

/// Lists of fields that are objects of their own: their fields are compared one by one.
fn arrays(step: &mut Step<'_, '_>, old: &Form, new: &Form) {
    let mut lists: BTreeSet<u32> = BTreeSet::new();
    for (form, key) in [(old, "Fields"), (new, "Fields")] {
        let list = form.dictionary.get(key).and_then(Object::as_reference);
        lists.extend(list.map(|list| list.number));
    }
    for form in [old, new] {
        for (number, node) in &form.nodes {
            if let Some(list) = node.dictionary.get("Kids").and_then(Object::as_reference) {
                lists.insert(list.number);
                step.open_list(*number, &["Kids"], Why::Form);
            }
        }
    }
    for list in lists {
        step.open_list(list, &[], Why::Form);
        step.gate(list, Why::Form);
    }
}

/// Everything in the form's dictionary but the fields.
fn properties(step: &mut Step<'_, '_>, old: &Form, new: &Form) -> Result<(), ReadError> {
    let owner = new.number;
    let mut keys = step.differing(&old.dictionary, &new.dictionary)?;
    let resources_changed = !step.same(old.dictionary.get("DR"), new.dictionary.get("DR"))?;
    if resources_changed && !keys.iter().any(|key| key == b"DR") {
        keys.push(b"DR".to_vec());
    }
    for key in keys {
        let (before, after) = (old.dictionary.get(&key), new.dictionary.get(&key));
        match key.as_slice() {
            b"Fields" | b"SigFlags" => {}
            b"NeedAppearances" => {
                let need = if shows_its_values(step, new) {
                    Need::Filling
                } else {
                    Need::Unknown
                };
                let what = FieldDifference::Redrawn;
                step.find(Finding::new(ChangeKind::Form, need, what));
            }
            b"DR" => {
                let grown = additive(step, before, after, 0)?;
                if grown {
                    resources(step, owner, before, after);
                } else {
                    let what = FieldDifference::ResourceReplaced;
                    step.find(Finding::new(ChangeKind::Form, Need::Forbidden, what));
                }
            }
            b"DA" if before.is_none() => {}
            other => {
                let key = String::from_utf8_lossy(other).into_owned();
                let what = FieldDifference::FormEntry(key);
                step.find(Finding::new(ChangeKind::Form, Need::Forbidden, what));
            }
        }
    }
    Ok(())
}

/// Whether drawing all fields anew from their values would show what they show already.
fn shows_its_values(step: &Step<'_, '_>, form: &Form) -> bool {
    let texts = form.nodes.iter().filter(|(_, node)| {
        !node.widgets.is_empty() && matches!(node.kind.as_slice(), b"Tx" | b"Ch")
    });
    texts.into_iter().all(|(number, node)| {
        let held = form.inherited(*number, "V");
        let held = held.map_or(Ok(Object::Null), |held| step.new.follow(held));
        let Ok(held) = held else { return false };
        let words = value::shown_words(step.new, form, *number, &held);
        node.widgets.iter().all(|widget| {
            let widget = form.nodes.get(widget).map(|node| &node.dictionary);
            widget.is_none_or(|widget| {
                let is_drawn = widget.contains("AP") || words.is_empty();
                is_drawn && appearance::shows(step.new, form, widget, &words) == Shown::Same
            })
        })
    })
}

fn resources(step: &mut Step<'_, '_>, owner: u32, before: Option<&Object>, after: Option<&Object>) {
    if owner == 0 {
        let catalog = step.new.root().map_or(0, |root| root.number);
        step.open_at(catalog, &["AcroForm", "DR"], Why::Resource);
    } else {
        step.open(owner, "DR", Why::Resource);
    }
    if let Some(after) = after {
        step.explain(after, Why::Resource, false);
    }
    // Dictionaries of resources that were there and have grown.
    for value in [before, after].into_iter().flatten() {
        let mut kinds: Vec<u32> = Vec::new();
        kinds.extend(value.as_reference().map(|at| at.number));
        let held = step.new.follow(value).unwrap_or(Object::Null);
        for (_, kind) in held.as_dictionary().into_iter().flat_map(Dictionary::iter) {
            kinds.extend(kind.as_reference().map(|at| at.number));
        }
        for number in kinds {
            step.gate(number, Why::Resource);
            let kind = onesign_pdf::graph::read(step.new, number).ok().flatten();
            let kind = kind.as_ref().and_then(Object::as_dictionary);
            for (key, _) in kind.into_iter().flat_map(Dictionary::iter) {
                let key = String::from_utf8_lossy(key);
                step.open(number, &key, Why::Resource);
            }
        }
    }
}

/// Whether two levels of dictionaries have only grown.
fn additive(
    step: &Step<'_, '_>,
    old: Option<&Object>,
    new: Option<&Object>,
    depth: usize,
) -> Result<bool, ReadError> {
    let Some(old) = old else { return Ok(true) };
    let before = step.old.follow(old)?;
    let after = match new {
        Some(new) => step.new.follow(new)?,
        None => return Ok(false),
    };
    match (&before, &after) {
        (Object::Dictionary(before), Object::Dictionary(after)) if depth < 2 => {
            for (key, value) in before.iter() {
                if depth == 0 && key == b"XObject" {
                    continue; // No default appearance names one (12.7.4.3).
                }
                let same = after.get(key) == Some(value);
                if !same && !additive(step, Some(value), after.get(key), depth + 1)? {
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

/// Marks a field as changed by its own rules.
pub(crate) fn is_a_field(step: &mut Step<'_, '_>, number: u32) {
    if step.delta.contains_key(&number) && !step.parts.contains_key(&number) {
        step.roles.insert(number, Role::Field);
    }
}
