//! The form before and after: its fields and its other properties.

use std::collections::BTreeSet;

use onesign_pdf::form::appearance::{self, Shown};
use onesign_pdf::form::{Form, value};
use onesign_pdf::object::Object;
use onesign_pdf::read::ReadError;
use onesign_pdf::shown::can_be_seen;

use super::{field, resources, signing};
use crate::diff::change::ChangeKind;
use crate::diff::comparison::{Comparison, Forms};
use crate::diff::difference::{DocumentDifference, FieldDifference};
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
    let mut keys = compared.differing(&old.dictionary, &new.dictionary)?;
    let resources_changed = !compared.same(old.dictionary.get("DR"), new.dictionary.get("DR"))?;
    if resources_changed && !keys.iter().any(|key| key == b"DR") {
        keys.push(b"DR".to_vec());
    }
    for key in keys {
        let (before, after) = (old.dictionary.get(&key), new.dictionary.get(&key));
        let (need, what) = match key.as_slice() {
            b"Fields" => continue,
            b"SigFlags" => {
                let what = DocumentDifference::SignatureFlagsChanged;
                draft.find(Finding::new(ChangeKind::Form, Need::Format, what));
                continue;
            }
            b"NeedAppearances" if is_redrawn_alike(compared, new) => {
                (Need::Filling, FieldDifference::Redrawn)
            }
            b"NeedAppearances" => (Need::Unknown, FieldDifference::Redrawn),
            b"DR" => {
                draft.add(resources::explain(compared, draft, new, before, after)?);
                continue;
            }
            b"DA" if resources::same_style(before, after) => continue,
            b"DA" => {
                let need = match (resources::are_used(compared, new), before) {
                    (false, _) => Need::Saving,
                    (true, None) => Need::Unknown,
                    (true, Some(_)) => Need::Forbidden,
                };
                (need, FieldDifference::FormEntry("DA".to_owned()))
            }
            other => {
                let key = String::from_utf8_lossy(other).into_owned();
                (Need::Forbidden, FieldDifference::FormEntry(key))
            }
        };
        draft.find(Finding::new(ChangeKind::Form, need, what));
    }
    Ok(())
}

/// Whether a change of `NeedAppearances` leaves all fields as they look. Readers that draw fields anew choose their own
/// fonts and sizes, and some drop the looks of signatures.
fn is_redrawn_alike(compared: &Comparison<'_, '_>, form: &Form) -> bool {
    if form.dictionary.get("NeedAppearances") == Some(&Object::Boolean(false))
        || !form.dictionary.contains("NeedAppearances")
    {
        return shows_its_values(compared, form);
    }
    let widgets = form.nodes.values().flat_map(|node| &node.widgets);
    let mut widgets = widgets.filter_map(|widget| form.nodes.get(widget));
    !widgets.any(|widget| can_be_seen(compared.new, &widget.dictionary))
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
        }) && (words.is_empty() || resources::draw_plainly(compared, form, *number))
    })
}
