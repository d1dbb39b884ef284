//! Answers whether the signature covers all bytes, and whether later changes are permitted.

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
        Coverage::Older { later: 0 } => {
            let finding = match facts.white_space {
                0 => CoverageFinding::ButLineEnd,
                count => CoverageFinding::ButWhiteSpace(count),
            };
            whole(answers, facts, signed, context, finding);
            changed(answers, facts);
        }
        Coverage::Older { later } => {
            let details = match facts.white_space {
                0 => Vec::new(),
                count => vec![Detail::WhiteSpaceAfter(count)],
            };
            cover(answers, facts, CoverageFinding::Then(*later), details);
            changed(answers, facts);
        }
        Coverage::Whole => {
            whole(answers, facts, signed, context, CoverageFinding::Whole);
            let details = permissions(facts);
            unchanged(answers, ModificationFinding::NothingAdded, details);
        }
    }
}

/// The later changes, and whether they are permitted.
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

/// There are no objections to later changes. If the signature itself is invalid, this does not count as a pass.
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

/// The signature value is the only place that can't be signed, so it must contain no spare bytes.
fn whole(
    answers: &mut Answers,
    facts: &Facts<'_>,
    signed: Option<&SignedData<'_>>,
    context: &Context<'_>,
    finding: CoverageFinding,
) {
    let mut details = match facts.unaccounted {
        Some(0) => Vec::new(),
        Some(count) => vec![Detail::UnownedBytes(count)],
        // The warnings already count the unreadable objects, so they are not reported again here.
        None if facts.warnings.has_unreadable_parts() => Vec::new(),
        None => vec![Detail::MalformedObjects],
    };
    // Other programs may leave memory contents there; a seal made here contains its chain, followed only by zeros.
    let spoiled = if facts.is_own_seal {
        Status::Failed
    } else {
        Status::Indeterminate
    };
    let spare = match signed {
        Some(signed) if signed.trailing.iter().any(|&byte| byte != 0) => {
            Some((spoiled, CoverageFinding::SpareBytes))
        }
        Some(signed) => match spare_certificate(signed, context) {
            // Other programs add cross-certificates, and those of authorities that nobody here knows; CMS permits any
            // (RFC 5652, 10.2.3). Only a seal made here contains nothing but its chain.
            Spare::Unknown if !facts.is_own_seal => {
                details.push(Detail::SpareCertificate);
                None
            }
            // Without a trusted chain, that reason outweighs this one.
            Spare::Unknown | Spare::Unreadable if answers.has_passed(AxisName::Identity) => {
                Some((spoiled, CoverageFinding::SpareCertificate))
            }
            _ => None,
        },
        _ => None,
    };
    match spare {
        Some((status, spare)) => {
            let sub = Some(SubIndication::FormatFailure);
            answers.add(AxisName::Coverage, status, sub, spare, details);
        }
        None => {
            cover(answers, facts, finding, details);
        }
    }
}

/// The signature covers all bytes. The report names content that was invisible at signing time; unless the
/// certification forbids all changes, a later change could reveal it, so the answer is not a plain pass. The same is
/// true of content whose appearance varies on its own, under any permission.
fn cover(answers: &mut Answers, facts: &Facts, finding: CoverageFinding, mut details: Vec<Detail>) {
    let (unseen, unsteady) = (&facts.warnings.unseen, &facts.warnings.unsteady);
    let warnings = unsteady.iter().chain(unseen).cloned();
    details.extend(warnings.map(Detail::Warning));
    let unclear = match (unsteady.first(), unseen.first()) {
        // Nothing is known about content that can't be read.
        _ if facts.is_locked => Some(CoverageFinding::Locked),
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

/// A certificate in the signature that no known issuer explains.
enum Spare {
    None,
    Unknown,
    Unreadable,
}

fn spare_certificate(signed: &SignedData<'_>, context: &Context<'_>) -> Spare {
    let parsed: Result<Vec<_>, _> = signed
        .certificates
        .iter()
        .map(|raw| Certificate::parse(raw))
        .collect();
    match parsed {
        Err(_) => Spare::Unreadable,
        Ok(pool) if path::has_unexplained(&pool, &context.roots, &context.others()) => {
            Spare::Unknown
        }
        Ok(_) => Spare::None,
    }
}

/// The permissions of a certification signature.
fn permissions(facts: &Facts<'_>) -> Vec<Detail> {
    facts
        .permissions
        .map(Detail::Permissions)
        .into_iter()
        .collect()
}
