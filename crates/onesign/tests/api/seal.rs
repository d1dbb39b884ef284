//! The sealed document, and what `onesign verify` says of it.

use crate::harness::{each_engine, filled, signer, text};
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
    // A changed byte breaks the seal, wherever it is: in the signature's value and beside it too, and where it leaves
    // no well-formed PDF.
    let sealed = std::fs::read(dir.join("out/sealed.pdf")).unwrap();
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
    // Bytes that were added later are nobody's.
    let longer = [&sealed[..], b"\n"].concat();
    std::fs::write(dir.join("longer.pdf"), longer).unwrap();
    assert_eq!(verify("longer.pdf", &trust), 1);
    // The worst of several decides.
    let more = ["longer.pdf", "changed.pdf", "--trust", "out/root.pem"];
    assert_eq!(verify("out/sealed.pdf", &more), 1);
    assert_eq!(verify("absent.pdf", &[]), 3);
    assert_eq!(verify("out/sealed.pdf", &["--trust", "absent.pem"]), 3);
    assert_eq!(verify("out/sealed.pdf", &["--surprise"]), 3);
    assert_eq!(code(&["verify"], dir), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sealed_document_is_recorded_and_stays() {
    each_engine(async |house| {
        let sent = house.sent(&[signer("mira", 1)]).await;
        let id = text(&sent["id"]);
        let path = format!("/v1/envelopes/{id}");
        house
            .get(&format!("{path}/sealed.pdf"))
            .await
            .refused(404, "not_sealed_yet");
        let mira = house.signer("mira@example.com").await;
        mira.sign(filled(&mira)).await.unwrap();
        let envelope = house.owner.wait_for(id, "sealed").await.unwrap();
        let sealed = house
            .owner
            .bytes(&format!("{path}/sealed.pdf"))
            .await
            .unwrap();
        let sha256 = onesign_core::audit::hex(&onesign_core::audit::sha256(&[&sealed]));
        assert_eq!(envelope["sealed_sha256"], sha256.as_str());
        let evidence = house
            .owner
            .bytes(&format!("{path}/evidence.json"))
            .await
            .unwrap();
        assert!(
            serde_json::from_slice::<Value>(&evidence)
                .unwrap()
                .is_object()
        );
        // The same after a power cut.
        house.restart();
        assert_eq!(
            house
                .owner
                .bytes(&format!("{path}/sealed.pdf"))
                .await
                .unwrap(),
            sealed
        );
        assert_eq!(house.count(id, "envelope.sealed").await, 1);
    })
    .await;
}
