//! Commands of a recipient in a signing session.

use crate::envelope::recipient::SeenPage;
use crate::envelope::value::Value;
use crate::ids::{EnvelopeId, FieldId};
use std::collections::BTreeMap;

/// The recipient agrees to sign electronically.
#[derive(Clone, Debug, PartialEq)]
pub struct GiveConsent {
    /// Which envelope.
    pub envelope: EnvelopeId,
    /// SHA-256 of the disclosure shown, lower-case hex.
    pub sha256: String,
    /// Its version.
    pub version: i64,
    /// Its language.
    pub locale: String,
}

/// Pages were shown.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordView {
    /// Which envelope.
    pub envelope: EnvelopeId,
    /// Which pages, as which rasters.
    pub pages: Vec<SeenPage>,
}

/// Saves entries, so that the recipient can continue later.
#[derive(Clone, Debug, PartialEq)]
pub struct SaveEntries {
    /// Which envelope.
    pub envelope: EnvelopeId,
    /// Entries by field; a field that is not listed keeps its entry, `None` clears it.
    pub values: BTreeMap<FieldId, Option<Value>>,
}

/// The recipient signs.
#[derive(Clone, Debug, PartialEq)]
pub struct Sign {
    /// Which envelope.
    pub envelope: EnvelopeId,
    /// SHA-256 of the document the recipient read, lower-case hex.
    pub document_sha256: String,
    /// All entries.
    pub values: BTreeMap<FieldId, Option<Value>>,
    /// The pages that were shown in this session and have no fact yet.
    pub seen: Vec<SeenPage>,
}

/// The recipient refuses to sign.
#[derive(Clone, Debug, PartialEq)]
pub struct Decline {
    /// Which envelope.
    pub envelope: EnvelopeId,
    /// Why; the sender reads it.
    pub reason: String,
}
