//! The pages before and after: they must be the same, in the same order, with the same content.

use std::collections::BTreeSet;

use onesign_pdf::graph::ways;
use onesign_pdf::object::{Dictionary, Object, Ref};
use onesign_pdf::read::{Document, ReadError, flaw};

use super::annotation;
use crate::diff::change::ChangeKind;
use crate::diff::comparison::Comparison;
use crate::diff::difference::{AnnotationDifference, PageDifference};
use crate::diff::explained::{Place, Role, Why};
use crate::diff::explanation::{Draft, Explanation};
use crate::diff::finding::{Finding, Need};
use crate::diff::packing;

/// Entries that a page may inherit (table 31).
const INHERITED: [&[u8]; 4] = [b"Resources", b"MediaBox", b"CropBox", b"Rotate"];

/// Other entries of a node above the pages (table 30).
const NODE: [&[u8]; 4] = [b"Type", b"Parent", b"Kids", b"Count"];

/// The same, or the same numbers, whether each is direct or not.
fn alike(compared: &Comparison<'_, '_>, old: &Object, new: &Object) -> Result<bool, ReadError> {
    let numbers = |document: &Document<'_>, value: &Object| -> Result<Vec<f64>, ReadError> {
        let mut numbers = Vec::new();
        for item in value.as_array().unwrap_or_default() {
            numbers.push(document.follow(item)?.as_number().unwrap_or(f64::NAN));
        }
        Ok(numbers)
    };
    if old.means(new) {
        return Ok(true);
    }
    let (before, after) = (numbers(compared.old, old)?, numbers(compared.new, new)?);
    Ok(!before.is_empty() && before == after)
}

/// Compares the page trees, then page by page.
pub(super) fn explain(
    compared: &Comparison<'_, '_>,
    earlier: &Draft<'_>,
) -> Result<Explanation, ReadError> {
    let mut draft = Draft::after(earlier);
    let (old, new) = match (compared.old.pages(), compared.new.pages()) {
        (Ok(old), Ok(new)) => (old, new),
        (Err(ReadError::Encrypted), _) | (_, Err(ReadError::Encrypted)) => {
            return Err(ReadError::Encrypted);
        }
        _ => {
            let what = PageDifference::Malformed;
            draft.find(Finding::new(ChangeKind::Pages, Need::Unknown, what));
            return Ok(draft.done());
        }
    };
    if old != new {
        order(&mut draft, &old, &new);
    }
    nodes(compared, &mut draft)?;
    let known: BTreeSet<Ref> = old.iter().copied().collect();
    for (index, page) in new.iter().enumerate() {
        if known.contains(page) {
            one(compared, &mut draft, *page, index)?;
        }
    }
    Ok(draft.done())
}

/// Nodes of the tree above the pages (table 30) that gained a text under a key that the standard does not define: some
/// programs name themselves there.
fn nodes(compared: &Comparison<'_, '_>, draft: &mut Draft<'_>) -> Result<(), ReadError> {
    let defined = |key: &[u8]| NODE.contains(&key) || INHERITED.contains(&key);
    for (&number, pair) in compared.delta {
        let (Some(Object::Dictionary(was)), Some(Object::Dictionary(is))) = (&pair.old, &pair.new)
        else {
            continue;
        };
        let are_nodes = was.is("Type", "Pages") && is.is("Type", "Pages");
        if !are_nodes || compared.is_field(number) || !is_only_node(compared, number) {
            continue;
        }
        let keys = compared.differing(was, is)?;
        let is_text = |key: &Vec<u8>| {
            let mut values = [was.get(key), is.get(key)].into_iter().flatten();
            !is_page_entry(key) && values.all(|value| value.as_string().is_some())
        };
        let mut others = was.iter().chain(is.iter()).filter(|(key, _)| !defined(key));
        let has_texts = others.all(|(key, _)| is_text(&key.to_vec()));
        if has_texts && keys.iter().all(|key| !defined(key)) {
            draft.changed(number, Role::Anywhere);
            for key in keys {
                let key = String::from_utf8_lossy(&key).into_owned();
                let what = PageDifference::TreeEntry(key);
                draft.find(Finding::new(ChangeKind::Metadata, Need::Saving, what));
            }
        }
    }
    Ok(())
}

/// Whether only the catalogue and the page tree refer to the object.
fn is_only_node(compared: &Comparison<'_, '_>, number: u32) -> bool {
    compared.owners_now(number).all(|owner| {
        let object = compared.now(owner);
        let mut ways = object.iter().flat_map(|object| ways(object, number));
        ways.all(|way| {
            matches!(way.as_slice(), [key] if matches!(key.as_slice(), b"Pages" | b"Kids" | b"Parent"))
        })
    })
}

/// Whether a page may have this entry with a text, or a field, a signature or an outline item that is also a node.
fn is_page_entry(key: &[u8]) -> bool {
    let entries: [&[u8]; 9] = [
        b"LastModified",
        b"ID",
        b"Contents",
        b"T",
        b"TU",
        b"TM",
        b"V",
        b"DA",
        b"Title",
    ];
    entries.contains(&key)
}

