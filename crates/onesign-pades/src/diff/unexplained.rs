//! The changes that no rule explains.

use std::collections::BTreeSet;

use onesign_pdf::graph::{TRAILER, ways};
use onesign_pdf::object::{Dictionary, Object};

use super::change::ChangeKind;
use super::comparison::Comparison;
use super::difference::{ObjectDifference, ObjectKind, OnPage, PageDifference, Verb};
use super::explanation::{Draft, Explanation};
use super::finding::{Finding, Need};
use super::packing;

/// The most objects on the way up to a page.
const MAX_CLIMB: usize = 5_000;
/// The most findings about unexplained changes.
const MAX_TOLD: usize = 20;

/// Reports every changed object that is referred to from a place unknown to all rules.
pub(super) fn report(compared: &Comparison<'_, '_>, earlier: &Draft<'_>) -> Explanation {
    let mut draft = Draft::after(earlier);
    let changed = compared.delta.keys().copied();
    let left = changed.filter(|&number| !earlier.explained().accounts_for(compared, number));
    let (used, unused): (Vec<u32>, Vec<u32>) =
        left.partition(|&number| compared.is_reachable(number));
    let (added, changed): (Vec<u32>, Vec<u32>) = unused
        .into_iter()
        .partition(|&number| compared.is_added(number));
    let idle_ones = changed.into_iter().chain(added);
    for number in idle_ones.take(MAX_TOLD) {
        draft.find(idle(compared, number));
    }
    if !used.is_empty() {
        let pages = compared.new.pages().unwrap_or_default();
        let pages: Vec<u32> = pages.iter().map(|page| page.number).collect();
        for number in used.into_iter().take(MAX_TOLD) {
            draft.find(describe(compared, number, &pages));
        }
    }
    draft.done()
}

fn describe(compared: &Comparison<'_, '_>, number: u32, pages: &[u32]) -> Finding {
    let Some(pair) = compared.pair(number) else {
        return Finding::new(
            ChangeKind::Other,
            Need::Forbidden,
            ObjectDifference::Unknown,
        );
    };
    let done = match (&pair.old, &pair.new) {
        (None, _) => Verb::Added,
        (_, None) => Verb::Removed,
        _ => Verb::Replaced,
    };
    let place = climb(compared, number, pages);
    let dictionary = [&pair.new, &pair.old]
        .into_iter()
        .flatten()
        .find_map(Object::as_dictionary)
        .cloned()
        .unwrap_or_default();
    let kind = kind(&dictionary);
    match place {
        Place::Page(page, _) if packing::is_same(pair.old.as_ref(), pair.new.as_ref()) => {
            let difference = PageDifference::Repacked(page + 1);
            Finding::new(ChangeKind::PageContent, Need::Unknown, difference).on(Some(page))
        }
        Place::Page(page, key) => {
            let what = match key.as_slice() {
                b"Contents" => OnPage::Content,
                b"Annots" => OnPage::OfAnnotation(kind),
                _ => OnPage::Object(kind),
            };
            let difference = ObjectDifference::OnPage(page + 1, what, done);
            Finding::new(ChangeKind::PageContent, Need::Forbidden, difference).on(Some(page))
        }
        Place::Catalogue(key) => {
            let key = String::from_utf8_lossy(&key).into_owned();
            let difference = ObjectDifference::BelowEntry(key, done, kind);
            Finding::new(ChangeKind::Catalogue, Need::Forbidden, difference)
        }
        Place::Nowhere => {
            let difference = ObjectDifference::UsedNowhere(done, kind, number);
            Finding::new(ChangeKind::Other, Need::Forbidden, difference)
        }
    }
}

/// An unreachable object. A new object that nothing uses changes nothing; an object that was unused in the signed file
/// and now has another content has no honest reason.
fn idle(compared: &Comparison<'_, '_>, number: u32) -> Finding {
    let is_new = compared.is_added(number);
    let (done, need) = if is_new {
        (Verb::Added, Need::Saving)
    } else {
        (Verb::Changed, Need::Unknown)
    };
    let object = compared.pair(number).and_then(|pair| pair.new.as_ref());
    let held = object.map_or(ObjectKind::Other, kind_of);
    let difference = ObjectDifference::Unreferenced(number, done, held);
    Finding::new(ChangeKind::Unused, need, difference)
}

/// What an object is.
pub(super) fn kind_of(object: &Object) -> ObjectKind {
    object.as_dictionary().map_or(ObjectKind::Other, kind)
}

fn kind(dictionary: &Dictionary) -> ObjectKind {
    let name = |key: &str| dictionary.get(key).and_then(Object::as_name);
    match (name("Type"), name("Subtype")) {
        (Some(b"Font" | b"FontDescriptor" | b"Encoding"), _) => ObjectKind::Font,
        (_, Some(b"Image")) => ObjectKind::Picture,
        (_, Some(b"Form")) => ObjectKind::Drawing,
        (Some(b"Sig"), _) => ObjectKind::Signature,
        (Some(b"Page" | b"Pages"), _) => ObjectKind::Page,
        (Some(b"Annot"), _) => ObjectKind::Annotation,
        (Some(b"Filespec" | b"EmbeddedFile"), _) => ObjectKind::Attachment,
        (Some(b"OCG" | b"OCMD"), _) => ObjectKind::Layer,
        (Some(b"Action"), _) => ObjectKind::Action,
        _ if dictionary.contains("JS") => ObjectKind::Script,
        _ if dictionary.contains("ByteRange") => ObjectKind::Signature,
        _ => ObjectKind::Other,
    }
}

/// The place that uses an object.
enum Place {
    Page(usize, Vec<u8>),
    Catalogue(Vec<u8>),
    Nowhere,
}

/// The first page above an object, otherwise the entry of the catalogue, and the key that leads down from there.
fn climb(compared: &Comparison<'_, '_>, number: u32, pages: &[u32]) -> Place {
    let catalog = compared.new.root().map_or(0, |root| root.number);
    let mut seen = BTreeSet::from([number]);
    let mut open = std::collections::VecDeque::from([number]);
    let mut below = None;
    while let Some(at) = open.pop_front() {
        for owner in compared.owners(at) {
            let key = || {
                let objects = compared.both(owner);
                let mut ways = objects.iter().flat_map(|object| ways(object, at));
                ways.find_map(|way| way.first().cloned())
                    .unwrap_or_default()
            };
            if let Some(page) = pages.iter().position(|&page| page == owner) {
                let key = key();
                if key != b"Parent" {
                    return Place::Page(page, key);
                }
            } else if owner == catalog || owner == TRAILER {
                below.get_or_insert_with(key);
            } else if seen.len() < MAX_CLIMB && seen.insert(owner) {
                open.push_back(owner);
            }
        }
    }
    below.map_or(Place::Nowhere, Place::Catalogue)
}
