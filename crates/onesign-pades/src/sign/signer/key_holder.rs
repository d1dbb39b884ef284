//! The interface of every holder of a sealing key.

use crate::x509::algorithm::Algorithm;

/// Why signing failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SignError {
    /// The kind of key is not usable. Usable keys are P-256, P-384, and RSA of 2048 bits or more, as PKCS#8, SEC1 or
    /// PKCS#1.
    #[error("the private key can't be used: P-256, P-384 or RSA of 2048 bits or more is needed")]
    Key,
    /// The first certificate of the chain is missing or not readable.
    #[error("the signing certificate is missing or can't be read")]
    Certificate,
    /// The first certificate of the chain is for another key, or none of several is for this one.
    #[error("the signing certificate does not belong to the private key")]
    Mismatch,
    /// The device that holds the key refused the request.
    #[error("the key's device refused to sign: {0}")]
    Device(String),
}

/// A signer that holds the sealing key.
pub trait Signer: Send + Sync {
    /// Certificates in DER, the signing one first.
    fn chain(&self) -> &[Vec<u8>];
    /// The algorithm of [`Signer::sign`].
    fn algorithm(&self) -> Algorithm;
    /// Hashes and signs `message`.
    ///
    /// # Errors
    /// [`SignError::Device`] if the key is not available now.
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignError>;
}
