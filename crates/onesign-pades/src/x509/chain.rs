//! Chains of certificates, and why one is not reliable (RFC 5280, 6.1).

use super::algorithm_expiry::WeakAlgorithm;
use super::certificate::Certificate;
use super::signature::Unsupported;

/// The purpose of the leaf.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    Documents,
    Timestamps,
}

/// A chain, leaf first.
#[derive(Debug, Clone)]
pub(crate) struct Chain<'c> {
    pub certificates: Vec<Certificate<'c>>,
    /// Whether the last one is trusted.
    pub is_anchored: bool,
}

impl Chain<'_> {
    /// The names from leaf to root.
    pub fn names(&self) -> Vec<String> {
        let certificates = self.certificates.iter();
        certificates.map(Certificate::subject_name).collect()
    }
}

/// Why no chain is reliable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PathError {
    /// No chain leads to a trusted certificate.
    NoChain,
    /// The certificates lead to one whose issuer, named second, is neither trusted nor among them.
    IssuerMissing(String, String),
    /// The leaf had expired.
    Expired,
    /// The leaf was not valid yet.
    NotYetValid,
    /// The certificate of an authority, named, had expired.
    IssuerExpired(String),
    /// The certificate of an authority, named, was not valid yet.
    IssuerNotYetValid(String),
    /// A link uses an unsupported signature algorithm.
    Unsupported(Unsupported),
    /// A link uses an unreliable signature algorithm.
    Weak(WeakAlgorithm),
    /// The leaf may not be used for the purpose.
    Leaf(LeafError),
    /// An authority, named, may not issue these certificates.
    Issuer(String, IssuerError),
}

/// Why a leaf may not be used for a purpose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum LeafError {
    /// It has an unknown critical extension, named by its identifier.
    UnknownExtension(String),
    KeyUsageUnreadable,
    NotForSigning,
    /// Its key usage lacks contentCommitment, which the policy requires.
    NoCommitment,
    NotForTimestamps,
    NotForDocuments,
}

/// The restriction that an authority breaks, or the unreadable part of its certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum IssuerError {
    UnknownExtension,
    /// It has more authorities below it than it allows.
    TooDeep,
    NoAuthority,
    MayNotSignCertificates,
    KeyUsageUnreadable,
    NameConstraintsUnreadable,
    /// It issued a certificate for names outside its constraints.
    NamesForbidden,
    /// It issued a certificate with unreadable names.
    NamesUnreadable,
}
