//! The seal: evidence is gathered, stamped and printed onto the document, and signed, all in one revision.

pub(crate) mod extend;
pub(crate) mod keys;
pub(crate) mod self_check;
pub(crate) mod stored;
pub(crate) mod timestamp;

use onesign_evidence::evidence::FactRow;
use onesign_store::StoredFact;

/// Facts of the vault, as the evidence takes them.
pub(crate) fn rows(facts: &[StoredFact]) -> impl Iterator<Item = FactRow<'_>> {
    facts.iter().map(|fact| FactRow {
        seq: fact.seq,
        kind: &fact.kind,
        canonical: &fact.canonical,
        digest: fact.digest,
        openings: &fact.openings,
        closed: &fact.closed,
    })
}
