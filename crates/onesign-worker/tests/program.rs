//! `onesign-verify`, as a user runs it.
#![allow(clippy::unwrap_used, clippy::panic)]

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn fixture(name: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures");
    root.join(name)
}

fn verify(arguments: &[&Path]) -> Output {
    let program = env!("CARGO_BIN_EXE_onesign-verify");
    Command::new(program).args(arguments).output().unwrap()
}

/// The status of an axis of a report.
fn status<'r>(report: &'r Value, axis: &str) -> &'r str {
    let mut axes = report["axes"].as_array().unwrap().iter();
    let found = axes.find(|found| found["axis"] == axis).unwrap();
    found["status"].as_str().unwrap()
}

#[test]
fn the_program_checks_a_seal_and_makes_its_trail_again() {
    let (sealed, root) = (
        fixture("seals/fourth-demo/sealed.pdf"),
        fixture("seals/fourth-demo/root.der"),
    );
    let checked = verify(&["--json".as_ref(), "--trust".as_ref(), &root, &sealed]);
    // A check without a worker would write a warning here.
    assert_eq!(String::from_utf8_lossy(&checked.stderr), "");
    let report: Value = serde_json::from_slice(&checked.stdout).unwrap();
    assert_eq!(report["file"]["name"], "sealed.pdf");
    // The validity of its certificate depends on the date.
    for axis in ["integrity", "coverage", "modification", "trail"] {
        assert_eq!(status(&report, axis), "passed", "{report}");
    }
}

#[test]
fn the_exit_code_is_that_of_the_worst_file() {
    let code = |arguments: &[&Path]| verify(arguments).status.code();
    let folder = tempfile::tempdir().unwrap();
    let broken = folder.path().join("broken.pdf");
    let mut bytes = std::fs::read(fixture("seals/fourth-demo/sealed.pdf")).unwrap();
    bytes[1_000] ^= 1;
    std::fs::write(&broken, bytes).unwrap();
    let (unsigned, missing) = (fixture("contract.pdf"), folder.path().join("missing.pdf"));
    assert_eq!(code(&[&unsigned]), Some(2));
    assert_eq!(code(&[&missing]), Some(3));
    assert_eq!(code(&[&missing, &unsigned]), Some(3));
    assert_eq!(code(&[&broken]), Some(1));
    assert_eq!(code(&[&unsigned, &broken, &missing]), Some(1));
    assert_eq!(code(&[]), Some(3));
    assert_eq!(code(&["--trust".as_ref(), &unsigned, &unsigned]), Some(3));
}

#[test]
fn reports_come_in_the_order_of_the_files() {
    let names = [
        "contract.pdf",
        "archival.pdf",
        "seals/first-demo/sealed.pdf",
        "contract.pdf",
    ];
    let files = names.map(fixture);
    let mut arguments: Vec<&Path> = vec!["--json".as_ref()];
    arguments.extend(files.iter().map(PathBuf::as_path));
    let printed = verify(&arguments).stdout;
    let reports = String::from_utf8(printed).unwrap();
    let told = reports.lines().map(|line| {
        let report: Value = serde_json::from_str(line).unwrap();
        report["file"]["name"].as_str().unwrap().to_owned()
    });
    let told: Vec<String> = told.collect();
    assert_eq!(
        told,
        ["contract.pdf", "archival.pdf", "sealed.pdf", "contract.pdf"]
    );
}

#[test]
fn without_a_sandbox_a_file_is_checked_only_on_demand() {
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("program");
    let run = |arguments: &[&Path]| {
        std::fs::copy(env!("CARGO_BIN_EXE_onesign-verify"), &program).unwrap();
        // A program whose file is gone can't start itself again as a worker.
        Command::new("sh")
            .args([
                "-c",
                "exec 3<\"$0\"; rm \"$0\"; exec /proc/self/fd/3 \"$@\"",
            ])
            .arg(&program)
            .args(arguments)
            .output()
            .unwrap()
    };
    let unsigned = fixture("contract.pdf");
    let refused = run(&[&unsigned]);
    assert_eq!(refused.status.code(), Some(3), "{refused:?}");
    assert_eq!(String::from_utf8_lossy(&refused.stdout), "");
    let why = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(why.contains("--without-sandbox"), "{why}");
    let checked = run(&["--without-sandbox".as_ref(), &unsigned]);
    assert_eq!(checked.status.code(), Some(2), "{checked:?}");
    let told = String::from_utf8_lossy(&checked.stdout).into_owned();
    assert!(told.contains("NOT SIGNED"), "{told}");
}

#[test]
fn a_file_without_a_signature_is_called_what_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let picture = folder.path().join("scan.png");
    std::fs::write(&picture, b"\x89PNG\r\n\x1a\n and a picture").unwrap();
    let told = |file: &Path| String::from_utf8(verify(&[file]).stdout).unwrap();
    let first = |told: String| told.lines().next().unwrap().to_owned();
    let unsigned = first(told(&fixture("contract.pdf")));
    assert_eq!(unsigned, "contract.pdf: NOT SIGNED (SIGNED_DATA_NOT_FOUND)");
    assert_eq!(
        first(told(&picture)),
        "scan.png: NOT A PDF (FORMAT_FAILURE)"
    );
}

#[test]
fn names_in_a_trail_that_is_not_proven_are_only_reported() {
    let sealed = fixture("seals/fourth-rsa/sealed.pdf");
    let root = fixture("seals/fourth-rsa/root.der");
    let told = |arguments: &[&Path]| String::from_utf8(verify(arguments).stdout).unwrap();
    let unknown = told(&[&sealed]);
    assert!(
        unknown.contains("this check can't confirm who made the seal"),
        "{unknown}"
    );
    let trusted = told(&["--trust".as_ref(), &root, &sealed]);
    assert!(
        trusted.contains("not known to be a OneSign instance"),
        "{trusted}"
    );
    for told in [unknown, trusted] {
        assert!(!told.contains("\n  signed by "), "{told}");
        assert!(told.contains("according to the file"), "{told}");
    }
}
