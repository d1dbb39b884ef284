//! The seal's revision, made only from the document and its evidence. Sealing and verifying share this code, so a
//! holder of a sealed document can make its last revision again and compare every byte.

use crate::composer::Composer;
use crate::evidence::{EVIDENCE, Evidence, EvidenceError};
use crate::story::{MissingFact, Story};
use crate::{stamps, trail_pages};
use onesign_core::audit::hex;
use onesign_core::envelope::field::Field;
use onesign_pdf::compose_on;
use onesign_pdf::read::{Document, Source};
use onesign_pdf::stamp::Stamp;
use onesign_pdf::write::{
    Attachment, DocMdp, PdfDate, Relationship, SignatureDictionary, SubFilter, Unsigned,
};

/// Why a revision can't be made.
#[derive(Debug, thiserror::Error)]
pub enum RevisionError {
    /// The evidence can't be used.
    #[error(transparent)]
    Evidence(#[from] EvidenceError),
    /// The trail lacks a fact.
    #[error(transparent)]
    Missing(#[from] MissingFact),
    /// The press refused.
    #[error("the sealed revision can't be generated again: {0}")]
    Compose(#[from] onesign_pdf::ComposeError),
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
