//! Forgeries, honest files of other programs and misleading ones: `onesign-verify` judges each as the corpus expects.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A row of `forged.tsv`.
struct Row {
    file: String,
    trust: PathBuf,
    class: String,
    expected: String,
}

fn rows(folder: &Path) -> Vec<Row> {
    let text = std::fs::read_to_string(folder.join("forged.tsv")).unwrap();
    let mut lines = text.lines();
    let heads: Vec<&str> = lines.next().unwrap().split('\t').collect();
    assert_eq!(heads[..4], ["file", "trust", "class", "expected"]);
    let cells = lines.map(|line| line.split('\t').map(str::to_owned).collect::<Vec<_>>());
    cells
        .map(|row| Row {
            file: row[0].clone(),
            trust: folder.join(&row[1]),
            class: row[2].clone(),
            expected: row[3].clone(),
        })
        .collect()
}

/// The report about a file and the exit code.
fn judged(file: &Path, trust: Option<&Path>) -> (Value, Option<i32>) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onesign-verify"));
    command.arg("--json").arg(file);
    if let Some(trust) = trust {
        command.arg("--trust").arg(trust);
    }
    let output = command.output().unwrap();
    let report = serde_json::from_slice(&output.stdout).unwrap();
    (report, output.status.code())
}

fn axis<'r>(report: &'r Value, name: &str) -> &'r Value {
    let mut axes = report["axes"].as_array().unwrap().iter();
    axes.find(|axis| axis["axis"] == name).unwrap()
}

/// The sentences about the changes after each signature.
fn changes(report: &Value) -> impl Iterator<Item = &str> {
    let signatures = report["signatures"].as_array().into_iter().flatten();
    let changes = signatures.flat_map(|one| one["changes"].as_array().into_iter().flatten());
    changes.map(|change| change["sentence"].as_str().unwrap())
}

/// A quotation ends once: where the sentence closes it, and not where the quoted name does.
fn ends_once(sentence: &str) -> bool {
    let closing = sentence.chars().filter(|&c| c == '”').count();
    closing <= 1 && !sentence.chars().any(char::is_control)
}

/// Whether a report is as expected.
fn is_as_expected(expected: &str, report: &Value, exit: Option<i32>) -> bool {
    let (code, trail) = (&report["said"]["code"], || {
        axis(report, "trail")["status"].as_str()
    });
    match expected {
        "passed" => exit == Some(0),
        "warned" => exit == Some(2),
        "not passed" => matches!(exit, Some(1 | 2)),
        "not failed" => matches!(exit, Some(0 | 2)),
        // A file whose signature is out of view is not like one that has none.
        "tells of the dropped signature" => {
            let unsigned =
                Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/contract.pdf");
            exit != Some(0) && *code != judged(&unsigned, None).0["said"]["code"]
        }
        "no plain pass of the trail" | "hedged trail" => trail() != Some("passed"),
        "name can not end its quotation" => changes(report).all(ends_once),
        "names the authority, not the signer" => {
            let sentence = axis(report, "identity")["sentence"].as_str().unwrap();
            exit == Some(2) && sentence.contains("Expired CA")
        }
        unknown => panic!("forged.tsv expects something that this test does not know: {unknown}"),
    }
}

#[test]
fn every_row_is_judged_as_expected() {
    let Some(folder) = support::folder("forged") else {
        println!("skipped: there is no corpus; set ONESIGN_CORPUS");
        return;
    };
    let rows = rows(&folder);
    assert!(rows.len() >= 41, "{} rows", rows.len());
    let mut wrong = Vec::new();
    for row in &rows {
        let (report, exit) = judged(&folder.join(&row.file), Some(&row.trust));
        if !is_as_expected(&row.expected, &report, exit) {
            let (class, file, expected) = (&row.class, &row.file, &row.expected);
            let sentence = &report["sentence"];
            wrong.push(format!(
                "{class} {file}: {expected}, but exit code {exit:?}: {sentence}"
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        rows.len(),
        wrong.join("\n")
    );
}
