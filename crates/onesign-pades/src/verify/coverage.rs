//! Answers whether all bytes are signed, and with it what may have come later.

use super::answers::Answers;
use super::changes::Ruling;
use super::context::Context;
use super::facts::Facts;
use super::path;
use super::range::Coverage;
use super::report::{AxisName, Status, SubIndication};
use crate::cms::certificate::Certificate;
use crate::cms::signed_data::SignedData;

/// Adds the axes of coverage and modification.
pub(super) fn answer(
    answers: &mut Answers,
    facts: &Facts<'_>,
    signed: Option<&SignedData<'_>>,
    context: &Context<'_>,
) {
    let (coverage, modification) = (AxisName::Coverage, AxisName::Modification);
    match &facts.coverage {
        Coverage::Wrong(why) => {
            let sentence = format!("The signature does not cover the document: {why}.");
            answers.add(
                coverage,
                Status::Failed,
                Some(SubIndication::FormatFailure),
                &sentence,
                Vec::new(),
            );
        }
        Coverage::Older { later } => {
            let sentence = match later {
                0 => "The signature covers the document but for the last line end.".to_owned(),
                1 => "The signature covers every byte of the document as it was then; one revision came later.".to_owned(),
                later => format!("The signature covers every byte of the document as it was then; {later} revisions came later."),
            };
            cover(answers, facts, &sentence, Vec::new());
            changed(answers, facts);
        }
        Coverage::Whole => {
            whole(answers, facts, signed, context);
            let sentence = "Nothing was added after this signature.";
            answers.add(
                modification,
                Status::Passed,
                None,
                sentence,
                permissions(facts),
            );
        }
    }
}

/// What came later, and whether it may be.
fn changed(answers: &mut Answers, facts: &Facts) {
    let later = &facts.later;
    let mut details = permissions(facts);
    details.extend(later.changes.iter().map(|change| change.sentence.clone()));
    details.extend(later.unexamined.iter().cloned());
    let (status, sub, sentence) = match (later.first(Ruling::Refused), later.first(Ruling::Unclear))
    {
        (Some(change), _) => (
            Status::Failed,
            Some(SubIndication::FormatFailure),
            format!(
                "After this signature the document was changed in a way that it does not permit. {}",
                change.sentence
            ),
        ),
        (None, Some(change)) => (
            Status::Indeterminate,
            Some(SubIndication::SigConstraintsFailure),
            format!(
                "After this signature something was changed of which it can't be told whether it may be. {}",
                change.sentence
            ),
        ),
        (None, None) => match later.unexamined.first() {
            Some(why) => (
                Status::Indeterminate,
                Some(SubIndication::SigConstraintsFailure),
                why.clone(),
            ),
            None if later.changes.is_empty() => (
                Status::Passed,
                None,
                "Nothing was changed after this signature.".to_owned(),
            ),
            None => (
                Status::Passed,
                None,
                "After this signature only what it permits was changed.".to_owned(),
            ),
        },
    };
    answers.add(AxisName::Modification, status, sub, &sentence, details);
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
        Some(count) => vec![format!(
            "{count} signed bytes belong to no object of the document."
        )],
        None => vec!["Some objects of the document are not well formed.".to_owned()],
    };
    // Others leave there what was in memory; a seal made here holds its chain, and then nothing but zeros.
    let spoiled = if facts.is_own_seal {
        Status::Failed
    } else {
        Status::Indeterminate
    };
    let spare = match signed {
        Some(signed) if signed.trailing.iter().any(|&byte| byte != 0) => Some((
            spoiled,
            "Beside the signature value there are bytes that nobody signed.",
        )),
        // Without a chain to someone trusted there is a better reason than this one.
        Some(signed)
            if answers.has_passed(AxisName::Identity)
                && has_unexplained_certificate(signed, context) =>
        {
            Some((
                spoiled,
                "Beside the signature there is a certificate that nobody known here issued.",
            ))
        }
        _ => None,
    };
    match spare {
        Some((status, spare)) => {
            let sub = Some(SubIndication::FormatFailure);
            answers.add(AxisName::Coverage, status, sub, spare, details);
        }
        None => {
            let sentence = "The signature covers every byte of the file.";
            cover(answers, facts, sentence, details);
        }
    }
}

/// All bytes are signed. What could not be seen of them when they were signed is told; unless the certification
/// permits no change at all, someone could hope to show it later, so that is no plain pass.
fn cover(answers: &mut Answers, facts: &Facts, sentence: &str, mut details: Vec<String>) {
    details.extend(facts.warnings.iter().cloned());
    let (status, sub, sentence) = match facts.warnings.first() {
        Some(warning) if facts.permissions != Some(1) => (
            Status::Indeterminate,
            Some(SubIndication::SigConstraintsFailure),
            format!("What was signed holds more than could be seen. {warning}"),
        ),
        _ => (Status::Passed, None, sentence.to_owned()),
    };
    answers.add(AxisName::Coverage, status, sub, &sentence, details);
}

fn has_unexplained_certificate(signed: &SignedData<'_>, context: &Context<'_>) -> bool {
    let parsed: Result<Vec<_>, _> = signed
        .certificates
        .iter()
        .map(|raw| Certificate::parse(raw))
        .collect();
    parsed.map_or(true, |pool| path::has_unexplained(&pool, &context.others()))
}

/// What a certification signature permits, in words.
fn permissions(facts: &Facts<'_>) -> Vec<String> {
    let words = |level| match level {
        1 => "The signer permits no change at all.".to_owned(),
        2 => "The signer permits filling in and signing forms, and nothing else.".to_owned(),
        3 => "The signer permits filling in forms and adding notes, and nothing else.".to_owned(),
        other => format!("The signer names permissions that the standard does not know ({other})."),
    };
    facts.permissions.map(words).into_iter().collect()
}
