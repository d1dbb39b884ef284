//! This verifier's findings about a file, for the same questions.

use super::claimed::Question;
use onesign_pades::report::{SignatureEntry, SignatureReport};
use onesign_pades::validate::{AxisName, Status, Verdict};

/// Our answer to a question; `None` if the file is not sufficient for one.
pub fn answer(
    question: Question,
    report: &SignatureReport,
    is_whole: bool,
    theirs: &[String],
) -> Option<String> {
    let what = match question {
        Question::Of(at, what) => {
            let mut entries: Vec<_> = report.signatures.iter().collect();
            entries.sort_by_key(|entry| entry.byte_range.map_or(u64::MAX, |range| range[1]));
            let one = entries.get(at).map(|entry| of_one(what, entry));
            return Some(one.unwrap_or_else(|| "unread".to_owned()));
        }
        Question::File(what) => what,
    };
    let signatures = || {
        report
            .signatures
            .iter()
            .filter(|one| one.kind == "signature")
    };
    let timestamps = || {
        report
            .signatures
            .iter()
            .filter(|one| one.kind == "timestamp")
    };
    let is_read = !report.signatures.is_empty();
    let answer = match what {
        "passes" => report.verdict == Verdict::Passed,
        "intact" => is_read && report.signatures.iter().all(is_intact),
        "first_intact" => signatures().next().is_some_and(is_intact),
        "time" => signatures().any(|one| one.proven_at.is_some()),
        "archived" => is_read && timestamps().count() > 0 && timestamps().all(is_intact),
        "timestamps_intact" => timestamps().all(is_intact),
        "changed" => !is_read || report.signatures.iter().any(is_changed),
        "signatures" => return Some(signatures().count().to_string()),
        // If a certificate's issuer is missing, further missing parts do not count.
        "level" if !is_whole => return None,
        "level" => {
            let ours: Vec<&str> = signatures().filter_map(|one| one.level).collect();
            let same = theirs.iter().find(|level| ours.contains(&level.as_str()));
            return Some(same.cloned().unwrap_or_else(|| ours.join(",")));
        }
        _ => unreachable!("{what}"),
    };
    Some(answer.to_string())
}

fn of_one(what: &str, entry: &SignatureEntry) -> String {
    let answer = match what {
        "intact" => is_intact(entry),
        "covers_all" => entry.covers_whole_file,
        "changed" => is_changed(entry),
        _ => unreachable!("{what}"),
    };
    answer.to_string()
}

fn axis(entry: &SignatureEntry, name: AxisName) -> (Status, String) {
    let mut axes = entry.axes.iter();
    let axis = axes.find(|axis| axis.axis == name).unwrap();
    (axis.status, axis.sentence.to_string())
}

/// Intact, even if it does not name its certificate.
fn is_intact(entry: &SignatureEntry) -> bool {
    let (status, sentence) = axis(entry, AxisName::Integrity);
    status == Status::Passed
        || (status == Status::Indeterminate && sentence.contains("which certificate"))
}

/// Whether there is a later change that is not known to be permitted.
fn is_changed(entry: &SignatureEntry) -> bool {
    let (status, sentence) = axis(entry, AxisName::Modification);
    // An invalid signature proves nothing about later changes; the report still says that it found none.
    status != Status::Passed && !sentence.contains("nothing to compare")
}
