//! Commands of the software on envelopes that end: time is up, the seal is made and extended.

use crate::envelope::seal_level::SealLevel;
use crate::ids::{EnvelopeId, RecipientId};

/// Time is up.
#[derive(Clone, Debug, PartialEq)]
pub struct ExpireEnvelope {
    /// Which envelope.
    pub envelope: EnvelopeId,
}

/// Records that the sealed document exists.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordSeal {
    /// Which envelope.
    pub envelope: EnvelopeId,
    /// SHA-256 of the sealed PDF, lower-case hex.
    pub pdf_sha256: String,
    /// The PAdES level that it reaches.
    pub level: SealLevel,
    /// How many facts the sealed file carries.
    pub facts: i64,
    /// Head of the chain it carries, base64url.
    pub head: String,
}

/// Records an extension of the sealed document, which begins with the bytes of the earlier file.
#[derive(Clone, Debug, PartialEq)]
pub struct ExtendSeal {
    /// Which envelope.
    pub envelope: EnvelopeId,
    /// SHA-256 of the sealed PDF that was extended, lower-case hex.
    pub prefix_sha256: String,
    /// Its length.
    pub prefix_bytes: i64,
    /// SHA-256 of the extended PDF, lower-case hex.
    pub pdf_sha256: String,
    /// The PAdES level that it reaches.
    pub level: SealLevel,
    /// The added parts, in order: `validation_data`, `document_timestamp`.
    pub added: Vec<String>,
    /// When the certificate of the newest document timestamp ends, Unix milliseconds.
    pub timestamp_ends_ms: Option<i64>,
}

/// Records that a recipient of a copy has been told the outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordInformed {
    /// Which envelope.
    pub envelope: EnvelopeId,
    /// Who.
    pub recipient: RecipientId,
}
