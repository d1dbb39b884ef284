//! The trail's own checks: the chain is unbroken, every disclosed value matches its commitment, the document is the one
//! that the signers read and signed, and the evidence produces exactly the seal's revision.

use super::enclosed::{self, Inside};
use super::remade::{self, Remade};
use super::sessions;
use super::wrong::TrailError;
use crate::composer::Composer;
use crate::evidence::{self, Evidence};
use crate::format::Format;
use crate::report::{AxisKind, AxisView, PersonView, TrailFact, TrailView};
use crate::said;
use crate::story::{MissingFact, Story, opened};
use crate::text::Catalogues;
use crate::text::time;
use crate::trail_pages::{Names, sentence};
use onesign_core::audit::chain::Chain;
use onesign_core::audit::{canonical, from_base64url, hex, sha256};
use onesign_core::fact::{ConsentGiven, DocumentNormalised, EnvelopeCompleted, ValuesCommitted};
use onesign_pades::document::{Opened, SealedParts};
use onesign_pades::report::{Sentence, SignatureEntry, SignatureReport};
use onesign_pades::validate::{AxisName, Status, Verdict};
use onesign_pdf::ComposeError;
use onesign_pdf::read::Document;
use std::collections::BTreeSet;

/// The trail's contribution to the verdict.
pub(super) struct Judged {
    pub(super) axis: AxisView,
    /// The verdict and its reason, if the trail makes it worse than the verdict on the signatures.
    pub(super) worse: Option<(Verdict, Sentence)>,
    pub(super) trail: Option<TrailView>,
    /// The enclosed file that was already signed, if there is one.
    pub(super) inside: Option<Inside>,
}

impl Judged {
    fn only(status: Status, sentence: &Sentence) -> Self {
        Self {
            axis: AxisView::new(AxisKind::Trail, status, sentence),
            worse: None,
            trail: None,
            inside: None,
        }
    }
}

/// Checks the trail of a file with these signatures.
pub(super) fn judge(
    file: &Opened<'_>,
    signatures: &SignatureReport,
    composer: &Composer,
) -> Judged {
    let verdict = signatures.verdict;
    let Some(parts) = file.sealed_parts() else {
        return Judged::only(Status::NotChecked, &said::no_trail_seal());
    };
    match check(file, &parts, composer) {
        Ok(None) => Judged::only(Status::NotChecked, &said::no_trail()),
        Ok(Some(mut checked)) => {
            let mut entries = signatures.signatures.iter();
            checked.ascribe(entries.find(|entry| entry.field == parts.field));
            let open = checked.open.filter(|_| verdict == Verdict::Passed);
            Judged {
                axis: checked.axis,
                worse: open.map(|why| (Verdict::Indeterminate, why)),
                trail: Some(checked.trail),
                inside: checked.inside,
            }
        }
        Err(error) => {
            let why = error.why();
            let worse =
                (verdict != Verdict::Failed).then(|| (Verdict::Failed, said::trail_foreign(&why)));
            Judged {
                worse,
                ..Judged::only(Status::Failed, &said::trail_wrong(&why))
            }
        }
    }
}

/// An intact trail.
struct CheckedTrail {
    axis: AxisView,
    /// Why the file still can't pass.
    open: Option<Sentence>,
    trail: TrailView,
    inside: Option<Inside>,
}

impl CheckedTrail {
    /// Says who recorded the trail. It is proven only under the seal of a OneSign instance; anybody else can seal a copy
    /// of it, or one of their own.
    fn ascribe(&mut self, seal: Option<&SignatureEntry>) {
        let signer = seal.and_then(|seal| seal.signer.as_deref()).unwrap_or("?");
        if seal.is_some_and(|seal| seal.is_by_instance) {
            return self.axis.detail(&said::trail_recorded_by(signer));
        }
        let mut axes = seal.into_iter().flat_map(|seal| &seal.axes);
        let is_known =
            axes.any(|axis| axis.axis == AxisName::Identity && axis.status == Status::Passed);
        let why = if is_known {
            said::trail_stated_by(signer)
        } else {
            said::trail_claimed_by(signer)
        };
        if self.open.is_some() {
            return self.axis.detail(&why);
        }
        self.axis.status = Status::Indeterminate;
        self.axis.sentence = why.to_string();
        self.axis.said = (&why).into();
        self.open = Some(why);
    }
}

/// Checks the trail of a sealed document; `None` if it has none.
fn check(
    file: &Opened<'_>,
    parts: &SealedParts,
    composer: &Composer,
) -> Result<Option<CheckedTrail>, TrailError> {
    // Updates after the seal are a matter for its signatures, not for the trail.
    let document = file.document().ok();
    let sealed = document.and_then(|document| document.at_revision(parts.revision).ok());
    let found = sealed.and_then(|sealed| evidence::attached(&sealed).map(|bytes| (sealed, bytes)));
    let Some((sealed, bytes)) = found else {
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
        .and_then(|n| file.file().get(..n))
        .ok_or(TrailError::Mismatch(said::trail_base_outside()))?;
    let base_sha256 = hex(&sha256(&[base]));
    check_document(&chain, &base_sha256)?;
    let inside = enclosed::find(&sealed, &chain)?;
    let story = Story::read(chain)?;
    check_signatures(&story, &evidence)?;
    let crossed = sessions::check(&story.chain)?;
    let base = (before(file, parts), base_sha256.as_str());
    let remade = remade::remake(&sealed, base, parts, &evidence, composer)?;
    let (axis, open) = axis(&story, &remade, crossed, inside.is_some());
    Ok(Some(CheckedTrail {
        axis,
        open,
        inside,
        trail: view(&story, &evidence, &composer.texts),
    }))
}

/// The document before the seal, taken from the opened file.
fn before<'a>(file: &Opened<'a>, parts: &SealedParts) -> Result<Document<'a>, ComposeError> {
    let unsuitable = |why: &dyn std::fmt::Display| ComposeError::Unsuitable(why.to_string());
    let document = file.document().map_err(|error| unsuitable(error))?;
    let last = parts.revision.checked_sub(1);
    let last = last.ok_or_else(|| unsuitable(&"the seal is in its first revision"))?;
    let before = document.at_revision(last);
    before.map_err(|error| unsuitable(&error))
}

