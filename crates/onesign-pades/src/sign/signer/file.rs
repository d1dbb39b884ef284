//! A key in memory, loaded from files.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1_SIGNING, ECDSA_P384_SHA384_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _,
    RSA_PKCS1_SHA256, RsaKeyPair,
};

use super::certificate::chain_of;
use super::key_holder::{SignError, Signer};
use crate::x509::algorithm::Algorithm;
use crate::x509::certificate::Certificate;

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
    /// Makes a signer from a private key in DER (PKCS#8, SEC1 or PKCS#1) and the chain in DER, the signing certificate
    /// first.
    ///
    /// # Errors
    /// If the kind of key is not usable, or the first certificate is for another key.
    pub fn new(key: &[u8], chain: Vec<Vec<u8>>) -> Result<Self, SignError> {
        let key = Key::read(key).ok_or(SignError::Key)?;
        let leaf = chain
            .first()
            .and_then(|leaf| Certificate::parse(leaf).ok())
            .ok_or(SignError::Certificate)?;
        if leaf.key.bits != key.public() {
            return Err(SignError::Mismatch);
        }
        Ok(Self { key, chain })
    }

    /// As [`FileSigner::new`], with certificates in any order: it finds the certificate of the key, builds the chain
    /// from the others, and omits the rest.
    ///
    /// # Errors
    /// If the kind of key is not usable, or no certificate is for this key.
    pub fn assemble(key: &[u8], certificates: &[Vec<u8>]) -> Result<Self, SignError> {
        let public = Key::read(key).ok_or(SignError::Key)?;
        if certificates.is_empty() {
            return Err(SignError::Certificate);
        }
        let mut unreadable = false;
        for certificate in certificates {
            match Certificate::parse(certificate) {
                Ok(found) if found.key.bits == public.public() => {
                    return Self::new(key, chain_of(certificate, certificates));
                }
                Ok(_) => {}
                Err(_) => unreadable = true,
            }
        }
        Err(if unreadable {
            SignError::Certificate
        } else {
            SignError::Mismatch
        })
    }

    /// A key without certificates, for signing certificates.
    pub(crate) fn bare(pkcs8: &[u8]) -> Result<Self, SignError> {
        let key = Key::read(pkcs8).ok_or(SignError::Key)?;
        Ok(Self {
            key,
            chain: Vec::new(),
        })
    }

    /// The public key in the form of certificates: the point, or RSAPublicKey.
    pub(crate) fn public(&self) -> &[u8] {
        self.key.public()
    }
}

impl Key {
    fn read(der: &[u8]) -> Option<Self> {
        let ec = |algorithm| EcdsaKeyPair::from_private_key_der(algorithm, der).ok();
        if let Some(key) = ec(&ECDSA_P256_SHA256_ASN1_SIGNING) {
            return Some(Self::P256(key));
        }
        if let Some(key) = ec(&ECDSA_P384_SHA384_ASN1_SIGNING) {
            return Some(Self::P384(key));
        }
        RsaKeyPair::from_pkcs8(der)
            .or_else(|_| RsaKeyPair::from_der(der))
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
