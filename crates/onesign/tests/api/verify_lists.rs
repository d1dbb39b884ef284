//! Verification with trusted lists, on the command line.

use crate::support::lists::{List, Operator, service};
use crate::support::pki::clock;
use crate::support::{self, entropy};
use crate::verify_schema::conforms;
use onesign_pades::{Authority, Sealing, Signer as _, make_authority};
use onesign_pdf::read::Document;
use onesign_pdf::write::{Revision, SignatureDictionary};
use serde_json::Value;
use std::path::Path;
use std::process::{Command, Output};

const GRANTED: (&str, &str, &str) = ("CA/QC", "granted", "2016-06-30T22:00:00Z");

fn verify(arguments: &[&str], dir: &Path) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onesign"));
    let command = command.arg("verify").args(arguments).current_dir(dir);
    let Output {
        status,
        stdout,
        stderr,
    } = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (status.code(), text(stdout), text(stderr))
}

fn made(name: &str, seed: u64) -> Authority {
    make_authority(name, clock() - 86_400, &mut entropy(seed)).unwrap()
}

fn operator(seed: u64) -> Operator {
    let made = made("Supervision", seed);
    Operator::new(&made.leaf_key_pkcs8, &made.leaf_der)
}

/// Midnight, this many days from now.
fn day(days: i64) -> &'static str {
    let date = onesign_pdf::write::PdfDate::from_unix(clock() + days * 86_400);
    let date = &date.as_str()[2..10];
    let text = format!("{}-{}-{}T00:00:00Z", &date[..4], &date[4..6], &date[6..]);
    Box::leak(text.into_boxed_str())
}

fn until(days: i64) -> &'static str {
    Box::leak(format!("<dateTime>{}</dateTime>", day(days)).into_boxed_str())
}

/// A signed file that is not our seal.
fn signed(authority: &Authority) -> Vec<u8> {
    let base = support::document(0);
    let document = Document::parse(&base).unwrap();
    let revision = Revision::on(&document);
    let about = SignatureDictionary {
        chain_head: None,
        ..support::signature_dictionary(16_384)
    };
    let unsigned = revision.sign(&about).unwrap();
    let signer = authority.signer().unwrap();
    let chain = signer.chain().to_vec();
    let stage = Sealing::start(&base, unsigned, chain, signer.algorithm()).unwrap();
    let signature = signer.sign(stage.to_be_signed()).unwrap();
    let value = stage.signature(signature).unwrap().finish().unwrap();
    [base, value].concat()
}

/// That file, its root, and lists with signers; `other.xml` lists somebody else.
pub(crate) fn world(dir: &Path) {
    let authority = made("Nordwind", 1);
    let (state, union) = (operator(2), operator(3));
    let put = |name: &str, bytes: &[u8]| std::fs::write(dir.join(name), bytes).unwrap();
    let file = signed(&authority);
    put("signed.pdf", &file);
    let root = support::pem("CERTIFICATE", &authority.root_der);
    put("nordwind.pem", root.as_bytes());
    let list = |services, next| List {
        issued: day(0),
        next,
        ..List::of(services)
    };
    let services = vec![service(&authority.issuing_der, &[GRANTED])];
    let sound = state.sign(&list(services.clone(), until(30)));
    put("xa.xml", sound.as_bytes());
    let others = vec![service(&made("Others", 4).issuing_der, &[GRANTED])];
    let other = state.sign(&list(others, until(30)));
    put("other.xml", other.as_bytes());
    put("old.xml", state.sign(&list(services, until(0))).as_bytes());
    put(
        "changed.xml",
        sound.replace("2016-06-30", "2016-07-01").as_bytes(),
    );
    let lists = List {
        issued: day(0),
        next: until(30),
        ..List::of_lists(vec![("XA", state.certificate.clone())])
    };
    put("eu.xml", union.sign(&lists).as_bytes());
    put(
        "state.pem",
        support::pem("CERTIFICATE", &state.certificate).as_bytes(),
    );
    put(
        "union.pem",
        support::pem("CERTIFICATE", &union.certificate).as_bytes(),
    );
    let policy = "[[trusted-lists]]\nfile = \"xa.xml\"\n[list-of-lists]\nfile = \"eu.xml\"\nsigners = [\"union.pem\"]";
    put("policy.toml", policy.as_bytes());
    put(
        "wrong.toml",
        policy.replace("union.pem", "state.pem").as_bytes(),
    );
}

#[test]
fn a_trusted_list_makes_a_signer_known() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    world(dir);
    assert_eq!(verify(&["signed.pdf"], dir).0, Some(2));
    let by_list = [
        "--trust-list",
        "xa.xml",
        "--list-signer",
        "state.pem",
        "signed.pdf",
    ];
    let by_lists = [
        "--trust-list",
        "xa.xml",
        "--list-of-lists",
        "eu.xml",
        "--list-signer",
        "union.pem",
        "signed.pdf",
    ];
    for arguments in [
        by_list.as_slice(),
        &by_lists,
        &["--policy", "policy.toml", "signed.pdf"],
    ] {
        let (code, said, complaints) = verify(arguments, dir);
        assert_eq!(code, Some(0), "{arguments:?} {said} {complaints}");
        assert!(said.contains("a service on the XA trusted list"), "{said}");
        assert!(
            said.contains("“granted” since 2016-06-30 22:00:00 UTC"),
            "{said}"
        );
    }
    let (code, said, _) = verify(&[&["--json"], by_list.as_slice()].concat(), dir);
    assert_eq!(code, Some(0));
    let report: Value = serde_json::from_str(&said).unwrap();
    conforms(&report);
    let service = &report["signatures"][0]["trust_service"];
    assert_eq!(service["territory"], "XA", "{report}");
    assert_eq!(
        (&service["kind"], &service["status"]),
        (&"CA/QC".into(), &"granted".into())
    );
    assert_eq!(service["since"], "2016-06-30T22:00:00.000Z");
}

#[test]
fn a_list_that_is_not_to_be_trusted_ends_the_command() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    world(dir);
    let cases: [(&[&str], &str); 8] = [
        (
            &["--trust-list", "xa.xml", "--list-signer", "union.pem"],
            "xa.xml: it is signed by Supervision Seal",
        ),
        (
            &["--trust-list", "changed.xml", "--list-signer", "state.pem"],
            "changed.xml: it was changed",
        ),
        (
            &["--trust-list", "absent.xml", "--list-signer", "state.pem"],
            "absent.xml: ",
        ),
        (
            &["--trust-list", "eu.xml", "--list-signer", "union.pem"],
            "eu.xml: it is a list of lists",
        ),
        (
            &[
                "--trust-list",
                "xa.xml",
                "--trust-list",
                "xa.xml",
                "--list-signer",
                "state.pem",
            ],
            "there is already a list of XA",
        ),
        (&["--trust-list", "xa.xml"], "--list-signer"),
        (&["--list-signer", "state.pem"], "--trust-list"),
        (
            &["--policy", "wrong.toml"],
            "wrong.toml: eu.xml: it is signed by",
        ),
    ];
    for (arguments, expected) in cases {
        let (code, said, complaints) = verify(&[arguments, &["signed.pdf"]].concat(), dir);
        assert_eq!(code, Some(3), "{arguments:?} {said}");
        assert!(complaints.contains(expected), "{arguments:?} {complaints}");
    }
    // A valid list that is no longer in force is reported and not relied on.
    let old = [
        "--trust-list",
        "old.xml",
        "--list-signer",
        "state.pem",
        "signed.pdf",
    ];
    let (code, said, _) = verify(&old, dir);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("expired on"), "{said}");
}
