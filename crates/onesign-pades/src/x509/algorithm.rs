//! Digests, and the signature algorithms for making seals.

use aws_lc_rs::digest;

use crate::asn1::{der, oid};

/// The algorithm of a seal: the key's kind and its digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Algorithm {
    /// ECDSA on P-256 with SHA-256; signatures are DER.
    EcdsaP256Sha256,
    /// ECDSA on P-384 with SHA-384; signatures are DER.
    EcdsaP384Sha384,
    /// RSA of 2048 bits or more, PKCS#1 v1.5 with SHA-256.
    RsaSha256,
}

impl Algorithm {
    /// The digest over the document and over the signed attributes.
    pub(crate) fn digest(self) -> Digest {
        match self {
            Self::EcdsaP256Sha256 | Self::RsaSha256 => Digest::Sha256,
            Self::EcdsaP384Sha384 => Digest::Sha384,
        }
    }

    /// The digest of `message` for the signature: SHA-256, or SHA-384 for P-384.
    #[must_use]
    pub fn hash(self, message: &[u8]) -> Vec<u8> {
        self.digest().of(&[message])
    }

    /// AlgorithmIdentifier; RSA has NULL parameters, ECDSA has none (RFC 5754).
    pub(crate) fn identifier(self) -> Vec<u8> {
        match self {
            Self::EcdsaP256Sha256 => der::algorithm(oid::ECDSA_SHA256, &[]),
            Self::EcdsaP384Sha384 => der::algorithm(oid::ECDSA_SHA384, &[]),
            Self::RsaSha256 => der::algorithm(oid::SHA256_RSA, &[5, 0]),
        }
    }
}

/// A digest that signatures may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Digest {
    Sha1,
    Sha224,
    Sha256,
    Sha384,
    Sha512,
    Sha3_256,
    Sha3_384,
    Sha3_512,
}

impl Digest {
    pub fn from_oid(body: &[u8]) -> Option<Self> {
        match body {
            oid::SHA1 => Some(Self::Sha1),
            oid::SHA224 => Some(Self::Sha224),
            oid::SHA256 => Some(Self::Sha256),
            oid::SHA384 => Some(Self::Sha384),
            oid::SHA512 => Some(Self::Sha512),
            oid::SHA3_256 => Some(Self::Sha3_256),
            oid::SHA3_384 => Some(Self::Sha3_384),
            oid::SHA3_512 => Some(Self::Sha3_512),
            _ => None,
        }
    }

    pub fn oid(self) -> &'static [u8] {
        match self {
            Self::Sha1 => oid::SHA1,
            Self::Sha224 => oid::SHA224,
            Self::Sha256 => oid::SHA256,
            Self::Sha384 => oid::SHA384,
            Self::Sha512 => oid::SHA512,
            Self::Sha3_256 => oid::SHA3_256,
            Self::Sha3_384 => oid::SHA3_384,
            Self::Sha3_512 => oid::SHA3_512,
        }
    }

    pub fn algorithm(self) -> &'static digest::Algorithm {
        match self {
            Self::Sha1 => &digest::SHA1_FOR_LEGACY_USE_ONLY,
            Self::Sha224 => &digest::SHA224,
            Self::Sha256 => &digest::SHA256,
            Self::Sha384 => &digest::SHA384,
            Self::Sha512 => &digest::SHA512,
            Self::Sha3_256 => &digest::SHA3_256,
            Self::Sha3_384 => &digest::SHA3_384,
            Self::Sha3_512 => &digest::SHA3_512,
        }
    }

    /// The digest of the concatenated `parts`.
    pub fn of(self, parts: &[&[u8]]) -> Vec<u8> {
        let mut context = digest::Context::new(self.algorithm());
        parts.iter().for_each(|part| context.update(part));
        context.finish().as_ref().to_vec()
    }
}