/// The document before the seal must be the one that intake recorded and every signer signed.
fn check_document(chain: &Chain, base_sha256: &str) -> Result<(), TrailError> {
    let normalised = chain
        .entries
        .iter()
        .find_map(|e| opened::<DocumentNormalised>(e, "document.normalised"))
        .ok_or(MissingFact("document.normalised"))?;
    if normalised.document_sha256 != base_sha256 {
        return Err(TrailError::Mismatch(said::trail_other_document()));
    }
    Ok(())
}

/// Every signer signed this document with these entries, after consent to a text that the evidence contains.
fn check_signatures(story: &Story, evidence: &Evidence) -> Result<(), TrailError> {
    let entries = &story.chain.entries;
    let committed: Vec<ValuesCommitted> = entries
        .iter()
        .filter_map(|e| opened(e, "values.committed"))
        .collect();
    // The seal shows these entries: only those of signers, and each signer's once.
    if committed.len() != story.signatures.len() {
        return Err(TrailError::Mismatch(said::trail_other_entries()));
    }
    for (_, signature) in &story.signatures {
        if signature.document_sha256 != story.sent.document_sha256 {
            return Err(TrailError::Mismatch(said::trail_signed_other()));
        }
        let mut committed = committed
            .iter()
            .filter(|c| c.recipient == signature.recipient);
        let (Some(committed), None) = (committed.next(), committed.next()) else {
            return Err(TrailError::Mismatch(said::trail_other_entries()));
        };
        let is_own = |id| {
            let mut fields = story.sent.fields.iter();
            fields.any(|field| field.id == id && field.recipient == signature.recipient)
        };
        if !committed.values.keys().all(|id| is_own(*id)) {
            return Err(TrailError::Mismatch(said::trail_other_entries()));
        }
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
        .ok_or(MissingFact("envelope.completed"))?;
    if usize::try_from(completed.signers) != Ok(story.signatures.len()) {
        return Err(TrailError::Mismatch(said::trail_signature_missing()));
    }
    Ok(())
}

fn disclosure_digest(d: &evidence::DisclosureText) -> String {
    crate::text::disclosure_sha256(d.version, &d.locale, &d.summary, &d.text)
}

/// The status of the trail's axis, and why it is indeterminate if it is.
fn axis(
    story: &Story,
    remade: &Remade,
    crossed: Option<Sentence>,
    encloses: bool,
) -> (AxisView, Option<Sentence>) {
    let (facts, signers) = (story.chain.entries.len(), story.signatures.len());
    let (otherwise, detail) = match remade {
        Remade::Same => (None, said::trail_remade()),
        Remade::Alike => (None, said::trail_alike()),
        Remade::Otherwise { composer } => {
            (Some(said::trail_otherwise(composer)), said::trail_whole())
        }
    };
    let open = crossed
        .or_else(|| withheld(&story.chain))
        .or_else(|| backwards(&story.chain))
        .or(otherwise);
    let mut axis = match &open {
        Some(open) => AxisView::new(AxisKind::Trail, Status::Indeterminate, open),
        None => AxisView::new(AxisKind::Trail, Status::Passed, &said::trail_whole()),
    };
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
    axis.detail(&detail);
    (axis, open)
}

/// The sentence about a value that OneSign always discloses but this file does not: somebody withheld it from the
/// reader.
fn withheld(chain: &Chain) -> Option<Sentence> {
    let mut closed = chain.entries.iter().filter_map(|entry| {
        let mut names = entry.undisclosed.iter();
        let name = names.find(|name| evidence::is_disclosed(&entry.kind, name))?;
        Some(said::trail_withheld(name, entry.seq))
    });
    closed.next()
}

/// The tolerated difference between the clocks of two servers, in milliseconds.
const SKEW_MS: i64 = 60 * 1000;

/// The sentence about times that run backwards: a later entry can't happen before an earlier one.
fn backwards(chain: &Chain) -> Option<Sentence> {
    let mut latest = i64::MIN;
    let mut early = chain.entries.iter().filter(|entry| {
        let is_early = latest.saturating_sub(entry.at_ms) > SKEW_MS;
        latest = latest.max(entry.at_ms);
        is_early
    });
    early
        .next()
        .map(|entry| said::trail_time_backwards(entry.seq))
}

fn view(story: &Story, evidence: &Evidence, texts: &Catalogues) -> TrailView {
    let locale = &evidence.sealing.locale;
    let names = Names::of(&story.chain, Format::CURRENT);
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
                sentence: sentence(entry, &names, locale, texts),
                detail: entry.opened.clone().into_iter().collect(),
                undisclosed: entry.undisclosed.clone(),
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests;
