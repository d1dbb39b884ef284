//! Object identifiers: the bodies of their encodings, and names for people.

use std::fmt;

use const_oid::ObjectIdentifier as Oid;

/// CMS SignedData (RFC 5652).
pub(crate) const SIGNED_DATA: &[u8] = const { Oid::new_unwrap("1.2.840.113549.1.7.2") }.as_bytes();
/// CMS data.
pub(crate) const DATA: &[u8] = const { Oid::new_unwrap("1.2.840.113549.1.7.1") }.as_bytes();
/// The content of a timestamp token (RFC 3161).
pub(crate) const TST_INFO: &[u8] =
    const { Oid::new_unwrap("1.2.840.113549.1.9.16.1.4") }.as_bytes();
/// Signed attribute: content type.
pub(crate) const CONTENT_TYPE: &[u8] = const { Oid::new_unwrap("1.2.840.113549.1.9.3") }.as_bytes();
/// Signed attribute: message digest.
pub(crate) const MESSAGE_DIGEST: &[u8] =
    const { Oid::new_unwrap("1.2.840.113549.1.9.4") }.as_bytes();
/// Signed attribute: signing certificate by SHA-1 (RFC 2634).
pub(crate) const SIGNING_CERTIFICATE: &[u8] =
    const { Oid::new_unwrap("1.2.840.113549.1.9.16.2.12") }.as_bytes();
/// Signed attribute: signing certificate (RFC 5035).
pub(crate) const SIGNING_CERTIFICATE_V2: &[u8] =
    const { Oid::new_unwrap("1.2.840.113549.1.9.16.2.47") }.as_bytes();
/// Unsigned attribute: timestamp over the signature value.
pub(crate) const TIMESTAMP_TOKEN: &[u8] =
    const { Oid::new_unwrap("1.2.840.113549.1.9.16.2.14") }.as_bytes();
pub(crate) const SHA1: &[u8] = const { Oid::new_unwrap("1.3.14.3.2.26") }.as_bytes();
pub(crate) const SHA256: &[u8] = const { Oid::new_unwrap("2.16.840.1.101.3.4.2.1") }.as_bytes();
pub(crate) const SHA384: &[u8] = const { Oid::new_unwrap("2.16.840.1.101.3.4.2.2") }.as_bytes();
pub(crate) const SHA512: &[u8] = const { Oid::new_unwrap("2.16.840.1.101.3.4.2.3") }.as_bytes();
/// RSA key, or RSA with a separately named digest.
pub(crate) const RSA: &[u8] = const { Oid::new_unwrap("1.2.840.113549.1.1.1") }.as_bytes();
pub(crate) const SHA1_RSA: &[u8] = const { Oid::new_unwrap("1.2.840.113549.1.1.5") }.as_bytes();
pub(crate) const SHA256_RSA: &[u8] = const { Oid::new_unwrap("1.2.840.113549.1.1.11") }.as_bytes();
pub(crate) const SHA384_RSA: &[u8] = const { Oid::new_unwrap("1.2.840.113549.1.1.12") }.as_bytes();
pub(crate) const SHA512_RSA: &[u8] = const { Oid::new_unwrap("1.2.840.113549.1.1.13") }.as_bytes();
pub(crate) const RSA_PSS: &[u8] = const { Oid::new_unwrap("1.2.840.113549.1.1.10") }.as_bytes();
pub(crate) const EC_KEY: &[u8] = const { Oid::new_unwrap("1.2.840.10045.2.1") }.as_bytes();
pub(crate) const P256: &[u8] = const { Oid::new_unwrap("1.2.840.10045.3.1.7") }.as_bytes();
pub(crate) const P384: &[u8] = const { Oid::new_unwrap("1.3.132.0.34") }.as_bytes();
pub(crate) const P521: &[u8] = const { Oid::new_unwrap("1.3.132.0.35") }.as_bytes();
pub(crate) const ECDSA_SHA1: &[u8] = const { Oid::new_unwrap("1.2.840.10045.4.1") }.as_bytes();
pub(crate) const ECDSA_SHA256: &[u8] = const { Oid::new_unwrap("1.2.840.10045.4.3.2") }.as_bytes();
pub(crate) const ECDSA_SHA384: &[u8] = const { Oid::new_unwrap("1.2.840.10045.4.3.3") }.as_bytes();
pub(crate) const ECDSA_SHA512: &[u8] = const { Oid::new_unwrap("1.2.840.10045.4.3.4") }.as_bytes();
pub(crate) const ED25519: &[u8] = const { Oid::new_unwrap("1.3.101.112") }.as_bytes();
pub(crate) const COMMON_NAME: &[u8] = const { Oid::new_unwrap("2.5.4.3") }.as_bytes();
pub(crate) const ORGANIZATION: &[u8] = const { Oid::new_unwrap("2.5.4.10") }.as_bytes();
pub(crate) const SUBJECT_KEY_IDENTIFIER: &[u8] = const { Oid::new_unwrap("2.5.29.14") }.as_bytes();
pub(crate) const KEY_USAGE: &[u8] = const { Oid::new_unwrap("2.5.29.15") }.as_bytes();
pub(crate) const BASIC_CONSTRAINTS: &[u8] = const { Oid::new_unwrap("2.5.29.19") }.as_bytes();
pub(crate) const CERTIFICATE_POLICIES: &[u8] = const { Oid::new_unwrap("2.5.29.32") }.as_bytes();
pub(crate) const AUTHORITY_KEY_IDENTIFIER: &[u8] =
    const { Oid::new_unwrap("2.5.29.35") }.as_bytes();
