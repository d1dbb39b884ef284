//! An existing field: filled in, signed, or changed in another way.

use std::collections::BTreeSet;

use onesign_pdf::form::{Form, READ_ONLY};
use onesign_pdf::graph::references;
use onesign_pdf::object::{Dictionary, Object};
use onesign_pdf::read::{Document, ReadError};
use onesign_pdf::shown::rectangle;

use super::field_change::FieldChange;
use super::{border, fill, resources, signing};
use crate::diff::change::ChangeKind;
use crate::diff::comparison::{Comparison, Forms};
use crate::diff::difference::FieldDifference;
use crate::diff::explained::Role;
use crate::diff::explanation::{Draft, Explanation};
use crate::diff::finding::{Finding, Need};

/// Bits of `/F` that lock an annotation (table 167): `Locked` and `LockedContents`.
const LOCKED: i64 = 1 << 7 | 1 << 9;

/// Compares a field and its widgets, if something below the `touched` objects differs.
pub(super) fn explain(
    compared: &Comparison<'_, '_>,
    earlier: &Draft<'_>,
    forms: Forms<'_>,
    number: u32,
    touched: &BTreeSet<u32>,
) -> Result<Explanation, ReadError> {
    let mut draft = Draft::after(earlier);
    let Some(mut change) = FieldChange::of(forms, number) else {
        return Ok(draft.done());
    };
    let (before, after) = (change.before, change.after);
    let mut members: BTreeSet<u32> = BTreeSet::from([number]);
    members.extend(
        before
            .widgets
            .iter()
            .filter(|widget| forms.new.nodes.contains_key(widget)),
    );
    for &member in &members {
        let (Some(was), Some(is)) = (forms.old.nodes.get(&member), forms.new.nodes.get(&member))
        else {
            continue;
        };
        entries(
            compared,
            &mut draft,
            member,
            [&was.dictionary, &is.dictionary],
            &mut change,
        )?;
        if let Some(appearances) = is.dictionary.get("AP") {
            references(appearances, &mut |target| {
                change.appearance |= touched.contains(&target.number);
            });
        }
    }
    definition(compared, &mut draft, &change);
    entries_beside(compared, &mut draft, &change);
    let later = if after.kind == b"Sig" {
        signing::existing(compared, &draft, &change)?
    } else if change.value || change.appearance || change.state {
        fill::explain(compared, &draft, &change)?
    } else {
        Explanation::default()
    };
    draft.add(later);
    Ok(draft.done())
}

/// The changes of a field that nobody may make.
fn definition(compared: &Comparison<'_, '_>, draft: &mut Draft<'_>, change: &FieldChange<'_>) {
    let (before, after, number) = (change.before, change.after, change.number);
    let mut forbid = |name: &str, what| draft.find(forbidden(compared, number, name, what));
    if after.widgets.len() > before.widgets.len() {
        let what = FieldDifference::PlaceAdded(after.name.clone());
        forbid(&after.name, what);
    }
    if before.name != after.name || before.kind != after.kind {
        let what = FieldDifference::BecameOther(before.name.clone());
        forbid(&before.name, what);
    }
    let has_fields = |form: &Form| {
        let mut nodes = form.nodes.values();
        nodes.any(|node| node.parent == Some(number) && node.shows.is_none())
    };
    if change.said_again && !change.value || change.value && has_fields(change.forms.new) {
        // An inherited value, or a second form of the value.
        let key = if change.value { "V" } else { "RV" };
        let what = FieldDifference::Entry(after.name.clone(), key.to_owned());
        forbid(&after.name, what);
    }
}

/// The entries that matter only together with the value: writers set them when they fill in a field. Without a new
/// value, the style of a field that readers draw themselves must not change.
fn entries_beside(compared: &Comparison<'_, '_>, draft: &mut Draft<'_>, change: &FieldChange<'_>) {
    let name = &change.after.name;
    let is_drawn_by_readers = resources::are_used(compared, change.forms.new);
    let styles = change.restyled.iter().map(|key| {
        let need = match (change.value, is_drawn_by_readers) {
            (true, true) => Need::Unknown,
            (false, true) => Need::Forbidden,
            // The width of a border and the alignment of the text: the appearance decides both.
            // The first option that a list shows: the same holds.
            (_, false) if matches!(key.as_str(), "BS" | "Q" | "TI") => Need::Saving,
            (_, false) => Need::Unknown,
        };
        (key, need)
    });
    let marks = change.marked.iter().filter(|_| !change.value);
    let marks = marks.map(|key| (key, Need::Saving));
    for (key, need) in styles.chain(marks) {
        let what = FieldDifference::Entry(name.clone(), key.clone());
        draft.find(change.finding(compared, ChangeKind::FieldDefinition, need, what));
    }
}

fn forbidden(
    compared: &Comparison<'_, '_>,
    number: u32,
    name: &str,
    what: FieldDifference,
) -> Finding {
    let finding = Finding::new(ChangeKind::FieldDefinition, Need::Forbidden, what);
    let page = compared.page_of_field(number);
    finding.on(page).of_field(name)
}

