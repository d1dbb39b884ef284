//! The verifier's trust anchors and requirements.

use serde::{Deserialize, Serialize};

use super::trusted_list::{ListError, TrustedList};
use crate::asn1::{base64, pem};
use crate::x509::algorithm_expiry::AlgorithmExpiry;
use crate::x509::certificate::Certificate;
use crate::x509::chain::Purpose;
use crate::x509::path_rules::Demands;

/// The verifier's trust anchors and requirements. It never comes from the validated file.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrustPolicy {
    /// Certificates in DER that may end the chain of a signer; also that of a time-stamping authority, if
    /// `timestamp_roots` is empty.
    #[serde(with = "base64")]
    pub roots: Vec<Vec<u8>>,
    /// Certificates in DER that may end the chain of a time-stamping authority.
    #[serde(with = "base64")]
    pub timestamp_roots: Vec<Vec<u8>>,
    /// Certificates in DER of OneSign instances: a trusted chain with one of them proves the audit trail that it sealed.
    /// [`crate::Authority`] makes chains that need not be named here.
    #[serde(with = "base64")]
    pub instances: Vec<Vec<u8>>,
    /// Trusted lists whose services may also end a chain, while the list is in force and if the service counted at the
    /// time in question. [`TrustPolicy::trust_list`] ensures that each territory has one list.
    pub lists: Vec<TrustedList>,
    /// Whether a certificate needs a proof that it was not revoked.
    pub revocation: RevocationMode,
    /// The expiry dates of algorithms.
    pub algorithm_expiry: AlgorithmExpiry,
    /// Whether a signer's certificate must include content commitment (non-repudiation) in its key usage. Otherwise
    /// digital signature is enough.
    pub demands_commitment: bool,
}

/// The requirement about revocation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RevocationMode {
    /// Available information counts; if there is none, the report says so and the verdict is not affected.
    #[default]
    IfPresent,
    /// Every certificate below the root must be proven good; otherwise the verdict is indeterminate.
    Require,
}

impl TrustPolicy {
    /// Trusts these certificates (DER) for both signers and timestamps.
    #[must_use]
    pub fn trusting(roots: Vec<Vec<u8>>) -> Self {
        Self {
            roots,
            ..Self::default()
        }
    }

    /// Takes these certificates (DER) for those of OneSign instances. Roots among them are trusted too; any other one
    /// still has to lead to a trusted root.
    #[must_use]
    pub fn naming_instances(mut self, certificates: Vec<Vec<u8>>) -> Self {
        let is_root = |raw: &&Vec<u8>| {
            Certificate::parse(raw).is_ok_and(|certificate| certificate.is_self_issued())
        };
        self.roots
            .extend(certificates.iter().filter(is_root).cloned());
        self.instances.extend(certificates);
        self
    }

    /// Lets the chains of time-stamping authorities also end at the self-issued certificates among these (DER). Use it
    /// to gather the validation data of an authority that the operator chose; never to validate files of others.
    #[must_use]
    pub fn taking_timestamps_from<'c>(
        mut self,
        certificates: impl IntoIterator<Item = &'c Vec<u8>>,
    ) -> Self {
        if self.timestamp_roots.is_empty() {
            self.timestamp_roots.clone_from(&self.roots);
        }
        let roots = certificates.into_iter().filter(|raw| {
            Certificate::parse(raw).is_ok_and(|certificate| certificate.is_self_issued())
        });
        self.timestamp_roots.extend(roots.cloned());
        self
    }

    /// Trusts the services of a list too.
    ///
    /// # Errors
    /// [`ListError::Twice`] if a list of the same territory is already trusted: an old list could undo a new one.
    pub fn trust_list(&mut self, list: TrustedList) -> Result<(), ListError> {
        let territory = list.territory();
        if self
            .lists
            .iter()
            .any(|other| other.territory() == territory)
        {
            return Err(ListError::Twice(territory.to_owned()));
        }
        self.lists.push(list);
        Ok(())
    }

    /// The requirements for a chain with this `purpose`.
    pub(crate) fn demands(&self, purpose: Purpose) -> Demands<'_> {
        Demands {
            purpose,
            expiry: &self.algorithm_expiry,
            commitment: self.demands_commitment,
        }
    }

    /// The trust anchors for signers.
    pub(crate) fn anchors(&self) -> Vec<Certificate<'_>> {
        parsed(&self.roots)
    }

    /// The trust anchors for time-stamping authorities.
    pub(crate) fn timestamp_anchors(&self) -> Vec<Certificate<'_>> {
        if self.timestamp_roots.is_empty() {
            parsed(&self.roots)
        } else {
            parsed(&self.timestamp_roots)
        }
    }
}

/// The certificates in a file, in DER: PEM with any number of them, or one in DER. `None` if there is none or one is
/// unreadable.
#[must_use]
pub fn certificates(bytes: &[u8]) -> Option<Vec<Vec<u8>>> {
    let found = if Certificate::parse(bytes).is_ok() {
        vec![bytes.to_vec()]
    } else {
        pem::blocks(bytes, "CERTIFICATE")?
    };
    let readable = found.iter().all(|raw| Certificate::parse(raw).is_ok());
    (readable && !found.is_empty()).then_some(found)
}

/// The readable certificates; an unreadable one can't end a chain.
fn parsed(list: &[Vec<u8>]) -> Vec<Certificate<'_>> {
    let roots = list.iter();
    roots
        .filter_map(|raw| Certificate::parse(raw).ok())
        .collect()
}
