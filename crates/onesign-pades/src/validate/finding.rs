//! The findings on each question, as facts; `report` turns them into sentences.

use onesign_pdf::read::ReadError;

use super::doubt::{ChainError, Doubt, RevocationProblem};
use crate::cms::signer::SignerFlaw;
use crate::diff::Unexamined;
use crate::diff::difference::Difference;
use crate::document::byte_range::RangeError;
use crate::revocation::status::Unproven;
use crate::shadow::warning::Warning;
use crate::trust::ListedService;
use crate::tsp::token::TokenFlaw;
use crate::x509::algorithm_expiry::WeakAlgorithm;
use crate::x509::signature::Unsupported;

/// The answer to one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Finding {
    NotLookedAt,
    Integrity(IntegrityFinding),
    Coverage(CoverageFinding),
    Identity(IdentityFinding),
    Time(TimeFinding),
    Modification(ModificationFinding),
}

/// Whether the signed bytes are unchanged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum IntegrityFinding {
    Unreadable(ReadError),
    NoValue,
    /// `/SubFilter`, if there is any.
    UnknownKind(Option<String>),
    OwnContent,
    NotOneSigner,
    AttributesUnreadable,
    AttributesMissing,
    SealValueDamaged,
    SealCertificateMissing,
    Flaw(SignerFlaw),
    NoCertificateNamed,
    Weak(WeakAlgorithm),
    Intact,
    TimestampUnjudged,
    TimestampWrong(TokenFlaw),
    TimestampUnsupported(Unsupported),
    TimestampCertificateMissing,
    TimestampIntact,
}

/// Whether the signature covers all bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum CoverageFinding {
    Wrong(RangeError),
    Whole,
    /// All bytes except the last line break.
    ButLineEnd,
    /// This many bytes of white space follow the document.
    ButWhiteSpace(usize),
    /// All bytes of a revision that this many revisions follow.
    Then(usize),
    /// The content is encrypted and could not be decrypted.
    Locked,
    SpareBytes,
    SpareCertificate,
    /// The signed content may look different without a change.
    Unsteady(Warning),
    /// The signed content includes invisible parts.
    Prepared(Warning),
}

/// The identity of the signer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum IdentityFinding {
    /// A trusted certificate holder.
    Signer {
        name: String,
        /// The territory of the trusted list, if the trust relies on one.
        territory: Option<String>,
        /// Whether the certificate was valid at a proven time; otherwise it is valid today.
        is_proven: bool,
    },
    Revoked {
        name: String,
        why: RevocationProblem,
    },
    Untrusted {
        name: String,
        why: ChainError,
    },
    TimestampAuthority(String),
    UntrustedTimestampAuthority(String, Doubt),
}

/// The time of the signature, in seconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum TimeFinding {
    /// The time of the signer's own clock.
    Claimed,
    Confirmed {
        authority: String,
        at: i64,
    },
    Unconfirmed {
        authority: String,
        at: i64,
        why: Doubt,
    },
    /// The authority's time is earlier than that of a timestamp that the signature covers.
    Contradiction {
        authority: String,
        at: i64,
    },
    TimestampWrong(TokenFlaw),
    TimestampUnsupported(Unsupported),
    TimestampCertificateMissing,
}

/// The later changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ModificationFinding {
    Refused(Difference),
    Unclear(Difference),
    Unexamined(Unexamined),
    NothingAdded,
    NothingChanged,
    OnlyPermitted,
    /// The signature itself is invalid, so there is nothing to compare with.
    NothingToCompareWith,
}

/// A further detail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Detail {
    /// The names in the chain, from leaf to root.
    Chain(Vec<String>),
    Service(ListedService),
    NoneRevoked,
    /// The RSA key in the certificate of a named holder is encoded as a negative number.
    NegativeKey(String),
    RevocationNotLookedUp,
    /// For the certificate of a named holder; the reason, if information was present but insufficient.
    RevocationUnknown(String, Option<Unproven>),
    /// P of a certification signature.
    Permissions(i64),
    UnownedBytes(usize),
    WhiteSpaceAfter(usize),
    MalformedObjects,
    /// The signature contains a certificate whose issuer is not known.
    SpareCertificate,
    Warning(Warning),
    Difference(Difference),
    Unexamined(Unexamined),
}

impl From<IntegrityFinding> for Finding {
    fn from(finding: IntegrityFinding) -> Self {
        Self::Integrity(finding)
    }
}

impl From<CoverageFinding> for Finding {
    fn from(finding: CoverageFinding) -> Self {
        Self::Coverage(finding)
    }
}

impl From<IdentityFinding> for Finding {
    fn from(finding: IdentityFinding) -> Self {
        Self::Identity(finding)
    }
}

impl From<TimeFinding> for Finding {
    fn from(finding: TimeFinding) -> Self {
        Self::Time(finding)
    }
}

impl From<ModificationFinding> for Finding {
    fn from(finding: ModificationFinding) -> Self {
        Self::Modification(finding)
    }
}
