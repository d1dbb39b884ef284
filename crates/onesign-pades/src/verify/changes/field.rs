//! A field that was there before: filled in, signed, or changed in another way.

use std::collections::BTreeSet;

use onesign_pdf::object::{Dictionary, Object};
use onesign_pdf::read::ReadError;

use super::ChangeKind;
use super::appearance::{self, Shown};
use super::form::{Form, is_a_field};
use super::graph::references;
use super::permission::Need;
use super::said;
use super::signing;
use super::step::{Finding, Step};
use crate::verify::sentences::Sentence;

/// Longest value that a sentence repeats, in characters.
const MAX_SHOWN: usize = 120;
/// Bit of `/Ff` that makes a field read-only (table 227).
const READ_ONLY: i64 = 1;
/// Bits of `/F` that lock an annotation (table 167): `Locked` and `LockedContents`.
const LOCKED: i64 = 1 << 7 | 1 << 9;

/// What of a field was changed.
#[derive(Debug, Default)]
pub(super) struct Touched {
    pub value: bool,
    pub appearance: bool,
    pub state: bool,
}

/// Compares a field and its widgets.
pub(super) fn compare(
    step: &mut Step<'_, '_>,
    old: &Form,
    new: &Form,
    number: u32,
    touched: &BTreeSet<u32>,
) -> Result<(), ReadError> {
    let (Some(before), Some(after)) = (old.nodes.get(&number), new.nodes.get(&number)) else {
        return Ok(());
    };
    let mut what = Touched::default();
    let mut members: BTreeSet<u32> = BTreeSet::from([number]);
    members.extend(
        before
            .widgets
            .iter()
            .filter(|widget| new.nodes.contains_key(widget)),
    );
    for &member in &members {
        let (Some(was), Some(is)) = (old.nodes.get(&member), new.nodes.get(&member)) else {
            continue;
        };
        entries(
            step,
            member,
            &was.dictionary,
            &is.dictionary,
            &after.name,
            &mut what,
        )?;
        if let Some(looks) = is.dictionary.get("AP") {
            references(looks, &mut |target| {
                what.appearance |= touched.contains(&target.number);
            });
        }
    }
    if after.widgets.len() > before.widgets.len() {
        let sentence = said::field_place_added(&after.name);
        forbidden(step, number, &after.name, sentence);
    }
    if before.name != after.name || before.kind != after.kind {
        let sentence = said::field_became_other(&before.name);
        forbidden(step, number, &before.name, sentence);
    }
    if after.kind == b"Sig" {
        return signing::existing(step, old, new, number, &what);
    }
    if what.value || what.appearance || what.state {
        fill(step, old, new, number, &what)?;
    }
    Ok(())
}

fn forbidden(step: &mut Step<'_, '_>, number: u32, name: &str, sentence: Sentence) {
    let page = page_of(step, number);
    let finding = Finding::new(ChangeKind::FieldDefinition, Need::Forbidden, sentence);
    step.find(finding.on(page).of_field(name));
}

/// The page of a field's first widget.
pub(super) fn page_of(step: &Step<'_, '_>, number: u32) -> Option<usize> {
    let widgets = [&step.new_form, &step.old_form]
        .into_iter()
        .flatten()
        .find_map(|form| form.nodes.get(&number))
        .map(|node| node.widgets.clone())
        .unwrap_or_default();
    let mut all = std::iter::once(number).chain(widgets);
    all.find_map(|widget| step.places.get(&widget).copied())
}

fn entries(
    step: &mut Step<'_, '_>,
    number: u32,
    before: &Dictionary,
    after: &Dictionary,
    name: &str,
    what: &mut Touched,
) -> Result<(), ReadError> {
    is_a_field(step, number);
    if !step.same(before.get("V"), after.get("V"))? {
        what.value = true;
    }
    for key in step.differing(before, after)? {
        let (was, is) = (before.get(&key), after.get(&key));
        match key.as_slice() {
            b"V" => what.value = true,
            b"AP" => what.appearance = true,
            b"AS" => what.state = true,
            // Rich text and chosen indices go with the value; dates and places in the structure are nobody's.
            b"RV" | b"I" | b"M" | b"StructParent" => {}
            b"P" if was.is_none() => {}
            b"Ff" if gained(was, is, READ_ONLY) => {}
            b"F" if gained(was, is, LOCKED) => {}
            // New kids are judged as new fields.
            b"Kids" if keeps(step, was, is)? => {}
            b"Rect" => forbidden(step, number, name, said::field_moved(name)),
            other => {
                let key = String::from_utf8_lossy(other).into_owned();
                forbidden(step, number, name, said::field_entry_changed(name, key));
            }
        }
    }
    Ok(())
}

/// Whether only these bits were added.
fn gained(before: Option<&Object>, after: Option<&Object>, bits: i64) -> bool {
    let value = |object: Option<&Object>| object.map_or(Some(0), Object::as_integer);
    match (value(before), value(after)) {
        (Some(before), Some(after)) => after & !bits == before & !bits && after & before == before,
        _ => false,
    }
}

fn keeps(
    step: &Step<'_, '_>,
    before: Option<&Object>,
    after: Option<&Object>,
) -> Result<bool, ReadError> {
    let list = |document: &onesign_pdf::read::Document<'_>, value: Option<&Object>| {
        let value = value.map_or(Ok(Object::Null), |value| document.follow(value))?;
        Ok::<_, ReadError>(value.as_array().unwrap_or_default().to_vec())
    };
    let (before, after) = (list(step.old, before)?, list(step.new, after)?);
    Ok(before.iter().all(|kid| after.contains(kid)))
}

