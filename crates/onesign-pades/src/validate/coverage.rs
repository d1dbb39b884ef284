//! Answers whether all bytes are signed, and with it what may have come later.

use super::answers::Answers;
use super::context::Context;
use super::facts::Facts;
use crate::cms::signed_data::SignedData;
use crate::diff::change::Ruling;
use crate::document::byte_range::Coverage;
use crate::report::sentence::Sentence;
use crate::report::signature_report::{AxisName, Status, SubIndication};
use crate::report::{differences, sentences, warnings};
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
            let sentence = sentences::not_covered(why);
            answers.add(
                coverage,
                Status::Failed,
                Some(SubIndication::FormatFailure),
                sentence,
                Vec::new(),
            );
        }
        Coverage::Older { later } => {
            let sentence = match later {
                0 => sentences::covered_but_line_end(),
                1 => sentences::covered_then_one(),
                later => sentences::covered_then(*later),
            };
            cover(answers, facts, sentence, Vec::new());
            changed(answers, facts);
        }
        Coverage::Whole => {
            whole(answers, facts, signed, context);
            let details = permissions(facts);
            unchanged(answers, sentences::nothing_added(), details);
        }
    }
}

/// What came later, and whether it may be.
fn changed(answers: &mut Answers, facts: &Facts) {
    let later = &facts.later;
    let mut details = permissions(facts);
    let changes = later
        .changes
        .iter()
        .map(|change| differences::sentence(&change.difference));
    details.extend(changes.chain(later.unexamined.iter().map(differences::unexamined)));
    let (status, sub, sentence) = match (later.first(Ruling::Refused), later.first(Ruling::Unclear))
    {
        (Some(change), _) => (
            Status::Failed,
            Some(SubIndication::FormatFailure),
            sentences::changed_refused(differences::sentence(&change.difference)),
        ),
        (None, Some(change)) => (
            Status::Indeterminate,
            Some(SubIndication::SigConstraintsFailure),
            sentences::changed_unclear(differences::sentence(&change.difference)),
        ),
        (None, None) => match later.unexamined.first() {
            Some(why) => (
                Status::Indeterminate,
                Some(SubIndication::SigConstraintsFailure),
                differences::unexamined(why),
            ),
            None if later.changes.is_empty() => {
                return unchanged(answers, sentences::nothing_changed(), details);
            }
            None => return unchanged(answers, sentences::only_permitted(), details),
        },
    };
    answers.add(AxisName::Modification, status, sub, sentence, details);
}

/// Nothing speaks against what came later. Where the signature itself does not hold, that is no comfort.
fn unchanged(answers: &mut Answers, sentence: Sentence, details: Vec<Sentence>) {
    let (status, sentence) = if answers.has_failed(AxisName::Integrity) {
        (Status::NotChecked, sentences::nothing_to_compare_with())
    } else {
        (Status::Passed, sentence)
    };
    answers.add(AxisName::Modification, status, None, sentence, details);
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
        Some(count) => vec![sentences::unowned_bytes(count)],
        // The objects that can't be read are counted among the warnings: that is said once.
        None if facts.warnings.has_unreadable_parts() => Vec::new(),
        None => vec![sentences::malformed_objects()],
    };
    // Others leave there what was in memory; a seal made here holds its chain, and then nothing but zeros.
    let spoiled = if facts.is_own_seal {
        Status::Failed
    } else {
        Status::Indeterminate
    };
    let spare = match signed {
        Some(signed) if signed.trailing.iter().any(|&byte| byte != 0) => {
            Some((spoiled, sentences::spare_bytes()))
        }
        // Without a chain to someone trusted there is a better reason than this one.
        Some(signed)
            if answers.has_passed(AxisName::Identity)
                && has_unexplained_certificate(signed, context) =>
        {
            Some((spoiled, sentences::spare_certificate()))
        }
        _ => None,
    };
    match spare {
        Some((status, spare)) => {
            let sub = Some(SubIndication::FormatFailure);
            answers.add(AxisName::Coverage, status, sub, spare, details);
        }
        None => {
            let sentence = sentences::covered();
            cover(answers, facts, sentence, details);
        }
    }
}

/// All bytes are signed. What could not be seen of them when they were signed is told; unless the certification
/// permits no change at all, someone could hope to show it later, so that is no plain pass. What is shown in different
/// ways without any change is none either, whatever is permitted.
fn cover(answers: &mut Answers, facts: &Facts, sentence: Sentence, mut details: Vec<Sentence>) {
    let (unseen, unsteady) = (&facts.warnings.unseen, &facts.warnings.unsteady);
    details.extend(unsteady.iter().chain(unseen).map(warnings::sentence));
    let unclear = match (unsteady.first(), unseen.first()) {
        (Some(warning), _) => Some(sentences::unsteady(warnings::sentence(warning))),
        (None, Some(warning)) if facts.permissions != Some(1) => {
            Some(sentences::prepared(warnings::sentence(warning)))
        }
        _ => None,
    };
    let (status, sub, sentence) = match unclear {
        Some(unclear) => (
            Status::Indeterminate,
            Some(SubIndication::SigConstraintsFailure),
            unclear,
        ),
        None => (Status::Passed, None, sentence),
    };
    answers.add(AxisName::Coverage, status, sub, sentence, details);
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

/// What a certification signature permits, in words.
fn permissions(facts: &Facts<'_>) -> Vec<Sentence> {
    let words = |level| match level {
        1 => sentences::permits_none(),
        2 => sentences::permits_forms(),
        3 => sentences::permits_notes(),
        other => sentences::permits_unknown(other),
    };
    facts.permissions.map(words).into_iter().collect()
}
