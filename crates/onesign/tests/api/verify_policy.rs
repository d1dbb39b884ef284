//! The trust policy of an instance's public verification: its own root, and the anchors that its operator names.

use crate::harness::{House, filled, signer, text};
use crate::verify_lists::world;
use crate::verify_schema::conforms;
use reqwest::Method;
use serde_json::Value;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

const SETTING: &str = "ONESIGN_VERIFY_POLICY";

/// An instance with this policy text, in the folder of the lists' world.
async fn house(dir: &TempDir, text: &str) -> House {
    std::fs::write(dir.path().join("own.toml"), text).unwrap();
    let path = dir.path().join("own.toml").to_str().unwrap().to_owned();
    House::start_with(None, vec![(SETTING, path)]).await
}

async fn checked(house: &House, file: &[u8]) -> Value {
    let stranger = onesign::client::Client::new(&house.origin).unwrap();
    let request = stranger.request(Method::POST, "/v1/verifications");
    let answer = crate::harness::Answer::of(request.body(file.to_vec())).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    conforms(&answer.body);
    answer.body
}

fn put(dir: &Path, name: &str, bytes: impl AsRef<[u8]>) {
    // As careful operators do it: the file is never there in part.
    std::fs::write(dir.join("next"), bytes).unwrap();
    std::fs::rename(dir.join("next"), dir.join(name)).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_foreign_signer_is_known_where_the_operator_names_its_root() {
    let dir = tempfile::tempdir().unwrap();
    world(dir.path());
    let signed = std::fs::read(dir.path().join("signed.pdf")).unwrap();
    let plain = House::start_with(None, Vec::new()).await;
    let report = checked(&plain, &signed).await;
    assert_eq!(report["verdict"], "indeterminate", "{report:#}");
    assert_eq!(report["sub_indication"], "NO_CERTIFICATE_CHAIN_FOUND");

    let house = house(&dir, "roots = [\"nordwind.pem\"]").await;
    let report = checked(&house, &signed).await;
    assert_eq!(report["verdict"], "passed", "{report:#}");
    assert!(report["fetched"].is_null(), "an instance fetches nothing");

    // Its own seals still pass.
    house.set_up().await;
    let sent = house.sent(&[signer("mira", 1)]).await;
    let mira = house.signer("mira@example.com").await;
    mira.sign(filled(&mira)).await.unwrap();
    let id = &sent.id;
    house.owner.wait_for(id, "sealed").await.unwrap();
    let path = format!("/v1/envelopes/{id}/sealed.pdf");
    let sealed = house.owner.bytes(&path).await.unwrap();
    let report = checked(&house, &sealed).await;
    assert_eq!(report["verdict"], "passed", "{report:#}");
    // To other instances it is as unknown as any other.
    let report = checked(&plain, &sealed).await;
    assert_eq!(report["verdict"], "indeterminate", "{report:#}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_renewed_list_counts_without_a_restart_and_a_wrong_one_does_not() {
    let dir = tempfile::tempdir().unwrap();
    world(dir.path());
    let at = |name: &str| dir.path().join(name);
    let signed = std::fs::read(at("signed.pdf")).unwrap();
    let sound = std::fs::read(at("xa.xml")).unwrap();
    std::fs::rename(at("old.xml"), at("xa.xml")).unwrap();
    let policy = "[[trusted-lists]]\nfile = \"xa.xml\"\nsigners = [\"state.pem\"]\n";
    let house = house(&dir, policy).await;
    let report = checked(&house, &signed).await;
    assert_eq!(report["verdict"], "indeterminate", "{report:#}");
    let sentence = text(&report["sentence"]);
    assert!(sentence.contains("expired on"), "{sentence}");

    put(dir.path(), "xa.xml", &sound);
    let report = checked(&house, &signed).await;
    assert_eq!(report["verdict"], "passed", "{report:#}");
    let service = &report["signatures"][0]["trust_service"];
    assert_eq!(service["territory"], "XA", "{report:#}");

    // A broken or missing policy leaves the previous one in force; the log says so.
    let complaint = "ONESIGN_VERIFY_POLICY was changed and can't be read";
    assert!(!house.log().contains(complaint), "{}", house.log());
    put(
        dir.path(),
        "xa.xml",
        std::fs::read(at("changed.xml")).unwrap(),
    );
    for _ in 0..2 {
        let report = checked(&house, &signed).await;
        assert_eq!(report["verdict"], "passed", "{report:#}");
    }
    let log = house.log();
    assert_eq!(log.matches(complaint).count(), 1, "{log}");
    assert!(
        log.contains("xa.xml: it was changed after it was signed"),
        "{log}"
    );
    std::fs::remove_file(at("xa.xml")).unwrap();
    assert_eq!(checked(&house, &signed).await["verdict"], "passed");
    put(
        dir.path(),
        "xa.xml",
        std::fs::read(at("other.xml")).unwrap(),
    );
    let report = checked(&house, &signed).await;
    assert_eq!(report["verdict"], "indeterminate", "{report:#}");
    // The same is true of the policy itself.
    put(dir.path(), "own.toml", "roots = [\"nordwind.pem\"]");
    assert_eq!(checked(&house, &signed).await["verdict"], "passed");
}

#[test]
fn a_policy_that_cant_be_used_stops_the_start() {
    let dir = tempfile::tempdir().unwrap();
    world(dir.path());
    let at = |name: &str| dir.path().join(name).to_str().unwrap().to_owned();
    std::fs::write(at("misspelt.toml"), "rootz = []").unwrap();
    std::fs::write(at("absent-root.toml"), "roots = [\"absent.pem\"]").unwrap();
    for (file, words) in [
        ("absent.toml", "No such file"),
        ("misspelt.toml", "rootz"),
        ("absent-root.toml", "absent.pem"),
        ("wrong.toml", "eu.xml: it is signed by"),
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_onesign"));
        command
            .env("ONESIGN_DATA_DIR", at("data"))
            .env("ONESIGN_LISTEN", "127.0.0.1:0")
            .env(SETTING, at(file))
            .env_remove("ONESIGN_DATABASE_URL");
        let done = command.output().unwrap();
        assert!(!done.status.success(), "{file}");
        let said = String::from_utf8(done.stderr).unwrap();
        let named = format!("ONESIGN_VERIFY_POLICY: {}: ", at(file));
        assert!(said.contains(&named) && said.contains(words), "{said}");
        assert!(!Path::new(&at("data")).exists(), "nothing was made yet");
    }
}