pub(crate) const EXTENDED_KEY_USAGE: &[u8] = const { Oid::new_unwrap("2.5.29.37") }.as_bytes();
pub(crate) const SUBJECT_ALT_NAME: &[u8] = const { Oid::new_unwrap("2.5.29.17") }.as_bytes();
/// Extended key usage: timestamping.
pub(crate) const TIME_STAMPING: &[u8] = const { Oid::new_unwrap("1.3.6.1.5.5.7.3.8") }.as_bytes();
/// Extended key usage: document signing (RFC 9336).
pub(crate) const DOCUMENT_SIGNING: &[u8] =
    const { Oid::new_unwrap("1.3.6.1.5.5.7.3.36") }.as_bytes();
/// Extended key usage: authentic documents, by Adobe.
pub(crate) const ADOBE_DOCUMENTS: &[u8] =
    const { Oid::new_unwrap("1.2.840.113583.1.1.5") }.as_bytes();

pub(crate) const CRL_NUMBER: &[u8] = const { Oid::new_unwrap("2.5.29.20") }.as_bytes();
pub(crate) const REASON_CODE: &[u8] = const { Oid::new_unwrap("2.5.29.21") }.as_bytes();
pub(crate) const INVALIDITY_DATE: &[u8] = const { Oid::new_unwrap("2.5.29.24") }.as_bytes();
pub(crate) const CERTIFICATE_ISSUER: &[u8] = const { Oid::new_unwrap("2.5.29.29") }.as_bytes();
pub(crate) const DELTA_CRL: &[u8] = const { Oid::new_unwrap("2.5.29.27") }.as_bytes();
pub(crate) const ISSUING_DISTRIBUTION_POINT: &[u8] =
    const { Oid::new_unwrap("2.5.29.28") }.as_bytes();
pub(crate) const CRL_DISTRIBUTION_POINTS: &[u8] = const { Oid::new_unwrap("2.5.29.31") }.as_bytes();
/// The list keeps certificates that expired after this time (X.509, 9.5.2.9).
pub(crate) const EXPIRED_CERTS_ON_CRL: &[u8] = const { Oid::new_unwrap("2.5.29.60") }.as_bytes();
pub(crate) const AUTHORITY_INFO_ACCESS: &[u8] =
    const { Oid::new_unwrap("1.3.6.1.5.5.7.1.1") }.as_bytes();
