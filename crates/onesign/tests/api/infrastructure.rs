//! An instance whose seal is certified by an infrastructure with revocation and timestamps, and the programs that
//! validate its files.

use crate::harness::{House, filled, signer};
use crate::support::pki::{Pki, clock_ahead};
use crate::support::{pem, run};
use onesign::client::answers::Fact;
use onesign_core::audit::{hex, sha256};
use serde_json::Value;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// Settings that allow requests to `pki`, with these time-stamping authorities.
pub fn asking(authorities: &[&str]) -> Vec<(&'static str, String)> {
    vec![
        ("ONESIGN_TSA_URL", authorities.join(",")),
        ("ONESIGN_FETCH_ALLOW", "127.0.0.1".into()),
    ]
}

/// Settings for a seal with a key of the infrastructure.
pub fn sealing(pki: &Pki) -> Vec<(&'static str, String)> {
    let file = |path: std::path::PathBuf| path.to_str().unwrap().to_owned();
    vec![
        ("ONESIGN_SEAL_KEY_FILE", file(pki.key_file("seal-ec"))),
        (
            "ONESIGN_SEAL_CERTIFICATE_FILE",
            file(pki.chain_file("seal-ec")),
        ),
    ]
}

/// A ceremony up to the last signature; returns the envelope's id.
pub async fn signed(house: &House) -> String {
    let sent = house.sent(&[signer("mira", 1)]).await;
    let mira = house.signer("mira@example.com").await;
    mira.sign(filled(&mira)).await.unwrap();
    sent.id.clone()
}

/// The details of the facts `envelope.sealed` and `seal.extended`, in order, once there are this many and the last one
/// has this level.
pub async fn reached(house: &House, envelope: &str, level: &str, count: usize) -> Vec<Value> {
    for _ in 0..900 {
        let facts = house.facts(envelope).await;
        let is_seal = |fact: &&Fact| fact.kind == "envelope.sealed" || fact.kind == "seal.extended";
        let seals: Vec<Value> = facts
            .iter()
            .filter(is_seal)
            .map(|fact| fact.detail.clone())
            .collect();
        if seals.len() >= count && seals.last().is_some_and(|seal| seal["level"] == level) {
            assert_eq!(seals.len(), count, "{seals:#?}");
            return seals;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("the seal of {envelope} never became {level}");
}

/// The sealed document as served now: the newest one, which begins with the previous one.
pub async fn served(house: &House, envelope: &str, newest: &Value) -> Vec<u8> {
    let path = format!("/v1/envelopes/{envelope}");
    let file = house.owner.bytes(&format!("{path}/sealed.pdf")).await;
    let file = file.unwrap();
    assert_eq!(newest["pdf_sha256"], hex(&sha256(&[&file])).as_str());
    if let Some(prefix) = newest["prefix_bytes"].as_u64() {
        let prefix = &file[..usize::try_from(prefix).unwrap()];
        assert_eq!(newest["prefix_sha256"], hex(&sha256(&[prefix])).as_str());
    }
    let shown = house.get(&path).await.body;
    assert_eq!(shown["seal_level"], newest["level"]);
    assert_eq!(shown["sealed_sha256"], newest["pdf_sha256"]);
    file
}

/// The program itself, pyHanko in both modes, poppler and qpdf accept the file with its document timestamps, with a
/// clock that is this many seconds ahead.
pub fn judged_by_all(file: &[u8], root: &[u8], level: &str, timestamps: usize, ahead_s: i64) {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (pdf, trust) = (at("sealed.pdf"), at("root.pem"));
    std::fs::write(&pdf, file).unwrap();
    std::fs::write(&trust, pem("CERTIFICATE", root)).unwrap();
    let clock = match ahead_s {
        0 => Vec::new(),
        _ => clock_ahead(ahead_s).expect("there when the test began"),
    };
    let report = own_report(&pdf, &trust, &clock);
    assert_eq!(report["verdict"], "passed", "{report:#}");
    let signatures = report["signatures"].as_array().unwrap();
    assert_eq!(signatures.len(), 1 + timestamps, "{report:#}");
    assert_eq!(report["level"], level, "{report:#}");
    if let Some((ok, text)) = run("qpdf", &["--check", &pdf]) {
        assert!(ok && !text.contains("WARNING"), "{text}");
    }
    if let Some((ok, text)) = run("pdfsig", &["-nocert", &pdf]) {
        assert!(ok && text.contains("Signature is Valid"), "{text}");
    }
    for way in ["validate", "adesverify"] {
        let arguments = [
            "sign",
            way,
            "--pretty-print",
            "--trust",
            &trust,
            "--trust-replace",
            &pdf,
        ];
        let mut command = Command::new("pyhanko");
        let judged = command.args(arguments).envs(clock.clone()).output();
        let Ok(judged) = judged else {
            crate::support::missing("pyhanko");
            continue;
        };
        let text = String::from_utf8_lossy(&[judged.stdout, judged.stderr].concat()).into_owned();
        assert!(judged.status.success(), "{way}: {text}");
        assert!(text.contains("judged VALID"), "{way}: {text}");
        assert!(!text.contains("judged INVALID"), "{way}: {text}");
    }
}

fn own_report(pdf: &str, trust: &str, clock: &[(&'static str, String)]) -> Value {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onesign"));
    let judged = command
        .args([
            "verify",
            pdf,
            "--trust",
            trust,
            "--instance",
            trust,
            "--json",
        ])
        .current_dir(Path::new(pdf).parent().unwrap())
        .envs(clock.iter().cloned())
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&judged.stdout);
    serde_json::from_str(&text).unwrap_or_else(|_| {
        panic!(
            "no report: {text}{}",
            String::from_utf8_lossy(&judged.stderr)
        )
    })
}
