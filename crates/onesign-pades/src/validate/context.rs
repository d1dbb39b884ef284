//! What every judgement on a file needs: the policy, the roots, the evidence, the moment.

use super::validation_data::ValidationData;
use crate::revocation::status::RevocationInfo;
use crate::trust::policy::TrustPolicy;
use crate::trust::trust_services::TrustServices;
use crate::x509::certificate::Certificate;
use crate::x509::path::{self, Chain, Problem, Purpose};

pub(crate) struct Context<'c> {
    pub policy: &'c TrustPolicy,
    pub roots: Vec<Certificate<'c>>,
    pub timestamp_roots: Vec<Certificate<'c>>,
    /// The services of trusted lists.
    pub listed: TrustServices<'c>,
    pub evidence: RevocationInfo<'c>,
    /// Seconds since 1970.
    pub now: i64,
}

impl<'c> Context<'c> {
    pub fn new(policy: &'c TrustPolicy, materials: &[&'c ValidationData], now: i64) -> Self {
        Self {
            policy,
            roots: policy.anchors(),
            timestamp_roots: policy.timestamp_anchors(),
            listed: TrustServices::new(policy),
            evidence: RevocationInfo::new(materials),
            now,
        }
    }

    /// The certificates at which a chain may end for this purpose at `at`.
    pub fn anchors(&self, purpose: Purpose, at: i64) -> Vec<Certificate<'c>> {
        let mut anchors = self.listed.anchors(purpose, at, self.now);
        anchors.extend_from_slice(self.roots(purpose));
        anchors
    }

    /// The roots for this purpose.
    fn roots(&self, purpose: Purpose) -> &[Certificate<'c>] {
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
        let to = |anchors: &[Certificate<'a>]| {
            path::check(leaf, &pool, anchors, at, purpose, self.policy)
        };
        // An authority that is listed may stamp itself, but what it signs itself is no service.
        let listed = |mut anchors: Vec<Certificate<'a>>| {
            anchors.retain(|one| purpose == Purpose::Timestamps || one.raw != leaf.raw);
            to(&anchors)
        };
        let found = to(self.roots(purpose));
        if self.listed.is_empty() {
            return found;
        }
        if let Ok(mut chain) = found {
            // A root that was named is trusted for itself; what lists say is told besides.
            chain.service = self.listed.ground(&chain, purpose, at, self.now).ok();
            return Ok(chain);
        }
        match listed(self.listed.anchors(purpose, at, self.now)) {
            Ok(mut chain) => {
                let ground = self.listed.ground(&chain, purpose, at, self.now);
                chain.service = Some(ground.map_err(Problem::Service)?);
                Ok(chain)
            }
            // Where nothing counts, it is said what does not.
            Err(Problem::NoChain) => match listed(self.listed.conceivable(purpose)) {
                Ok(chain) => match self.listed.ground(&chain, purpose, at, self.now) {
                    Err(why) => Err(Problem::Service(why)),
                    Ok(_) => found,
                },
                Err(_) => found,
            },
            Err(problem) => Err(problem),
        }
    }

    /// Everyone who may have issued a certificate that lies beside a signature.
    pub fn others(&self) -> [&[Certificate<'c>]; 4] {
        let listed = &self.listed.certificates;
        [
            &self.roots,
            &self.timestamp_roots,
            listed,
            &self.evidence.pool,
        ]
    }
}
