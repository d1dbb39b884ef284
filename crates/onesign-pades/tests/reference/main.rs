//! The facts that others (DSS, pyHanko) found in signed files, beside ours.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::path::Path;

use onesign_pades::verify::{
    Axis, AxisName, Material, Policy, SignatureEntry, SignatureReport, Status, Sunset, material,
    validate,
};
use support::corpus;

/// 2026-11-22
const NOW: i64 = 1_795_305_600;

struct Row {
    path: String,
    expected: String,
    pyhanko: String,
}

fn rows(folder: &Path) -> Vec<Row> {
    let text = std::fs::read_to_string(folder.join("manifest.tsv")).unwrap();
    let mut lines = text.lines();
    let heads: Vec<&str> = lines.next().unwrap().split('\t').collect();
    let column = |name: &str| heads.iter().position(|head| *head == name).unwrap();
    let (path, expected, pyhanko) = (column("path"), column("expected"), column("ref_pyhanko"));
    lines
        .map(|line| line.split('\t').collect::<Vec<_>>())
        .filter(|row| row[path].starts_with("signed/"))
        .map(|row| Row {
            path: row[path].to_owned(),
            expected: row[expected].to_owned(),
            pyhanko: row[pyhanko].to_owned(),
        })
        .collect()
}

/// Where we differ on purpose.
const ON_PURPOSE: [(&str, &str); 7] = [
    // The attributes were signed in an order that DER forbids. They are what was signed all the same.
    ("signed/dss-Signature-P-DE_CRY-2-HASH_FAILURE.pdf", "intact"),
    // DSS alone does not find the authority's certificate, which lies in the token; pyHanko does.
    (
        "signed/dss-TestToSignPDFSHA256_TST_SIG_NOT_FOUND.pdf",
        "time",
    ),
    // The OCSP responder was certified by another authority than the one it speaks for (RFC 6960,
    // 4.2.2.2), so that nothing proves the signer good.
    ("signed/dss-pades-tst-with-null-type.pdf", "level"),
    ("signed/dss-pades-tst-with-sig-type.pdf", "level"),
    // Its document timestamp is a copy that stamps other data: DSS counts its form for the level, and
    // finds it wrong.
    ("signed/dss-pades-lta-copied-doctst.pdf", "level"),
    // Two fields share a signature: it is judged once.
    (
        "signed/dss-signature-referenced-from-multiple-fields.pdf",
        "intact",
    ),
    // The hole in the signed bytes is larger than the signature value.
    ("signed/pdfjs-signed_verified.pdf", "intact"),
];

/// Judged as on the day after the newest time that the file states, by somebody who trusts whoever
/// stands at the top of its chains and every algorithm: what is left to find out is what the file itself
/// proves. Also whether all chains are whole.
fn judged(file: &[u8]) -> (SignatureReport, bool) {
    let gathered = material(file, &Policy::default(), &Material::default(), NOW);
    let ends = gathered.used.into_iter().flat_map(|used| used.open_ends);
    let ends: Vec<Vec<u8>> = ends.collect();
    let is_whole = ends.iter().all(|end| is_self_issued(end));
    let policy = Policy {
        sunset: Sunset {
            sha1: i64::MAX,
            sha224: i64::MAX,
            rsa_1024: i64::MAX,
            rsa_1900: i64::MAX,
        },
        ..Policy::trusting(ends)
    };
    let report = validate(file, &policy, NOW);
    let times = report.signatures.iter().flat_map(stated);
    let now = times.max().map_or(NOW, |newest| newest + 86_400);
    (validate(file, &policy, now.min(NOW)), is_whole)
}

/// Whether subject and issuer of a certificate are the same bytes.
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

/// `/M` and what timestamps say, to the day, as seconds.
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

fn is_intact(entry: &SignatureEntry) -> bool {
    let mut axes = entry.axes.iter();
    let axis = axes.find(|axis| axis.axis == AxisName::Integrity).unwrap();
    // Intact, though perhaps without naming its certificate.
    axis.status == Status::Passed
        || (axis.status == Status::Indeterminate && axis.sentence.contains("which certificate"))
}

/// Each fact as (what, theirs, ours); nothing where either side could not read the file.
fn facts(row: &Row, report: &SignatureReport, is_whole: bool) -> Vec<(String, String, String)> {
    let mut facts = Vec::new();
    let axes = report.signatures.iter().flat_map(|entry| &entry.axes);
    // What can't be checked here is named and not guessed.
    let named = |axis: &Axis| axis.sentence.contains("can't be checked here");
    if report.signatures.is_empty() || axes.clone().any(named) {
        return facts;
    }
    let theirs: Vec<&str> = row.pyhanko.split("; ").collect();
    let judged = |entry: &&str| entry.contains("intact=");
    if theirs.iter().all(judged) && theirs.len() == report.signatures.len() {
        let right = |entry: &&&str| entry.contains("intact=True valid=True");
        facts.push((
            "intact".to_owned(),
            theirs.iter().filter(right).count().to_string(),
            report
                .signatures
                .iter()
                .filter(|entry| is_intact(entry))
                .count()
                .to_string(),
        ));
    }
    let signatures = || {
        report
            .signatures
            .iter()
            .filter(|one| one.kind == "signature")
    };
    let levels: Vec<&str> = signatures().filter_map(|entry| entry.level).collect();
    let words: Vec<&str> = row.expected.split([' ', ';']).collect();
    let wanted: Vec<String> = words
        .iter()
        .filter_map(|word| word.strip_prefix("level=PAdES_BASELINE_"))
        .map(|level| format!("B-{level}"))
        .collect();
    // Tests that extend a file name the level before and the one after.
    // Below a certificate whose issuer is missing, whatever is missing too is not missed.
    if !wanted.is_empty() && is_whole {
        let ours = levels
            .iter()
            .find(|level| wanted.iter().any(|one| one == *level));
        facts.push((
            "level".to_owned(),
            wanted.join(" or "),
            ours.map_or_else(|| levels.join(","), |_| wanted.join(" or ")),
        ));
    }
    for (word, expected) in [("t_level=true", true), ("t_level=false", false)] {
        if words.contains(&word) {
            let ours = signatures().any(|entry| entry.proven_at.is_some());
            facts.push(("time".to_owned(), expected.to_string(), ours.to_string()));
        }
    }
    facts
}

#[test]
fn others_and_we_find_the_same_facts() {
    let Some(folder) = corpus() else { return };
    let (mut same, mut on_purpose) = (0, Vec::new());
    let mut differing = Vec::new();
    for row in rows(&folder) {
        let file = std::fs::read(folder.join(&row.path)).unwrap();
        let (report, is_whole) = judged(&file);
        for (what, theirs, ours) in facts(&row, &report, is_whole) {
            if theirs == ours {
                same += 1;
            } else if let Some(known) = known(&row.path, &what) {
                on_purpose.push(known);
            } else {
                differing.push(format!(
                    "{} {what}: theirs {theirs}, ours {ours}: {report:#?}",
                    row.path
                ));
            }
        }
    }
    println!(
        "{same} facts are the same, {} differ on purpose, {} else",
        on_purpose.len(),
        differing.len()
    );
    assert!(
        same > 90 && differing.is_empty(),
        "{}",
        differing.join("\n")
    );
    let mut stale = ON_PURPOSE
        .iter()
        .filter(|known| !on_purpose.contains(known));
    assert_eq!(stale.next(), None);
}

fn known(path: &str, what: &str) -> Option<&'static (&'static str, &'static str)> {
    ON_PURPOSE.iter().find(|known| **known == (path, what))
}