/// A field that is no signature: its value may change, and what it shows must change with it.
fn fill(
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
    let value = |form: &Form, document: &onesign_pdf::read::Document<'_>| {
        let value = form.inherited(number, "V");
        value.map_or(Ok(Object::Null), |value| document.follow(value))
    };
    let (was, is) = (value(old, step.old)?, value(new, step.new)?);
    let page = page_of(step, number);
    let (before, after) = (in_words(step, &was), in_words(step, &is));
    let mut say = |need: Need, sentence: Sentence| {
        let finding = Finding::new(ChangeKind::FieldValue, need, sentence);
        step.find(finding.on(page).of_field(&name));
    };
    if was == is {
        say(Need::Forbidden, said::field_shows_other(&name, after));
        return Ok(());
    }
    let has_looks = node.widgets.iter().any(|widget| {
        let widget = new.nodes.get(widget);
        widget.is_some_and(|widget| widget.dictionary.contains("AP"))
    });
    if node.kind == b"Btn" {
        if what.appearance || !states_agree(new, number, &is) {
            let sentence = said::field_filled_unlike(&name, before, after);
            say(Need::Forbidden, sentence);
        } else {
            say(Need::Filling, said::field_filled(&name, before, after));
        }
        return Ok(());
    }
    let redrawn = matches!(
        new.dictionary.get("NeedAppearances"),
        Some(Object::Boolean(true))
    );
    if has_looks && !what.appearance && !redrawn {
        let sentence = said::field_filled_unseen(&name, before, after);
        say(Need::Forbidden, sentence);
        return Ok(());
    }
    match agreement(step, new, number, &is) {
        Shown::Same => {
            let sentence = said::field_filled(&name, before, after);
            let finding = Finding::new(ChangeKind::FieldValue, Need::Filling, sentence);
            step.find(finding.on(page).of_field(&name));
            accept(step, old, new, number);
            shared_looks(step, old, new, number, &name);
        }
        Shown::Other(text) => {
            let sentence = said::field_filled_other(&name, before, after, shortened(&text));
            let finding = Finding::new(ChangeKind::FieldValue, Need::Forbidden, sentence);
            step.find(finding.on(page).of_field(&name));
        }
        Shown::Unknown => {
            let sentence = said::field_filled_unclear(&name, before, after);
            let finding = Finding::new(ChangeKind::FieldValue, Need::Unknown, sentence);
            step.find(finding.on(page).of_field(&name));
            accept(step, old, new, number);
        }
    }
    Ok(())
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
                step.open(member, key);
                if let Some(value) = held.dictionary.get(key) {
                    step.explain(value, true);
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
pub(super) fn shared_looks(
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
                owner == super::graph::TRAILER
                    || step.owners(owner).is_empty()
                    || step
                        .owners(owner)
                        .iter()
                        .any(|above| !step.is_field(*above))
            });
        }
    }
    if shared {
        let sentence = said::field_looks_shared(name);
        let page = page_of(step, number);
        let finding = Finding::new(ChangeKind::FieldValue, Need::Unknown, sentence);
        step.find(finding.on(page).of_field(name));
    }
}

/// Whether each button shows either the value or that it is off (12.7.5.2).
fn states_agree(form: &Form, number: u32, value: &Object) -> bool {
    let value = value.as_name().unwrap_or(b"Off");
    let widgets = form.nodes.get(&number).map(|node| node.widgets.as_slice());
    widgets.unwrap_or_default().iter().all(|widget| {
        let state = form
            .nodes
            .get(widget)
            .and_then(|node| node.dictionary.get("AS"));
        match state.map(Object::as_name) {
            None => true,
            Some(Some(state)) => state == value || state == b"Off",
            Some(None) => false,
        }
    })
}

/// Whether the normal appearances show the value.
fn agreement(step: &Step<'_, '_>, form: &Form, number: u32, value: &Object) -> Shown {
    let value = in_words(step, value);
    let mut result = Shown::Same;
    let widgets = form.nodes.get(&number).map(|node| node.widgets.as_slice());
    for widget in widgets.unwrap_or_default() {
        let Some(node) = form.nodes.get(widget) else {
            continue;
        };
        match appearance::shows(step.new, &node.dictionary, &value) {
            Shown::Same => {}
            Shown::Unknown => result = Shown::Unknown,
            other @ Shown::Other(_) => return other,
        }
    }
    result
}

/// A value as a sentence repeats it.
pub(super) fn in_words(step: &Step<'_, '_>, value: &Object) -> String {
    let text = match value {
        Object::Null => String::new(),
        Object::Name(name) => String::from_utf8_lossy(name).into_owned(),
        Object::Array(items) => {
            let items: Vec<String> = items
                .iter()
                .take(20)
                .filter_map(|item| step.new.follow(item).ok()?.as_text())
                .collect();
            items.join(", ")
        }
        Object::Stream(stream) => onesign_pdf::read::decode(stream, 10_000)
            .map(|text| Object::String(text).as_text().unwrap_or_default())
            .unwrap_or_default(),
        other => other.as_text().unwrap_or_default(),
    };
    shortened(&text)
}

fn shortened(text: &str) -> String {
    let mut short: String = text
        .chars()
        .map(|sign| if sign.is_control() { ' ' } else { sign })
        .take(MAX_SHOWN)
        .collect();
    if text.chars().count() > MAX_SHOWN {
        short.push('…');
    }
    short
}
