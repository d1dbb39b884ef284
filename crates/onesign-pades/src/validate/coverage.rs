//! Answers whether all bytes are signed, and with it what may have come later.

use super::answers::Answers;
use super::context::Context;
use super::facts::Facts;
use super::finding::{CoverageFinding, Detail, ModificationFinding};
use super::status::{AxisName, Status, SubIndication};
use crate::cms::signed_data::SignedData;
use crate::diff::change::Ruling;
use crate::document::byte_range::Coverage;
use crate::x509::certificate::Certificate;
use crate::x509::path;

/// Adds the axes of coverage and modification.
pub(crate) fn answer(
    answers: &mut Answers,
    facts: &Facts<'_>,
    signed: Option<&SignedData<'_>>,
    context: &Context<'_>,
) {
    let coverage = AxisName::Coverage;
    match &facts.coverage {
        Coverage::Wrong(why) => {
            let finding = CoverageFinding::Wrong(*why);
            answers.add(
                coverage,
                Status::Failed,
                Some(SubIndication::FormatFailure),
                finding,
                Vec::new(),
            );
        }
        Coverage::Older { later } => {
            let finding = match later {
                0 => CoverageFinding::ButLineEnd,
                later => CoverageFinding::Then(*later),
            };
            cover(answers, facts, finding, Vec::new());
            changed(answers, facts);
        }
        Coverage::Whole => {
            whole(answers, facts, signed, context);
            let details = permissions(facts);
            unchanged(answers, ModificationFinding::NothingAdded, details);
        }
    }
}

/// What came later, and whether it may be.
fn changed(answers: &mut Answers, facts: &Facts) {
    let later = &facts.later;
    let mut details = permissions(facts);
    let changes = later.changes.iter();
    details.extend(changes.map(|change| Detail::Difference(change.difference.clone())));
    let unexamined = later.unexamined.iter().cloned();
    details.extend(unexamined.map(Detail::Unexamined));
    let (status, sub, finding) = match (later.first(Ruling::Refused), later.first(Ruling::Unclear))
    {
        (Some(change), _) => (
            Status::Failed,
            Some(SubIndication::FormatFailure),
            ModificationFinding::Refused(change.difference.clone()),
        ),
        (None, Some(change)) => (
            Status::Indeterminate,
            Some(SubIndication::SigConstraintsFailure),
            ModificationFinding::Unclear(change.difference.clone()),
        ),
        (None, None) => match later.unexamined.first() {
            Some(why) => (
                Status::Indeterminate,
                Some(SubIndication::SigConstraintsFailure),
                ModificationFinding::Unexamined(why.clone()),
            ),
            None if later.changes.is_empty() => {
                return unchanged(answers, ModificationFinding::NothingChanged, details);
            }
            None => return unchanged(answers, ModificationFinding::OnlyPermitted, details),
        },
    };
    answers.add(AxisName::Modification, status, sub, finding, details);
}

/// Nothing speaks against what came later. Where the signature itself does not hold, that is no comfort.
fn unchanged(answers: &mut Answers, finding: ModificationFinding, details: Vec<Detail>) {
    let (status, finding) = if answers.has_failed(AxisName::Integrity) {
        (
            Status::NotChecked,
            ModificationFinding::NothingToCompareWith,
        )
    } else {
        (Status::Passed, finding)
    };
    answers.add(AxisName::Modification, status, None, finding, details);
}

/// The signature value itself is the one place that can't be signed: it may hold nothing to spare.
fn whole(
    answers: &mut Answers,
    facts: &Facts<'_>,
    signed: Option<&SignedData<'_>>,
    context: &Context<'_>,
) {
    let details = match facts.unaccounted {
        Some(0) => Vec::new(),
        Some(count) => vec![Detail::UnownedBytes(count)],
        // The objects that can't be read are counted among the warnings: that is said once.
        None if facts.warnings.has_unreadable_parts() => Vec::new(),
        None => vec![Detail::MalformedObjects],
    };
    // Others leave there what was in memory; a seal made here holds its chain, and then nothing but zeros.
    let spoiled = if facts.is_own_seal {
        Status::Failed
    } else {
        Status::Indeterminate
    };
    let spare = match signed {
        Some(signed) if signed.trailing.iter().any(|&byte| byte != 0) => {
            Some((spoiled, CoverageFinding::SpareBytes))
        }
        // Without a chain to someone trusted there is a better reason than this one.
        Some(signed)
            if answers.has_passed(AxisName::Identity)
                && has_unexplained_certificate(signed, context) =>
        {
            Some((spoiled, CoverageFinding::SpareCertificate))
        }
        _ => None,
    };
    match spare {
        Some((status, spare)) => {
            let sub = Some(SubIndication::FormatFailure);
            answers.add(AxisName::Coverage, status, sub, spare, details);
        }
        None => {
            cover(answers, facts, CoverageFinding::Whole, details);
        }
    }
}

/// All bytes are signed. What could not be seen of them when they were signed is told; unless the certification
/// permits no change at all, someone could hope to show it later, so that is no plain pass. What is shown in different
/// ways without any change is none either, whatever is permitted.
fn cover(answers: &mut Answers, facts: &Facts, finding: CoverageFinding, mut details: Vec<Detail>) {
    let (unseen, unsteady) = (&facts.warnings.unseen, &facts.warnings.unsteady);
    let warnings = unsteady.iter().chain(unseen).cloned();
    details.extend(warnings.map(Detail::Warning));
    let unclear = match (unsteady.first(), unseen.first()) {
        (Some(warning), _) => Some(CoverageFinding::Unsteady(warning.clone())),
        (None, Some(warning)) if facts.permissions != Some(1) => {
            Some(CoverageFinding::Prepared(warning.clone()))
        }
        _ => None,
    };
    let (status, sub, finding) = match unclear {
        Some(unclear) => (
            Status::Indeterminate,
            Some(SubIndication::SigConstraintsFailure),
            unclear,
        ),
        None => (Status::Passed, None, finding),
    };
    answers.add(AxisName::Coverage, status, sub, finding, details);
}

fn has_unexplained_certificate(signed: &SignedData<'_>, context: &Context<'_>) -> bool {
    let parsed: Result<Vec<_>, _> = signed
        .certificates
        .iter()
        .map(|raw| Certificate::parse(raw))
        .collect();
    parsed.map_or(true, |pool| {
        path::has_unexplained(&pool, &context.roots, &context.others())
    })
}

/// What a certification signature permits.
fn permissions(facts: &Facts<'_>) -> Vec<Detail> {
    facts
        .permissions
        .map(Detail::Permissions)
        .into_iter()
        .collect()
}
