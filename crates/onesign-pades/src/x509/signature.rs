//! The supported signature algorithms, and their checks.

use aws_lc_rs::signature::{self as lc, UnparsedPublicKey, VerificationAlgorithm};

use super::algorithm::Digest;
use super::ecdsa;
use super::key::{AlgorithmId, PublicKey};
use super::rsa::RsaKey;
use crate::asn1::ber;
use crate::asn1::oid::{self, Called};
use crate::asn1::tag;

/// The result of a signature check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    Right,
    Wrong,
    Unsupported(Unsupported),
}

/// An unsupported algorithm.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Unsupported {
    #[error("{0} on curve {1}")]
    OnCurve(Called, Called),
    /// An algorithm with a key of another kind.
    #[error("{0} with a key of type {1}")]
    WithKey(Called, Called),
    #[error("RSA-PSS with a key that is not an RSA key")]
    PssOtherKey,
    #[error("RSA-PSS with parameters that are not understood")]
    PssParameters,
    #[error("RSA-PSS with {0}")]
    PssDigest(String),
    /// A key of this many bits.
    #[error("RSA-PSS with a key of {0} bits")]
    PssKey(usize),
    /// PKCS#1 v1.5 with a key of this many bits.
    #[error("an RSA key of {0} bits")]
    RsaKey(usize),
    #[error("an RSA key with an unusual exponent")]
    RsaExponent,
    #[error("a malformed RSA key")]
    RsaMalformed,
    /// An unsupported digest.
    #[error("{0}")]
    Digest(Called),
}

/// The identifiers of RSASSA-PKCS1-v1_5; CMS also names the key's kind alone.
const PKCS1: [&[u8]; 6] = [
    oid::RSA,
    oid::SHA1_RSA,
    oid::SHA224_RSA,
    oid::SHA256_RSA,
    oid::SHA384_RSA,
    oid::SHA512_RSA,
];

/// Checks `signature` over `message`. `digest` is the separate digest algorithm of CMS, for algorithms that don't name
/// their own.
pub(crate) fn verify(
    key: &PublicKey<'_>,
    algorithm: AlgorithmId<'_>,
    digest: Option<Digest>,
    message: &[u8],
    signature: &[u8],
) -> Outcome {
    if algorithm.oid == oid::RSA_PSS {
        return verify_pss(key, algorithm.parameters, message, signature);
    }
    if key.algorithm.oid == oid::RSA
        && PKCS1.contains(&algorithm.oid)
        && let ([] | [5, 0], Some(digest)) = (algorithm.parameters, digest_of(algorithm, digest))
    {
        return verify_pkcs1(key, digest, message, signature);
    }
    match check(key, algorithm, digest, message, signature) {
        Some(true) => Outcome::Right,
        Some(false) => Outcome::Wrong,
        None => Outcome::Unsupported(described(key, algorithm)),
    }
}

/// RSASSA-PKCS1-v1_5.
fn verify_pkcs1(key: &PublicKey<'_>, digest: Digest, message: &[u8], signature: &[u8]) -> Outcome {
    let rsa = match rsa_key(key) {
        Ok(rsa) => rsa,
        Err(why) => return Outcome::Unsupported(why),
    };
    let is_right = match pkcs1(digest, rsa.bits()) {
        Some(method) => {
            let key = UnparsedPublicKey::new(method, rsa.der());
            Some(key.verify(message, signature).is_ok())
        }
        None => rsa.verify(digest, message, signature),
    };
    match is_right {
        Some(true) => Outcome::Right,
        Some(false) => Outcome::Wrong,
        None => Outcome::Unsupported(Unsupported::RsaKey(rsa.bits())),
    }
}

/// The key, if it is one that can be checked: a library that refuses a key must not look like a wrong signature.
fn rsa_key<'a>(key: &PublicKey<'a>) -> Result<RsaKey<'a>, Unsupported> {
    let rsa = RsaKey::parse(key.bits).ok_or(Unsupported::RsaMalformed)?;
    if rsa.has_usual_exponent() {
        Ok(rsa)
    } else {
        Err(Unsupported::RsaExponent)
    }
}

