//! What was found on each question, as facts; `report` has the words for them.

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

/// Whether the signed bytes are those that were signed.
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
    TimestampIntact,
}

/// Whether all bytes are signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum CoverageFinding {
    Wrong(RangeError),
    Whole,
    /// All but the last line break.
    ButLineEnd,
    /// All of a revision that this many followed.
    Then(usize),
    SpareBytes,
    SpareCertificate,
    /// What was signed may be shown in different ways.
    Unsteady(Warning),
    /// More was signed than could be seen.
    Prepared(Warning),
}

/// Who signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum IdentityFinding {
    /// This certificate holder, who is trusted.
    Signer {
        name: String,
        /// Of the trusted list on which the trust rests.
        territory: Option<String>,
        /// Whether the certificate was valid at a proven time; else it is today.
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

/// When it was signed, in seconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum TimeFinding {
    /// By the signer's own clock.
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
    /// The authority's time is older than that of a timestamp which it covers.
    Contradiction {
        authority: String,
        at: i64,
    },
    TimestampWrong(TokenFlaw),
    TimestampUnsupported(Unsupported),
}

/// What was changed afterwards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ModificationFinding {
    Refused(Difference),
    Unclear(Difference),
    Unexamined(Unexamined),
    NothingAdded,
    NothingChanged,
    OnlyPermitted,
    /// The signature itself does not hold.
    NothingToCompareWith,
}

/// What else is worth knowing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Detail {
    /// The names in the chain, from leaf to root.
    Chain(Vec<String>),
    Service(ListedService),
    NoneRevoked,
    RevocationNotLookedUp,
    /// Of the certificate of somebody, named; why what was found does not suffice.
    RevocationUnknown(String, Option<Unproven>),
    /// P of a certification signature.
    Permissions(i64),
    UnownedBytes(usize),
    MalformedObjects,
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
