//! What every judgement on a file needs: the policy, the roots, the revocation information, the moment.

use super::doubt::ChainError;
use crate::revocation::status::RevocationInfo;
use crate::revocation::validation_data::ValidationData;
use crate::trust::ListedService;
use crate::trust::policy::TrustPolicy;
use crate::trust::trust_services::TrustServices;
use crate::x509::certificate::Certificate;
use crate::x509::chain::{Chain, PathError, Purpose};
use crate::x509::path;

pub(crate) struct Context<'c> {
    pub policy: &'c TrustPolicy,
    pub roots: Vec<Certificate<'c>>,
    pub timestamp_roots: Vec<Certificate<'c>>,
    /// The services of trusted lists.
    pub listed: TrustServices<'c>,
    pub revocation: RevocationInfo<'c>,
    /// Seconds since 1970.
    pub now: i64,
}

/// A chain to somebody trusted.
#[derive(Debug, Clone)]
pub(crate) struct TrustedChain<'c> {
    pub chain: Chain<'c>,
    /// The service of a trusted list on which it rests.
    pub service: Option<ListedService>,
}

impl<'c> Context<'c> {
    pub fn new(policy: &'c TrustPolicy, data: &[&'c ValidationData], now: i64) -> Self {
        Self {
            policy,
            roots: policy.anchors(),
            timestamp_roots: policy.timestamp_anchors(),
            listed: TrustServices::new(policy),
            revocation: RevocationInfo::new(data),
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

    /// A chain that was valid at `at`, over the certificates beside the leaf and those among the validation data.
    pub fn chain<'a>(
        &'a self,
        leaf: &Certificate<'a>,
        beside: &[Certificate<'a>],
        at: i64,
        purpose: Purpose,
    ) -> Result<TrustedChain<'a>, ChainError> {
        let pool: Vec<Certificate<'a>> = beside
            .iter()
            .chain(&self.revocation.pool)
            .cloned()
            .collect();
        let to = |anchors: &[Certificate<'a>]| {
            path::check(leaf, &pool, anchors, at, &self.policy.demands(purpose))
        };
        // An authority that is listed may stamp itself, but what it signs itself is no service.
        let listed = |mut anchors: Vec<Certificate<'a>>| {
            anchors.retain(|one| purpose == Purpose::Timestamps || one.raw != leaf.raw);
            to(&anchors)
        };
        let ground = |chain: &Chain<'_>| self.listed.ground(chain, purpose, at, self.now);
        let problem = match to(self.roots(purpose)) {
            // A root that was named is trusted for itself; what lists say is told besides.
            Ok(chain) => {
                let service = ground(&chain).ok();
                return Ok(TrustedChain { chain, service });
            }
            Err(problem) if self.listed.is_empty() => return Err(ChainError::Path(problem)),
            Err(problem) => problem,
        };
        match listed(self.listed.anchors(purpose, at, self.now)) {
            Ok(chain) => {
                let service = Some(ground(&chain).map_err(ChainError::Service)?);
                Ok(TrustedChain { chain, service })
            }
            // Where nothing counts, it is said what does not.
            Err(PathError::NoChain) => {
                let conceivable = listed(self.listed.conceivable(purpose));
                Err(match conceivable.map(|chain| ground(&chain)) {
                    Ok(Err(why)) => ChainError::Service(why),
                    Ok(Ok(_)) | Err(_) => ChainError::Path(problem),
                })
            }
            Err(problem) => Err(ChainError::Path(problem)),
        }
    }

    /// Everyone who may have issued a certificate that lies beside a signature.
    pub fn others(&self) -> [&[Certificate<'c>]; 4] {
        let listed = &self.listed.certificates;
        [
            &self.roots,
            &self.timestamp_roots,
            listed,
            &self.revocation.pool,
        ]
    }
}