/// The address of the OCSP responder; also the prefix of OCSP's own identifiers.
pub(crate) const OCSP: &[u8] = const { Oid::new_unwrap("1.3.6.1.5.5.7.48.1") }.as_bytes();
/// The address of the issuer's certificate.
pub(crate) const CA_ISSUERS: &[u8] = const { Oid::new_unwrap("1.3.6.1.5.5.7.48.2") }.as_bytes();
pub(crate) const OCSP_BASIC: &[u8] = const { Oid::new_unwrap("1.3.6.1.5.5.7.48.1.1") }.as_bytes();
/// The responder's own revocation needs no check.
pub(crate) const OCSP_NO_CHECK: &[u8] =
    const { Oid::new_unwrap("1.3.6.1.5.5.7.48.1.5") }.as_bytes();
/// The responder keeps certificates that expired after this time.
pub(crate) const OCSP_ARCHIVE_CUTOFF: &[u8] =
    const { Oid::new_unwrap("1.3.6.1.5.5.7.48.1.6") }.as_bytes();
/// Extended key usage: signing OCSP responses.
pub(crate) const OCSP_SIGNING: &[u8] = const { Oid::new_unwrap("1.3.6.1.5.5.7.3.9") }.as_bytes();
/// An OCSP response among the revocation data of CMS (RFC 5940).
pub(crate) const OCSP_IN_CMS: &[u8] = const { Oid::new_unwrap("1.3.6.1.5.5.7.16.2") }.as_bytes();
/// Signed attribute: Adobe's revocation data.
pub(crate) const ADOBE_REVOCATION: &[u8] =
    const { Oid::new_unwrap("1.2.840.113583.1.1.8") }.as_bytes();
/// Unsigned attribute: certificates (EN 319 122-1, A.1.1).
pub(crate) const CERTIFICATE_VALUES: &[u8] =
    const { Oid::new_unwrap("1.2.840.113549.1.9.16.2.23") }.as_bytes();
/// Unsigned attribute: revocation data (EN 319 122-1, A.1.2).
pub(crate) const REVOCATION_VALUES: &[u8] =
    const { Oid::new_unwrap("1.2.840.113549.1.9.16.2.24") }.as_bytes();

pub(crate) const SHA224: &[u8] = const { Oid::new_unwrap("2.16.840.1.101.3.4.2.4") }.as_bytes();
pub(crate) const SHA3_256: &[u8] = const { Oid::new_unwrap("2.16.840.1.101.3.4.2.8") }.as_bytes();
pub(crate) const SHA3_384: &[u8] = const { Oid::new_unwrap("2.16.840.1.101.3.4.2.9") }.as_bytes();
pub(crate) const SHA3_512: &[u8] = const { Oid::new_unwrap("2.16.840.1.101.3.4.2.10") }.as_bytes();
pub(crate) const SHA224_RSA: &[u8] = const { Oid::new_unwrap("1.2.840.113549.1.1.14") }.as_bytes();
pub(crate) const ECDSA_SHA224: &[u8] = const { Oid::new_unwrap("1.2.840.10045.4.3.1") }.as_bytes();
pub(crate) const ECDSA_SHA3_384: &[u8] =
    const { Oid::new_unwrap("2.16.840.1.101.3.4.3.11") }.as_bytes();
pub(crate) const ECDSA_SHA3_512: &[u8] =
    const { Oid::new_unwrap("2.16.840.1.101.3.4.3.12") }.as_bytes();
pub(crate) const P256K1: &[u8] = const { Oid::new_unwrap("1.3.132.0.10") }.as_bytes();
/// BrainpoolP256r1 (RFC 5639).
pub(crate) const BRAINPOOL_256: &[u8] =
    const { Oid::new_unwrap("1.3.36.3.3.2.8.1.1.7") }.as_bytes();
