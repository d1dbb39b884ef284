//! Facts about a sealing certificate, needed before its first use.

use crate::asn1::ber;
use crate::asn1::tag;
use crate::asn1::{der, oid};
use crate::x509::algorithm::{Algorithm, Digest};
use crate::x509::certificate::Certificate;
use crate::x509::key::{AlgorithmId, PublicKey};
use crate::x509::signature::{self, Outcome, curve, rsa_bits};

/// The most certificates in one chain; this limits the work on a file full of them.
const MAX_CHAIN: usize = 8;

/// The content of a sealing certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealCertificate {
    /// Common name of its holder, otherwise the organisation.
    pub subject: String,
    /// The same of its issuer.
    pub issuer: String,
    /// First and last second of validity, since 1970.
    pub validity: (i64, i64),
    /// The signature algorithm of its key; `None` for kinds of key that can't make seals.
    pub algorithm: Option<Algorithm>,
    /// The key's kind in words, such as `P-256` or `RSA with 3072 bits`.
    pub key: String,
    /// Whether it may sign documents: its key usage, if stated, includes digitalSignature or contentCommitment (RFC
    /// 5280, 4.2.1.3).
    pub signs_documents: bool,
    /// SHA-256 of the certificate.
    pub sha256: Vec<u8>,
}

impl SealCertificate {
    /// Reads a certificate in DER; `None` if it is malformed.
    #[must_use]
    pub fn read(der: &[u8]) -> Option<Self> {
        let certificate = Certificate::parse(der).ok()?;
        let usage = certificate.key_usage().ok()?;
        Some(Self {
            subject: certificate.subject_name(),
            issuer: certificate.issuer_name(),
            validity: certificate.validity,
            algorithm: algorithm(&certificate.key),
            key: key_name(&certificate.key),
            signs_documents: usage.is_none_or(|usage| usage.signs_documents()),
            sha256: Digest::Sha256.of(&[der]),
        })
    }
}

/// The signature algorithm of a key; RSA below 2048 bits has none.
fn algorithm(key: &PublicKey<'_>) -> Option<Algorithm> {
    match (key.algorithm.oid, curve(key)) {
        (oid::EC_KEY, oid::P256) => Some(Algorithm::EcdsaP256Sha256),
        (oid::EC_KEY, oid::P384) => Some(Algorithm::EcdsaP384Sha384),
        (oid::RSA, _) if rsa_bits(key) >= Some(2048) => Some(Algorithm::RsaSha256),
        _ => None,
    }
}

fn key_name(key: &PublicKey<'_>) -> String {
    match (key.algorithm.oid, rsa_bits(key)) {
        (oid::EC_KEY, _) => oid::name(curve(key)),
        (oid::RSA, Some(bits)) => format!("RSA with {bits} bits"),
        (other, _) => oid::name(other),
    }
}

/// The chain of `leaf`: the certificate itself, then its issuer, and so on as far as `others` allow. Each signature is
/// checked.
#[must_use]
pub fn chain_of(leaf: &[u8], others: &[Vec<u8>]) -> Vec<Vec<u8>> {
    let mut chain = vec![leaf.to_vec()];
    while let Some(issuer) = issuer_of(&chain[chain.len() - 1], others) {
        if chain.contains(issuer) || chain.len() == MAX_CHAIN {
            break;
        }
        chain.push(issuer.clone());
    }
    chain
}

fn issuer_of<'o>(certificate: &[u8], others: &'o [Vec<u8>]) -> Option<&'o Vec<u8>> {
    let certificate = Certificate::parse(certificate).ok()?;
    others.iter().find(|other| {
        Certificate::parse(other).is_ok_and(|issuer| {
            issuer.subject == certificate.issuer
                && signature::verify(
                    &issuer.key,
                    certificate.signature_algorithm,
                    None,
                    certificate.body,
                    certificate.signature,
                ) == Outcome::Right
        })
    })
}

/// Whether the key of `certificate` (DER) made `signature` over `message`.
#[must_use]
pub fn is_signed_by(
    certificate: &[u8],
    algorithm: Algorithm,
    message: &[u8],
    signature: &[u8],
) -> bool {
    let identifier = algorithm.identifier();
    let Ok(certificate) = Certificate::parse(certificate) else {
        return false;
    };
    ber::only(&identifier, tag::SEQUENCE)
        .and_then(AlgorithmId::parse)
        .is_ok_and(|algorithm| {
            signature::verify(&certificate.key, algorithm, None, message, signature)
                == Outcome::Right
        })
}

/// An ECDSA signature in the form of certificates and CMS (DER, RFC 3279, 2.2.3), from the two concatenated numbers
/// that PKCS#11 and some signing services return. `None` if the length is impossible.
#[must_use]
pub fn ecdsa_from_raw(raw: &[u8]) -> Option<Vec<u8>> {
    matches!(raw.len(), 64 | 96).then(|| der::ecdsa_value(raw))
}
