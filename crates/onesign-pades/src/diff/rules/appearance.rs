//! The appearances of filled or signed fields.

use std::collections::BTreeSet;

use onesign_pdf::form::Form;
use onesign_pdf::graph::{TRAILER, references};
use onesign_pdf::object::Object;

use super::field_change::FieldChange;
use crate::diff::change::ChangeKind;
use crate::diff::comparison::Comparison;
use crate::diff::difference::FieldDifference;
use crate::diff::explained::{Place, Why};
use crate::diff::explanation::{Draft, Explanation};
use crate::diff::finding::{Finding, Need};

/// Explains the appearances of a field or widget: the added ones, and changed ones that belong only to this field.
pub(super) fn explain(
    compared: &Comparison<'_, '_>,
    earlier: &Draft<'_>,
    member: u32,
    appearances: &Object,
) -> Explanation {
    let mut draft = Draft::after(earlier);
    draft.open(Place::below(member, &["AP"], Why::Form));
    draft.explain_all(compared, appearances, Why::Form);
    // A dictionary of appearances that stays the same object.
    if let Some(reference) = appearances.as_reference()
        && !compared.differs(reference.number)
        && compared
            .owners(reference.number)
            .iter()
            .all(|&owner| compared.is_field(owner))
        && let Ok(Object::Dictionary(held)) = compared.new.object(reference)
    {
        for key in ["N", "R", "D"] {
            draft.open(Place::below(reference.number, &[key], Why::Form));
        }
        draft.explain_all(compared, &held.into(), Why::Form);
    }
    draft.done()
}

/// Replaced appearances must have belonged only to the field: any other user still shows the old ones.
pub(super) fn shared(compared: &Comparison<'_, '_>, change: &FieldChange<'_>) -> Option<Finding> {
    let members = change.before.widgets.iter().copied();
    let members: BTreeSet<u32> = members.chain([change.number]).collect();
    let is_shared = members
        .into_iter()
        .flat_map(|member| replaced(change, member))
        .any(|target| is_used_elsewhere(compared, target));
    is_shared.then(|| {
        let difference = FieldDifference::AppearanceShared(change.after.name.clone());
        change.finding(compared, ChangeKind::FieldValue, Need::Unknown, difference)
    })
}

/// The objects of the former appearances of a field or widget, if it has new ones.
fn replaced(change: &FieldChange<'_>, member: u32) -> Vec<u32> {
    let appearances = |form: &Form| {
        let node = form.nodes.get(&member);
        node.and_then(|node| node.dictionary.get("AP").cloned())
    };
    let was = appearances(change.forms.old);
    let mut replaced = Vec::new();
    if let Some(was) = was.filter(|was| Some(was) != appearances(change.forms.new).as_ref()) {
        references(&was, &mut |target| replaced.push(target.number));
    }
    replaced
}

/// Whether anything other than a field uses the object. A dictionary of appearances may, if it belongs only to fields.
fn is_used_elsewhere(compared: &Comparison<'_, '_>, target: u32) -> bool {
    let owners = compared.owners(target).into_iter();
    let mut others = owners.filter(|owner| !compared.is_field(*owner));
    others.any(|owner| {
        let above = compared.owners(owner);
        owner == TRAILER || above.is_empty() || above.iter().any(|above| !compared.is_field(*above))
    })
}
