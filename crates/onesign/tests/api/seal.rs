//! The sealed document, and the result of `onesign verify` for it.

use crate::enclosed::{authority, sealed_by};
use crate::harness::{each_engine, signer, text};
use onesign_core::audit::{canonical, from_base64url, hex};
use onesign_pades::Authority;
use onesign_pdf::read::Document;
use onesign_pdf::write::{Attachment, DocMdp, PdfDate, Relationship, Revision};
use serde_json::Value;
use std::path::Path;
use std::process::{Command, Output};

fn onesign(arguments: &[&str], dir: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onesign"));
    command.args(arguments).current_dir(dir).output().unwrap()
}

fn code(arguments: &[&str], dir: &Path) -> i32 {
    onesign(arguments, dir).status.code().unwrap()
}

#[test]
fn the_demo_is_verified_by_exit_codes() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let demo = onesign(&["demo", "--out", "out"], dir);
    assert!(
        demo.status.success(),
        "{}",
        String::from_utf8_lossy(&demo.stderr)
    );
    let mut made: Vec<_> = std::fs::read_dir(dir.join("out"))
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    made.sort();
    assert_eq!(made, ["onesign-evidence.json", "root.pem", "sealed.pdf"]);
    let trust = ["--trust", "out/root.pem"];
    let verify = |file: &str, more: &[&str]| code(&[&["verify", file], more].concat(), dir);
    assert_eq!(verify("out/sealed.pdf", &trust), 0);
    assert_eq!(verify("out/sealed.pdf", &[]), 2);
    let json = onesign(
        &[
            "verify",
            "out/sealed.pdf",
            "--trust",
            "out/root.pem",
            "--json",
        ],
        dir,
    );
    let report: Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(report["verdict"], "passed");
    assert_eq!(report["trail"]["people"].as_array().unwrap().len(), 2);
    let sealed = std::fs::read(dir.join("out/sealed.pdf")).unwrap();
    let pages = |file: &[u8]| Document::parse(file).unwrap().pages().unwrap().len();
    let trail = pages(&sealed) - pages(crate::harness::CONTRACT);
    assert!((1..=2).contains(&trail), "{trail} trail pages");
    // A changed byte anywhere breaks the seal: also inside and around the signature value, and if it makes the PDF
    // malformed.
    let changed = |place: usize| {
        let mut changed = sealed.clone();
        changed[place] ^= 1;
        std::fs::write(dir.join("changed.pdf"), changed).unwrap();
        verify("changed.pdf", &trust)
    };
    for n in 0..24 {
        let place = (sealed.len() - 1) * n / 23;
        assert_eq!(changed(place), 1, "byte {place}");
    }
    assert_eq!(changed(sealed.len() / 4), 1);
    // Later bytes belong to nobody.
    let longer = [&sealed[..], b"x"].concat();
    std::fs::write(dir.join("longer.pdf"), longer).unwrap();
    assert_eq!(verify("longer.pdf", &trust), 1);
    // Transport may add the end of a line, which the report mentions.
    let ended = [&sealed[..], b"\n"].concat();
    std::fs::write(dir.join("ended.pdf"), ended).unwrap();
    assert_eq!(verify("ended.pdf", &trust), 0);
    // The worst of several files decides.
    let more = ["longer.pdf", "changed.pdf", "--trust", "out/root.pem"];
    assert_eq!(verify("out/sealed.pdf", &more), 1);
    assert_eq!(verify("absent.pdf", &[]), 3);
    assert_eq!(verify("out/sealed.pdf", &["--trust", "absent.pem"]), 3);
    assert_eq!(verify("out/sealed.pdf", &["--surprise"]), 3);
    assert_eq!(code(&["verify"], dir), 3);
}

/// An attacker with a seal's key seals a true trail, but shows other content, here none at all.
#[test]
fn a_seal_that_shows_something_else_than_its_trail_never_passes() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    assert!(onesign(&["demo", "--out", "."], dir).status.success());
    let sealed = std::fs::read(dir.join("sealed.pdf")).unwrap();
    let evidence = std::fs::read(dir.join("onesign-evidence.json")).unwrap();
    let mut evidence: Value = serde_json::from_slice(&evidence).unwrap();
    let authority = authority();
    std::fs::write(dir.join("forger.der"), &authority.root_der).unwrap();
    let mut judged = |composer: Option<&str>| {
        if let Some(composer) = composer {
            evidence["composer"] = composer.into();
        }
        let forged = shows_nothing(&sealed, &evidence, &authority);
        std::fs::write(dir.join("forged.pdf"), forged).unwrap();
        let asked = ["verify", "forged.pdf", "--trust", "forger.der", "--json"];
        let output = onesign(&asked, dir);
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        let mut axes = report["axes"].as_array().unwrap().iter();
        let trail = axes.find(|axis| axis["axis"] == "trail").unwrap();
        let (status, sentence) = (
            trail["status"].clone(),
            text(&report["sentence"]).to_owned(),
        );
        (output.status.code(), status, sentence)
    };
    let (code, status, sentence) = judged(None);
    assert_eq!((code, status), (Some(1), "failed".into()), "{sentence}");
    assert!(
        sentence.contains("what the seal shows is not what the audit trail records"),
        "{sentence}"
    );
    // The name of another program does not help.
    let (code, status, sentence) = judged(Some("onesign 9.9 words 00 press 00"));
    assert_eq!(
        (code, status),
        (Some(2), "indeterminate".into()),
        "{sentence}"
    );
    assert!(
        sentence.contains("(“onesign 9.9 words 00 press 00”)"),
        "{sentence}"
    );
}

/// The document before the seal, sealed again with this evidence, without stamps and trail pages.
pub fn shows_nothing(sealed: &[u8], evidence: &Value, authority: &Authority) -> Vec<u8> {
    let revisions = Document::parse(sealed).unwrap().revisions().to_vec();
    let base = &sealed[..revisions[revisions.len() - 2].bytes.end];
    let document = Document::parse(base).unwrap();
    let mut revision = Revision::on(&document);
    revision.attach(&Attachment {
        name: "onesign-evidence.json".to_owned(),
        mime: "application/json".to_owned(),
        description: String::new(),
        bytes: canonical::to_vec(evidence).unwrap(),
        relationship: Relationship::Data,
        modified: PdfDate::from_unix(0),
    });
    let head = from_base64url(text(&evidence["head"])).unwrap();
    sealed_by(
        authority,
        revision,
        Some(DocMdp::NoChanges),
        Some(hex(&head)),
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sealed_document_is_recorded_and_stays() {
    each_engine(async |house| {
        let sent = house.sends_to(&[signer("mira", 1)]).await;
        let file = sent.path("/sealed.pdf");
        house.get(&file).await.refused(404, "not_sealed_yet");
        let mira = sent.agreed_by("mira").await;
        mira.signs().await;
        let envelope = sent.sealed().await;
        let sealed = house.owner.bytes(&file).await.unwrap();
        let sha256 = onesign_core::audit::hex(&onesign_core::audit::sha256(&[&sealed]));
        assert_eq!(envelope.sealed_sha256, Some(sha256));
        let evidence = house.owner.bytes(&sent.path("/evidence.json")).await;
        let evidence: Value = serde_json::from_slice(&evidence.unwrap()).unwrap();
        assert!(evidence.is_object());
        // The same is true after a power cut.
        house.restart();
        assert_eq!(house.owner.bytes(&file).await.unwrap(), sealed);
        assert_eq!(sent.count("envelope.sealed").await, 1);
    })
    .await;
}
