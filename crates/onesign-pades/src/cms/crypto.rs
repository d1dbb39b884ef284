//! Which signature algorithms can be checked, and checking them.

use aws_lc_rs::signature::{self as lc, UnparsedPublicKey, VerificationAlgorithm};

use super::certificate::{AlgorithmId, PublicKey};
use crate::algorithm::Digest;
use crate::oid;
use crate::tlv::{self, tag};

/// What became of a signature check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    Right,
    Wrong,
    /// The algorithm, named.
    Unsupported(String),
}

/// Checks `signature` over `message`. `digest` is the one that CMS names beside the algorithm, for
/// algorithms that don't name their own.
pub(crate) fn verify(
    key: &PublicKey<'_>,
    algorithm: AlgorithmId<'_>,
    digest: Option<Digest>,
    message: &[u8],
    signature: &[u8],
) -> Outcome {
    match choose(key, algorithm, digest) {
        Err(name) => Outcome::Unsupported(name),
        Ok(method) => match UnparsedPublicKey::new(method, key.bits).verify(message, signature) {
            Ok(()) => Outcome::Right,
            Err(_) => Outcome::Wrong,
        },
    }
}

/// The digest that a signature algorithm uses.
pub(crate) fn digest_of(algorithm: AlgorithmId<'_>, beside: Option<Digest>) -> Option<Digest> {
    match algorithm.oid {
        oid::SHA1_RSA | oid::ECDSA_SHA1 => Some(Digest::Sha1),
        oid::SHA256_RSA | oid::ECDSA_SHA256 => Some(Digest::Sha256),
        oid::SHA384_RSA | oid::ECDSA_SHA384 => Some(Digest::Sha384),
        oid::SHA512_RSA | oid::ECDSA_SHA512 => Some(Digest::Sha512),
        oid::RSA_PSS => pss_digest(algorithm.parameters),
        // EC_KEY stands where CMS writers name only the key's kind.
        oid::RSA | oid::EC_KEY => beside,
        _ => None,
    }
}

fn choose(
    key: &PublicKey<'_>,
    algorithm: AlgorithmId<'_>,
    beside: Option<Digest>,
) -> Result<&'static dyn VerificationAlgorithm, String> {
    let described = || match key.algorithm.oid {
        oid::EC_KEY => format!("{} on curve {}", oid::name(algorithm.oid), curve_name(key)),
        _ => format!(
            "{} with a {} key",
            oid::name(algorithm.oid),
            oid::name(key.algorithm.oid)
        ),
    };
    let digest = digest_of(algorithm, beside);
    // Only RSA-PSS has parameters that say something; others have NULL or none.
    if algorithm.oid != oid::RSA_PSS && !matches!(algorithm.parameters, [] | [5, 0]) {
        return Err(described());
    }
    let chosen = match (key.algorithm.oid, algorithm.oid) {
        (oid::RSA, oid::RSA_PSS) | (oid::RSA_PSS, oid::RSA_PSS) => pss(digest),
        (
            oid::RSA,
            oid::RSA | oid::SHA1_RSA | oid::SHA256_RSA | oid::SHA384_RSA | oid::SHA512_RSA,
        ) => pkcs1(digest, modulus_bits(key)),
        (
            oid::EC_KEY,
            oid::EC_KEY
            | oid::ECDSA_SHA1
            | oid::ECDSA_SHA256
            | oid::ECDSA_SHA384
            | oid::ECDSA_SHA512,
        ) => ecdsa(curve(key), digest),
        (oid::ED25519, oid::ED25519) => Some(&lc::ED25519 as &dyn VerificationAlgorithm),
        _ => None,
    };
    chosen.ok_or_else(described)
}

fn pkcs1(digest: Option<Digest>, bits: usize) -> Option<&'static dyn VerificationAlgorithm> {
    let small = bits < 2048;
    Some(match digest? {
        Digest::Sha1 if small => &lc::RSA_PKCS1_1024_8192_SHA1_FOR_LEGACY_USE_ONLY,
        Digest::Sha256 if small => &lc::RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY,
        Digest::Sha512 if small => &lc::RSA_PKCS1_1024_8192_SHA512_FOR_LEGACY_USE_ONLY,
        Digest::Sha384 if small => return None,
        Digest::Sha1 => &lc::RSA_PKCS1_2048_8192_SHA1_FOR_LEGACY_USE_ONLY,
        Digest::Sha256 => &lc::RSA_PKCS1_2048_8192_SHA256,
        Digest::Sha384 => &lc::RSA_PKCS1_2048_8192_SHA384,
        Digest::Sha512 => &lc::RSA_PKCS1_2048_8192_SHA512,
    })
}

