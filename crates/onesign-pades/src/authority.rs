//! A self-made authority: a root and one sealing certificate under it, so that a fresh installation
//! can seal. Readers that don't know the root call the signer unknown.

use aws_lc_rs::agreement::{ECDH_P256, PrivateKey};
use zeroize::Zeroizing;

use crate::algorithm::Digest;
use crate::signer::{FileSigner, SignError, Signer as _};
use crate::{Algorithm, encode, oid, tlv::tag};

const DAY: i64 = 86_400;
/// Ten years with their leap days.
const ROOT_LIFE: i64 = 3653 * DAY;
/// Three years with a leap day.
const LEAF_LIFE: i64 = 1096 * DAY;
/// Longest common name (RFC 5280, upper bounds).
const MAX_NAME: usize = 64;
/// Draws of a private key; each fails once in 2³².
const MAX_DRAWS: usize = 16;

/// Certificates in DER and keys in PKCS#8.
#[derive(Debug, Clone)]
pub struct Authority {
    /// Self-signed root certificate: what people are asked to trust.
    pub root_der: Vec<u8>,
    /// Its key. Needed again only to issue another sealing certificate; keep it offline.
    pub root_key_pkcs8: Zeroizing<Vec<u8>>,
    /// Sealing certificate.
    pub leaf_der: Vec<u8>,
    /// Its key.
    pub leaf_key_pkcs8: Zeroizing<Vec<u8>>,
}

/// Why no authority could be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AuthorityError {
    /// The source of entropy gives no number that can be a key.
    #[error("the source of entropy is broken")]
    Entropy,
    /// Signing failed.
    #[error(transparent)]
    Sign(#[from] SignError),
}

/// Makes root and sealing certificate, P-256 with SHA-256, both valid from `not_before` (seconds
/// since 1970): the root for ten years, the leaf for three. `name` is cut so that the names fit.
///
/// # Errors
/// If `entropy` gives no usable number.
pub fn make_authority(
    name: &str,
    not_before: i64,
    entropy: &mut dyn FnMut(&mut [u8]),
) -> Result<Authority, AuthorityError> {
    let root = Key::draw(entropy)?;
    let leaf = Key::draw(entropy)?;
    let root_name = distinguished(name, " Root CA");
    let extensions = [
        extension(
            oid::BASIC_CONSTRAINTS,
            true,
            &encode::sequence(&[&[tag::BOOLEAN, 1, 0xff], &[tag::INTEGER, 1, 0]]),
        ),
        // keyCertSign, cRLSign
        extension(oid::KEY_USAGE, true, &[tag::BIT_STRING, 2, 1, 0b0000_0110]),
        extension(
            oid::SUBJECT_KEY_IDENTIFIER,
            false,
            &encode::octets(&root.identifier()),
        ),
    ];
    let validity = (not_before, not_before.saturating_add(ROOT_LIFE));
    let body = body(
        &serial(entropy),
        &root_name,
        validity,
        &root_name,
        &root,
        &extensions.concat(),
    );
    let root_der = root.certify(&body)?;

    let authority = encode::sequence(&[&encode::tlv(0x80, &root.identifier())]);
    let extensions = [
        extension(oid::BASIC_CONSTRAINTS, true, &encode::sequence(&[])),
        // digitalSignature, contentCommitment
        extension(oid::KEY_USAGE, true, &[tag::BIT_STRING, 2, 6, 0b1100_0000]),
        extension(
            oid::SUBJECT_KEY_IDENTIFIER,
            false,
            &encode::octets(&leaf.identifier()),
        ),
        extension(oid::AUTHORITY_KEY_IDENTIFIER, false, &authority),
    ];
    let validity = (not_before, not_before.saturating_add(LEAF_LIFE));
    let leaf_name = distinguished(name, " Seal");
    let body = self::body(
        &serial(entropy),
        &root_name,
        validity,
        &leaf_name,
        &leaf,
        &extensions.concat(),
    );
    let leaf_der = root.certify(&body)?;
    Ok(Authority {
        root_der,
        root_key_pkcs8: root.pkcs8,
        leaf_der,
        leaf_key_pkcs8: leaf.pkcs8,
    })
}

impl Authority {
    /// A signer with the sealing key and both certificates.
    ///
    /// # Errors
    /// If key and certificate were exchanged for others that don't belong together.
    pub fn signer(&self) -> Result<FileSigner, SignError> {
        FileSigner::new(
            &self.leaf_key_pkcs8,
            vec![self.leaf_der.clone(), self.root_der.clone()],
        )
    }
}

