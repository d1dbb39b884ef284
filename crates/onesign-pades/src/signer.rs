//! Who holds the sealing key: a file here, a hardware module behind the same trait elsewhere.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1_SIGNING, ECDSA_P384_SHA384_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _,
    RSA_PKCS1_SHA256, RsaKeyPair,
};

use crate::Algorithm;
use crate::cms::certificate::Certificate;

/// Why a signature could not be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SignError {
    /// The key is no PKCS#8 of a kind that can be used: P-256, P-384, or RSA of 2048 bits or more.
    #[error(
        "the private key can't be used: PKCS#8 with P-256, P-384 or RSA of 2048 bits or more is needed"
    )]
    Key,
    /// The first certificate of the chain is missing or can't be read.
    #[error("the signing certificate is missing or can't be read")]
    Certificate,
    /// The first certificate of the chain is for another key.
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

/// A key in memory.
#[derive(Debug)]
pub struct FileSigner {
    key: Key,
    chain: Vec<Vec<u8>>,
}

#[derive(Debug)]
enum Key {
    P256(EcdsaKeyPair),
    P384(EcdsaKeyPair),
    Rsa(Box<RsaKeyPair>),
}

impl FileSigner {
    /// Takes a PKCS#8 private key and the chain in DER, the signing certificate first.
    ///
    /// # Errors
    /// If the key is of no usable kind, or the first certificate is not its own.
    pub fn new(pkcs8: &[u8], chain: Vec<Vec<u8>>) -> Result<Self, SignError> {
        let key = Key::read(pkcs8).ok_or(SignError::Key)?;
        let leaf = chain
            .first()
            .and_then(|leaf| Certificate::parse(leaf).ok())
            .ok_or(SignError::Certificate)?;
        if leaf.key.bits != key.public() {
            return Err(SignError::Mismatch);
        }
        Ok(Self { key, chain })
    }

    /// A key without certificates, to sign certificates with.
    pub(crate) fn bare(pkcs8: &[u8]) -> Result<Self, SignError> {
        let key = Key::read(pkcs8).ok_or(SignError::Key)?;
        Ok(Self {
            key,
            chain: Vec::new(),
        })
    }
}

impl Key {
    fn read(pkcs8: &[u8]) -> Option<Self> {
        if let Ok(key) = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, pkcs8) {
            return Some(Self::P256(key));
        }
        if let Ok(key) = EcdsaKeyPair::from_pkcs8(&ECDSA_P384_SHA384_ASN1_SIGNING, pkcs8) {
            return Some(Self::P384(key));
        }
        RsaKeyPair::from_pkcs8(pkcs8)
            .ok()
            .map(|key| Self::Rsa(Box::new(key)))
    }

    fn public(&self) -> &[u8] {
        match self {
            Self::P256(key) | Self::P384(key) => key.public_key().as_ref(),
            Self::Rsa(key) => key.public_key().as_ref(),
        }
    }
}

impl Signer for FileSigner {
    fn chain(&self) -> &[Vec<u8>] {
        &self.chain
    }

    fn algorithm(&self) -> Algorithm {
        match self.key {
            Key::P256(_) => Algorithm::EcdsaP256Sha256,
            Key::P384(_) => Algorithm::EcdsaP384Sha384,
            Key::Rsa(_) => Algorithm::RsaSha256,
        }
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignError> {
        let random = SystemRandom::new();
        let refused = |_| SignError::Device("the signature could not be computed".into());
        match &self.key {
            Key::P256(key) | Key::P384(key) => key
                .sign(&random, message)
                .map(|signature| signature.as_ref().to_vec())
                .map_err(refused),
            Key::Rsa(key) => {
                let mut signature = vec![0; key.public_modulus_len()];
                key.sign(&RSA_PKCS1_SHA256, &random, message, &mut signature)
                    .map_err(refused)?;
                Ok(signature)
            }
        }
    }
}
