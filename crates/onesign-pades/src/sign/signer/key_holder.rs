//! What every holder of a sealing key can do.

use crate::x509::algorithm::Algorithm;

/// Why a signature could not be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SignError {
    /// The key is of no kind that can be used: P-256, P-384, or RSA of 2048 bits or more, as PKCS#8,
    /// SEC1 or PKCS#1.
    #[error("the private key can't be used: P-256, P-384 or RSA of 2048 bits or more is needed")]
    Key,
    /// The first certificate of the chain is missing or can't be read.
    #[error("the signing certificate is missing or can't be read")]
    Certificate,
    /// The first certificate of the chain is for another key, or none of several is for this one.
    #[error("the signing certificate does not belong to the private key")]
    Mismatch,
    /// The device that holds the key refused.
    #[error("the key's device refused to sign: {0}")]
    Device(String),
}

/// Something that signs with the sealing key.
pub trait Signer: Send + Sync {
    /// Certificates in DER, the signing one first.
    fn chain(&self) -> &[Vec<u8>];
    /// What [`Signer::sign`] does.
    fn algorithm(&self) -> Algorithm;
    /// Hashes and signs `message`.
    ///
    /// # Errors
    /// [`SignError::Device`] if the key can't be used now.
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignError>;
}