/// BrainpoolP384r1 (RFC 5639).
pub(crate) const BRAINPOOL_384: &[u8] =
    const { Oid::new_unwrap("1.3.36.3.3.2.8.1.1.11") }.as_bytes();
/// ECDSA signatures as two concatenated numbers (BSI TR-03111, 5.2.1).
pub(crate) const PLAIN_ECDSA_SHA224: &[u8] =
    const { Oid::new_unwrap("0.4.0.127.0.7.1.1.4.1.2") }.as_bytes();
pub(crate) const PLAIN_ECDSA_SHA256: &[u8] =
    const { Oid::new_unwrap("0.4.0.127.0.7.1.1.4.1.3") }.as_bytes();
pub(crate) const PLAIN_ECDSA_SHA384: &[u8] =
    const { Oid::new_unwrap("0.4.0.127.0.7.1.1.4.1.4") }.as_bytes();
pub(crate) const PLAIN_ECDSA_SHA512: &[u8] =
    const { Oid::new_unwrap("0.4.0.127.0.7.1.1.4.1.5") }.as_bytes();
pub(crate) const EMAIL_ADDRESS: &[u8] =
    const { Oid::new_unwrap("1.2.840.113549.1.9.1") }.as_bytes();
pub(crate) const NAME_CONSTRAINTS: &[u8] = const { Oid::new_unwrap("2.5.29.30") }.as_bytes();
/// Signed attribute: timestamp over the content, older than the signature.
pub(crate) const CONTENT_TIMESTAMP: &[u8] =
    const { Oid::new_unwrap("1.2.840.113549.1.9.16.2.20") }.as_bytes();

/// MGF1, the mask of RSA-PSS.
pub(crate) const MASK_GENERATION: &[u8] =
    const { Oid::new_unwrap("1.2.840.113549.1.1.8") }.as_bytes();

/// Extended key usages that allow a certificate to sign documents: any, client authentication, mail, documents (RFC
/// 9336), and those of Adobe and Microsoft for documents.
pub(crate) const DOCUMENT_PURPOSES: [&[u8]; 6] = [
    const { Oid::new_unwrap("2.5.29.37.0") }.as_bytes(),
    const { Oid::new_unwrap("1.3.6.1.5.5.7.3.2") }.as_bytes(),
    const { Oid::new_unwrap("1.3.6.1.5.5.7.3.4") }.as_bytes(),
    const { Oid::new_unwrap("1.3.6.1.5.5.7.3.36") }.as_bytes(),
    const { Oid::new_unwrap("1.2.840.113583.1.1.5") }.as_bytes(),
    const { Oid::new_unwrap("1.3.6.1.4.1.311.10.3.12") }.as_bytes(),
];
/// The prefix of the purposes that the standard itself defines.
pub(crate) const STANDARD_PURPOSES: &[u8] = const { Oid::new_unwrap("1.3.6.1.5.5.7.3") }.as_bytes();

/// A certificate's statements about its qualification (RFC 3739, EN 319 412-5).
pub(crate) const QC_STATEMENTS: &[u8] = const { Oid::new_unwrap("1.3.6.1.5.5.7.1.3") }.as_bytes();
/// It is a qualified certificate.
pub(crate) const QC_COMPLIANCE: &[u8] = const { Oid::new_unwrap("0.4.0.1862.1.1") }.as_bytes();
/// The type of the qualified certificate.
pub(crate) const QC_TYPE: &[u8] = const { Oid::new_unwrap("0.4.0.1862.1.6") }.as_bytes();
/// For electronic signatures.
pub(crate) const QC_SIGNATURES: &[u8] = const { Oid::new_unwrap("0.4.0.1862.1.6.1") }.as_bytes();
/// For electronic seals.
pub(crate) const QC_SEALS: &[u8] = const { Oid::new_unwrap("0.4.0.1862.1.6.2") }.as_bytes();
/// It is qualified under the law of another country.
pub(crate) const QC_LEGISLATION: &[u8] = const { Oid::new_unwrap("0.4.0.1862.1.7") }.as_bytes();

