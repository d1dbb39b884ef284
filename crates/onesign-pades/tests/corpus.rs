//! Forged, unusual and malicious files: each gets a verdict, and no forgery passes.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::collections::BTreeMap;
use std::path::Path;

use onesign_pades::diff::ChangeKind;
use onesign_pades::report::{Sentence, SignatureEntry, SignatureReport, Value, validate};
use onesign_pades::trust::TrustPolicy;
use onesign_pades::validate::{Status, Verdict};
use onesign_pdf::object::Object;
use onesign_pdf::read::{Document, RevisionSpan};
use support::reports::leftovers;
use support::{NOW, corpus, unpem};

/// The most trusting policy: the corpus' own root.
fn trust(folder: &Path) -> TrustPolicy {
    let root = std::fs::read_to_string(folder.join("attacks/test-root.cert.pem")).unwrap();
    TrustPolicy::trusting(vec![unpem(&root)])
}

fn judged(folder: &Path, name: &str, trust: &TrustPolicy) -> SignatureReport {
    let file = std::fs::read(folder.join(name)).unwrap();
    let report = validate(&file, trust, NOW);
    assert!(!report.sentence.is_empty());
    assert_eq!(leftovers(&report), [""; 0], "{name}");
    assert!(
        report.verdict == Verdict::Passed || report.sub_indication.is_some(),
        "{name}: {report:#?}"
    );
    report
}

#[test]
fn report_text_without_a_code_is_noticed() {
    let mut report = validate(b"no PDF", &TrustPolicy::default(), NOW);
    assert_eq!(leftovers(&report), [""; 0]);
    let why = ("why", Value::Text("it is odd".into()));
    let odd = Sentence::new("odd", vec![why], "It is odd.".into());
    let outer = ("reason", Value::from(odd));
    report.sentence = Sentence::new("outer", vec![outer], "No: It is odd.".into());
    assert_eq!(leftovers(&report), ["odd: why: it is odd"]);
}

#[test]
fn a_signature_of_a_german_card_is_validated() {
    let Some(folder) = corpus() else { return };
    let name = "signed/dss-TeleSec_PKS_eIDAS_QES_CA_1-baseline-b.pdf";
    let report = judged(&folder, name, &TrustPolicy::default());
    let [entry] = &report.signatures[..] else {
        panic!("{report:#?}")
    };
    assert_eq!(entry.axes[0].status, Status::Passed);
    let algorithm = entry.algorithm.as_ref().unwrap().to_string();
    assert_eq!(algorithm, "SHA-256, ECDSA-plain with SHA-256");
    let mut file = std::fs::read(folder.join(name)).unwrap();
    file[1000] ^= 1;
    let report = validate(&file, &TrustPolicy::default(), NOW);
    assert_eq!(report.verdict, Verdict::Failed);
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

/// Intact, although the corpus lists them as broken: see docs/standards/verifier-ledger.md.
const EXPLAINED: [&str; 2] = [
    "signed/dss-Signature-P-DE_CRY-2-HASH_FAILURE.pdf",
    "signed/dss-Signature-P-IT_ADO-1-HASH_FAILURE-ECDSA.pdf",
];

/// Honest, but with a visible signature over a scanned page, whose blank parts look like any other part: unclear.
const OVER_A_SCAN: &str = "signed/dss-pades-ocsp-archiveCutOff-invalid.pdf";

/// The error of a report under any trust policy: the verifier must tell a forgery from the signed document by its bytes
/// alone, unless the signer is the forged part.
fn misjudged(name: &str, must_not_pass: &str, report: &SignatureReport) -> Option<&'static str> {
    let judged = |entry: &SignatureEntry, axis: usize| entry.axes[axis].status;
    let accepted =
        |entry: &SignatureEntry| [0, 1, 4].map(|axis| judged(entry, axis)) == [Status::Passed; 3];
    let all = !report.signatures.is_empty() && report.signatures.iter().all(accepted);
    match must_not_pass {
        "yes" if name.starts_with("attacks/trust-") || EXPLAINED.contains(&name) => None,
        "yes" if all => Some("a forgery is accepted"),
        "warn" if report.verdict == Verdict::Passed => Some("nothing is warned of"),
        // Other programs found no fault in the later changes, so every change must be a permitted one.
        "no" if name == OVER_A_SCAN => None,
        "no" => {
            let honest = report
                .signatures
                .iter()
                .all(|entry| judged(entry, 4) == Status::Passed);
            (!honest).then_some("an honest change is refused")
        }
        _ => None,
    }
}

