//! Verification: the command line with many files, the public resource, and differences in appearance.

use crate::harness::{Answer, each_engine, filled, signer, text};
use crate::verify_schema::conforms;
use onesign_pdf::object::{Dictionary, Object, Stream};
use onesign_pdf::read::Document;
use onesign_pdf::write::Revision;
use reqwest::Method;
use serde_json::{Value, json};
use std::path::Path;
use std::process::{Command, Output};

const CONTRACT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/contract.pdf");

fn verify(arguments: &[&str], dir: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onesign"));
    let command = command.arg("verify").args(arguments).current_dir(dir);
    command.output().unwrap()
}

/// The file with a revision appended to it that paints a box over its first page, as a forger would.
fn tampered(file: &[u8]) -> Vec<u8> {
    let document = Document::parse(file).unwrap();
    let page = document.pages().unwrap()[0];
    let Some(Object::Dictionary(mut entries)) = document.resolve(page) else {
        panic!("a page is a dictionary");
    };
    let mut revision = Revision::on(&document);
    let ink = b"q 0 0 0 rg 100 400 120 30 re f Q".to_vec();
    let ink = revision.add(Stream {
        dictionary: Dictionary::default(),
        data: ink,
    });
    let mut contents = match entries.get("Contents") {
        Some(Object::Array(items)) => items.clone(),
        other => other.cloned().into_iter().collect(),
    };
    contents.push(ink.into());
    entries.set("Contents", contents);
    revision.set(page, entries);
    [file, &revision.finish().unwrap()].concat()
}

#[test]
fn every_file_gets_its_line_and_the_worst_decides() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    std::fs::copy(CONTRACT, dir.join("contract.pdf")).unwrap();
    std::fs::write(dir.join("words.pdf"), "no PDF at all").unwrap();
    std::fs::write(dir.join("empty.pdf"), "").unwrap();
    std::fs::create_dir(dir.join("folder")).unwrap();
    let files = [
        "contract.pdf",
        "folder",
        "absent.pdf",
        "words.pdf",
        "empty.pdf",
    ];
    let said = verify(&files, dir);
    let shown = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    insta::assert_snapshot!("words", shown(&said.stdout));
    insta::assert_snapshot!("complaints", shown(&said.stderr));
    assert_eq!(said.status.code(), Some(3), "two could not be read");

    let said = verify(&[&["--json"], &files[..]].concat(), dir);
    let lines: Vec<Value> = shown(&said.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let names: Vec<&str> = lines.iter().map(|l| text(&l["file"]["name"])).collect();
    assert_eq!(names, files, "in the order of the arguments");
    for line in &lines {
        if line["error"].is_null() {
            conforms(line);
        } else {
            assert!(line["verdict"].is_null());
        }
    }
    assert_eq!(verify(&["contract.pdf"], dir).status.code(), Some(2));
}

#[test]
fn a_directory_of_roots_is_trusted() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let roots = dir.join("roots");
    std::fs::create_dir(&roots).unwrap();
    std::fs::write(roots.join("README"), "not a certificate").unwrap();
    std::fs::copy(CONTRACT, dir.join("contract.pdf")).unwrap();
    let trusting = |dir: &Path| verify(&["contract.pdf", "--trust", "roots"], dir);
    assert_eq!(
        trusting(dir).status.code(),
        Some(3),
        "nothing in it to trust"
    );
    std::fs::write(roots.join("broken.pem"), "nothing").unwrap();
    let said = trusting(dir);
    assert_eq!(said.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&said.stderr).contains("broken.pem"));
    // A policy with a misspelled member or a missing file is refused.
    let under = |policy: &str| {
        std::fs::write(dir.join("policy.toml"), policy).unwrap();
        verify(&["contract.pdf", "--policy", "policy.toml"], dir)
    };
    assert_eq!(under("revocation = \"require\"").status.code(), Some(2));
    for (policy, word) in [
        ("rootz = []", "rootz"),
        ("roots = [\"absent.pem\"]", "absent.pem"),
        ("roots = [\"contract.pdf\"]", "contract.pdf"),
    ] {
        let said = under(policy);
        assert_eq!(said.status.code(), Some(3), "{policy}");
        assert!(
            String::from_utf8_lossy(&said.stderr).contains(word),
            "{said:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sealed_file_is_known_by_its_fingerprint_and_a_tampered_one_shows_where() {
    each_engine(async |house| {
        let sent = house.sent(&[signer("mira", 1)]).await;
        let id = &sent.id;
        let mira = house.signer("mira@example.com").await;
        mira.sign(filled(&mira)).await.unwrap();
        let envelope = house.owner.wait_for(id, "sealed").await.unwrap();
        let path = format!("/v1/envelopes/{id}/sealed.pdf");
        let sealed = house.owner.bytes(&path).await.unwrap();
        let sha256 = envelope.sealed_sha256.as_deref().unwrap();

        // A stranger learns that it was sealed here, but nothing about people or titles.
        let stranger = onesign::client::Client::new(&house.origin).unwrap();
        let ask = async |digest: &str| {
            let path = format!("/v1/verifications/{digest}");
            Answer::of(stranger.request(Method::GET, &path)).await
        };
        let known = ask(sha256).await;
        assert_eq!(known.status, 200);
        let mut members: Vec<&String> = known.body.as_object().unwrap().keys().collect();
        members.sort();
        assert_eq!(members, ["level", "sealed_at", "sha256"]);
        ask(&"0".repeat(64)).await.refused(404, "unknown_file");
        ask("nonsense").await.refused(404, "unknown_file");
        // A look-up of a fingerprint returns a list: for an unknown file it is empty, and not an error.
        let listed = async |digest: &str| {
            let path = format!("/v1/verifications?sha256={digest}");
            Answer::of(stranger.request(Method::GET, &path)).await
        };
        let found = listed(sha256).await;
        assert_eq!(
            (found.status, &found.body["items"]),
            (200, &json!([known.body]))
        );
        for strange in ["0".repeat(64).as_str(), "nonsense"] {
            let found = listed(strange).await;
            assert_eq!(
                (found.status, &found.body["items"]),
                (200, &json!([])),
                "{strange}"
            );
        }

        let check = async |file: Vec<u8>| {
            let request = stranger.request(Method::POST, "/v1/verifications");
            let answer = Answer::of(request.body(file)).await;
            conforms(&answer.body);
            answer.body
        };
        let report = check(sealed.to_vec()).await;
        assert_eq!(report["verdict"], "passed", "{report}");
        assert!(report["comparison"].is_null(), "nothing follows the seal");

        let report = check(tampered(&sealed)).await;
        assert_ne!(report["verdict"], "passed", "{report}");
        let comparison = &report["comparison"];
        assert_eq!(comparison["signed_bytes"], sealed.len());
        let different = comparison["different"].as_array().unwrap();
        assert_eq!(different.len(), 1, "{report}");
        let page = &different[0];
        assert_eq!(
            (&page["page"], &page["kind"]),
            (&1.into(), &"changed".into())
        );
        assert_ne!(page["ruling"], "permitted");
        assert_eq!(page["areas"].as_array().unwrap().len(), 1, "{report}");
        for picture in ["before", "after"] {
            assert_eq!(page[picture]["mime"], "image/png");
            assert!(text(&page[picture]["data"]).len() > 1000);
        }
        // The server still works, and a file that is not a PDF gets a verdict too.
        assert_eq!(check(b"no PDF".to_vec()).await["verdict"], "indeterminate");
    })
    .await;
}