/// Algorithms that this crate can name but not check.
const ONLY_NAMED: [(&[u8], &str); 23] = [
    (
        const { Oid::new_unwrap("1.2.840.113549.2.5") }.as_bytes(),
        "MD5",
    ),
    (
        const { Oid::new_unwrap("1.2.840.113549.1.1.4") }.as_bytes(),
        "RSA with MD5",
    ),
    (
        const { Oid::new_unwrap("1.3.36.3.2.1") }.as_bytes(),
        "RIPEMD-160",
    ),
    (
        const { Oid::new_unwrap("1.3.36.3.3.1.2") }.as_bytes(),
        "RSA with RIPEMD-160",
    ),
    (const { Oid::new_unwrap("1.3.101.113") }.as_bytes(), "Ed448"),
    (
        const { Oid::new_unwrap("1.2.840.10040.4.1") }.as_bytes(),
        "DSA",
    ),
    (
        const { Oid::new_unwrap("1.2.840.10040.4.3") }.as_bytes(),
        "DSA with SHA-1",
    ),
    (
        const { Oid::new_unwrap("2.16.840.1.101.3.4.3.2") }.as_bytes(),
        "DSA with SHA-256",
    ),
    (
        const { Oid::new_unwrap("2.16.840.1.101.3.4.2.7") }.as_bytes(),
        "SHA3-224",
    ),
    (
        const { Oid::new_unwrap("2.16.840.1.101.3.4.2.11") }.as_bytes(),
        "SHAKE128",
    ),
    (
        const { Oid::new_unwrap("2.16.840.1.101.3.4.2.12") }.as_bytes(),
        "SHAKE256",
    ),
    (
        const { Oid::new_unwrap("2.16.840.1.101.3.4.3.9") }.as_bytes(),
        "ECDSA with SHA3-224",
    ),
    (
        const { Oid::new_unwrap("2.16.840.1.101.3.4.3.10") }.as_bytes(),
        "ECDSA with SHA3-256",
    ),
    (
        const { Oid::new_unwrap("2.16.840.1.101.3.4.3.13") }.as_bytes(),
        "RSA with SHA3-224",
    ),
    (
        const { Oid::new_unwrap("2.16.840.1.101.3.4.3.14") }.as_bytes(),
        "RSA with SHA3-256",
    ),
    (
        const { Oid::new_unwrap("2.16.840.1.101.3.4.3.15") }.as_bytes(),
        "RSA with SHA3-384",
    ),
    (
        const { Oid::new_unwrap("2.16.840.1.101.3.4.3.16") }.as_bytes(),
        "RSA with SHA3-512",
    ),
    (
        const { Oid::new_unwrap("1.3.36.3.3.2.8.1.1.13") }.as_bytes(),
        "brainpoolP512r1",
    ),
    (
        const { Oid::new_unwrap("2.16.840.1.101.3.4.3.17") }.as_bytes(),
        "ML-DSA-44",
    ),
    (
        const { Oid::new_unwrap("2.16.840.1.101.3.4.3.18") }.as_bytes(),
        "ML-DSA-65",
    ),
    (
        const { Oid::new_unwrap("2.16.840.1.101.3.4.3.19") }.as_bytes(),
        "ML-DSA-87",
    ),
    (
        const { Oid::new_unwrap("1.2.643.7.1.1.1.1") }.as_bytes(),
        "GOST R 34.10-2012",
    ),
    (
        const { Oid::new_unwrap("1.2.156.10197.1.501") }.as_bytes(),
        "SM2 with SM3",
    ),
];

