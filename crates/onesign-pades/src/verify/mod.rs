//! Checks signatures in PDFs: facts first, then a policy, then words.
//!
//! Verdicts follow EN 319 102-1. Nothing is fetched and nothing repaired; what can't be checked is
//! named and never passes.

mod answers;
mod changes;
mod context;
mod coverage;
mod damage;
mod dss;
mod encoded;
mod evidence;
mod facts;
mod find;
mod identity;
mod level;
mod listed;
mod material;
mod path;
mod policy;
mod policy_file;
mod preparation;
mod qualified;
mod range;
mod report;
mod rules;
pub(crate) mod said;
mod seal;
mod sentences;
mod stamped;
mod sunset;
mod time;
mod timeline;
mod timestamp;
mod trust;
mod trusted_list;
mod unread;
mod wanted;
mod withdrawal;

pub use changes::{Change, ChangeKind, Ruling};
pub use listed::ListedService;
pub use material::{Gathered, Material, PerSignature, material};
pub use policy_file::PolicyError;
pub use report::{Axis, AxisName, SignatureEntry, SignatureReport, Status, SubIndication, Verdict};
pub use seal::{SealedParts, sealed_parts};
pub use sentences::{Sentence, Value};
pub use stamped::{StampedTime, newest_timestamp};
pub use sunset::Sunset;
pub(crate) use timestamp::token_holds;
pub use trust::{Policy, RevocationMode, certificates};
pub use trusted_list::{ListError, ListOfLists, Signers, TrustedList};
pub use wanted::{Useless, Wanted, certificates_in};

use context::Context;
use level::{Levels, Stores};
use policy::Bench;
use timeline::{Case, Timeline};

use crate::cms::signed_data::SignedData;

/// Judges every signature in `file` at the moment `now_unix` (seconds since 1970). Every file gets
/// a verdict.
#[must_use]
pub fn validate(file: &[u8], policy: &Policy, now_unix: i64) -> SignatureReport {
    validate_with(file, policy, &Material::default(), now_unix)
}

/// As [`validate`], with what was fetched or given besides the file: certificates of authorities,
/// revocation lists, OCSP answers ([`material()`] says which would help).
#[must_use]
pub fn validate_with(
    file: &[u8],
    policy: &Policy,
    given: &Material,
    now_unix: i64,
) -> SignatureReport {
    let found = match find::signatures(file) {
        Ok(found) => found,
        Err(error) => return report::unreadable(&error, damage::trace(file, false)),
    };
    if found.signatures.is_empty()
        && let damage::Trace::Damaged(why) = damage::trace(file, true)
    {
        return report::damaged(why);
    }
    let history = changes::History::read(file, &found);
    let stored = dss::read(&found.document);
    let carried = dss::carried(&found);
    let context = Context::new(policy, &[&stored, &carried, given], now_unix);
    let candidates = found.signatures.iter();
    let facts: Vec<_> = candidates
        .map(|candidate| {
            let mut facts = facts::gather(file, &found, candidate);
            if let Some(revision) = revision(file, &found, candidate) {
                facts.later = history.after(revision);
                facts.warnings.clone_from(&history.warnings);
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
        .map(|(index, case)| policy::judge(case, index, &bench))
        .collect();
    report::summarise(entries, &found.strays)
}

/// Every code that a report of [`validate`] may hold, in sentences and in phrases, with its English words.
pub fn sentences() -> impl Iterator<Item = (&'static str, &'static [&'static str])> {
    let own = said::SENTENCES.iter().chain(changes::SENTENCES);
    let flaws = onesign_pdf::read::flaw::FLAWS.iter();
    own.copied()
        .chain(flaws.map(|(code, words)| (*code, std::slice::from_ref(words))))
}

/// The revision that a signature covers, counted from 0.
fn revision(file: &[u8], found: &find::Found<'_>, candidate: &find::Candidate) -> Option<usize> {
    let located = candidate.dictionary.as_ref().ok()?;
    changes::revision_of(file, &found.document, located)
}
