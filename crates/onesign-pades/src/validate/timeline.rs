//! The document timestamps of a file in order, and their proofs about the signatures between them (EN 319 102-1, 5.6:
//! past signature validation, with document timestamps as the only archive).
//!
//! The newest one is validated today, each older one at the time that a newer one proves: its authority's certificate
//! may have expired since, but not before. All bytes before a trusted one existed at its time.

use std::collections::BTreeMap;
use std::ops::Range;

use super::context::Context;
use super::facts::{Facts, Kind};
use super::timestamp::{self, Proof};
use crate::asn1::ber::Malformed;
use crate::cms::signed_data::SignedData;
use crate::document::byte_range::Coverage;

/// A signature with its parsed value.
pub(crate) struct Case<'c> {
    pub facts: &'c Facts<'c>,
    pub signed: &'c Result<SignedData<'c>, Malformed>,
}

/// A valid and trusted document timestamp.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stamp {
    extent: Extent,
    /// Its index among the signatures.
    pub index: usize,
    /// Seconds since 1970.
    pub at: i64,
}

/// The position of a signature in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Extent {
    hole: Range<u64>,
    end: u64,
}

impl Extent {
    /// The extent of a signature with valid byte ranges.
    fn of(facts: &Facts<'_>) -> Option<Self> {
        let [_, first, second, rest] = facts.byte_range?;
        (!matches!(facts.coverage, Coverage::Wrong(_))).then(|| Self {
            hole: first..second,
            end: second.saturating_add(rest),
        })
    }

    /// Whether this covers all of `other`, value included.
    fn covers(&self, other: &Self) -> bool {
        self.hole.start >= other.end
    }
}

/// The proofs of the document timestamps.
#[derive(Default)]
pub(crate) struct Timeline {
    stamps: Vec<Stamp>,
    proofs: BTreeMap<usize, Proof>,
}

impl Timeline {
    /// Validates the document timestamps among `cases`, newest first.
    pub fn build(cases: &[Case<'_>], context: &Context<'_>) -> Self {
        let mut timeline = Self::default();
        let mut order: Vec<(u64, usize)> = cases
            .iter()
            .enumerate()
            .filter(|(_, case)| case.facts.kind == Kind::Timestamp)
            .map(|(index, case)| (Extent::of(case.facts).map_or(0, |extent| extent.end), index))
            .collect();
        order.sort_unstable();
        for (_, index) in order.into_iter().rev() {
            let Some(case) = cases.get(index) else {
                continue;
            };
            let Ok(signed) = case.signed else {
                continue;
            };
            let control = timeline
                .proven(case.facts)
                .map_or(context.now, |one| one.at);
            let proof = timestamp::check_parsed(signed, &case.facts.covered, &[], context, control);
            if let (Proof::Proven { at, .. }, Some(extent)) = (&proof, Extent::of(case.facts)) {
                timeline.stamps.push(Stamp {
                    extent,
                    index,
                    at: *at,
                });
            }
            timeline.proofs.insert(index, proof);
        }
        timeline
    }

    /// The result for the document timestamp at `index`.
    pub fn proof(&self, index: usize) -> Option<&Proof> {
        self.proofs.get(&index)
    }

    /// The earliest proof that this signature existed.
    pub fn proven(&self, facts: &Facts<'_>) -> Option<&Stamp> {
        let extent = Extent::of(facts)?;
        let covering = self.stamps.iter().filter(|one| one.extent.covers(&extent));
        covering.min_by_key(|one| one.at)
    }

    /// The latest proven time before this signature: that of a timestamp that it covers.
    pub fn made_after(&self, facts: &Facts<'_>) -> Option<i64> {
        let extent = Extent::of(facts)?;
        let covered = self.stamps.iter().filter(|one| extent.covers(&one.extent));
        covered.map(|one| one.at).max()
    }

    /// The newest trusted timestamp after this signature, as the end of its bytes.
    pub fn archived_until(&self, facts: &Facts<'_>) -> Option<u64> {
        let extent = Extent::of(facts)?;
        let covering = self.stamps.iter().filter(|one| one.extent.covers(&extent));
        covering.map(|one| one.extent.end).max()
    }

    /// The end of the bytes of the newest trusted timestamp.
    pub fn newest(&self) -> Option<u64> {
        self.stamps.iter().map(|one| one.extent.end).max()
    }
}
