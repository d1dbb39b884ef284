//! Whom the verifier trusts and what it demands.

use serde::{Deserialize, Serialize};

use super::trusted_list::{ListError, TrustedList};
use crate::asn1::{base64, pem};
use crate::x509::algorithm_expiry::AlgorithmExpiry;
use crate::x509::certificate::Certificate;
use crate::x509::chain::Purpose;
use crate::x509::path_rules::Demands;

/// Whom the verifier trusts and what it demands. It never comes out of the file that is judged.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrustPolicy {
    /// Certificates in DER at which a chain may end, for signers; and for timestamp authorities too, if
    /// `timestamp_roots` is empty.
    #[serde(with = "base64")]
    pub roots: Vec<Vec<u8>>,
    /// Certificates in DER at which the chain of a timestamp authority may end.
    #[serde(with = "base64")]
    pub timestamp_roots: Vec<Vec<u8>>,
    /// Lists of services at which a chain may end besides, while they are in force and where a service
    /// counted at the time in question. One for each territory: [`TrustPolicy::trust_list`] sees to it.
    pub lists: Vec<TrustedList>,
    /// Whether a certificate has to be proven not to have been revoked.
    pub revocation: RevocationMode,
    /// Until when algorithms may be relied on.
    pub algorithm_expiry: AlgorithmExpiry,
    /// Whether a signer's certificate has to be meant for content commitment (non-repudiation). Else
    /// one that is meant for digital signatures will do as well.
    pub demands_commitment: bool,
}

/// What is demanded about revocation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RevocationMode {
    /// What is at hand counts; if nothing is at hand the report says so, and that is no flaw.
    #[default]
    IfPresent,
    /// Every certificate below the root has to be proven good; else the verdict is indeterminate.
    Require,
}

impl TrustPolicy {
    /// Trusts these certificates (DER) for signers and timestamps alike.
    #[must_use]
    pub fn trusting(roots: Vec<Vec<u8>>) -> Self {
        Self {
            roots,
            ..Self::default()
        }
    }

    /// Lets the chains of timestamp authorities also end at the self-issued ones among these certificates
    /// (DER). For gathering what proves the word of an authority that one has chosen oneself; never for
    /// judging files of others.
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
    /// [`ListError::Twice`] if there is one for the same territory already: an old list could undo what a new
    /// one says.
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

    /// What it demands of a chain for `purpose`.
    pub(crate) fn demands(&self, purpose: Purpose) -> Demands<'_> {
        Demands {
            purpose,
            expiry: &self.algorithm_expiry,
            commitment: self.demands_commitment,
        }
    }

    /// The roots for signers.
    pub(crate) fn anchors(&self) -> Vec<Certificate<'_>> {
        parsed(&self.roots)
    }

    /// The roots for timestamp authorities.
    pub(crate) fn timestamp_anchors(&self) -> Vec<Certificate<'_>> {
        if self.timestamp_roots.is_empty() {
            parsed(&self.roots)
        } else {
            parsed(&self.timestamp_roots)
        }
    }
}

/// The certificates in a file, in DER: PEM with any number of them, or one in DER. `None` if there is
/// none or one can't be read.
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

/// Those that can be read; the others can't end any chain.
fn parsed(list: &[Vec<u8>]) -> Vec<Certificate<'_>> {
    let roots = list.iter();
    roots
        .filter_map(|raw| Certificate::parse(raw).ok())
        .collect()
}
