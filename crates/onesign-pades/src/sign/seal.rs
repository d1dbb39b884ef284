//! Sealing in stages. Nothing here waits for a key or a network: each stage hands out what must be
//! signed or stamped and takes the answer.

use std::ops::Range;

use aws_lc_rs::digest;
use onesign_pdf::write::Unsigned;

use super::security_store;
use crate::asn1::ber;
use crate::asn1::tag;
use crate::cms::build;
use crate::cms::signed_data::SignedData;
use crate::tsp::exchange::{self, TimestampError};
use crate::x509::algorithm::{Algorithm, Digest};
use crate::x509::certificate::Certificate;
use crate::x509::key::AlgorithmId;
use crate::x509::signature;

/// Why a seal could not be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// The chain has no readable first certificate.
    #[error("the signing certificate is missing or can't be read")]
    Certificate,
    /// Base and revision do not belong together.
    #[error("the revision does not belong to the document")]
    Mismatch,
    /// The signature is not by the first certificate's key over what was to be signed.
    #[error("the signature does not match the signing certificate")]
    Signature,
    /// The value needs this many bytes and has fewer.
    #[error("the signature needs {needed} bytes but {room} are reserved")]
    TooLarge {
        /// Bytes of the CMS value.
        needed: usize,
        /// Bytes reserved in the file.
        room: usize,
    },
}

/// The received bytes, hashed once: the digest of the document as received and the digest that is
/// signed share the work, since the received bytes are the first that the signature covers.
#[derive(Clone)]
pub struct Prefix {
    context: digest::Context,
    /// SHA-256, where the seal is made over another digest.
    sha256: Option<digest::Context>,
    len: u64,
    digest: Digest,
}

impl Prefix {
    /// Starts with nothing, for a seal by `algorithm`.
    #[must_use]
    pub fn new(algorithm: Algorithm) -> Self {
        let digest = algorithm.digest();
        let sha256 =
            (digest != Digest::Sha256).then(|| digest::Context::new(Digest::Sha256.algorithm()));
        Self {
            context: digest::Context::new(digest.algorithm()),
            sha256,
            len: 0,
            digest,
        }
    }

    /// Starts with nothing, for a document timestamp.
    #[must_use]
    pub fn for_timestamps() -> Self {
        Self::new(Algorithm::EcdsaP256Sha256)
    }

    /// Adds bytes, so that a large file can be read in pieces.
    pub fn update(&mut self, bytes: &[u8]) {
        self.context.update(bytes);
        if let Some(sha256) = &mut self.sha256 {
            sha256.update(bytes);
        }
        self.len += bytes.len() as u64;
    }

    /// SHA-256 of the bytes so far, whatever the seal's own digest is.
    #[must_use]
    pub fn sha256(&self) -> [u8; 32] {
        let context = self.sha256.as_ref().unwrap_or(&self.context).clone();
        let mut sha256 = [0; 32];
        sha256.copy_from_slice(context.finish().as_ref());
        sha256
    }

    /// SHA-256 of these `len` bytes and of those that follow; `None` if so many were not hashed.
    pub(crate) fn stamped(mut self, len: u64, following: [&[u8]; 2]) -> Option<Vec<u8>> {
        if self.len != len {
            return None;
        }
        following.into_iter().for_each(|bytes| self.update(bytes));
        Some(self.sha256().to_vec())
    }

    /// The digest of the bytes so far: SHA-256, or SHA-384 for a P-384 seal.
    #[must_use]
    pub fn digest(&self) -> Vec<u8> {
        self.context.clone().finish().as_ref().to_vec()
    }
}

/// The first stage.
#[derive(Debug)]
pub struct Sealing;

impl Sealing {
    /// Hashes `base` and the revision on it. `chain` is in DER, the signing certificate first.
    ///
    /// # Errors
    /// [`SealError::Certificate`], [`SealError::Mismatch`].
    pub fn start(
        base: &[u8],
        unsigned: Unsigned,
        chain: Vec<Vec<u8>>,
        algorithm: Algorithm,
    ) -> Result<NeedSignature, SealError> {
        let mut prefix = Prefix::new(algorithm);
        prefix.update(base);
        Self::continue_from(prefix, unsigned, chain, algorithm)
    }

    /// As [`Sealing::start`], with a base that was hashed before.
    ///
    /// # Errors
    /// As [`Sealing::start`].
    pub fn continue_from(
        prefix: Prefix,
        unsigned: Unsigned,
        chain: Vec<Vec<u8>>,
        algorithm: Algorithm,
    ) -> Result<NeedSignature, SealError> {
        let leaf = chain.first().ok_or(SealError::Certificate)?;
        Certificate::parse(leaf).map_err(|_| SealError::Certificate)?;
        let (hole, before, after) = parts(&unsigned, prefix.len).ok_or(SealError::Mismatch)?;
        if prefix.digest != algorithm.digest() {
            return Err(SealError::Mismatch);
        }
        let mut context = prefix.context;
        context.update(before);
        context.update(after);
        let attributes = build::signed_attributes(context.finish().as_ref(), &chain, algorithm);
        Ok(NeedSignature {
            hole,
            appended: unsigned.appended,
            chain,
            algorithm,
            attributes,
        })
    }
}

