//! Whom the verifier trusts and what it demands.

use crate::cms::certificate::Certificate;

/// Whom the verifier trusts and what it demands. It never comes out of the file that is judged.
#[derive(Debug, Clone, Default)]
pub struct Policy {
    /// Certificates in DER at which a chain may end, for signers; and for timestamp authorities too, if
    /// `timestamp_roots` is empty.
    pub roots: Vec<Vec<u8>>,
    /// Certificates in DER at which the chain of a timestamp authority may end.
    pub timestamp_roots: Vec<Vec<u8>>,
    /// Whether a certificate has to be proven not to have been withdrawn.
    pub revocation: RevocationMode,
}

/// What is demanded about withdrawal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RevocationMode {
    /// What is at hand counts; if nothing is at hand the report says so, and that is no flaw.
    #[default]
    IfPresent,
    /// Every certificate below the root has to be proven good; else the verdict is indeterminate.
    Require,
}

impl Policy {
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

    /// The roots for signers.
    pub(super) fn anchors(&self) -> Vec<Certificate<'_>> {
        parsed(&self.roots)
    }

    /// The roots for timestamp authorities.
    pub(super) fn timestamp_anchors(&self) -> Vec<Certificate<'_>> {
        if self.timestamp_roots.is_empty() {
            parsed(&self.roots)
        } else {
            parsed(&self.timestamp_roots)
        }
    }
}

/// Those that can be read; the others can't end any chain.
fn parsed(list: &[Vec<u8>]) -> Vec<Certificate<'_>> {
    let roots = list.iter();
    roots
        .filter_map(|raw| Certificate::parse(raw).ok())
        .collect()
}
