//! Texts of reports, for tests.

use onesign_pades::report::{Axis, Sentence, SignatureReport, Value};
use onesign_pades::validate::{AxisName, Status, SubIndication};

/// The answer about the signer's identity: sentence and details in one string.
pub fn identity(axes: &[Axis]) -> (Status, Option<SubIndication>, String) {
    let mut axes = axes.iter();
    let axis = axes.find(|axis| axis.axis == AxisName::Identity).unwrap();
    let said = std::iter::once(&axis.sentence).chain(&axis.details);
    let words: Vec<&str> = said.map(|sentence| &**sentence).collect();
    (axis.status, axis.sub_indication, words.join(" "))
}

/// Values that quote files and certificates, or are keywords of a format.
const QUOTED: [&str; 21] = [
    "after",
    "authority",
    "before",
    "issuer",
    "key",
    "keys",
    "keyword",
    "kind",
    "message",
    "name",
    "names",
    "provider",
    "rule",
    "service",
    "shown",
    "signer",
    "signers",
    "status",
    "text",
    "value",
    "when",
];

/// Untranslatable English words in a report: values that are neither quotations nor phrases, nor numbers, times and
/// names of algorithms.
pub fn leftovers(report: &SignatureReport) -> Vec<String> {
    let axes = report.signatures.iter().flat_map(|entry| &entry.axes);
    let axes = axes.chain(&report.axes);
    let answers = axes.flat_map(|axis| std::iter::once(&axis.sentence).chain(&axis.details));
    let entries = report.signatures.iter();
    let told = entries.flat_map(|entry| {
        let changes = entry.changes.iter().map(|change| &change.sentence);
        let algorithm = entry.algorithm.iter();
        changes.chain(algorithm).chain([&entry.sentence])
    });
    let all = answers.chain(told).chain([&report.sentence]);
    all.flat_map(english).collect()
}

fn english(sentence: &Sentence) -> Vec<String> {
    let is_neutral = |text: &str| {
        let mut words = text.split_whitespace();
        words.all(|word| word.contains(|sign: char| sign.is_ascii_digit() || sign.is_uppercase()))
    };
    let values = sentence.values().iter();
    values
        .flat_map(|(name, value)| match value {
            Value::Phrase(phrase) => english(phrase),
            Value::Text(text) if QUOTED.contains(name) || is_neutral(text) => Vec::new(),
            Value::Text(text) => vec![format!("{}: {name}: {text}", sentence.code())],
        })
        .collect()
}
