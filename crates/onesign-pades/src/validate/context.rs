//! The data that every validation of a file needs: policy, roots, revocation information and time.

use super::doubt::ChainError;
use crate::revocation::status::RevocationInfo;
use crate::revocation::validation_data::ValidationData;
use crate::trust::ListedService;
use crate::trust::instance;
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

/// A chain to a trusted root or service.
#[derive(Debug, Clone)]
pub(crate) struct TrustedChain<'c> {
    pub chain: Chain<'c>,
    /// The service of a trusted list that it relies on.
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

    /// The certificates that may end a chain for this purpose at `at`.
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

    /// A chain that was valid at `at`, built from the certificates in the signature and those among the validation
    /// data.
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
        // A listed time-stamping authority may sign a token with the listed key itself, but its own certificates are
        // not services.
        let listed = |mut anchors: Vec<Certificate<'a>>| {
            anchors.retain(|one| purpose == Purpose::Timestamps || one.raw != leaf.raw);
            to(&anchors)
        };
        let ground = |chain: &Chain<'_>| self.listed.ground(chain, purpose, at, self.now);
        let problem = match to(self.roots(purpose)) {
            // A configured root is trusted by itself; the facts from trusted lists are added.
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
            // If no service counts, the report names the one that does not.
            Err(PathError::NoChain | PathError::IssuerMissing(..)) => {
                let conceivable = listed(self.listed.conceivable(purpose));
                Err(match conceivable.map(|chain| ground(&chain)) {
                    Ok(Err(why)) => ChainError::Service(why),
                    Ok(Ok(_)) | Err(_) => ChainError::Path(problem),
                })
            }
            Err(problem) => Err(ChainError::Path(problem)),
        }
    }

    /// Whether the chain of a seal ends at a trusted certificate and is that of a OneSign instance, whether or not it
    /// is still valid.
    pub fn is_instance<'a>(
        &'a self,
        leaf: &Certificate<'a>,
        beside: &[Certificate<'a>],
        at: i64,
    ) -> bool {
        let pool: Vec<Certificate<'a>> = beside
            .iter()
            .chain(&self.revocation.pool)
            .cloned()
            .collect();
        let chain = path::climb(leaf, &pool, &self.anchors(Purpose::Documents, at));
        chain.is_anchored && instance::is_instance(&chain.certificates, &self.policy.instances)
    }

    /// All possible issuers of a certificate in a signature.
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