/// The hole in the appended bytes, and the covered bytes on both sides of it.
pub(crate) fn parts(unsigned: &Unsigned, base_len: u64) -> Option<(Range<usize>, &[u8], &[u8])> {
    let local = |at: u64| {
        at.checked_sub(base_len)
            .and_then(|at| usize::try_from(at).ok())
    };
    let hole = local(unsigned.contents.start)?..local(unsigned.contents.end)?;
    let before = unsigned.appended.get(..hole.start.checked_sub(1)?)?;
    let after = unsigned.appended.get(hole.end.checked_add(1)?..)?;
    let covered = [
        0,
        base_len + before.len() as u64,
        unsigned.contents.end + 1,
        after.len() as u64,
    ];
    let delimited = unsigned.appended.get(hole.start - 1) == Some(&b'<')
        && unsigned.appended.get(hole.end) == Some(&b'>');
    (delimited && covered == unsigned.byte_range).then_some((hole, before, after))
}

/// Writes a value into the hole that was left for it, in hexadecimal; zeros stay behind it.
pub(crate) fn fill(hole: &mut [u8], value: &[u8]) -> Result<(), SealError> {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let room = hole.len() / 2;
    if value.len() > room {
        return Err(SealError::TooLarge {
            needed: value.len(),
            room,
        });
    }
    for (place, byte) in hole.chunks_exact_mut(2).zip(value) {
        place.copy_from_slice(&[
            DIGITS[usize::from(byte >> 4)],
            DIGITS[usize::from(byte & 15)],
        ]);
    }
    Ok(())
}

/// Waits for the signature value.
#[derive(Debug, Clone)]
pub struct NeedSignature {
    hole: Range<usize>,
    appended: Vec<u8>,
    chain: Vec<Vec<u8>>,
    algorithm: Algorithm,
    attributes: Vec<u8>,
}

impl NeedSignature {
    /// DER of the signed attributes: hash and sign these bytes.
    #[must_use]
    pub fn to_be_signed(&self) -> &[u8] {
        &self.attributes
    }

    /// Takes the signature and checks it, so that a wrong key never seals anything.
    ///
    /// # Errors
    /// [`SealError::Signature`].
    pub fn signature(self, signature: Vec<u8>) -> Result<Signed, SealError> {
        let leaf = self
            .chain
            .first()
            .and_then(|leaf| Certificate::parse(leaf).ok())
            .ok_or(SealError::Certificate)?;
        let identifier = self.algorithm.identifier();
        let algorithm = ber::only(&identifier, tag::SEQUENCE).and_then(AlgorithmId::parse);
        let algorithm = algorithm.map_err(|_| SealError::Signature)?;
        match signature::verify(&leaf.key, algorithm, None, &self.attributes, &signature) {
            signature::Outcome::Right => Ok(Signed {
                stage: self,
                signature,
                token: None,
            }),
            _ => Err(SealError::Signature),
        }
    }
}

/// Signed, with or without a timestamp.
#[derive(Debug, Clone)]
pub struct Signed {
    stage: NeedSignature,
    signature: Vec<u8>,
    token: Option<Vec<u8>>,
}

impl Signed {
    /// Goes on to ask for a timestamp.
    #[must_use]
    pub fn needs_timestamp(self) -> NeedTimestamp {
        NeedTimestamp {
            signed: self,
            nonce: Vec::new(),
        }
    }

    /// Whether it has a timestamp: its level is B-T then, else B-B (ETSI EN 319 142-1, clause 6).
    #[must_use]
    pub fn is_stamped(&self) -> bool {
        self.token.is_some()
    }

    /// Whether validation data for the signer and the timestamp can be gathered one day
    /// ([`security_store::could_be_filled`]).
    #[must_use]
    pub fn could_be_kept(&self) -> bool {
        let token = self.token.as_deref();
        let token = token.and_then(|token| SignedData::parse(token).ok());
        let stamped = token.iter().flat_map(|token| &token.certificates);
        let chain = self.stage.chain.iter().map(Vec::as_slice);
        security_store::could_be_filled(chain.chain(stamped.copied()))
    }

    /// The bytes to append to the base, with the signature in its place.
    ///
    /// # Errors
    /// [`SealError::TooLarge`]: compose again with a larger `contents_size`.
    pub fn finish(self) -> Result<Vec<u8>, SealError> {
        let NeedSignature {
            hole,
            mut appended,
            chain,
            algorithm,
            attributes,
        } = self.stage;
        let value = build::signed_data(
            &attributes,
            &self.signature,
            &chain,
            algorithm,
            self.token.as_deref(),
        );
        let value = value.ok_or(SealError::Certificate)?;
        fill(&mut appended[hole], &value)?;
        Ok(appended)
    }
}

/// Waits for a timestamp over the signature.
#[derive(Debug, Clone)]
pub struct NeedTimestamp {
    signed: Signed,
    nonce: Vec<u8>,
}

impl NeedTimestamp {
    /// TimeStampReq in DER, to be POSTed as `application/timestamp-query`. The nonce is at least
    /// eight random bytes; each call forgets the one before.
    pub fn request(&mut self, nonce: &[u8]) -> Vec<u8> {
        self.nonce = nonce.to_vec();
        exchange::request(&Digest::Sha256.of(&[&self.signed.signature]), nonce)
    }

    /// Takes a TimeStampResp. On an error this stage is still there, to ask again or go on without.
    ///
    /// # Errors
    /// See [`TimestampError`].
    pub fn token(&self, response: &[u8]) -> Result<Signed, TimestampError> {
        let imprint = Digest::Sha256.of(&[&self.signed.signature]);
        let token = exchange::token(response, &imprint, &self.nonce)?.to_vec();
        Ok(Signed {
            token: Some(token),
            ..self.signed.clone()
        })
    }

    /// Goes on without a timestamp.
    #[must_use]
    pub fn without(self) -> Signed {
        self.signed
    }
}
