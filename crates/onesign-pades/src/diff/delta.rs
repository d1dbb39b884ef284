//! The objects that a revision redefines.

use std::collections::{BTreeMap, BTreeSet};

use onesign_pdf::graph::{is_container, read};
use onesign_pdf::object::{Object, Ref};
use onesign_pdf::read::{Document, Entry, ReadError};

/// An object before and after; `None` if it is free, null or only an object stream.
#[derive(Debug)]
pub(crate) struct Pair {
    pub old: Option<Object>,
    pub new: Option<Object>,
}

impl Pair {
    pub const fn is_added(&self) -> bool {
        self.old.is_none() && self.new.is_some()
    }
}

/// The objects that differ between two consecutive revisions.
pub(crate) type Delta = BTreeMap<u32, Pair>;

/// Compares the objects of the newest revision of `new` with the same objects in `old`.
pub(crate) fn delta(old: &Document<'_>, new: &Document<'_>) -> Result<Delta, ReadError> {
    let mut numbers: BTreeSet<u32> = BTreeSet::new();
    if let Some(span) = new.revisions().last() {
        numbers.extend(span.entries.iter().map(|(number, _)| *number));
    }
    numbers.remove(&0);
    // Replacing an object stream also replaces its objects.
    let mut replaced = BTreeSet::new();
    for &number in &numbers {
        let place = old.entries().get(&number);
        if place != new.entries().get(&number)
            && let Some(Entry::At { generation, .. }) = place
        {
            let at = Ref {
                number,
                generation: *generation,
            };
            if old.object(at).is_ok_and(|object| is_container(&object)) {
                replaced.insert(number);
            }
        }
    }
    if !replaced.is_empty() {
        let held = old.entries().iter().filter(|(_, entry)| {
            matches!(entry, Entry::Inside { container, .. } if replaced.contains(container))
        });
        numbers.extend(held.map(|(number, _)| *number));
    }
    let mut delta = Delta::new();
    for number in numbers {
        let (before, after) = (read(old, number)?, read(new, number)?);
        let is_same = match (&before, &after) {
            (Some(before), Some(after)) => before.means(after),
            (before, after) => before == after,
        };
        if !is_same || (before.is_some() && moved(old, new, number)) {
            delta.insert(
                number,
                Pair {
                    old: before,
                    new: after,
                },
            );
        }
    }
    Ok(delta)
}

/// Whether references to the object have another target now, because its generation differs.
fn moved(old: &Document<'_>, new: &Document<'_>, number: u32) -> bool {
    let generation = |document: &Document<'_>| match document.entries().get(&number) {
        Some(Entry::At { generation, .. }) => Some(*generation),
        Some(Entry::Inside { .. }) => Some(0),
        _ => None,
    };
    generation(old) != generation(new)
}
