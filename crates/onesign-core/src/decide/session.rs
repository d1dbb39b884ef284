//! How long a signing session can read the document.

use crate::envelope::recipient::{LinkPurpose, Recipient, SigningSession};
use crate::envelope::{Envelope, EnvelopeStatus};

/// A signing session ends after this time without use, in milliseconds (2 hours). A new link is one tap away.
pub const SIGNING_IDLE_MS: i64 = 2 * 60 * 60 * 1000;
/// How long a signer's session outlives the seal, in milliseconds (1 hour): time to fetch the sealed document. Later,
/// the mailed copy link leads to it.
pub const SIGNED_LIFE_MS: i64 = 60 * 60 * 1000;

/// Whether the envelope ended without a seal, so that its recipients have nothing more to read.
pub fn is_over(envelope: &Envelope, at_ms: i64) -> bool {
    match envelope.status {
        EnvelopeStatus::Declined
        | EnvelopeStatus::Voided
        | EnvelopeStatus::Expired
        | EnvelopeStatus::Deleted => true,
        EnvelopeStatus::Sent => envelope.has_expired(at_ms),
        EnvelopeStatus::Draft | EnvelopeStatus::Completed | EnvelopeStatus::Sealed => false,
    }
}

/// The session of a recipient with this identifier (base64url of its SHA-256), if it can still read anything.
pub fn readable<'r>(
    envelope: &Envelope,
    recipient: &'r Recipient,
    sid_sha256: &str,
    at_ms: i64,
) -> Option<&'r SigningSession> {
    let session = recipient.session.as_ref()?;
    let sealed_at = envelope.seal.as_ref().map(|seal| seal.at_ms);
    let done = session.purpose == LinkPurpose::Sign
        && sealed_at.is_some_and(|sealed| at_ms >= sealed + SIGNED_LIFE_MS);
    let live = session.sid_sha256 == sid_sha256
        && at_ms < session.expires_at_ms
        && !done
        && !is_over(envelope, at_ms);
    live.then_some(session)
}