/// A name for people, or the dotted numbers of an unknown identifier.
pub(crate) fn name(body: &[u8]) -> String {
    let known = match body {
        SHA1 => "SHA-1",
        SHA224 => "SHA-224",
        SHA256 => "SHA-256",
        SHA384 => "SHA-384",
        SHA512 => "SHA-512",
        SHA3_256 => "SHA3-256",
        SHA3_384 => "SHA3-384",
        SHA3_512 => "SHA3-512",
        SHA224_RSA => "RSA with SHA-224",
        ECDSA_SHA224 => "ECDSA with SHA-224",
        ECDSA_SHA3_384 => "ECDSA with SHA3-384",
        ECDSA_SHA3_512 => "ECDSA with SHA3-512",
        P256K1 => "secp256k1",
        BRAINPOOL_256 => "brainpoolP256r1",
        BRAINPOOL_384 => "brainpoolP384r1",
        PLAIN_ECDSA_SHA224 => "ECDSA-plain with SHA-224",
        PLAIN_ECDSA_SHA256 => "ECDSA-plain with SHA-256",
        PLAIN_ECDSA_SHA384 => "ECDSA-plain with SHA-384",
        PLAIN_ECDSA_SHA512 => "ECDSA-plain with SHA-512",
        RSA => "RSA",
        SHA1_RSA => "RSA with SHA-1",
        SHA256_RSA => "RSA with SHA-256",
        SHA384_RSA => "RSA with SHA-384",
        SHA512_RSA => "RSA with SHA-512",
        RSA_PSS => "RSA-PSS",
        EC_KEY => "elliptic-curve cryptography",
        P256 => "P-256",
        P384 => "P-384",
        P521 => "P-521",
        ECDSA_SHA1 => "ECDSA with SHA-1",
        ECDSA_SHA256 => "ECDSA with SHA-256",
        ECDSA_SHA384 => "ECDSA with SHA-384",
        ECDSA_SHA512 => "ECDSA with SHA-512",
        ED25519 => "Ed25519",
        other => {
            let mut named = ONLY_NAMED.iter().filter(|(oid, _)| *oid == other);
            return named
                .next()
                .map_or_else(|| dotted(other), |(_, name)| (*name).to_owned());
        }
    };
    known.to_owned()
}

/// The display name of an identifier, if the name contains translatable words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Called {
    /// The identifier is missing.
    Nameless,
    EllipticCurve,
    /// A signature scheme and its digest.
    WithDigest(String, String),
    Name(String),
}

impl fmt::Display for Called {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nameless => f.write_str("(not named)"),
            Self::EllipticCurve => f.write_str("elliptic-curve cryptography"),
            Self::WithDigest(scheme, digest) => write!(f, "{scheme} with {digest}"),
            Self::Name(name) => f.write_str(name),
        }
    }
}

/// The display name of an identifier.
pub(crate) fn called(body: &[u8]) -> Called {
    let name = name(body);
    match (body, name.split_once(" with ")) {
        (&[], _) => Called::Nameless,
        (EC_KEY, _) => Called::EllipticCurve,
        (_, Some((scheme, digest))) => Called::WithDigest(scheme.to_owned(), digest.to_owned()),
        _ => Called::Name(name),
    }
}

/// The dotted notation.
fn dotted(body: &[u8]) -> String {
    let mut arcs: Vec<u64> = Vec::new();
    let mut value = 0u64;
    for &byte in body.iter().take(64) {
        value = value.wrapping_shl(7) | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            arcs.push(value);
            value = 0;
        }
    }
    let mut text = match arcs.first() {
        Some(&first) => format!(
            "{}.{}",
            (first / 40).min(2),
            first - (first / 40).min(2) * 40
        ),
        None => return "unknown".to_owned(),
    };
    for arc in &arcs[1..] {
        text.push_str(&format!(".{arc}"));
    }
    text
}

#[cfg(test)]
mod tests {
    #[test]
    fn names() {
        assert_eq!(super::name(super::SHA256), "SHA-256");
        assert_eq!(super::name(super::TIME_STAMPING), "1.3.6.1.5.5.7.3.8");
        assert_eq!(super::name(super::COMMON_NAME), "2.5.4.3");
        assert_eq!(super::name(&[]), "unknown");
    }
}
