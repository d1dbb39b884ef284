//! The level of a PAdES signature (EN 319 142-1, 6). It depends only on the file's own content, so it stays the same
//! over time and on every machine.

use onesign_pdf::read::Document;

use super::context::Context;
use super::timeline::{Case, Timeline};
use crate::document::security_store;
use crate::revocation::status::{RevocationInfo, RevocationStatus};
use crate::revocation::validation_data::ValidationData;
use crate::x509::certificate::Certificate;
use crate::x509::chain::Purpose;
use crate::x509::path;

/// The stores of the file that determine levels.
pub(crate) struct Stores {
    has_store: bool,
    /// The store that the newest trusted document timestamp covers, and the end of that timestamp's bytes.
    archived: Option<(u64, ValidationData)>,
}

impl Stores {
    pub fn read(document: &Document<'_>, stored: &ValidationData, timeline: &Timeline) -> Self {
        let archived = timeline.newest().and_then(|end| {
            let mut spans = document.revisions().iter();
            let index =
                spans.position(|span| end == span.eof as u64 || end == span.bytes.end as u64)?;
            Some((end, security_store::at_revision(document, index)))
        });
        Self {
            has_store: *stored != ValidationData::default(),
            archived,
        }
    }
}

/// The proof of levels from the file alone, without fetched data.
pub(crate) struct Levels<'l> {
    has_store: bool,
    held: RevocationInfo<'l>,
    archived: Option<(u64, RevocationInfo<'l>)>,
}

/// A signer or time-stamping authority whose chain must be provable.
pub(crate) struct Party<'p> {
    pub leaf: Certificate<'p>,
    pub beside: Vec<Certificate<'p>>,
    pub purpose: Purpose,
    /// The time of its signature, in seconds since 1970.
    pub at: i64,
}

impl<'l> Levels<'l> {
    pub fn new(
        stores: &'l Stores,
        stored: &'l ValidationData,
        carried: &'l ValidationData,
    ) -> Self {
        let archived = stores.archived.as_ref();
        Self {
            has_store: stores.has_store,
            held: RevocationInfo::new(&[stored, carried]),
            archived: archived.map(|(end, store)| (*end, RevocationInfo::new(&[store, carried]))),
        }
    }

    /// The level of a signature with a proven time (otherwise it is B-B).
    pub fn of(
        &self,
        case: &Case<'_>,
        parties: &[Party<'_>],
        timeline: &Timeline,
        context: &Context<'_>,
    ) -> &'static str {
        if !self.has_store || !are_provable(parties, &self.held, context) {
            return "B-T";
        }
        match (timeline.archived_until(case.facts), &self.archived) {
            (Some(until), Some((end, store)))
                if until == *end && are_provable(parties, store, context) =>
            {
                "B-LTA"
            }
            _ => "B-LT",
        }
    }
}

/// Whether the chain of every party leads to a trusted root, and every certificate below it is proven good at the time
/// of the party's signature.
fn are_provable(parties: &[Party<'_>], store: &RevocationInfo<'_>, context: &Context<'_>) -> bool {
    parties.iter().all(|party| {
        let pool: Vec<Certificate<'_>> = party.beside.iter().chain(&store.pool).cloned().collect();
        let chain = path::climb(
            &party.leaf,
            &pool,
            &context.anchors(party.purpose, party.at),
        );
        chain.is_anchored
            && chain.certificates.windows(2).all(|pair| match pair {
                [certificate, issuer] => matches!(
                    store.status(certificate, issuer, party.at, context.now),
                    RevocationStatus::Good(_)
                ),
                _ => false,
            })
    })
}
