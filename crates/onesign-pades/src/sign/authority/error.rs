//! Why making an authority failed.

use crate::sign::signer::SignError;

/// Why making an authority failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AuthorityError {
    /// The source of entropy gives no number that can be a key.
    #[error("the source of entropy is broken")]
    Entropy,
    /// The issuing authority's own certificate is not readable.
    #[error("the certificate of the issuing authority can't be read")]
    Issuer,
    /// The issuing authority's own certificate has expired, or expires before the new one would begin.
    #[error("the issuing authority's certificate has expired, so it can't issue another one")]
    Ended,
    /// Signing failed.
    #[error(transparent)]
    Sign(#[from] SignError),
}
