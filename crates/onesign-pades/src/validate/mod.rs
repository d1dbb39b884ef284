//! Checks signatures in PDFs: facts first, then a policy, then words.
//!
//! Verdicts follow EN 319 102-1. Nothing is fetched and nothing repaired; what can't be checked is
//! named and never passes.

mod answers;
mod chain_revocation;
mod context;
mod coverage;
mod existence;
pub(crate) mod facts;
mod identity;
mod level;
mod missing_validation_data;
mod timeline;
pub(crate) mod timestamp;
pub(crate) mod validation_data;
mod verdict;

pub use crate::report::signature_report::{AxisName, Status, SubIndication, Verdict};
pub use missing_validation_data::{MissingData, UnusableAnswer, certificates_in};
pub use validation_data::{Gathered, PerSignature, validation_data};

use onesign_pdf::read::Document;

use crate::cms::signed_data::SignedData;
use crate::diff::History;
use crate::document::byte_range::revision_of;
use crate::document::{damage, security_store, signatures};
use crate::report::change_sentences;
use crate::report::signature_report::{self, SignatureReport};
use crate::shadow::warning::Warnings;
use crate::shadow::warnings;
use crate::trust::policy::TrustPolicy;
use context::Context;
use level::{Levels, Stores};
use timeline::{Case, Timeline};
use verdict::Bench;

/// Judges every signature in `file` at the moment `now_unix` (seconds since 1970). Every file gets
/// a verdict.
#[must_use]
pub fn validate(file: &[u8], policy: &TrustPolicy, now_unix: i64) -> SignatureReport {
    validate_with(
        file,
        policy,
        &validation_data::ValidationData::default(),
        now_unix,
    )
}

/// As [`validate`], with what was fetched or given besides the file: certificates of authorities,
/// revocation lists, OCSP answers ([`validation_data()`](super::validate::validation_data) says which would help).
#[must_use]
pub fn validate_with(
    file: &[u8],
    policy: &TrustPolicy,
    given: &validation_data::ValidationData,
    now_unix: i64,
) -> SignatureReport {
    let found = match signatures::find(file) {
        Ok(found) => found,
        Err(error) => return signature_report::unreadable(&error, damage::trace(file, false)),
    };
    if found.signatures.is_empty()
        && let damage::Trace::Damaged(why) = damage::trace(file, true)
    {
        return signature_report::damaged(why);
    }
    let history = History::read(file, &found);
    let seen = history
        .first_signed()
        .map_or_else(Default::default, |revision| {
            warnings_at(&found.document, revision)
        });
    let stored = security_store::read(&found.document);
    let carried = security_store::carried(&found);
    let context = Context::new(policy, &[&stored, &carried, given], now_unix);
    let candidates = found.signatures.iter();
    let facts: Vec<_> = candidates
        .map(|candidate| {
            let mut facts = facts::gather(file, &found, candidate);
            if let Some(revision) = revision(file, &found, candidate) {
                facts.later = history.after(revision);
                facts.warnings.clone_from(&seen);
            }
            facts
        })
        .collect();
    let values: Vec<_> = facts
        .iter()
        .map(|facts| SignedData::parse(&facts.value))
        .collect();
    let cases: Vec<Case<'_>> = facts
        .iter()
        .zip(&values)
        .map(|(facts, signed)| Case { facts, signed })
        .collect();
    let timeline = Timeline::build(&cases, &context);
    let stores = Stores::read(&found.document, &stored, &timeline);
    let bench = Bench {
        cases: &cases,
        context: &context,
        timeline: &timeline,
        levels: &Levels::new(&stores, &stored, &carried),
    };
    let entries = cases
        .iter()
        .enumerate()
        .map(|(index, case)| verdict::judge(case, index, &bench))
        .collect();
    signature_report::summarise(entries, &found.strays)
}

/// What could not be seen of the document in this revision, counted from 0.
fn warnings_at(document: &Document<'_>, revision: usize) -> Warnings {
    if revision + 1 == document.revisions().len() {
        return warnings::warnings(document);
    }
    let signed = document.at_revision(revision);
    signed.map_or_else(
        |_| Warnings::default(),
        |signed| warnings::warnings(&signed),
    )
}

/// Every code that a report of [`validate`] may hold, in sentences and in phrases, with its English words.
pub fn sentences() -> impl Iterator<Item = (&'static str, &'static [&'static str])> {
    let own = crate::report::sentences::SENTENCES
        .iter()
        .chain(change_sentences::SENTENCES);
    let flaws = onesign_pdf::read::flaw::FLAWS.iter();
    own.copied()
        .chain(flaws.map(|(code, words)| (*code, std::slice::from_ref(words))))
}

/// The revision that a signature covers, counted from 0.
fn revision(
    file: &[u8],
    found: &signatures::Found<'_>,
    candidate: &signatures::Candidate,
) -> Option<usize> {
    let located = candidate.dictionary.as_ref().ok()?;
    revision_of(file, &found.document, located)
}
