//! Verification: the command line and the web page share it. It needs no account and does not rely on this server's
//! word.
//!
//! Checked files may be hostile, so callers run [`judge`] in a jailed process.

mod asking;
mod enclosed;
#[cfg(test)]
mod formats;
mod judgement;
mod remade;
mod sessions;
mod trail;
mod wrong;

pub use asking::Asking;
pub use judgement::{Beginning, Judgement, Question, judge, judgement};

use crate::composer::Composer;
use crate::report::{AxisKind, AxisView, Report, SignatureView};
use crate::said;
use onesign_pades::document::Opened;
use onesign_pades::report::{SignatureEntry, SignatureReport};
use onesign_pades::validate::{Status, SubIndication};

/// Checks a file, except for the appearance of its pages.
fn report(
    file: &Opened<'_>,
    question: &Question,
    composer: &Composer,
) -> (Report, Vec<SignatureEntry>) {
    let asking = &question.asking;
    let signatures = file.validate(asking.policy(), &asking.material(), asking.now_unix);
    let mut report = Report {
        file: question.file.clone(),
        verdict: signatures.verdict,
        sub_indication: signatures.sub_indication.map(code_of),
        sentence: signatures.sentence.to_string(),
        said: (&signatures.sentence).into(),
        level: signatures.level.map(str::to_owned),
        axes: signatures.axes.iter().map(AxisView::from).collect(),
        signatures: signatures
            .signatures
            .iter()
            .map(SignatureView::from)
            .collect(),
        comparison: None,
        fetched: None,
        trail: None,
        enclosed: None,
    };
    if !report.axes.is_empty() {
        add_trail(&mut report, file, &signatures, (asking, composer));
        report.axes.push(AxisView::new(
            AxisKind::Log,
            Status::NotChecked,
            &said::log_not_checked(),
        ));
    }
    (report, signatures.signatures)
}

/// Adds the trail's axis and its facts. The overall verdict is never better than the trail's.
fn add_trail(
    report: &mut Report,
    file: &Opened<'_>,
    signatures: &SignatureReport,
    (asking, composer): (&Asking, &Composer),
) {
    let judged = trail::judge(file, signatures, composer);
    if let Some((worse, why)) = &judged.worse {
        report.verdict = *worse;
        report.sub_indication = Some(code_of(SubIndication::SigConstraintsFailure));
        report.say(why);
    }
    report.axes.push(judged.axis);
    report.trail = judged.trail;
    report.enclosed = judged.inside.map(|inside| inside.report(asking, composer));
}

/// The standard's spelling of a sub-indication.
fn code_of(code: SubIndication) -> String {
    serde_json::to_value(code)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_default()
}
