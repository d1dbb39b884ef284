//! A field that was there before: filled in, signed, or changed in another way.

use std::collections::BTreeSet;

use onesign_pdf::form::Form;
use onesign_pdf::graph::references;
use onesign_pdf::object::{Dictionary, Object};
use onesign_pdf::read::{Document, ReadError};

use super::form::is_a_field;
use super::{fill, signing};
use crate::diff::change::ChangeKind;
use crate::diff::difference::FieldDifference;
use crate::diff::permission::Need;
use crate::diff::step::{Finding, Step};

/// Bit of `/Ff` that makes a field read-only (table 227).
pub(crate) const READ_ONLY: i64 = 1;
/// Bits of `/F` that lock an annotation (table 167): `Locked` and `LockedContents`.
const LOCKED: i64 = 1 << 7 | 1 << 9;

/// What of a field was changed.
#[derive(Debug, Default)]
pub(crate) struct Touched {
    pub value: bool,
    pub appearance: bool,
    pub state: bool,
    /// Entries that say the value once more: rich text, and what was chosen.
    said_again: bool,
}

/// Compares a field and its widgets.
pub(crate) fn compare(
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
        let what = FieldDifference::PlaceAdded(after.name.clone());
        forbidden(step, number, &after.name, what);
    }
    if before.name != after.name || before.kind != after.kind {
        let what = FieldDifference::BecameOther(before.name.clone());
        forbidden(step, number, &before.name, what);
    }
    let has_fields = |form: &Form| {
        let mut nodes = form.nodes.values();
        nodes.any(|node| node.parent == Some(number) && node.shows.is_none())
    };
    if what.said_again && !what.value || what.value && has_fields(new) {
        // A value that the fields below take on, or one that is said otherwise elsewhere.
        let key = if what.value { "V" } else { "RV" };
        let what = FieldDifference::Entry(after.name.clone(), key.to_owned());
        forbidden(step, number, &after.name, what);
    }
    if after.kind == b"Sig" {
        return signing::existing(step, old, new, number, &what);
    }
    if what.value || what.appearance || what.state {
        fill::compare(step, old, new, number, &what)?;
    }
    Ok(())
}

fn forbidden(step: &mut Step<'_, '_>, number: u32, name: &str, what: FieldDifference) {
    let page = page_of(step, number);
    let finding = Finding::new(ChangeKind::FieldDefinition, Need::Forbidden, what);
    step.find(finding.on(page).of_field(name));
}

/// The page of a field's first widget.
pub(crate) fn page_of(step: &Step<'_, '_>, number: u32) -> Option<usize> {
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
            // Rich text and chosen indices go with the value; dates and places in the structure show nothing.
            b"RV" | b"I" => what.said_again = true,
            b"M" | b"StructParent" => {}
            b"P" if was.is_none() => {}
            b"Ff" if gained(was, is, READ_ONLY) => {}
            b"F" if gained(was, is, LOCKED) => {}
            // New kids are judged as new fields.
            b"Kids" if keeps(step, was, is)? => {}
            b"Rect" => forbidden(step, number, name, FieldDifference::Moved(name.to_owned())),
            other => {
                let key = String::from_utf8_lossy(other).into_owned();
                forbidden(
                    step,
                    number,
                    name,
                    FieldDifference::Entry(name.to_owned(), key),
                );
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
    let list = |document: &Document<'_>, value: Option<&Object>| {
        let value = value.map_or(Ok(Object::Null), |value| document.follow(value))?;
        Ok::<_, ReadError>(value.as_array().unwrap_or_default().to_vec())
    };
    let (before, after) = (list(step.old, before)?, list(step.new, after)?);
    Ok(before.iter().all(|kid| after.contains(kid)))
}
