//! Sealing in stages. No stage waits for a key or a network: each one returns the bytes to sign or timestamp and
//! accepts the answer.

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

/// Why making a seal failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// The chain has no readable first certificate.
    #[error("the signing certificate is missing or can't be read")]
    Certificate,
    /// Base and revision do not belong together.
    #[error("the revision does not belong to the document")]
    Mismatch,
    /// The signature over the given bytes does not verify with the first certificate's key.
    #[error("the signature does not match the signing certificate")]
    Signature,
    /// The value needs more bytes than are reserved.
    #[error("the signature needs {needed} bytes but {room} are reserved")]
    TooLarge {
        /// Bytes of the CMS value.
        needed: usize,
        /// Bytes reserved in the file.
        room: usize,
    },
}

/// The received bytes, hashed once. The digest of the received document and the signed digest share that work, because
/// the received bytes come first in the signed bytes.
#[derive(Clone)]
pub struct Prefix {
    context: digest::Context,
    /// SHA-256, if the seal uses another digest.
    sha256: Option<digest::Context>,
    len: u64,
    digest: Digest,
}

impl Prefix {
    /// Starts empty, for a seal with `algorithm`.
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

    /// Starts empty, for a document timestamp.
    #[must_use]
    pub fn for_timestamps() -> Self {
        Self::new(Algorithm::EcdsaP256Sha256)
    }

    /// Adds bytes, so that a caller can read a large file in pieces.
    pub fn update(&mut self, bytes: &[u8]) {
        self.context.update(bytes);
        if let Some(sha256) = &mut self.sha256 {
            sha256.update(bytes);
        }
        self.len += bytes.len() as u64;
    }

    /// SHA-256 of the bytes so far, regardless of the seal's own digest.
    #[must_use]
    pub fn sha256(&self) -> [u8; 32] {
        let context = self.sha256.as_ref().unwrap_or(&self.context).clone();
        let mut sha256 = [0; 32];
        sha256.copy_from_slice(context.finish().as_ref());
        sha256
    }

    /// SHA-256 of these `len` bytes and the `following` ones; `None` if another number of bytes was hashed.
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

    /// As [`Sealing::start`], with an already hashed base.
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

/// The range for the value in the appended bytes, and the signed bytes before and after it.
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

/// Writes a value into its reserved range in hexadecimal; the rest stays filled with zeros.
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

/// The stage that waits for the signature value.
#[derive(Debug, Clone)]
pub struct NeedSignature {
    hole: Range<usize>,
    appended: Vec<u8>,
    chain: Vec<Vec<u8>>,
    algorithm: Algorithm,
    attributes: Vec<u8>,
}

impl NeedSignature {
    /// DER of the signed attributes: the bytes to hash and sign.
    #[must_use]
    pub fn to_be_signed(&self) -> &[u8] {
        &self.attributes
    }

    /// Accepts the signature and verifies it, so that a wrong key never seals anything.
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

/// The signed stage, with or without a timestamp.
#[derive(Debug, Clone)]
pub struct Signed {
    stage: NeedSignature,
    signature: Vec<u8>,
    token: Option<Vec<u8>>,
}

impl Signed {
    /// Continues with a request for a timestamp.
    #[must_use]
    pub fn needs_timestamp(self) -> NeedTimestamp {
        NeedTimestamp {
            signed: self,
            nonce: Vec::new(),
        }
    }

    /// Whether it has a timestamp: then its level is B-T, otherwise B-B (ETSI EN 319 142-1, clause 6).
    #[must_use]
    pub fn is_stamped(&self) -> bool {
        self.token.is_some()
    }

    /// Whether validation data for the signer and the timestamp can ever be complete
    /// ([`security_store::could_be_filled`]).
    #[must_use]
    pub fn could_be_kept(&self) -> bool {
        let token = self.token.as_deref();
        let token = token.and_then(|token| SignedData::parse(token).ok());
        let stamped = token.iter().flat_map(|token| &token.certificates);
        let chain = self.stage.chain.iter().map(Vec::as_slice);
        security_store::could_be_filled(chain.chain(stamped.copied()))
    }

    /// The bytes to append to the base, including the signature.
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

/// The stage that waits for a timestamp over the signature.
#[derive(Debug, Clone)]
pub struct NeedTimestamp {
    signed: Signed,
    nonce: Vec<u8>,
}

impl NeedTimestamp {
    /// TimeStampReq in DER, for a POST as `application/timestamp-query`. The nonce is at least eight random bytes; each
    /// call replaces the previous request.
    pub fn request(&mut self, nonce: &[u8]) -> Vec<u8> {
        self.nonce = nonce.to_vec();
        exchange::request(&Digest::Sha256.of(&[&self.signed.signature]), nonce)
    }

    /// Accepts a TimeStampResp. After an error this stage remains usable, to retry or to continue without a timestamp.
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

    /// Continues without a timestamp.
    #[must_use]
    pub fn without(self) -> Signed {
        self.signed
    }
}
