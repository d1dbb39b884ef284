//! The story of an envelope: the facts that its revision shows, read from a checked chain.

use onesign_core::audit::chain::{Chain, Checked};
use onesign_core::envelope::field::Field;
use onesign_core::envelope::value::Value;
use onesign_core::fact::{EnvelopeSent, SignatureApplied, ValuesCommitted};
use onesign_core::ids::FieldId;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

/// The trail lacks a fact of this type, which every completed envelope has.
#[derive(Debug, thiserror::Error)]
#[error("the audit trail has no entry “{0}”")]
pub struct MissingFact(pub &'static str);

/// The facts of a checked chain that a revision shows.
pub(crate) struct Story {
    pub(crate) chain: Chain,
    pub(crate) sent: EnvelopeSent,
    /// The entries of all signers, by field.
    pub(crate) values: BTreeMap<FieldId, Value>,
    pub(crate) signatures: Vec<(i64, SignatureApplied)>,
}

impl Story {
    /// Reads the story from a chain with opened values.
    pub(crate) fn read(chain: Chain) -> Result<Self, MissingFact> {
        let sent = chain
            .entries
            .iter()
            .find_map(|e| opened::<EnvelopeSent>(e, "envelope.sent"))
            .ok_or(MissingFact("envelope.sent"))?;
        let committed = chain
            .entries
            .iter()
            .filter_map(|e| opened::<ValuesCommitted>(e, "values.committed"));
        let values = committed.flat_map(|f| f.values).collect();
        let signatures: Vec<(i64, SignatureApplied)> = chain
            .entries
            .iter()
            .filter_map(|e| Some((e.at_ms, opened(e, "signature.applied")?)))
            .collect();
        if signatures.is_empty() {
            return Err(MissingFact("signature.applied"));
        }
        Ok(Self {
            chain,
            sent,
            values,
            signatures,
        })
    }

    /// Who signed a field, and when.
    pub(crate) fn signer_of(&self, field: &Field) -> Option<&(i64, SignatureApplied)> {
        self.signatures
            .iter()
            .find(|(_, s)| s.recipient == field.recipient)
    }
}

/// The fact of this type in an entry, if the entry discloses all of its values.
pub(crate) fn opened<T: DeserializeOwned>(entry: &Checked, kind: &str) -> Option<T> {
    if entry.kind != kind {
        return None;
    }
    let values = entry
        .opened
        .iter()
        .map(|(name, value)| (name.clone(), value.clone()));
    serde_json::from_value(serde_json::Value::Object(values.collect())).ok()
}