/// The expected changes in the corpus' honest files.
#[test]
fn permitted_changes_are_listed() {
    let Some(folder) = corpus() else { return };
    let trust = trust(&folder);
    for (name, kinds) in [
        ("approval-dss", [ChangeKind::ValidationMaterial].as_slice()),
        ("approval-form-filled", &[ChangeKind::FieldValue]),
        ("certified-p2-form-filled", &[ChangeKind::FieldValue]),
        ("certified-p2-then-approval", &[ChangeKind::Signature]),
        ("certified-p3-note", &[ChangeKind::Annotation]),
        ("two-approvals", &[ChangeKind::Signature]),
        ("certified-p1", &[]),
    ] {
        let report = judged(&folder, &format!("attacks/benign-{name}.pdf"), &trust);
        assert_eq!(report.verdict, Verdict::Passed, "{name}: {report:#?}");
        let changes = &report.signatures[0].changes;
        let found: Vec<ChangeKind> = changes
            .iter()
            .filter(|change| change.kind != ChangeKind::Metadata)
            .map(|change| change.kind)
            .collect();
        assert_eq!(found, kinds, "{name}: {changes:#?}");
    }
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
            for entry in &report.signatures {
                let cover = &entry.axes[1];
                println!("COVERAGE\t{name}\t{:?}\t{}", cover.status, cover.sentence);
                let axis = &entry.axes[4];
                println!(
                    "AXIS\t{name}\t{}\t{:?}\t{}",
                    entry.field, axis.status, axis.sentence
                );
                for change in &entry.changes {
                    println!(
                        "CHANGE\t{name}\t{}\t{}\t{:?}\t{:?}\t{}\t{}",
                        entry.field,
                        change.revision,
                        change.kind,
                        change.ruling,
                        change.rule,
                        change.sentence
                    );
                }
            }
        }
        if must_not_pass == "yes" && report.verdict == Verdict::Passed {
            wrong.push(name.clone());
        }
        // A signature that others found intact must be intact here too, if the file is readable.
        if must_not_pass == "no" {
            let broken = |entry: &SignatureEntry| entry.axes[0].status == Status::Failed;
            assert!(!report.signatures.iter().any(broken), "{name}: {report:#?}");
        }
        if let Some(why) = misjudged(&name, &must_not_pass, &report) {
            wrong.push(format!("{name}: {why}"));
        }
        assert!(took.as_secs() < 20, "{name}: {took:?}");
        let kind = name.split('/').next().unwrap().to_owned();
        *counts
            .entry(format!("{kind}, must_not_pass={must_not_pass}: {verdict}"))
            .or_default() += 1;
    }
    println!("{counts:#?}");
    assert!(wrong.is_empty(), "passed: {wrong:#?}");
}

/// Honest, unchanged files must pass, otherwise the other tests prove nothing.
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

/// Word's cross-reference stream describes the document before any signature. A revision that refers to it again would
/// remove the signature for readers that follow it twice.
#[test]
fn an_older_stream_does_not_remove_a_signature() {
    let Some(folder) = corpus() else { return };
    for name in ["dss-DSS-2155", "dss-belgian_pki_multiple_ocsps"] {
        let file = std::fs::read(folder.join(format!("signed/{name}.pdf"))).unwrap();
        let document = Document::parse(&file).unwrap();
        let streams =
            |span: &RevisionSpan| span.trailer().get("XRefStm").and_then(Object::as_integer);
        let stream = document.revisions().iter().find_map(streams).unwrap();
        let at = file
            .windows(9)
            .rposition(|bytes| bytes == b"startxref")
            .unwrap();
        let pointer = String::from_utf8_lossy(&file[at + 9..]);
        let previous = pointer.split_whitespace().next().unwrap();
        let (size, root) = (document.next_number(), document.root().unwrap().number);
        let later = |more: &str| {
            let trailer = format!("<</Size {size}/Root {root} 0 R/Prev {previous}{more}>>");
            let section = format!(
                "xref\n0 0\ntrailer\n{trailer}\nstartxref\n{}\n%%EOF\n",
                file.len() + 1
            );
            [file.as_slice(), b"\n", section.as_bytes()].concat()
        };
        let judged = |file: &[u8]| validate(file, &trust(&folder), NOW);
        assert!(!judged(&later("")).signatures.is_empty(), "{name}");
        let taken_back = judged(&later(&format!("/XRefStm {stream}")));
        assert!(taken_back.signatures.is_empty(), "{name}: {taken_back:#?}");
        assert_ne!(taken_back.verdict, Verdict::Passed);
        assert!(
            taken_back.sentence.contains("section is used twice"),
            "{}",
            taken_back.sentence
        );
    }
}
