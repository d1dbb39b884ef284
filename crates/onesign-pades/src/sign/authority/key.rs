//! New keys for certificates.

use aws_lc_rs::agreement::{self, ECDH_P256, ECDH_P384, PrivateKey};
use aws_lc_rs::encoding::AsDer as _;
use aws_lc_rs::rsa::{KeyPair as RsaKeyPair, KeySize};
use zeroize::Zeroizing;

use super::error::AuthorityError;
use crate::asn1::tag;
use crate::asn1::{der, oid};
use crate::sign::signer::{FileSigner, Signer as _};
use crate::x509::algorithm::{Algorithm, Digest};

/// The most draws of a private key; each fails at most once in 2³².
const MAX_DRAWS: usize = 16;

/// The kinds of key for a self-made authority.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum KeyKind {
    /// ECDSA on P-256.
    #[default]
    P256,
    /// ECDSA on P-384.
    P384,
    /// RSA with 3072 bits.
    Rsa3072,
    /// RSA with 4096 bits.
    Rsa4096,
}

/// A private key, and its description in certificates.
pub(crate) struct Key {
    pub pkcs8: Zeroizing<Vec<u8>>,
    signer: FileSigner,
    /// AlgorithmIdentifier of the key itself.
    algorithm: Vec<u8>,
}

impl Key {
    /// A new key. `entropy` supplies the numbers for elliptic curves; aws-lc finds RSA primes with its own randomness,
    /// because it accepts no other.
    pub fn draw(kind: KeyKind, entropy: &mut dyn FnMut(&mut [u8])) -> Result<Self, AuthorityError> {
        let pkcs8 = match kind {
            KeyKind::P256 => elliptic(&ECDH_P256, oid::P256, 32, entropy)?,
            KeyKind::P384 => elliptic(&ECDH_P384, oid::P384, 48, entropy)?,
            KeyKind::Rsa3072 => rsa(KeySize::Rsa3072)?,
            KeyKind::Rsa4096 => rsa(KeySize::Rsa4096)?,
        };
        Self::read(pkcs8)
    }

    /// An existing key.
    pub fn read(pkcs8: Zeroizing<Vec<u8>>) -> Result<Self, AuthorityError> {
        let signer = FileSigner::bare(&pkcs8)?;
        let algorithm = match signer.algorithm() {
            Algorithm::EcdsaP256Sha256 => der::algorithm(oid::EC_KEY, &der::oid(oid::P256)),
            Algorithm::EcdsaP384Sha384 => der::algorithm(oid::EC_KEY, &der::oid(oid::P384)),
            Algorithm::RsaSha256 => der::algorithm(oid::RSA, &[tag::NULL, 0]),
        };
        Ok(Self {
            pkcs8,
            signer,
            algorithm,
        })
    }

    /// AlgorithmIdentifier of signatures by this key.
    pub fn signature_algorithm(&self) -> Vec<u8> {
        self.signer.algorithm().identifier()
    }

    /// SubjectPublicKeyInfo.
    pub fn public_key_info(&self) -> Vec<u8> {
        der::sequence(&[&self.algorithm, &der::bits(self.signer.public())])
    }

    /// The first 160 bits of the key's SHA-256 (RFC 7093, method 1).
    pub fn identifier(&self) -> Vec<u8> {
        Digest::Sha256.of(&[self.signer.public()])[..20].to_vec()
    }

    /// Signs a certificate body with this key.
    pub fn certify(&self, body: &[u8]) -> Result<Vec<u8>, AuthorityError> {
        let signature = self.signer.sign(body)?;
        Ok(der::sequence(&[
            body,
            &self.signature_algorithm(),
            &der::bits(&signature),
        ]))
    }
}

fn elliptic(
    curve: &'static agreement::Algorithm,
    name: &[u8],
    size: usize,
    entropy: &mut dyn FnMut(&mut [u8]),
) -> Result<Zeroizing<Vec<u8>>, AuthorityError> {
    let mut scalar = Zeroizing::new(vec![0u8; size]);
    for _ in 0..MAX_DRAWS {
        entropy(scalar.as_mut_slice());
        let Ok(private) = PrivateKey::from_private_key(curve, scalar.as_slice()) else {
            continue;
        };
        if let Ok(public) = private.compute_public_key() {
            return Ok(pkcs8(name, scalar.as_slice(), public.as_ref()));
        }
    }
    Err(AuthorityError::Entropy)
}

fn rsa(size: KeySize) -> Result<Zeroizing<Vec<u8>>, AuthorityError> {
    let key = RsaKeyPair::generate(size).map_err(|_| AuthorityError::Entropy)?;
    let pkcs8 = key.as_der().map_err(|_| AuthorityError::Entropy)?;
    Ok(Zeroizing::new(pkcs8.as_ref().to_vec()))
}

/// PrivateKeyInfo around ECPrivateKey (RFC 5958, RFC 5915).
fn pkcs8(curve: &[u8], scalar: &[u8], point: &[u8]) -> Zeroizing<Vec<u8>> {
    let version = |version: u8| [tag::INTEGER, 1, version];
    let public = der::tlv(0xa1, &der::bits(point));
    let inner = Zeroizing::new(der::sequence(&[
        &version(1),
        &Zeroizing::new(der::octets(scalar)),
        &public,
    ]));
    let algorithm = der::algorithm(oid::EC_KEY, &der::oid(curve));
    let inner = Zeroizing::new(der::octets(&inner));
    Zeroizing::new(der::sequence(&[&version(0), &algorithm, &inner]))
}