/// The digest that a signature algorithm uses.
pub(crate) fn digest_of(algorithm: AlgorithmId<'_>, beside: Option<Digest>) -> Option<Digest> {
    match algorithm.oid {
        oid::SHA1_RSA | oid::ECDSA_SHA1 => Some(Digest::Sha1),
        oid::SHA224_RSA | oid::ECDSA_SHA224 | oid::PLAIN_ECDSA_SHA224 => Some(Digest::Sha224),
        oid::SHA256_RSA | oid::ECDSA_SHA256 | oid::PLAIN_ECDSA_SHA256 => Some(Digest::Sha256),
        oid::SHA384_RSA | oid::ECDSA_SHA384 | oid::PLAIN_ECDSA_SHA384 => Some(Digest::Sha384),
        oid::SHA512_RSA | oid::ECDSA_SHA512 | oid::PLAIN_ECDSA_SHA512 => Some(Digest::Sha512),
        oid::ECDSA_SHA3_384 => Some(Digest::Sha3_384),
        oid::ECDSA_SHA3_512 => Some(Digest::Sha3_512),
        oid::RSA_PSS => pss_parameters(algorithm.parameters).map(|(digest, _)| digest),
        // Some CMS writers put EC_KEY, the key's kind, in place of the signature algorithm.
        oid::RSA | oid::EC_KEY => beside,
        _ => None,
    }
}

/// Whether the signature is valid; `None` if it is not supported.
fn check(
    key: &PublicKey<'_>,
    algorithm: AlgorithmId<'_>,
    beside: Option<Digest>,
    message: &[u8],
    signature: &[u8],
) -> Option<bool> {
    // Apart from RSA-PSS, parameters are NULL or absent; German cards repeat the key's curve.
    let repeated =
        key.algorithm.oid == oid::EC_KEY && algorithm.parameters == key.algorithm.parameters;
    if !matches!(algorithm.parameters, [] | [5, 0]) && !repeated {
        return None;
    }
    let digest = digest_of(algorithm, beside);
    let by = |method: &'static dyn VerificationAlgorithm| {
        let key = UnparsedPublicKey::new(method, key.bits);
        Some(key.verify(message, signature).is_ok())
    };
    match (key.algorithm.oid, algorithm.oid) {
        (
            oid::EC_KEY,
            oid::PLAIN_ECDSA_SHA224
            | oid::PLAIN_ECDSA_SHA256
            | oid::PLAIN_ECDSA_SHA384
            | oid::PLAIN_ECDSA_SHA512,
        ) => ecdsa::verify_plain(curve(key), digest?, key.bits, message, signature),
        (
            oid::EC_KEY,
            oid::EC_KEY
            | oid::ECDSA_SHA1
            | oid::ECDSA_SHA224
            | oid::ECDSA_SHA3_384
            | oid::ECDSA_SHA3_512
            | oid::ECDSA_SHA256
            | oid::ECDSA_SHA384
            | oid::ECDSA_SHA512,
        ) => ecdsa::verify(curve(key), digest?, key.bits, message, signature),
        (oid::ED25519, oid::ED25519) => by(&lc::ED25519),
        _ => None,
    }
}

/// An algorithm with its key.
fn described(key: &PublicKey<'_>, algorithm: AlgorithmId<'_>) -> Unsupported {
    let name = oid::called(algorithm.oid);
    match key.algorithm.oid {
        oid::EC_KEY => Unsupported::OnCurve(name, oid::called(curve(key))),
        other => Unsupported::WithKey(name, oid::called(other)),
    }
}

/// The library's method; `None` if it has none for this digest and a key of this length.
fn pkcs1(digest: Digest, bits: usize) -> Option<&'static dyn VerificationAlgorithm> {
    let small = bits < 2048;
    Some(match digest {
        _ if !(1024..=8192).contains(&bits) => return None,
        Digest::Sha1 if small => &lc::RSA_PKCS1_1024_8192_SHA1_FOR_LEGACY_USE_ONLY,
        Digest::Sha256 if small => &lc::RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY,
        Digest::Sha512 if small => &lc::RSA_PKCS1_1024_8192_SHA512_FOR_LEGACY_USE_ONLY,
        _ if small => return None,
        Digest::Sha1 => &lc::RSA_PKCS1_2048_8192_SHA1_FOR_LEGACY_USE_ONLY,
        Digest::Sha256 => &lc::RSA_PKCS1_2048_8192_SHA256,
        Digest::Sha384 => &lc::RSA_PKCS1_2048_8192_SHA384,
        Digest::Sha512 => &lc::RSA_PKCS1_2048_8192_SHA512,
        Digest::Sha224 | Digest::Sha3_256 | Digest::Sha3_384 | Digest::Sha3_512 => return None,
    })
}

