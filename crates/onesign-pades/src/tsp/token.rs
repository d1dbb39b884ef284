//! Timestamp tokens (RFC 3161, 2.4.2): their content, and their own validity.

use crate::asn1::ber::{self, Malformed, Tlv};
use crate::asn1::oid;
use crate::asn1::tag;
use crate::asn1::time;
use crate::cms::signed_data::SignedData;
use crate::cms::signer::{self, SignerFacts, SignerFlaw};
use crate::x509::algorithm::Digest;
use crate::x509::certificate::Certificate;
use crate::x509::key::AlgorithmId;
use crate::x509::signature::Unsupported;

/// The most timestamps of one signature.
const MAX_TOKENS: usize = 8;

/// Why a token proves nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum TokenError {
    /// It is invalid.
    Wrong(TokenFlaw),
    /// It uses an unsupported algorithm.
    Unsupported(Unsupported),
    /// The certificate of its signer is missing (RFC 3161, 2.4.1, `certReq`), so its signature can't be checked.
    NoCertificate,
}

/// The fault of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TokenFlaw {
    /// It is not readable as a token.
    Form,
    /// It covers other data.
    OtherData,
    /// Its time is in the future.
    InTheFuture,
    /// It lacks the signed attributes that its format requires.
    AttributesMissing,
    /// Its own signature is invalid.
    Signature,
}

/// The used parts of TSTInfo.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TstInfo<'a> {
    /// `None` if the imprint's digest algorithm is not supported.
    pub digest: Option<Digest>,
    pub digest_oid: &'a [u8],
    pub imprint: &'a [u8],
    /// Seconds since 1970.
    pub time: i64,
    pub nonce: Option<&'a [u8]>,
}

impl<'a> TstInfo<'a> {
    pub fn parse(bytes: &'a [u8]) -> Result<Self, Malformed> {
        let mut fields = ber::only(bytes, tag::SEQUENCE)?.reader();
        fields.expect(tag::INTEGER)?;
        fields.expect(tag::OID)?;
        let mut imprint = fields.expect(tag::SEQUENCE)?.reader();
        let algorithm = AlgorithmId::parse(imprint.next()?)?;
        let value = imprint.expect(tag::OCTET_STRING)?.content;
        fields.expect(tag::INTEGER)?;
        let time = time::read(&fields.expect(tag::GENERALIZED_TIME)?)?;
        fields.optional(tag::SEQUENCE)?;
        fields.optional(tag::BOOLEAN)?;
        let nonce = fields.optional(tag::INTEGER)?.map(|nonce| nonce.content);
        let digest = Digest::from_oid(algorithm.oid);
        Ok(Self {
            digest,
            digest_oid: algorithm.oid,
            imprint: value,
            time,
            nonce,
        })
    }
}

/// Digest, signature and signing certificate of the token, with further certificates for a token that lacks its
/// signer's.
pub(crate) fn signer<'a>(
    signed: &'a SignedData<'a>,
    outside: &[Certificate<'a>],
) -> Result<SignerFacts<'a>, TokenError> {
    let content = signed.content.as_deref().unwrap_or_default();
    let facts = signer::examine(signed, &[content], oid::TST_INFO, outside)
        .map_err(|_| TokenError::Wrong(TokenFlaw::Form))?;
    match facts.first_flaw() {
        None if !facts.has_attributes => Err(TokenError::Wrong(TokenFlaw::AttributesMissing)),
        None => Ok(facts),
        Some(SignerFlaw::NoCertificate) => Err(TokenError::NoCertificate),
        Some(SignerFlaw::Unsupported(algorithm)) => Err(TokenError::Unsupported(algorithm)),
        Some(_) => Err(TokenError::Wrong(TokenFlaw::Signature)),
    }
}

/// Whether the token's signature is valid, regardless of the signer.
pub(crate) fn holds<'a>(signed: &'a SignedData<'a>, outside: &[Certificate<'a>]) -> bool {
    signed.content_type == oid::TST_INFO && signer(signed, outside).is_ok()
}

/// The timestamps over the signature value.
pub(crate) fn tokens<'a>(signed: &SignedData<'a>) -> Vec<Tlv<'a>> {
    let signer = signed.signers.first();
    let attributes = signer.into_iter().flat_map(|signer| &signer.unsigned);
    let stamps = attributes.filter(|attribute| attribute.oid == oid::TIMESTAMP_TOKEN);
    stamps
        .flat_map(|attribute| attribute.values.iter().copied())
        .take(MAX_TOKENS)
        .collect()
}

/// The time in a token, if its own signature is valid.
pub(crate) fn stated<'a>(token: &'a SignedData<'a>, outside: &[Certificate<'a>]) -> Option<i64> {
    let info = TstInfo::parse(token.content.as_deref()?).ok()?;
    holds(token, outside).then_some(info.time)
}
