//! A field that was filled in: its value, and what it shows.

use std::collections::BTreeSet;

use onesign_pdf::form::appearance::{self, Shown};
use onesign_pdf::form::{Form, Node, value};
use onesign_pdf::graph::references;
use onesign_pdf::object::Object;
use onesign_pdf::read::{Document, ReadError};

use super::field::{READ_ONLY, Touched, page_of};
use crate::diff::change::ChangeKind;
use crate::diff::difference::{FieldDifference, Shows, short};
use crate::diff::explain::Why;
use crate::diff::permission::Need;
use crate::diff::step::{Finding, Step};

/// A field that is no signature: its value may change, and what it shows must change with it.
pub(crate) fn compare(
    step: &mut Step<'_, '_>,
    old: &Form,
    new: &Form,
    number: u32,
    what: &Touched,
) -> Result<(), ReadError> {
    let Some(node) = new.nodes.get(&number) else {
        return Ok(());
    };
    let name = node.name.clone();
    let held = |form: &Form, document: &Document<'_>| {
        let value = form.inherited(number, "V");
        value.map_or(Ok(Object::Null), |value| document.follow(value))
    };
    let (was, is) = (held(old, step.old)?, held(new, step.new)?);
    let page = page_of(step, number);
    let (before, after) = (in_words(step, &was), in_words(step, &is));
    let agrees = node.kind != b"Btn" || value::states_agree(step.new, new, number, &is);
    let is_fixed = is_fixed(step, old, number);
    let say = |step: &mut Step<'_, '_>, need: Need, difference: FieldDifference| {
        let finding = Finding::new(ChangeKind::FieldValue, need, difference);
        step.find(finding.on(page).of_field(&name));
    };
    let filled = |shows: Shows| FieldDifference::Filled {
        name: name.clone(),
        before: before.clone(),
        after: after.clone(),
        shows,
    };
    if was == is {
        let difference = FieldDifference::ShowsOther(name.clone(), after.clone());
        say(step, Need::Forbidden, difference);
        return Ok(());
    }
    if is_fixed {
        say(step, Need::Unknown, filled(Shows::FixedValue));
    }
    let has_looks = node.widgets.iter().any(|widget| {
        let widget = new.nodes.get(widget);
        widget.is_some_and(|widget| widget.dictionary.contains("AP"))
    });
    if node.kind == b"Btn" {
        if what.appearance || !agrees {
            say(step, Need::Forbidden, filled(Shows::Unlike));
        } else {
            say(step, Need::Filling, filled(Shows::Value));
        }
        return Ok(());
    }
    let redrawn = matches!(
        new.dictionary.get("NeedAppearances"),
        Some(Object::Boolean(true))
    );
    if has_looks && !what.appearance && !redrawn {
        say(step, Need::Forbidden, filled(Shows::OldValue));
        return Ok(());
    }
    let (need, shows) = match appearance::field_shows(step.new, new, number, &is) {
        Shown::Same if !rich_text_agrees(step, node, &after) => {
            (Need::Unknown, Shows::OtherRichText)
        }
        Shown::Same => (Need::Filling, Shows::Value),
        Shown::Other(text) => (Need::Forbidden, Shows::Other(short(&text))),
        Shown::Unknown => (Need::Unknown, Shows::Unclear),
    };
    let (is_accepted, is_plain) = (need != Need::Forbidden, need == Need::Filling);
    say(step, need, filled(shows));
    if is_accepted {
        accept(step, old, new, number);
    }
    if is_plain {
        shared_looks(step, old, new, number, &name);
    }
    Ok(())
}

/// Whether nobody was to fill a field in: it was read-only (table 227), and no program calculates it.
fn is_fixed(step: &Step<'_, '_>, old: &Form, number: u32) -> bool {
    let flags = old.inherited(number, "Ff").and_then(Object::as_integer);
    let actions = old.nodes.get(&number).map(|node| &node.dictionary);
    let actions = actions.map_or(Ok(Object::Null), |field| step.old.value(field, "AA"));
    let is_calculated = actions.is_ok_and(|actions| {
        let actions = actions.as_dictionary();
        actions.is_some_and(|actions| actions.contains("C"))
    });
    flags.unwrap_or(0) & READ_ONLY != 0 && !is_calculated
}

/// Explains the new value and the new looks.
fn accept(step: &mut Step<'_, '_>, old: &Form, new: &Form, number: u32) {
    let Some(node) = new.nodes.get(&number) else {
        return;
    };
    let mut members = node.widgets.clone();
    members.push(number);
    for member in members {
        for form in [old, new] {
            let Some(held) = form.nodes.get(&member) else {
                continue;
            };
            for key in ["V", "RV"] {
                step.open(member, key, Why::Form);
                if let Some(value) = held.dictionary.get(key) {
                    step.explain(value, Why::Form, true);
                }
            }
            if let Some(looks) = held.dictionary.get("AP") {
                step.explain_looks(member, looks);
            }
        }
    }
}

/// Looks that are replaced must have been the field's own: if something else uses them too, it shows the old ones
/// still.
pub(crate) fn shared_looks(
    step: &mut Step<'_, '_>,
    old: &Form,
    new: &Form,
    number: u32,
    name: &str,
) {
    let mut members: BTreeSet<u32> = BTreeSet::from([number]);
    members.extend(
        old.nodes
            .get(&number)
            .into_iter()
            .flat_map(|node| node.widgets.clone()),
    );
    let looks = |form: &Form, member: u32| {
        let node = form.nodes.get(&member);
        node.and_then(|node| node.dictionary.get("AP").cloned())
    };
    let mut shared = false;
    for member in members {
        let (was, is) = (looks(old, member), looks(new, member));
        if was == is {
            continue;
        }
        let mut replaced = Vec::new();
        if let Some(was) = was {
            references(&was, &mut |target| replaced.push(target.number));
        }
        for target in replaced {
            let owners = step.owners(target).into_iter();
            shared |= owners.filter(|owner| !step.is_field(*owner)).any(|owner| {
                // A dictionary of looks that belongs to fields alone.
                owner == onesign_pdf::graph::TRAILER
                    || step.owners(owner).is_empty()
                    || step
                        .owners(owner)
                        .iter()
                        .any(|above| !step.is_field(*above))
            });
        }
    }
    if shared {
        let difference = FieldDifference::AppearanceShared(name.to_owned());
        let page = page_of(step, number);
        let finding = Finding::new(ChangeKind::FieldValue, Need::Unknown, difference);
        step.find(finding.on(page).of_field(name));
    }
}

/// Whether rich text, if there is any, says the same as the value.
fn rich_text_agrees(step: &Step<'_, '_>, node: &Node, value: &str) -> bool {
    let rich = step.new.value(&node.dictionary, "RV");
    let rich = match rich {
        Ok(Object::Null) => return true,
        Ok(rich) => in_words(step, &rich),
        Err(_) => return false,
    };
    let mut outside = true;
    let words = rich.chars().filter(|sign| {
        let is_mark = matches!(sign, '<' | '>');
        outside = if is_mark { *sign == '>' } else { outside };
        outside && !is_mark && !sign.is_whitespace()
    });
    words.eq(value.chars().filter(|sign| !sign.is_whitespace()))
}

/// A value as a sentence repeats it.
pub(crate) fn in_words(step: &Step<'_, '_>, value: &Object) -> String {
    short(&value::words(step.new, value))
}
