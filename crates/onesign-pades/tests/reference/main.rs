//! Compares the facts that other programs (DSS, pyHanko) found in signed files with ours.
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "../support/mod.rs"]
mod support;

mod claimed;
mod found;

use std::path::Path;

use claimed::Question;
use onesign_pades::report::{SignatureEntry, SignatureReport, validate};
use onesign_pades::revocation::ValidationData;
use onesign_pades::trust::TrustPolicy;
use onesign_pades::validate::validation_data;
use onesign_pades::x509::AlgorithmExpiry;
use support::corpus;

/// 2026-11-22
const NOW: i64 = 1_795_305_600;

struct Row {
    path: String,
    must_not_pass: String,
    expected: String,
    pyhanko: String,
}

fn rows(folder: &Path) -> Vec<Row> {
    let text = std::fs::read_to_string(folder.join("manifest.tsv")).unwrap();
    let mut lines = text.lines();
    let heads: Vec<&str> = lines.next().unwrap().split('\t').collect();
    let column = |name: &str| heads.iter().position(|head| *head == name).unwrap();
    let (path, expected, pyhanko) = (column("path"), column("expected"), column("ref_pyhanko"));
    let must_not_pass = column("must_not_pass");
    lines
        .map(|line| line.split('\t').collect::<Vec<_>>())
        .filter(|row| row[path].starts_with("signed/"))
        .map(|row| Row {
            path: row[path].to_owned(),
            must_not_pass: row[must_not_pass].to_owned(),
            expected: row[expected].to_owned(),
            pyhanko: row[pyhanko].to_owned(),
        })
        .collect()
}

/// Intentional differences, each with its reason in docs/standards/verifier-ledger.md.
const ON_PURPOSE: [(&str, &[&str]); 16] = [
    ("dss-pades-ocsp-archiveCutOff-invalid", &["changed"]),
    ("pyhanko-minimal-two-fields-signed-twice", &["changed"]),
    ("dss-Signature-P-DE_CRY-2-HASH_FAILURE", &["intact"]),
    ("dss-TestToSignPDFSHA256_TST_SIG_NOT_FOUND", &["time"]),
    ("dss-pades-tst-with-null-type", &["level"]),
    ("dss-pades-tst-with-sig-type", &["level"]),
    ("dss-pades-lta-copied-doctst", &["level"]),
    (
        "dss-signature-referenced-from-multiple-fields",
        &["signatures", "intact", "covers_all", "changed"],
    ),
    ("pdfjs-signed_verified", &["intact"]),
    ("dss-TeleSec_PKS_eIDAS_QES_CA_1-baseline-b", &["intact"]),
    ("pyhanko-ed448-shake256-nolen", &["intact"]),
    ("pyhanko-ed448-disallowed-hash", &["intact"]),
    ("dss-BadEncodedCMS", &["signatures"]),
    ("dss-pdf-double-signer-info", &["first_intact"]),
    ("dss-Signature-P-HU_NET-2", &["time"]),
    (
        "dss-pades-5-signatures-and-1-document-timestamp",
        &["time", "archived", "changed"],
    ),
];

/// No algorithm expires.
const NO_SUNSET: AlgorithmExpiry = AlgorithmExpiry {
    sha1: i64::MAX,
    sha224: i64::MAX,
    rsa_1024: i64::MAX,
    rsa_1900: i64::MAX,
};

/// Validates a file at the day after its newest stated time, trusting the top of each of its chains and this algorithm
/// expiry, so that only the file's own proof matters. Also returns whether all chains are complete.
fn judged(file: &[u8], algorithm_expiry: AlgorithmExpiry) -> (SignatureReport, bool) {
    let gathered = validation_data(
        file,
        &TrustPolicy::default(),
        &ValidationData::default(),
        NOW,
    );
    let ends = gathered.used.into_iter().flat_map(|used| used.open_ends);
    let ends: Vec<Vec<u8>> = ends.collect();
    let is_whole = ends.iter().all(|end| is_self_issued(end));
    let policy = TrustPolicy {
        algorithm_expiry,
        ..TrustPolicy::trusting(ends)
    };
    let report = validate(file, &policy, NOW);
    let times = report.signatures.iter().flat_map(stated);
    let now = times.max().map_or(NOW, |newest| newest + 86_400);
    (validate(file, &policy, now.min(NOW)), is_whole)
}

