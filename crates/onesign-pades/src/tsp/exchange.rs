//! Time-Stamp Protocol (RFC 3161): the request, the response, and the token's content.

use super::token::{self, TstInfo};
use crate::asn1::ber::{self, Malformed};
use crate::asn1::tag;
use crate::asn1::{der, oid};
use crate::cms::signed_data::SignedData;
use crate::x509::algorithm::Digest;

/// Why a response contains no usable token.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TimestampError {
    /// The bytes are not a response.
    #[error("the time-stamping authority's answer can't be read")]
    Malformed,
    /// The authority refused, with this status number (RFC 3161, 2.4.2).
    #[error("the time-stamping authority refused with status {0}")]
    Refused(u64),
    /// The token is for other data.
    #[error("the timestamp is for other data")]
    WrongImprint,
    /// The token answers another request.
    #[error("the timestamp answers another request")]
    WrongNonce,
    /// The token's own signature is invalid.
    #[error("the timestamp's own signature is not valid")]
    Untrue,
}

impl From<Malformed> for TimestampError {
    fn from(_: Malformed) -> Self {
        Self::Malformed
    }
}

/// TimeStampReq for a SHA-256 digest, with a request for the authority's certificate.
#[must_use]
pub fn request(sha256: &[u8], nonce: &[u8]) -> Vec<u8> {
    let imprint = der::sequence(&[
        &der::algorithm(oid::SHA256, &[tag::NULL, 0]),
        &der::octets(sha256),
    ]);
    der::sequence(&[
        &[tag::INTEGER, 1, 1],
        &imprint,
        &der::unsigned(nonce),
        &[tag::BOOLEAN, 1, 0xff],
    ])
}

/// Takes the token out of a TimeStampResp and checks that it answers the request for this SHA-256 digest with `nonce`
/// and that its signature is valid. Trust in its signer is the verifier's question.
///
/// # Errors
/// See [`TimestampError`].
pub fn token<'a>(
    response: &'a [u8],
    sha256: &[u8],
    nonce: &[u8],
) -> Result<&'a [u8], TimestampError> {
    let mut fields = ber::only(response, tag::SEQUENCE)?.reader();
    let status = fields
        .expect(tag::SEQUENCE)?
        .reader()
        .expect(tag::INTEGER)?
        .small()?;
    // granted, grantedWithMods
    if status > 1 {
        return Err(TimestampError::Refused(status));
    }
    let value = fields.expect(tag::SEQUENCE)?.raw;
    fields.finish()?;
    let signed = SignedData::parse(value)?;
    let content = signed.content.as_deref().ok_or(TimestampError::Malformed)?;
    let info = TstInfo::parse(content)?;
    if info.digest != Some(Digest::Sha256) || info.imprint != sha256 {
        return Err(TimestampError::WrongImprint);
    }
    let wanted = der::unsigned(nonce);
    if info.nonce != Some(ber::only(&wanted, tag::INTEGER)?.content) {
        return Err(TimestampError::WrongNonce);
    }
    if !token::holds(&signed, &[]) {
        return Err(TimestampError::Untrue);
    }
    Ok(value)
}
