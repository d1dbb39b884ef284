//! Why no authority could be made.

use crate::sign::signer::SignError;

/// Why no authority could be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AuthorityError {
    /// The source of entropy gives no number that can be a key.
    #[error("the source of entropy is broken")]
    Entropy,
    /// The issuing authority's own certificate can't be read.
    #[error("the certificate of the issuing authority can't be read")]
    Issuer,
    /// The issuing authority's own certificate has ended, or ends before the new one would begin.
    #[error("the issuing authority's certificate has expired, so it can't issue another one")]
    Ended,
    /// Signing failed.
    #[error(transparent)]
    Sign(#[from] SignError),
}