/// Whether subject and issuer of a certificate are identical.
fn is_self_issued(certificate: &[u8]) -> bool {
    let mut body = parts(parts(certificate)[0]);
    body.retain(|part| part[0] != 0xa0);
    body.len() > 4 && body[2] == body[4]
}

/// The elements inside a DER element.
fn parts(element: &[u8]) -> Vec<&[u8]> {
    let header = |bytes: &[u8]| -> (usize, usize) {
        match usize::from(bytes[1]) {
            short @ 0..=0x7f => (2, short),
            long => {
                let digits = &bytes[2..2 + (long & 0x7f)];
                let length = digits
                    .iter()
                    .fold(0, |sum, digit| sum << 8 | usize::from(*digit));
                (2 + digits.len(), length)
            }
        }
    };
    let (start, length) = header(element);
    let mut rest = &element[start..start + length];
    let mut parts = Vec::new();
    while !rest.is_empty() {
        let (start, length) = header(rest);
        let (part, after) = rest.split_at(start + length);
        parts.push(part);
        rest = after;
    }
    parts
}

/// `/M` and the times of timestamps, to the day, as seconds.
fn stated(entry: &SignatureEntry) -> Vec<i64> {
    let claimed = entry
        .claimed_at
        .as_deref()
        .and_then(|text| text.strip_prefix("D:"));
    let claimed = claimed.and_then(|text| day(text.get(0..4)?, text.get(4..6)?, text.get(6..8)?));
    let axes = entry.axes.iter();
    let stamped = axes.filter_map(|axis| {
        let (_, date) = axis.sentence.split_once("existed on ")?;
        day(date.get(0..4)?, date.get(5..7)?, date.get(8..10)?)
    });
    stamped.chain(claimed).collect()
}

fn day(year: &str, month: &str, day: &str) -> Option<i64> {
    let number = |text: &str| text.parse::<i64>().ok();
    let (year, month, day) = (number(year)?, number(month)?, number(day)?);
    let before = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
    let month = before.get(usize::try_from(month - 1).ok()?)?;
    let days = (year - 1970) * 365 + (year - 1969) / 4 + month + day;
    Some(days * 86_400)
}

/// Whether a difference is intentional.
fn known(path: &str, question: Question) -> Option<(&'static str, &'static str)> {
    let (Question::File(what) | Question::Of(_, what)) = question;
    let mut all = on_purpose();
    all.find(|(name, one)| path == format!("signed/{name}.pdf") && *one == what)
}

fn on_purpose() -> impl Iterator<Item = (&'static str, &'static str)> {
    let pairs = |(name, questions): &(&'static str, &'static [&'static str])| {
        let name = *name;
        questions.iter().map(move |question| (name, *question))
    };
    ON_PURPOSE.iter().flat_map(pairs)
}

/// Compares their answer and ours to the same question, for every file with claims.
#[test]
fn other_programs_find_the_same_facts() {
    let Some(folder) = corpus() else { return };
    let (mut same, mut explained) = (0_usize, Vec::new());
    let mut differing = Vec::new();
    for row in rows(&folder) {
        let file = std::fs::read(folder.join(&row.path)).unwrap();
        let (report, is_whole) = judged(&file, NO_SUNSET);
        for (question, theirs) in claimed::facts(&row) {
            // Whether a file passes depends on today's algorithm expiry.
            let strict = || judged(&file, AlgorithmExpiry::default()).0;
            let report = if question == Question::File("passes") {
                &strict()
            } else {
                &report
            };
            let Some(ours) = found::answer(question, report, is_whole, &theirs) else {
                continue;
            };
            if theirs.contains(&ours) {
                same += 1;
            } else if let Some(known) = known(&row.path, question) {
                explained.push(known);
            } else {
                let path = &row.path;
                differing.push(format!(
                    "{path} {question:?}: theirs {theirs:?}, ours {ours}"
                ));
            }
        }
    }
    println!(
        "{same} facts are the same, {} differ on purpose",
        explained.len()
    );
    assert!(differing.is_empty(), "{}", differing.join("\n"));
    assert!(same >= 480, "{same}");
    let stale: Vec<_> = on_purpose()
        .filter(|known| !explained.contains(known))
        .collect();
    assert_eq!(stale, []);
}
