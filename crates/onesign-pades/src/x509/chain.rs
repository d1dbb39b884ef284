//! Chains of certificates, and why one can't be relied on (RFC 5280, 6.1).

use super::algorithm_expiry::WeakAlgorithm;
use super::certificate::Certificate;
use super::signature::Unsupported;

/// What the leaf is used for.
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

/// Why no chain can be relied on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PathError {
    /// None leads to a trusted certificate.
    NoChain,
    /// A certificate had expired.
    Expired,
    /// A certificate was not valid yet.
    NotYetValid,
    /// A link is signed by an algorithm that can't be checked.
    Unsupported(Unsupported),
    /// A link is signed by an algorithm that can't be relied on.
    Weak(WeakAlgorithm),
    /// The leaf may not be used so.
    Leaf(LeafError),
    /// An authority, named, may not do what it did.
    Issuer(String, IssuerError),
}

/// Why a leaf may not be used for a purpose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum LeafError {
    /// It has a critical extension that is not known here, named by its identifier.
    UnknownExtension(String),
    KeyUsageUnreadable,
    NotForSigning,
    /// Its key usage lacks contentCommitment, which the policy demands.
    NoCommitment,
    NotForTimestamps,
    NotForDocuments,
}

/// What an authority in the chain may not do, or what of its certificate can't be read.
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
    /// It issued a certificate whose names can't be read.
    NamesUnreadable,
}
