//! The pages before and after: the same ones, in the same order, showing the same.

use std::collections::BTreeSet;

use onesign_pdf::object::{Dictionary, Object, Ref};
use onesign_pdf::read::{Document, ReadError, flaw};

use super::annotation;
use crate::diff::change::ChangeKind;
use crate::diff::difference::{AnnotationDifference, PageDifference};
use crate::diff::explain::Why;
use crate::diff::permission::Need;
use crate::diff::step::{Finding, Role, Step};

/// Entries that a page may take from the nodes above it (table 31).
const INHERITED: [&[u8]; 4] = [b"Resources", b"MediaBox", b"CropBox", b"Rotate"];

/// The value of an entry for a page, wherever it stands.
fn inherited(document: &Document<'_>, page: &Dictionary, key: &[u8]) -> Result<Object, ReadError> {
    let mut node = page.clone();
    for _ in 0..32 {
        if let Some(value) = node.get(key) {
            return document.follow(value);
        }
        match document.value(&node, "Parent")? {
            Object::Dictionary(parent) => node = parent,
            _ => break,
        }
    }
    Ok(Object::Null)
}

/// Equal, or four equal numbers written in another way.
fn alike(step: &Step<'_, '_>, old: &Object, new: &Object) -> Result<bool, ReadError> {
    let numbers = |document: &Document<'_>, value: &Object| -> Result<Vec<f64>, ReadError> {
        let mut numbers = Vec::new();
        for item in value.as_array().unwrap_or_default() {
            numbers.push(document.follow(item)?.as_number().unwrap_or(f64::NAN));
        }
        Ok(numbers)
    };
    if old == new {
        return Ok(true);
    }
    let (before, after) = (numbers(step.old, old)?, numbers(step.new, new)?);
    Ok(!before.is_empty() && before == after)
}

/// Compares the page trees, then page by page.
pub(crate) fn compare(step: &mut Step<'_, '_>) -> Result<(), ReadError> {
    let (old, new) = match (step.old.pages(), step.new.pages()) {
        (Ok(old), Ok(new)) => (old, new),
        (Err(ReadError::Encrypted), _) | (_, Err(ReadError::Encrypted)) => {
            return Err(ReadError::Encrypted);
        }
        _ => {
            let what = PageDifference::Malformed;
            step.find(Finding::new(ChangeKind::Pages, Need::Unknown, what));
            return Ok(());
        }
    };
    if old != new {
        order(step, &old, &new);
    }
    let known: BTreeSet<Ref> = old.iter().copied().collect();
    for (index, page) in new.iter().enumerate() {
        if known.contains(page) {
            one(step, *page, index)?;
        }
    }
    Ok(())
}

fn order(step: &mut Step<'_, '_>, old: &[Ref], new: &[Ref]) {
    let mut found = Vec::new();
    let mut told = |what: PageDifference, page: usize| {
        found.push(Finding::new(ChangeKind::Pages, Need::Forbidden, what).on(Some(page)));
    };
    let kept: BTreeSet<&Ref> = new.iter().collect();
    let known: BTreeSet<&Ref> = old.iter().collect();
    for (index, page) in old.iter().enumerate() {
        if !kept.contains(page) {
            told(PageDifference::Removed(index + 1), index);
        }
    }
    for (index, page) in new.iter().enumerate() {
        if !known.contains(page) {
            told(PageDifference::Added(index + 1), index);
        }
    }
    if found.is_empty() {
        let what = PageDifference::Reordered;
        found.push(Finding::new(ChangeKind::Pages, Need::Forbidden, what));
    }
    for finding in found.into_iter().take(20) {
        step.find(finding);
    }
}