/// The entries of a field or of one of its widgets, before and after.
fn entries(
    compared: &Comparison<'_, '_>,
    draft: &mut Draft<'_>,
    member: u32,
    [before, after]: [&Dictionary; 2],
    change: &mut FieldChange<'_>,
) -> Result<(), ReadError> {
    draft.judged(compared, member, Role::Field);
    let name = change.after.name.clone();
    let mut forbid = |what| draft.find(forbidden(compared, member, &name, what));
    if !compared.same(before.get("V"), after.get("V"))? {
        change.value = true;
    }
    for key in compared.differing(before, after)? {
        let (was, is) = (before.get(&key), after.get(&key));
        match key.as_slice() {
            b"V" => change.value = true,
            b"AP" => change.appearance = true,
            b"AS" => change.state = true,
            // Rich text and chosen indices belong to the value; dates and structure positions show nothing.
            b"RV" | b"I" => change.said_again = true,
            b"M" | b"StructParent" => change.mark(&key),
            b"P" | b"NM" if was.is_none() => change.mark(&key),
            b"Ff" if gained(was, is, READ_ONLY) => change.mark(&key),
            b"F" if gained(was, is, LOCKED) => change.mark(&key),
            b"BS" if border::same(compared, before, after)? => {}
            // A list begins with its first option by default (table 234).
            b"TI" if is_zero(was) && is_zero(is) => {}
            b"DA" if resources::same_style(was, is) => {}
            b"MK" if same_colours(compared, was, is)? => {}
            // The position of a list that is scrolled (table 234).
            b"TI" if change.after.kind != b"Ch" => {
                forbid(FieldDifference::Entry(name.clone(), "TI".to_owned()));
            }
            b"DA" | b"MK" | b"Q" | b"BS" | b"TI" => {
                let key = String::from_utf8_lossy(&key).into_owned();
                change.restyled.push(key);
            }
            // New kids are judged as new fields.
            b"Kids" if keeps(compared, was, is)? => {}
            b"Rect" if change.after.kind == b"Sig" && has_no_area(compared, after) => {
                change.folded.push(member);
            }
            b"Rect" => forbid(FieldDifference::Moved(name.clone())),
            other => {
                let key = String::from_utf8_lossy(other).into_owned();
                forbid(FieldDifference::Entry(name.clone(), key));
            }
        }
    }
    Ok(())
}

/// Whether two `/MK` dictionaries (table 192) have the same colours, rounded to 8 bits, and the new one has no entry
/// that the old one lacks. Firefox rounds the colours and leaves out the caption of a button that has an appearance.
fn same_colours(
    compared: &Comparison<'_, '_>,
    before: Option<&Object>,
    after: Option<&Object>,
) -> Result<bool, ReadError> {
    let read = |document: &Document<'_>, value: Option<&Object>| {
        let value = value.map_or(Ok(Object::Null), |value| document.follow(value))?;
        Ok::<_, ReadError>(value.as_dictionary().cloned().unwrap_or_default())
    };
    let (before, after) = (read(compared.old, before)?, read(compared.new, after)?);
    let colour = |document: &Document<'_>, held: &Dictionary, key: &[u8]| {
        let value = document.follow(held.get(key)?).ok()?;
        let parts = value.as_array()?.iter();
        let parts: Option<Vec<f64>> = parts.map(Object::as_number).collect();
        parts
    };
    for key in compared.differing(&before, &after)? {
        let is_same = match key.as_slice() {
            b"CA" => !after.contains("CA"),
            b"BC" | b"BG" => {
                let was = colour(compared.old, &before, &key).unwrap_or_default();
                let is = colour(compared.new, &after, &key).unwrap_or_default();
                was.len() == is.len()
                    && was
                        .iter()
                        .zip(&is)
                        .all(|(was, is)| (was - is).abs() <= 1.0 / 255.0)
            }
            _ => false,
        };
        if !is_same {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether the rectangle of a widget has no area.
fn has_no_area(compared: &Comparison<'_, '_>, widget: &Dictionary) -> bool {
    let place = rectangle(compared.new, widget);
    place.is_some_and(|[left, bottom, right, top]| right <= left || top <= bottom)
}

fn is_zero(number: Option<&Object>) -> bool {
    number.is_none_or(|number| number.as_integer() == Some(0))
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
    compared: &Comparison<'_, '_>,
    before: Option<&Object>,
    after: Option<&Object>,
) -> Result<bool, ReadError> {
    let list = |document: &Document<'_>, value: Option<&Object>| {
        let value = value.map_or(Ok(Object::Null), |value| document.follow(value))?;
        Ok::<_, ReadError>(value.as_array().unwrap_or_default().to_vec())
    };
    let (before, after) = (list(compared.old, before)?, list(compared.new, after)?);
    Ok(before.iter().all(|kid| after.contains(kid)))
}
