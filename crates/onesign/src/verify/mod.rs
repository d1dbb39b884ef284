//! Verification: the same code for the command line and the page, without an account and without this server's
//! word for anything.
//!
//! Files that are checked are hostile by trade, so [`judge`] runs in the jailed worker; [`check`] is how the others
//! have it run.

mod asking;
pub(crate) mod check;
mod comparison;
mod enclosed;
mod fetch;
mod policy_file;
mod remade;
pub(crate) mod report;
mod said;
mod trail;
mod wrong;

pub(crate) use asking::Asking;
pub(crate) use check::{check, check_online, judge};
pub(crate) use policy_file::{KeptPolicy, read as read_policy, regular_file};

use crate::seal::composer::Composer;
use enclosed::Inside;
use onesign_pades::verify::{
    SignatureEntry, Status, SubIndication, Verdict, sealed_parts, validate_with,
};
use report::{AxisView, FileView, Report, SignatureView};

/// Checks a file, all but how its pages look.
fn report(file: &[u8], asking: &Asking, composer: &Composer) -> (Report, Vec<SignatureEntry>) {
    let signatures = validate_with(file, asking.policy(), &asking.material(), asking.now_unix);
    let mut report = Report {
        file: FileView::of(file, None),
        verdict: verdict_name(signatures.verdict).into(),
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
        let enclosed = add_trail(&mut report, file, signatures.verdict, composer);
        report.enclosed = enclosed.map(|inside| inside.report(asking));
        report.axes.push(AxisView::new(
            "log",
            Status::NotChecked,
            &said::log_not_checked(),
        ));
    }
    (report, signatures.signatures)
}

/// Adds the trail's axis; no verdict is better than the trail. Gives the file that the trail says is attached.
fn add_trail(
    report: &mut Report,
    file: &[u8],
    verdict: Verdict,
    composer: &Composer,
) -> Option<Inside> {
    let Some(parts) = sealed_parts(file) else {
        let status = Status::NotChecked;
        let axis = AxisView::new("trail", status, &said::no_trail_seal());
        report.axes.push(axis);
        return None;
    };
    match trail::check(file, &parts, composer) {
        Ok(None) => report.axes.push(AxisView::new(
            "trail",
            Status::NotChecked,
            &said::no_trail(),
        )),
        Ok(Some(checked)) => {
            if let Some(open) = checked.open.filter(|_| verdict == Verdict::Passed) {
                report.verdict = verdict_name(Verdict::Indeterminate).into();
                report.sub_indication = Some(code_of(SubIndication::SigConstraintsFailure));
                report.say(&open);
            }
            let mut axis = checked.axis;
            let mut signatures = report.signatures.iter();
            let seal = signatures.find(|signature| signature.field == parts.field);
            if let Some(signer) = seal.and_then(|seal| seal.signer.as_ref()) {
                axis.detail(&said::trail_recorded_by(signer));
            }
            report.axes.push(axis);
            report.trail = Some(checked.trail);
            return checked.inside;
        }
        Err(error) => {
            let why = error.why();
            let sentence = said::trail_wrong(&why);
            report
                .axes
                .push(AxisView::new("trail", Status::Failed, &sentence));
            if verdict != Verdict::Failed {
                report.verdict = verdict_name(Verdict::Failed).into();
                report.sub_indication = Some(code_of(SubIndication::SigConstraintsFailure));
                report.say(&said::trail_foreign(&why));
            }
        }
    }
    None
}

fn verdict_name(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Passed => "passed",
        Verdict::Indeterminate => "indeterminate",
        Verdict::Failed => "failed",
    }
}

/// The standard's spelling of a sub-indication.
fn code_of(code: SubIndication) -> String {
    serde_json::to_value(code)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_default()
}