fn order(draft: &mut Draft<'_>, old: &[Ref], new: &[Ref]) {
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
        draft.find(finding);
    }
}

fn one(
    compared: &Comparison<'_, '_>,
    draft: &mut Draft<'_>,
    page: Ref,
    index: usize,
) -> Result<(), ReadError> {
    let read = |document: &Document<'_>| match document.object(page)? {
        Object::Dictionary(page) => Ok(page),
        _ => Err(ReadError::Object(page.number, flaw::page_no_dictionary())),
    };
    let (old, new) = (read(compared.old)?, read(compared.new)?);
    if compared.differs(page.number) {
        draft.changed(page.number, Role::Anywhere);
    }
    copies(compared, draft, page, [&old, &new])?;
    for key in compared.differing(&old, &new)? {
        if INHERITED.contains(&key.as_slice())
            && alike(
                compared,
                &compared.old.inherited(&old, &key)?,
                &compared.new.inherited(&new, &key)?,
            )?
        {
            continue;
        }
        let number = index + 1;
        let what = match key.as_slice() {
            b"Annots" => continue,
            // The order in which a viewer visits the fields, a date, and the place in the structure tree.
            b"Tabs" | b"LastModified" => {
                let what =
                    PageDifference::Entry(number, String::from_utf8_lossy(&key).into_owned());
                let finding = Finding::new(ChangeKind::Metadata, Need::Saving, what);
                draft.find(finding.on(Some(index)));
                continue;
            }
            b"StructParents" if !old.contains("StructParents") => {
                let what = PageDifference::Entry(number, "StructParents".to_owned());
                let finding = Finding::new(ChangeKind::Structure, Need::Saving, what);
                draft.find(finding.on(Some(index)));
                continue;
            }
            b"Contents" if packing::is_same_page(compared, old.get(&key), new.get(&key)) => {
                let what = PageDifference::Repacked(number);
                let finding = Finding::new(ChangeKind::PageContent, Need::Unknown, what);
                draft.find(finding.on(Some(index)));
                continue;
            }
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
        draft.find(finding.on(Some(index)));
    }
    annotations(compared, draft, page, index, [&old, &new])
}

/// Entries whose value is an equal object with another number.
fn copies(
    compared: &Comparison<'_, '_>,
    draft: &mut Draft<'_>,
    page: Ref,
    [old, new]: [&Dictionary; 2],
) -> Result<(), ReadError> {
    for (key, value) in new.iter() {
        if old.get(key) != Some(value) && compared.same(old.get(key), Some(value))? {
            draft.copied(
                compared,
                page.number,
                &String::from_utf8_lossy(key),
                Some(value),
            );
        }
    }
    Ok(())
}

fn annotations(
    compared: &Comparison<'_, '_>,
    draft: &mut Draft<'_>,
    page: Ref,
    index: usize,
    [old, new]: [&Dictionary; 2],
) -> Result<(), ReadError> {
    let (before, after) = (old.get("Annots"), new.get("Annots"));
    if before.is_none() && after.is_none() {
        return Ok(());
    }
    for why in [Why::Form, Why::Note] {
        draft.open(Place::list(page.number, &["Annots"], why));
    }
    for list in [before, after].into_iter().flatten() {
        if let Some(reference) = list.as_reference() {
            for why in [Why::Form, Why::Note] {
                draft.open(Place::list(reference.number, &[], why));
            }
            draft.judged(compared, reference.number, Role::Named(Why::Form));
        }
    }
    let was = compared.old.value(old, "Annots")?;
    let is = compared.new.value(new, "Annots")?;
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
        draft.add(annotation::added(compared, draft, *number, index)?);
    }
    for number in old_numbers.difference(&new_numbers) {
        draft.find(annotation::removed(compared, *number, index)?);
    }
    for number in old_numbers.intersection(&new_numbers) {
        if compared.differs(*number) && !compared.is_field(*number) {
            draft.add(annotation::changed(compared, draft, *number, index)?);
        }
    }
    list(draft, index, was, is);
    Ok(())
}

/// The list of annotations: its direct objects, and the order.
fn list(draft: &mut Draft<'_>, index: usize, was: &[Object], is: &[Object]) {
    let mut forbid = |what| {
        let finding = Finding::new(ChangeKind::Annotation, Need::Forbidden, what);
        draft.find(finding.on(Some(index)));
    };
    let direct = |list: &[Object]| -> Vec<Object> {
        let all = list.iter().filter(|item| item.as_reference().is_none());
        all.cloned().collect()
    };
    if !Object::from(direct(was)).means(&direct(is).into()) {
        forbid(AnnotationDifference::Direct(index + 1));
    }
    let kept: Vec<&Object> = was.iter().filter(|item| is.contains(item)).collect();
    let still: Vec<&Object> = is.iter().filter(|item| was.contains(item)).collect();
    if kept != still {
        // Later annotations cover earlier ones.
        forbid(AnnotationDifference::Reordered(index + 1));
    }
}
