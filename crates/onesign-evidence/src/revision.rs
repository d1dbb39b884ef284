//! The seal's revision, made only from the document and its evidence. Sealing and verifying share this code, so a
//! holder of a sealed document can make its last revision again and compare every byte.

use crate::composer::Composer;
use crate::evidence::{EVIDENCE, Evidence, EvidenceError};
use crate::{stamps, trail_pages};
use onesign_core::audit::chain::{Chain, Checked};
use onesign_core::audit::hex;
use onesign_core::envelope::field::Field;
use onesign_core::envelope::value::Value;
use onesign_core::fact::{EnvelopeSent, SignatureApplied, ValuesCommitted};
use onesign_core::ids::FieldId;
use onesign_pdf::compose_on;
use onesign_pdf::read::{Document, Source};
use onesign_pdf::stamp::Stamp;
use onesign_pdf::write::{
    Attachment, DocMdp, PdfDate, Relationship, SignatureDictionary, SubFilter, Unsigned,
};
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

/// Why a revision can't be made.
#[derive(Debug, thiserror::Error)]
pub enum RevisionError {
    /// The evidence can't be used.
    #[error(transparent)]
    Evidence(#[from] EvidenceError),
    /// The trail lacks a fact that every completed envelope has.
    #[error("the audit trail has no entry “{0}”")]
    Missing(&'static str),
    /// The press refused.
    #[error("the sealed revision can't be generated again: {0}")]
    Compose(#[from] onesign_pdf::ComposeError),
}

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
    pub(crate) fn read(chain: Chain) -> Result<Self, RevisionError> {
        let sent = chain
            .entries
            .iter()
            .find_map(|e| opened::<EnvelopeSent>(e, "envelope.sent"))
            .ok_or(RevisionError::Missing("envelope.sent"))?;
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
            return Err(RevisionError::Missing("signature.applied"));
        }
        Ok(Self {
            chain,
            sent,
            values,
            signatures,
        })
    }

    /// Who signed a field, and when.
    fn signer_of(&self, field: &Field) -> Option<&(i64, SignatureApplied)> {
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

/// Makes the revision that seals `base`, a document whose SHA-256 in hexadecimal is `base_sha256`.
pub fn compose_revision<S: Source + ?Sized>(
    base: &Document<'_, S>,
    base_sha256: &str,
    evidence: &Evidence,
    composer: &Composer,
) -> Result<Unsigned, RevisionError> {
    let story = Story::read(evidence.chain()?)?;
    let words = composer.words(evidence.format);
    let date = PdfDate::from_unix(evidence.sealing.at);
    let attachment = Attachment {
        name: EVIDENCE.into(),
        mime: "application/json".into(),
        description: words.text(&evidence.sealing.locale, "trail-attachment", &[]),
        bytes: evidence.to_bytes()?,
        relationship: Relationship::Data,
        modified: date.clone(),
    };
    let dictionary = SignatureDictionary {
        modified_at: date,
        name: evidence.sealing.name.clone(),
        reason: evidence.sealing.reason.clone(),
        location: None,
        contents_size: usize::try_from(evidence.sealing.contents_size)
            .unwrap_or(0)
            .min(1 << 20),
        certify: Some(DocMdp::NoChanges),
        chain_head: Some(hex(&story.chain.head)),
        sub_filter: SubFilter::CadesDetached,
    };
    let pages = trail_pages::pages(&story, evidence, base_sha256, words);
    Ok(compose_on(
        base,
        &stamps_of(&story, evidence),
        &pages,
        &[attachment],
        &dictionary,
    )?)
}

fn stamps_of(story: &Story, evidence: &Evidence) -> Vec<Stamp> {
    let stamp = |field: &Field| {
        let value = story.values.get(&field.id)?;
        let caption = story.signer_of(field).map(|(at, signature)| {
            let locale = &evidence.sealing.locale;
            stamps::caption(evidence.format, locale, &signature.name, *at)
        });
        stamps::stamp(field, value, caption, &story.sent.locale)
    };
    story.sent.fields.iter().filter_map(stamp).collect()
}
