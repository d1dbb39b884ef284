//! Forged, odd and dangerous files: every one gets a verdict, and no forgery passes.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::collections::BTreeMap;
use std::path::Path;

use onesign_pades::verify::{Policy, SignatureEntry, SignatureReport, Status, Verdict, validate};
use support::{NOW, corpus, unpem};

/// The most trusting verifier: the corpus' own root.
fn trust(folder: &Path) -> Policy {
    let root = std::fs::read_to_string(folder.join("attacks/test-root.cert.pem")).unwrap();
    Policy::trusting(vec![unpem(&root)])
}

fn judged(folder: &Path, name: &str, trust: &Policy) -> SignatureReport {
    let file = std::fs::read(folder.join(name)).unwrap();
    let report = validate(&file, trust, NOW);
    assert!(!report.sentence.is_empty());
    assert!(
        report.verdict == Verdict::Passed || report.sub_indication.is_some(),
        "{name}: {report:#?}"
    );
    report
}

/// Rows of the manifest as (path, must_not_pass).
fn manifest(folder: &Path) -> Vec<(String, String)> {
    let text = std::fs::read_to_string(folder.join("manifest.tsv")).unwrap();
    let mut lines = text.lines();
    let heads: BTreeMap<&str, usize> = lines
        .next()
        .unwrap()
        .split('\t')
        .enumerate()
        .map(|(at, head)| (head, at))
        .collect();
    let cells = lines.map(|line| line.split('\t').collect::<Vec<_>>());
    cells
        .map(|row| {
            (
                row[heads["path"]].to_owned(),
                row[heads["must_not_pass"]].to_owned(),
            )
        })
        .collect()
}

#[test]
fn no_forgery_passes_and_every_file_gets_a_verdict() {
    let Some(folder) = corpus() else { return };
    let trust = trust(&folder);
    let mut wrong = Vec::new();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let show = std::env::var_os("ONESIGN_SHOW").is_some();
    for (name, must_not_pass) in manifest(&folder) {
        if !name.ends_with(".pdf") {
            continue;
        }
        let start = std::time::Instant::now();
        let report = judged(&folder, &name, &trust);
        let took = start.elapsed();
        let verdict = format!("{:?}", report.verdict);
        if show {
            println!(
                "{name}\t{must_not_pass}\t{verdict}\t{:?}\t{}\t{took:?}",
                report.sub_indication, report.sentence
            );
        }
        if show {
            let each = report
                .signatures
                .iter()
                .map(|entry| format!("{}:{:?}", entry.kind, entry.axes[0].status));
            println!("INTEGRITY\t{name}\t{}", each.collect::<Vec<_>>().join("; "));
        }
        if must_not_pass == "yes" && report.verdict == Verdict::Passed {
            wrong.push(name.clone());
        }
        // What others found intact is intact here too, where it can be read at all.
        if must_not_pass == "no" {
            let broken = |entry: &SignatureEntry| entry.axes[0].status == Status::Failed;
            assert!(!report.signatures.iter().any(broken), "{name}: {report:#?}");
        }
        let kind = name.split('/').next().unwrap().to_owned();
        *counts
            .entry(format!("{kind}, must_not_pass={must_not_pass}: {verdict}"))
            .or_default() += 1;
    }
    println!("{counts:#?}");
    assert!(wrong.is_empty(), "passed: {wrong:#?}");
}

/// What is honest and not changed must pass, or the rest proves nothing.
#[test]
fn honest_files_pass() {
    let Some(folder) = corpus() else { return };
    let trust = trust(&folder);
    for name in [
        "benign-approval",
        "benign-certified-p1",
        "benign-certified-p2",
        "benign-certified-p3",
        "benign-raw",
    ] {
        let report = judged(&folder, &format!("attacks/{name}.pdf"), &trust);
        assert_eq!(report.verdict, Verdict::Passed, "{name}: {report:#?}");
    }
}
