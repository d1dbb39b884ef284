//! The document security store (12.8.4.3): validation data that no page shows. It may grow and may be written anew;
//! losing all of it is a change of its own, because ISO 32000-2, 12.8.2.2.2 exempts only additions.

use std::collections::BTreeSet;

use onesign_pdf::graph::{references, ways};
use onesign_pdf::object::{Dictionary, Object};
use onesign_pdf::read::{Document, decode};

use crate::diff::change::ChangeKind;
use crate::diff::comparison::Comparison;
use crate::diff::difference::DocumentDifference;
use crate::diff::explained::{Place, Why};
use crate::diff::explanation::{Draft, Explanation};
use crate::diff::finding::{Finding, Need};

/// The most values of a store to compare.
const MAX_VALUES: usize = 20_000;
/// The most bytes of a certificate, a list or an answer.
const MAX_VALUE: usize = 64 << 20;
/// The deepest nesting: the store, `/VRI`, one signature's entry, a list, a stream.
const MAX_DEPTH: usize = 5;

/// Compares the stores of both revisions.
pub(super) fn explain(
    compared: &Comparison<'_, '_>,
    earlier: &Draft<'_>,
    catalog: u32,
    before: Option<&Object>,
    after: Option<&Object>,
) -> Explanation {
    let mut draft = Draft::after(earlier);
    draft.open(Place::below(catalog, &["DSS"], Why::Proof));
    let mut explains = false;
    for value in [before, after].into_iter().flatten() {
        explains |= draft.explain_all(compared, value, Why::Proof);
    }
    for number in unchanged_parts(compared, catalog, after) {
        draft.open(Place::below(number, &[], Why::Proof));
        if let Some(object) = compared.now(number) {
            explains |= draft.explain_all(compared, &object, Why::Proof);
        }
    }
    if !explains && before == after {
        return draft.done();
    }
    let (kept, lost) = compared_values(compared, before, after);
    let mut find = |what, need| {
        draft.find(Finding::new(ChangeKind::ValidationMaterial, need, what));
    };
    if lost {
        // Newer data may replace older data; validation reads the stores of all revisions.
        let need = if kept { Need::Nothing } else { Need::Data };
        find(DocumentDifference::SecurityStoreReduced, need);
    }
    if kept || !lost {
        find(DocumentDifference::SecurityStoreChanged, Need::Nothing);
    }
    draft.done()
}

/// The unchanged dictionaries and lists of the store. One that anything else refers to is not a part of it.
fn unchanged_parts(
    compared: &Comparison<'_, '_>,
    catalog: u32,
    store: Option<&Object>,
) -> BTreeSet<u32> {
    let mut members: BTreeSet<u32> = BTreeSet::new();
    let mut open: Vec<(u32, usize)> = Vec::new();
    let list = |object: &Object, depth: usize, open: &mut Vec<(u32, usize)>| {
        references(object, &mut |target| open.push((target.number, depth)));
    };
    if let Some(store) = store {
        list(store, 0, &mut open);
    }
    while let Some((number, depth)) = open.pop() {
        if depth > MAX_DEPTH || members.len() > MAX_VALUES || !members.insert(number) {
            continue;
        }
        // A stream is a value: nothing below it belongs to the store.
        if let Some(object @ (Object::Array(_) | Object::Dictionary(_))) = compared.now(number) {
            list(&object, depth + 1, &mut open);
        }
    }
    // Each removal may leave a container below it with a foreign owner.
    loop {
        let foreign: Vec<u32> = members
            .iter()
            .copied()
            .filter(|&number| !is_private(compared, number, catalog, &members))
            .collect();
        if foreign.is_empty() {
            break;
        }
        for number in foreign {
            members.remove(&number);
        }
    }
    members.retain(|&number| !compared.differs(number));
    members
}

/// Whether only the store's own objects refer to this one, before and after.
fn is_private(
    compared: &Comparison<'_, '_>,
    number: u32,
    catalog: u32,
    members: &BTreeSet<u32>,
) -> bool {
    !compared.is_fixed(number)
        && compared.owners(number).into_iter().all(|owner| {
            let by_store = || {
                let objects = compared.both(owner);
                let mut all = objects.iter().flat_map(|object| ways(object, number));
                all.all(|way| way.first().is_some_and(|key| key == b"DSS"))
            };
            members.contains(&owner)
                || owner == catalog && by_store()
                || !compared.is_reachable(owner)
        })
}

/// Whether the new store has any value, and whether it lacks a value of the old one.
fn compared_values(
    compared: &Comparison<'_, '_>,
    before: Option<&Object>,
    after: Option<&Object>,
) -> (bool, bool) {
    let old = values(compared.old, before);
    let new = values(compared.new, after);
    (
        !new.is_empty(),
        old.iter().any(|value| !new.contains(value)),
    )
}

/// The certificates, lists and answers of a store (tables 261 and 262).
fn values(document: &Document<'_>, store: Option<&Object>) -> BTreeSet<Vec<u8>> {
    let mut found = BTreeSet::new();
    let follow = |value: Option<&Object>| {
        let value = value.map_or(Ok(Object::Null), |value| document.follow(value));
        value.unwrap_or(Object::Null)
    };
    let mut take = |holder: &Dictionary, keys: [&str; 3]| {
        for key in keys {
            let list = follow(holder.get(key));
            for item in list.as_array().unwrap_or_default() {
                if let Object::Stream(stream) = follow(Some(item))
                    && found.len() < MAX_VALUES
                {
                    found.insert(decode(&stream, MAX_VALUE).unwrap_or(stream.data));
                }
            }
        }
    };
    let store = follow(store);
    let Some(store) = store.as_dictionary() else {
        return found;
    };
    take(store, ["Certs", "CRLs", "OCSPs"]);
    let related = follow(store.get("VRI"));
    for (_, entry) in related
        .as_dictionary()
        .into_iter()
        .flat_map(Dictionary::iter)
    {
        if let Some(entry) = follow(Some(entry)).as_dictionary() {
            take(entry, ["Cert", "CRL", "OCSP"]);
        }
    }
    found
}
