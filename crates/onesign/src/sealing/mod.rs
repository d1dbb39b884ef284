//! The seal: evidence is gathered, stamped and printed onto the document, and signed, all in one revision.

pub(crate) mod extend;
pub(crate) mod keys;
pub(crate) mod timestamp;

use crate::clock::HouseClock;
use crate::net::Guarded;
use crate::problem::Problem;
use keys::{Keeper, State};
use onesign_core::code::Code;
use onesign_evidence::composer::Composer;
use onesign_evidence::evidence::FactRow;
use onesign_evidence::text::Catalogues;
use onesign_store::{Store, StoredFact};
use onesign_worker::Press;
use std::sync::Arc;
use timestamp::Authorities;

/// What seals are made with, and taken to their level.
#[derive(Clone)]
pub(crate) struct Sealing {
    pub(crate) store: Store,
    pub(crate) clock: HouseClock,
    /// Keeps the key.
    pub(crate) keeper: Arc<Keeper>,
    /// Prints the trail.
    pub(crate) composer: Composer,
    pub(crate) texts: Catalogues,
    pub(crate) authorities: Authorities,
    /// Fetches validation data from the addresses in certificates.
    pub(crate) guarded: Guarded,
    /// Checks each seal before it is recorded.
    pub(crate) press: Press,
}

impl Sealing {
    /// Refuses sending when a seal could not be made in the end: nobody signs into a dead end.
    ///
    /// # Errors
    /// Why no seal could be made now.
    pub(crate) fn ready_to_send(&self) -> Result<(), Problem> {
        let (code, detail) = match self.keeper.state(self.clock.now_s()) {
            State::Ready | State::EndsSoon => return Ok(()),
            State::Ended => (
                Code::SealCertificateEnded,
                "The certificate of the seal has expired, so nothing can be sent. Ask the person who runs this server.",
            ),
            State::NotYetValid => (
                Code::SealCertificateNotYetValid,
                "The certificate of the seal is not valid yet, so nothing can be sent. Ask the person who runs this server.",
            ),
            State::Unavailable => (
                Code::SealKeyUnavailable,
                "The key of the seal can't be reached, so nothing can be sent now. Try again in a few minutes.",
            ),
        };
        Err(Problem::new(code, detail))
    }
}

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
