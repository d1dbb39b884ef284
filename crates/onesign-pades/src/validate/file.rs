//! Validates a whole file: finds, examines and judges its signatures together.

use onesign_pdf::read::Document;

use super::bench::Bench;
use super::context::Context;
use super::judgement::FileJudgement;
use super::level::{Levels, Stores};
use super::timeline::{Case, Timeline};
use super::{facts, verdict};
use crate::cms::signed_data::SignedData;
use crate::diff::History;
use crate::document::byte_range::revision_of;
use crate::document::signatures::{Candidate, Found};
use crate::document::{Opened, damage, security_store};
use crate::revocation::validation_data::ValidationData;
use crate::shadow::warning::Warnings;
use crate::shadow::warnings;
use crate::trust::policy::TrustPolicy;

/// Validates every signature in a file at the time `now_unix`, with the additional data.
pub(crate) fn judge(
    opened: &Opened<'_>,
    policy: &TrustPolicy,
    given: &ValidationData,
    now_unix: i64,
) -> FileJudgement {
    let file = opened.file();
    let found = match opened.found() {
        Ok(found) => found,
        Err(error) => return FileJudgement::unreadable(error.clone(), damage::trace(file, false)),
    };
    if found.signatures.is_empty() {
        match damage::trace(file, true) {
            damage::Trace::Damaged(why) => return FileJudgement::damaged(why),
            damage::Trace::Intact | damage::Trace::Unclear if found.strays.is_empty() => {
                return FileJudgement::left_out();
            }
            _ => {}
        }
    }
    let history = History::read(file, found);
    let seen = history
        .first_signed()
        .map_or_else(Default::default, |revision| {
            warnings_at(&found.document, revision)
        });
    let stored = security_store::read(&found.document);
    let carried = security_store::carried(found);
    let context = Context::new(policy, &[&stored, &carried, given], now_unix);
    let candidates = found.signatures.iter();
    let facts: Vec<_> = candidates
        .map(|candidate| {
            let mut facts = facts::gather(file, found, candidate);
            if let Some(revision) = revision(file, found, candidate) {
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
    let judged = cases
        .iter()
        .enumerate()
        .map(|(index, case)| verdict::judge(case, index, &bench))
        .collect();
    FileJudgement::of(judged, &found.strays)
}

/// Content that was invisible in this revision (zero-based).
fn warnings_at(document: &Document<'_>, revision: usize) -> Warnings {
    if revision + 1 == document.revisions().len() {
        return warnings::warnings(document);
    }
    let signed = document.at_revision(revision);
    signed.map_or_else(
        |_| Warnings::unreadable(),
        |signed| warnings::warnings(&signed),
    )
}

/// The revision that a signature covers (zero-based).
fn revision(file: &[u8], found: &Found<'_>, candidate: &Candidate) -> Option<usize> {
    let located = candidate.dictionary.as_ref().ok()?;
    revision_of(file, &found.document, located)
}
