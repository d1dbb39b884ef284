//! The trail's own checks: the chain is whole, every disclosed value is the one recorded, the document is the one
//! that was read and signed, and the seal's revision is exactly what the evidence makes.

use super::enclosed::{self, Inside};
use super::report::{AxisView, PersonView, TrailFact, TrailView};
use super::said;
use super::wrong::TrailError;
use crate::http::time;
use crate::seal::composer::Composer;
use crate::seal::evidence::{self, Evidence};
use crate::seal::revision::{RevisionError, Story, compose_revision, opened};
use crate::seal::trail::sentence;
use crate::text::Catalogues;
use onesign_core::audit::chain::Chain;
use onesign_core::audit::{canonical, from_base64url, hex, sha256};
use onesign_core::fact::{ConsentGiven, DocumentNormalised, EnvelopeCompleted, ValuesCommitted};
use onesign_pades::verify::SealedParts;
use onesign_pades::verify::Status;
use std::collections::BTreeSet;

/// A trail that is whole.
pub(super) struct CheckedTrail {
    pub(super) axis: AxisView,
    pub(super) trail: TrailView,
    /// The attached file that was already signed, if there is one.
    pub(super) inside: Option<Inside>,
}

/// Checks the trail of a sealed document; `None` if it carries none.
pub(super) fn check(
    file: &[u8],
    parts: &SealedParts,
    composer: &Composer,
) -> Result<Option<CheckedTrail>, TrailError> {
    // What follows the seal belongs to its signatures, not to the trail.
    let file = usize::try_from(parts.appended.end)
        .ok()
        .and_then(|end| file.get(..end))
        .unwrap_or(file);
    let Some(bytes) = evidence::attached(file) else {
        // A seal that names a chain head must carry the chain.
        return match parts.chain_head {
            Some(_) => Err(TrailError::Mismatch(said::trail_missing())),
            None => Ok(None),
        };
    };
    let evidence = Evidence::parse(&bytes)?;
    let chain = evidence.chain()?;
    let head = from_base64url(&evidence.head).map(|head| hex(&head));
    if parts.chain_head != head {
        return Err(TrailError::Mismatch(said::trail_other_chain()));
    }
    let base = usize::try_from(parts.base_len)
        .ok()
        .and_then(|n| file.get(..n))
        .ok_or(TrailError::Mismatch(said::trail_base_outside()))?;
    let base_sha256 = hex(&sha256(&[base]));
    check_document(&chain, &base_sha256)?;
    let inside = enclosed::find(file, &chain)?;
    let story = Story::read(chain)?;
    check_signatures(&story, &evidence)?;
    let remade = remake(file, (base, &base_sha256), parts, &evidence, composer)?;
    Ok(Some(CheckedTrail {
        axis: axis(&story, remade, inside.is_some()),
        inside,
        trail: view(&story, &evidence, &composer.texts),
    }))
}

/// The document before the seal must be the one that intake recorded and everybody signed.
fn check_document(chain: &Chain, base_sha256: &str) -> Result<(), TrailError> {
    let normalised = chain
        .entries
        .iter()
        .find_map(|e| opened::<DocumentNormalised>(e, "document.normalised"))
        .ok_or(RevisionError::Missing("document.normalised"))?;
    if normalised.document_sha256 != base_sha256 {
        return Err(TrailError::Mismatch(said::trail_other_document()));
    }
    Ok(())
}