struct Key {
    pkcs8: Zeroizing<Vec<u8>>,
    /// The public point, uncompressed.
    point: Vec<u8>,
}

impl Key {
    fn draw(entropy: &mut dyn FnMut(&mut [u8])) -> Result<Self, AuthorityError> {
        let mut scalar = Zeroizing::new([0u8; 32]);
        for _ in 0..MAX_DRAWS {
            entropy(scalar.as_mut_slice());
            let Ok(private) = PrivateKey::from_private_key(&ECDH_P256, scalar.as_slice()) else {
                continue;
            };
            let Ok(public) = private.compute_public_key() else {
                continue;
            };
            let point = public.as_ref().to_vec();
            return Ok(Self {
                pkcs8: pkcs8(scalar.as_slice(), &point),
                point,
            });
        }
        Err(AuthorityError::Entropy)
    }

    fn public_key_info(&self) -> Vec<u8> {
        encode::sequence(&[
            &encode::algorithm(oid::EC_KEY, &encode::oid(oid::P256)),
            &encode::bits(&self.point),
        ])
    }

    /// The first 160 bits of the key's SHA-256 (RFC 7093, method 1).
    fn identifier(&self) -> Vec<u8> {
        Digest::Sha256.of(&[&self.point])[..20].to_vec()
    }

    /// Signs a certificate body with this key.
    fn certify(&self, body: &[u8]) -> Result<Vec<u8>, AuthorityError> {
        let signature = FileSigner::bare(&self.pkcs8)?.sign(body)?;
        Ok(encode::sequence(&[
            body,
            &Algorithm::EcdsaP256Sha256.identifier(),
            &encode::bits(&signature),
        ]))
    }
}

/// PrivateKeyInfo around ECPrivateKey (RFC 5958, RFC 5915).
fn pkcs8(scalar: &[u8], point: &[u8]) -> Zeroizing<Vec<u8>> {
    let version = |version: u8| [tag::INTEGER, 1, version];
    let public = encode::tlv(0xa1, &encode::bits(point));
    let inner = Zeroizing::new(encode::sequence(&[
        &version(1),
        &Zeroizing::new(encode::octets(scalar)),
        &public,
    ]));
    let algorithm = encode::algorithm(oid::EC_KEY, &encode::oid(oid::P256));
    let inner = Zeroizing::new(encode::octets(&inner));
    Zeroizing::new(encode::sequence(&[&version(0), &algorithm, &inner]))
}

/// TBSCertificate, version 3 (RFC 5280, 4.1).
fn body(
    serial: &[u8],
    issuer: &[u8],
    validity: (i64, i64),
    subject: &[u8],
    key: &Key,
    extensions: &[u8],
) -> Vec<u8> {
    encode::sequence(&[
        &encode::tlv(0xa0, &[tag::INTEGER, 1, 2]),
        serial,
        &Algorithm::EcdsaP256Sha256.identifier(),
        issuer,
        &encode::sequence(&[&encode::time(validity.0), &encode::time(validity.1)]),
        subject,
        &key.public_key_info(),
        &encode::tlv(0xa3, &encode::tlv(tag::SEQUENCE, extensions)),
    ])
}

/// A positive serial number of 127 bits.
fn serial(entropy: &mut dyn FnMut(&mut [u8])) -> Vec<u8> {
    let mut bytes = [0u8; 16];
    entropy(&mut bytes);
    bytes[0] = bytes[0] & 0x7f | 0x40;
    encode::unsigned(&bytes)
}

/// Organisation and common name.
fn distinguished(name: &str, suffix: &str) -> Vec<u8> {
    let cut = |most: usize| name.chars().take(most).collect::<String>();
    let attribute = |kind: &[u8], value: &str| {
        let pair = encode::sequence(&[
            &encode::oid(kind),
            &encode::tlv(tag::UTF8_STRING, value.as_bytes()),
        ]);
        encode::set_of(vec![pair])
    };
    let common = format!("{}{suffix}", cut(MAX_NAME - suffix.len()).trim_end());
    encode::sequence(&[
        &attribute(oid::ORGANIZATION, cut(MAX_NAME).trim_end()),
        &attribute(oid::COMMON_NAME, &common),
    ])
}

fn extension(kind: &[u8], critical: bool, value: &[u8]) -> Vec<u8> {
    let flag: &[u8] = if critical {
        &[tag::BOOLEAN, 1, 0xff]
    } else {
        &[]
    };
    encode::sequence(&[&encode::oid(kind), flag, &encode::octets(value)])
}