fn one(step: &mut Step<'_, '_>, page: Ref, index: usize) -> Result<(), ReadError> {
    let read = |document: &Document<'_>| match document.object(page)? {
        Object::Dictionary(page) => Ok(page),
        _ => Err(ReadError::Object(page.number, flaw::page_no_dictionary())),
    };
    let (old, new) = (read(step.old)?, read(step.new)?);
    if step.delta.contains_key(&page.number) {
        step.roles.insert(page.number, Role::Anywhere);
    }
    for (key, value) in new.iter() {
        // An equal object in another place.
        if old.get(key) != Some(value) && step.same(old.get(key), Some(value))? {
            step.copied(page.number, &String::from_utf8_lossy(key), Some(value));
        }
    }
    for key in step.differing(&old, &new)? {
        if INHERITED.contains(&key.as_slice())
            && alike(
                step,
                &inherited(step.old, &old, &key)?,
                &inherited(step.new, &new, &key)?,
            )?
        {
            continue;
        }
        let number = index + 1;
        let what = match key.as_slice() {
            // The order in which fields are reached says nothing of what is shown.
            b"Annots" | b"Tabs" | b"LastModified" => continue,
            b"StructParents" if !old.contains("StructParents") => continue,
            b"Contents" => PageDifference::Content(number),
            b"Resources" => PageDifference::Resources(number),
            b"Rotate" => PageDifference::Rotated(number),
            b"MediaBox" | b"CropBox" | b"BleedBox" | b"TrimBox" | b"ArtBox" | b"UserUnit" => {
                PageDifference::Resized(number)
            }
            b"AA" => PageDifference::Actions(number),
            other => PageDifference::Entry(number, String::from_utf8_lossy(other).into_owned()),
        };
        let finding = Finding::new(ChangeKind::PageContent, Need::Forbidden, what);
        step.find(finding.on(Some(index)));
    }
    annotations(step, page, index, &old, &new)
}

fn annotations(
    step: &mut Step<'_, '_>,
    page: Ref,
    index: usize,
    old: &Dictionary,
    new: &Dictionary,
) -> Result<(), ReadError> {
    let (before, after) = (old.get("Annots"), new.get("Annots"));
    if before.is_none() && after.is_none() {
        return Ok(());
    }
    for why in [Why::Form, Why::Note] {
        step.open_list(page.number, &["Annots"], why);
    }
    for list in [before, after].into_iter().flatten() {
        if let Some(reference) = list.as_reference() {
            for why in [Why::Form, Why::Note] {
                step.open_list(reference.number, &[], why);
            }
            step.gate(reference.number, Why::Form);
        }
    }
    let was = step.old.value(old, "Annots")?;
    let is = step.new.value(new, "Annots")?;
    let (was, is) = (
        was.as_array().unwrap_or_default(),
        is.as_array().unwrap_or_default(),
    );
    let numbers = |list: &[Object]| -> BTreeSet<u32> {
        let references = list.iter().filter_map(Object::as_reference);
        references.map(|reference| reference.number).collect()
    };
    let (old_numbers, new_numbers) = (numbers(was), numbers(is));
    for number in new_numbers.difference(&old_numbers) {
        annotation::added(step, *number, index)?;
    }
    for number in old_numbers.difference(&new_numbers) {
        annotation::removed(step, *number, index)?;
    }
    for number in old_numbers.intersection(&new_numbers) {
        if step.delta.contains_key(number) && !step.is_field(*number) {
            annotation::changed(step, *number, index)?;
        }
    }
    let direct = |list: &[Object]| -> Vec<Object> {
        let all = list.iter().filter(|item| item.as_reference().is_none());
        all.cloned().collect()
    };
    if direct(was) != direct(is) {
        let what = AnnotationDifference::Direct(index + 1);
        let finding = Finding::new(ChangeKind::Annotation, Need::Forbidden, what);
        step.find(finding.on(Some(index)));
    }
    let kept: Vec<&Object> = was.iter().filter(|item| is.contains(item)).collect();
    let still: Vec<&Object> = is.iter().filter(|item| was.contains(item)).collect();
    if kept != still {
        // What is drawn last covers what was drawn before.
        let what = AnnotationDifference::Reordered(index + 1);
        let finding = Finding::new(ChangeKind::Annotation, Need::Forbidden, what);
        step.find(finding.on(Some(index)));
    }
    Ok(())
}