/// Every signer signed this document, with these entries, having agreed to a text that is in the evidence.
fn check_signatures(story: &Story, evidence: &Evidence) -> Result<(), TrailError> {
    let entries = &story.chain.entries;
    for (_, signature) in &story.signatures {
        if signature.document_sha256 != story.sent.document_sha256 {
            return Err(TrailError::Mismatch(said::trail_signed_other()));
        }
        let committed = entries
            .iter()
            .filter_map(|e| opened::<ValuesCommitted>(e, "values.committed"))
            .find(|c| c.recipient == signature.recipient)
            .ok_or(RevisionError::Missing("values.committed"))?;
        let digest = canonical::of(&committed.values).map(|bytes| hex(&sha256(&[&bytes])));
        if digest.as_ref() != Ok(&signature.values_sha256) {
            return Err(TrailError::Mismatch(said::trail_other_entries()));
        }
        let consented = entries
            .iter()
            .filter_map(|e| opened::<ConsentGiven>(e, "consent.given"))
            .any(|c| {
                c.recipient == signature.recipient && c.consent_sha256 == signature.consent_sha256
            });
        if !consented {
            return Err(TrailError::Mismatch(said::trail_no_consent()));
        }
    }
    let texts: BTreeSet<String> = evidence.disclosures.iter().map(disclosure_digest).collect();
    if !story
        .signatures
        .iter()
        .all(|(_, s)| texts.contains(&s.consent_sha256))
    {
        return Err(TrailError::Mismatch(said::trail_text_missing()));
    }
    let completed = entries
        .iter()
        .find_map(|e| opened::<EnvelopeCompleted>(e, "envelope.completed"))
        .ok_or(RevisionError::Missing("envelope.completed"))?;
    if usize::try_from(completed.signers) != Ok(story.signatures.len()) {
        return Err(TrailError::Mismatch(said::trail_signature_missing()));
    }
    Ok(())
}

fn disclosure_digest(d: &evidence::DisclosureText) -> String {
    crate::text::disclosure_sha256(d.version, &d.locale, &d.summary, &d.text)
}

/// Makes the revision again and compares every byte but the signature value. `None` if another version of OneSign
/// made it, whose pages this one can't draw again.
fn remake(
    file: &[u8],
    (base, base_sha256): (&[u8], &str),
    parts: &SealedParts,
    evidence: &Evidence,
    composer: &Composer,
) -> Result<Option<()>, TrailError> {
    if evidence.composer != composer.name() {
        return Ok(None);
    }
    let again = compose_revision(base, base_sha256, evidence, &composer.texts)?;
    let appended = &file[base.len()..];
    let hole = |at: u64| {
        usize::try_from(at)
            .unwrap_or(usize::MAX)
            .saturating_sub(base.len())
    };
    let (start, end) = (hole(parts.contents.start), hole(parts.contents.end));
    let same = again.contents == parts.contents
        && again.appended.len() == appended.len()
        && again.appended.get(..start) == appended.get(..start)
        && again.appended.get(end..) == appended.get(end..);
    if same {
        Ok(Some(()))
    } else {
        Err(TrailError::Mismatch(said::trail_shown_other()))
    }
}

fn axis(story: &Story, remade: Option<()>, encloses: bool) -> AxisView {
    let (facts, signers) = (story.chain.entries.len(), story.signatures.len());
    let mut axis = AxisView::new("trail", Status::Passed, &said::trail_whole());
    let closed: usize = story
        .chain
        .entries
        .iter()
        .map(|e| e.undisclosed.len())
        .sum();
    let opened: usize = story.chain.entries.iter().map(|e| e.opened.len()).sum();
    axis.detail(&match signers {
        1 => said::trail_facts_of_one(facts),
        many => said::trail_facts(facts, many),
    });
    axis.detail(&said::trail_values(opened, closed));
    if encloses {
        axis.detail(&said::trail_encloses());
    }
    axis.detail(&match remade {
        Some(()) => said::trail_remade(),
        None => said::trail_not_remade(),
    });
    axis
}

fn view(story: &Story, evidence: &Evidence, texts: &Catalogues) -> TrailView {
    let locale = &evidence.sealing.locale;
    TrailView {
        stream: story.chain.stream.clone(),
        title: story.sent.title.clone(),
        head: evidence.head.clone(),
        locale: locale.clone(),
        people: story
            .signatures
            .iter()
            .map(|(at, s)| PersonView {
                name: s.name.clone(),
                email: s.email.clone(),
                signed_at: time(*at),
            })
            .collect(),
        facts: story
            .chain
            .entries
            .iter()
            .map(|entry| TrailFact {
                seq: entry.seq,
                kind: entry.kind.clone(),
                at: time(entry.at_ms),
                actor: entry.actor.clone(),
                sentence: sentence(entry, &story.chain, locale, texts),
                detail: entry.opened.clone().into_iter().collect(),
                undisclosed: entry.undisclosed.clone(),
            })
            .collect(),
    }
}