/// RSASSA-PSS (RFC 4055); the parameters determine the length of the salt.
fn verify_pss(key: &PublicKey<'_>, parameters: &[u8], message: &[u8], signature: &[u8]) -> Outcome {
    if !matches!(key.algorithm.oid, oid::RSA | oid::RSA_PSS) {
        return Outcome::Unsupported(Unsupported::PssOtherKey);
    }
    let Some((digest, salt)) = pss_parameters(parameters) else {
        return Outcome::Unsupported(Unsupported::PssParameters);
    };
    let method = match digest {
        Digest::Sha256 => lc::RSA_PSS_2048_8192_SHA256,
        Digest::Sha384 => lc::RSA_PSS_2048_8192_SHA384,
        Digest::Sha512 => lc::RSA_PSS_2048_8192_SHA512,
        other => return Outcome::Unsupported(Unsupported::PssDigest(oid::name(other.oid()))),
    };
    let rsa = match rsa_key(key) {
        Ok(rsa) => rsa,
        Err(why) => return Outcome::Unsupported(why),
    };
    if !(2048..=8192).contains(&rsa.bits()) {
        return Outcome::Unsupported(Unsupported::PssKey(rsa.bits()));
    }
    let method = method.with_pss_salt_length(lc::RsaPssSaltLength::Custom(salt));
    match method.verify_sig(&rsa.der(), message, signature) {
        Ok(()) => Outcome::Right,
        Err(_) => Outcome::Wrong,
    }
}

/// The body of the named curve's identifier; empty if the curve is not named.
pub(crate) fn curve<'a>(key: &PublicKey<'a>) -> &'a [u8] {
    ber::only(key.algorithm.parameters, tag::OID).map_or(&[], |curve| curve.content)
}

/// Length of an RSA key in bits; `None` for other keys.
pub(crate) fn rsa_bits(key: &PublicKey<'_>) -> Option<usize> {
    matches!(key.algorithm.oid, oid::RSA | oid::RSA_PSS)
        .then(|| RsaKey::parse(key.bits).map_or(0, |key| key.bits()))
}

/// Digest and salt length in RSASSA-PSS-params; the mask must use the same digest (RFC 4055, 3.1). Omitted values have
/// their defaults, SHA-1 and 20 bytes.
fn pss_parameters(parameters: &[u8]) -> Option<(Digest, u16)> {
    let mut fields = ber::only(parameters, tag::SEQUENCE).ok()?.reader();
    let digest = match fields.optional(0xa0).ok()? {
        Some(wrapper) => {
            Digest::from_oid(AlgorithmId::parse(wrapper.reader().next().ok()?).ok()?.oid)?
        }
        None => Digest::Sha1,
    };
    let mask = match fields.optional(0xa1).ok()? {
        Some(wrapper) => {
            let mask = AlgorithmId::parse(wrapper.reader().next().ok()?).ok()?;
            let inner = AlgorithmId::parse(ber::only(mask.parameters, tag::SEQUENCE).ok()?).ok()?;
            Digest::from_oid(inner.oid).filter(|_| mask.oid == oid::MASK_GENERATION)?
        }
        None => Digest::Sha1,
    };
    let salt = match fields.optional(0xa2).ok()? {
        Some(wrapper) => {
            let length = ber::only(wrapper.content, tag::INTEGER)
                .ok()?
                .small()
                .ok()?;
            u16::try_from(length).ok()?
        }
        None => 20,
    };
    // trailerFieldBC, the only defined value.
    if let Some(trailer) = fields.optional(0xa3).ok()?
        && ber::only(trailer.content, tag::INTEGER).ok()?.small() != Ok(1)
    {
        return None;
    }
    (mask == digest && fields.is_empty()).then_some((digest, salt))
}
