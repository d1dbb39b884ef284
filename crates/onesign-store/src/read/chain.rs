//! Checks a stream's chain from its first fact to its head before anyone uses it.

use super::StoredFact;
use crate::error::Error;
use crate::rows::stream as row;
use onesign_core::audit::chain::{Disclosed, check};
use std::collections::BTreeMap;

/// Checks canonical form, order, links and every opened value, that the chain ends at the head of its stream, and that
/// every committed value is there: opened, or closed because the key of its subject was destroyed.
///
/// # Errors
/// [`Error::Damaged`] at the first mismatch.
pub(super) fn verify(head: &row::Model, facts: &[StoredFact]) -> Result<(), Error> {
    let entries: Vec<Vec<u8>> = facts.iter().map(|fact| fact.canonical.clone()).collect();
    let chain = check(&entries, |seq| disclosed(facts, seq))
        .map_err(|_| Error::Damaged("the chain of a stream"))?;
    let is_whole = i64::try_from(facts.len()) == Ok(head.seq);
    if head.head != chain.head || chain.stream != head.id || !is_whole {
        return Err(Error::Damaged(
            "the head of a stream is not the end of its chain",
        ));
    }
    for (fact, entry) in facts.iter().zip(&chain.entries) {
        if fact.digest != entry.digest || fact.kind != entry.kind || fact.at_ms != entry.at_ms {
            return Err(Error::Damaged("a fact is labelled as another"));
        }
        let mut undisclosed = entry.undisclosed.iter();
        if !undisclosed.all(|name| fact.closed.contains(name)) {
            return Err(Error::Damaged("a recorded value is missing"));
        }
    }
    Ok(())
}

fn disclosed(facts: &[StoredFact], seq: u64) -> BTreeMap<String, Disclosed> {
    let place = usize::try_from(seq).unwrap_or(usize::MAX);
    let openings = facts.get(place).map(|fact| fact.openings.as_slice());
    let disclosed = openings.unwrap_or_default().iter().map(|opening| {
        let value = Disclosed {
            salt: opening.salt,
            value: opening.value.clone(),
        };
        (opening.name.clone(), value)
    });
    disclosed.collect()
}
