//! Why a chain or a timestamp is not trusted.

use super::status::SubIndication;
use crate::revocation::reason::Revoked;
use crate::trust::trust_services::ServiceError;
use crate::x509::algorithm_expiry::WeakAlgorithm;
use crate::x509::chain::PathError;

/// Why there is no chain to somebody trusted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ChainError {
    Path(PathError),
    /// It leads to a service on a trusted list that does not count.
    Service(ServiceError),
}

impl ChainError {
    pub fn sub_indication(&self) -> SubIndication {
        match self {
            Self::Path(PathError::NoChain) | Self::Service(_) => {
                SubIndication::NoCertificateChainFound
            }
            Self::Path(PathError::Expired) => SubIndication::OutOfBoundsNoPoe,
            Self::Path(PathError::NotYetValid) => SubIndication::NotYetValid,
            Self::Path(PathError::Leaf(_) | PathError::Issuer(..)) => {
                SubIndication::ChainConstraintsFailure
            }
            Self::Path(PathError::Unsupported(_) | PathError::Weak(_)) => {
                SubIndication::CryptoConstraintsFailure
            }
        }
    }
}

/// Why a chain can't be relied on for what is known of revocations. Times are seconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum RevocationProblem {
    /// The policy demands a proof that there is not.
    NotProvenGood,
    /// An authority, named, was revoked.
    Authority(String, Revoked),
    /// The signer was revoked, and nothing proves that the signature is older.
    NoProof(Revoked),
    /// The signer was revoked before it signed, or is suspended.
    Signer(Revoked),
}

/// Why a token that is right in itself is not trusted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Doubt {
    /// A timestamp that covers it states an earlier time.
    Order,
    Weak(WeakAlgorithm),
    Chain(ChainError),
    Revocation(RevocationProblem),
}
