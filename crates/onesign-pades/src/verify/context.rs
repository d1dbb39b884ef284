//! What every judgement on a file needs: the policy, the roots, the evidence, the moment.

use super::evidence::Evidence;
use super::path::{self, Chain, Problem, Purpose};
use super::{Material, Policy};
use crate::cms::certificate::Certificate;

pub(super) struct Context<'c> {
    pub policy: &'c Policy,
    pub roots: Vec<Certificate<'c>>,
    pub timestamp_roots: Vec<Certificate<'c>>,
    pub evidence: Evidence<'c>,
    /// Seconds since 1970.
    pub now: i64,
}

impl<'c> Context<'c> {
    pub fn new(policy: &'c Policy, materials: &[&'c Material], now: i64) -> Self {
        Self {
            policy,
            roots: policy.anchors(),
            timestamp_roots: policy.timestamp_anchors(),
            evidence: Evidence::new(materials),
            now,
        }
    }

    /// The roots for this purpose.
    pub fn anchors(&self, purpose: Purpose) -> &[Certificate<'c>] {
        match purpose {
            Purpose::Documents => &self.roots,
            Purpose::Timestamps => &self.timestamp_roots,
        }
    }

    /// A chain that was valid at `at`, over the certificates beside the leaf and those of the evidence.
    pub fn chain<'a>(
        &'a self,
        leaf: &Certificate<'a>,
        beside: &[Certificate<'a>],
        at: i64,
        purpose: Purpose,
    ) -> Result<Chain<'a>, Problem> {
        let pool: Vec<Certificate<'a>> =
            beside.iter().chain(&self.evidence.pool).cloned().collect();
        path::check(leaf, &pool, self.anchors(purpose), at, purpose, self.policy)
    }

    /// Everyone who may have issued a certificate that lies beside a signature.
    pub fn others(&self) -> [&[Certificate<'c>]; 3] {
        [&self.roots, &self.timestamp_roots, &self.evidence.pool]
    }
}