fn pss(digest: Option<Digest>) -> Option<&'static dyn VerificationAlgorithm> {
    Some(match digest? {
        Digest::Sha256 => &lc::RSA_PSS_2048_8192_SHA256,
        Digest::Sha384 => &lc::RSA_PSS_2048_8192_SHA384,
        Digest::Sha512 => &lc::RSA_PSS_2048_8192_SHA512,
        Digest::Sha1 => return None,
    })
}

fn ecdsa(curve: &[u8], digest: Option<Digest>) -> Option<&'static dyn VerificationAlgorithm> {
    Some(match (curve, digest?) {
        (oid::P256, Digest::Sha1) => &lc::ECDSA_P256_SHA1_ASN1,
        (oid::P256, Digest::Sha256) => &lc::ECDSA_P256_SHA256_ASN1,
        (oid::P256, Digest::Sha384) => &lc::ECDSA_P256_SHA384_ASN1,
        (oid::P256, Digest::Sha512) => &lc::ECDSA_P256_SHA512_ASN1,
        (oid::P384, Digest::Sha256) => &lc::ECDSA_P384_SHA256_ASN1,
        (oid::P384, Digest::Sha384) => &lc::ECDSA_P384_SHA384_ASN1,
        (oid::P384, Digest::Sha512) => &lc::ECDSA_P384_SHA512_ASN1,
        (oid::P521, Digest::Sha256) => &lc::ECDSA_P521_SHA256_ASN1,
        (oid::P521, Digest::Sha384) => &lc::ECDSA_P521_SHA384_ASN1,
        (oid::P521, Digest::Sha512) => &lc::ECDSA_P521_SHA512_ASN1,
        _ => return None,
    })
}

/// The body of the named curve's identifier; empty if the curve is not named.
fn curve<'a>(key: &PublicKey<'a>) -> &'a [u8] {
    tlv::only(key.algorithm.parameters, tag::OID).map_or(&[], |curve| curve.content)
}

fn curve_name(key: &PublicKey<'_>) -> String {
    oid::name(curve(key))
}

fn modulus_bits(key: &PublicKey<'_>) -> usize {
    let modulus =
        tlv::only(key.bits, tag::SEQUENCE).and_then(|pair| pair.reader().expect(tag::INTEGER));
    modulus.map_or(0, |modulus| {
        let digits = modulus
            .content
            .strip_prefix(&[0])
            .unwrap_or(modulus.content);
        digits
            .first()
            .map_or(0, |first| digits.len() * 8 - first.leading_zeros() as usize)
    })
}

/// The digest named in RSASSA-PSS-params, which must also be that of the mask (RFC 4055).
fn pss_digest(parameters: &[u8]) -> Option<Digest> {
    let mut fields = tlv::only(parameters, tag::SEQUENCE).ok()?.reader();
    let named = |wrapper: tlv::Tlv<'_>| {
        let inner = AlgorithmId::parse(wrapper.reader().next().ok()?).ok()?;
        Digest::from_oid(inner.oid)
    };
    let digest = match fields.optional(0xa0).ok()? {
        Some(wrapper) => named(wrapper)?,
        None => Digest::Sha1,
    };
    let mask = match fields.optional(0xa1).ok()? {
        Some(wrapper) => {
            let mask = AlgorithmId::parse(wrapper.reader().next().ok()?).ok()?;
            let inner = AlgorithmId::parse(tlv::only(mask.parameters, tag::SEQUENCE).ok()?).ok()?;
            Digest::from_oid(inner.oid)?
        }
        None => Digest::Sha1,
    };
    (mask == digest).then_some(digest)
}

/// Names a key that is too short to rely on.
pub(crate) fn weak_key(key: &PublicKey<'_>) -> Option<String> {
    let bits = modulus_bits(key);
    let is_rsa = matches!(key.algorithm.oid, oid::RSA | oid::RSA_PSS);
    (is_rsa && bits < 2048).then(|| format!("an RSA key of {bits} bits"))
}
