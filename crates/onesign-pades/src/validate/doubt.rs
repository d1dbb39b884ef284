//! Why a chain or a timestamp is not trusted.

use super::status::SubIndication;
use crate::revocation::reason::Revoked;
use crate::trust::trust_services::ServiceError;
use crate::x509::algorithm_expiry::WeakAlgorithm;
use crate::x509::chain::PathError;

/// Why no chain leads to a trusted root or service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ChainError {
    Path(PathError),
    /// It leads to a listed service that does not count.
    Service(ServiceError),
}

impl ChainError {
    pub fn sub_indication(&self) -> SubIndication {
        match self {
            Self::Path(PathError::NoChain | PathError::IssuerMissing(..)) | Self::Service(_) => {
                SubIndication::NoCertificateChainFound
            }
            Self::Path(PathError::Expired | PathError::IssuerExpired(_)) => {
                SubIndication::OutOfBoundsNoPoe
            }
            Self::Path(PathError::NotYetValid | PathError::IssuerNotYetValid(_)) => {
                SubIndication::NotYetValid
            }
            Self::Path(PathError::Leaf(_) | PathError::Issuer(..)) => {
                SubIndication::ChainConstraintsFailure
            }
            Self::Path(PathError::Unsupported(_) | PathError::Weak(_)) => {
                SubIndication::CryptoConstraintsFailure
            }
        }
    }
}

/// Why the revocation information speaks against a chain. Times are seconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum RevocationProblem {
    /// The policy requires a proof of good status, and there is none.
    NotProvenGood,
    /// Something says that the certificate of the named holder was revoked, but nothing proves that its issuer says so;
    /// the revocation, if its entry is readable.
    Alleged(String, Option<Revoked>),
    /// The certificate of an authority, named, was revoked.
    Authority(String, Revoked),
    /// The signer's certificate was revoked, and nothing proves that the signature is older.
    NoProof(Revoked),
    /// The signer's certificate was revoked before the signature, or is suspended.
    Signer(Revoked),
}

/// Why a valid token is not trusted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Doubt {
    /// A timestamp that covers it states an earlier time.
    Order,
    Weak(WeakAlgorithm),
    Chain(ChainError),
    Revocation(RevocationProblem),
}
