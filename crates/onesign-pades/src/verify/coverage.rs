//! Answers whether all bytes are signed, and with it what may have come later.

use super::answers::Answers;
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
            let sub = Some(SubIndication::SigConstraintsFailure);
            let sentence = format!(
                "The signature covers an older state of the document; it was changed {later} time(s) afterwards."
            );
            answers.add(coverage, Status::Indeterminate, sub, &sentence, Vec::new());
            let sentence = "What was changed after this signature has not been examined.";
            answers.add(
                modification,
                Status::NotChecked,
                sub,
                sentence,
                permissions(facts),
            );
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
    let spare = match signed {
        Some(signed) if signed.trailing.iter().any(|&byte| byte != 0) => {
            Some("Beside the signature value there are bytes that nobody signed.")
        }
        // Without a chain to someone trusted there is a better reason than this one.
        Some(signed)
            if answers.has_passed(AxisName::Identity)
                && has_unexplained_certificate(signed, context) =>
        {
            Some("Beside the signature there is a certificate that nobody known here issued.")
        }
        _ => None,
    };
    let (status, sub, sentence) = match spare {
        Some(spare) => (
            Status::Indeterminate,
            Some(SubIndication::FormatFailure),
            spare,
        ),
        None => (
            Status::Passed,
            None,
            "The signature covers every byte of the file.",
        ),
    };
    answers.add(AxisName::Coverage, status, sub, sentence, details);
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
