//! Uploads that are already signed: attached and sealed unchanged, with their own verdict.

use crate::harness::{Answer, CONTRACT, House, draft, each_engine, filled, signer};
use crate::verify_schema::conforms;
use onesign::client::answers::{Enclosed, Envelope};
use onesign_core::Clock;
use onesign_core::audit::{hex, sha256};
use onesign_pades::{Authority, Sealing, Signer as _, make_authority};
use onesign_pdf::read::Document;
use onesign_pdf::write::{DocMdp, PdfDate, Revision, SignatureDictionary, SubFilter};
use onesign_store::SystemClock;
use reqwest::Method;
use serde_json::Value;
use std::path::Path;
use std::process::{Command, Output};

/// An authority from fixed randomness, valid since yesterday.
pub fn authority() -> Authority {
    let mut state = 7_u64;
    let mut entropy = |bytes: &mut [u8]| {
        for byte in bytes {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            *byte = (state >> 56) as u8;
        }
    };
    let yesterday = SystemClock.now_s() - 86_400;
    make_authority("Nordwind Werft", yesterday, &mut entropy).unwrap()
}

/// The contract, signed by another program.
fn signed(authority: &Authority, certify: Option<DocMdp>) -> Vec<u8> {
    let document = Document::parse(CONTRACT).unwrap();
    sealed_by(authority, Revision::on(&document), certify, None)
}

/// A document with a revision that this authority signs.
pub fn sealed_by(
    authority: &Authority,
    revision: Revision<'_>,
    certify: Option<DocMdp>,
    chain_head: Option<String>,
) -> Vec<u8> {
    let base = revision.document().bytes();
    let dictionary = SignatureDictionary {
        modified_at: PdfDate::from_unix(SystemClock.now_s() - 3_600),
        name: "Nordwind Werft".to_owned(),
        reason: "Agreed".to_owned(),
        location: None,
        contents_size: 8192,
        certify,
        chain_head,
        sub_filter: SubFilter::CadesDetached,
    };
    let unsigned = revision.sign(&dictionary).unwrap();
    let signer = authority.signer().unwrap();
    let chain = signer.chain().to_vec();
    let waiting = Sealing::start(base, unsigned, chain, signer.algorithm()).unwrap();
    let signature = signer.sign(waiting.to_be_signed()).unwrap();
    let appended = waiting.signature(signature).unwrap().finish().unwrap();
    [base, &appended].concat()
}

/// One person's draft with all fields on this page.
fn on_page(people: &[crate::harness::Person], page: i64) -> Value {
    let mut draft = draft(people);
    for field in draft["fields"].as_array_mut().unwrap() {
        field["page"] = page.into();
    }
    draft
}

/// Lets one person sign an upload with fields on this page, and returns the sealed document.
async fn ceremony(house: &House, envelope: &Envelope, page: i64) -> Vec<u8> {
    let id = &envelope.id;
    let path = format!("/v1/envelopes/{id}");
    let name = format!("mira{}", &id[30..]);
    let draft = on_page(&[signer(&name, 1)], page);
    house.owner.send(id, draft).await.unwrap();
    let mira = house.signer(&format!("{name}@example.com")).await;
    mira.sign(filled(&mira)).await.unwrap();
    house.owner.wait_for(id, "sealed").await.unwrap();
    house
        .owner
        .bytes(&format!("{path}/sealed.pdf"))
        .await
        .unwrap()
}

fn verified(file: &str, dir: &Path) -> (Option<i32>, Value) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onesign"));
    command.args(["verify", file, "--trust", "roots", "--json"]);
    let said = command.current_dir(dir).output().unwrap();
    let report: Value = serde_json::from_slice(&said.stdout).unwrap();
    conforms(&report);
    (said.status.code(), report)
}

/// Runs an independent program, unless it is missing and optional.
fn other(program: &str, arguments: &[&str], dir: &Path) -> Option<Output> {
    let ran = Command::new(program)
        .args(arguments)
        .current_dir(dir)
        .env("LC_ALL", "C.UTF-8")
        .output();
    match ran {
        Ok(output) => Some(output),
        Err(error) => {
            let needed = std::env::var_os("ONESIGN_REQUIRE_VERIFIERS").is_some();
            assert!(!needed, "{program}: {error}");
            eprintln!("skipped: {program} is not installed");
            None
        }
    }
}

/// The root certificates of both signers, as files to trust.
fn write_roots(house: &House, authority: &Authority, dir: &Path) {
    let kept = std::fs::read(house.data().join("keys/seal.json")).unwrap();
    let kept: Value = serde_json::from_slice(&kept).unwrap();
    let own: Vec<u8> = serde_json::from_value(kept["root_der"].clone()).unwrap();
    std::fs::create_dir(dir.join("roots")).unwrap();
    std::fs::write(dir.join("roots/own.der"), own).unwrap();
    std::fs::write(dir.join("roots/other.der"), &authority.root_der).unwrap();
}

/// Whether other programs find the sealed file valid, and extract the same attachment.
fn judged_by_others(dir: &Path, name: &str, received: &[u8]) {
    if let Some(said) = other("qpdf", &["--check", "sealed.pdf"], dir) {
        assert!(said.status.success(), "{said:?}");
    }
    for (file, signatures) in [("sealed.pdf", 1), ("received.pdf", 1)] {
        if let Some(said) = other("pdfsig", &["-nocert", file], dir) {
            let words = String::from_utf8_lossy(&said.stdout).into_owned();
            let valid = words.matches("Signature is Valid.").count();
            assert_eq!(valid, signatures, "{file}: {words}");
        }
        let arguments = [
            "sign",
            "validate",
            "--trust",
            "roots/own.der",
            "--trust",
            "roots/other.der",
            "--trust-replace",
            "--no-revocation-check",
            file,
        ];
        if let Some(said) = other("pyhanko", &arguments, dir) {
            let words = String::from_utf8_lossy(&said.stdout).into_owned();
            assert!(said.status.success(), "{file}: {words}");
        }
    }
    let place = "--show-attachment=enclosed.pdf";
    if let Some(said) = other("qpdf", &["sealed.pdf", place], dir) {
        let complaint = String::from_utf8_lossy(&said.stderr);
        assert!(
            said.stdout == received,
            "qpdf takes out others: {complaint}"
        );
    }
    std::fs::create_dir_all(dir.join("taken")).unwrap();
    if other("pdfdetach", &["-saveall", "-o", "taken", "sealed.pdf"], dir).is_some() {
        let taken = std::fs::read(dir.join("taken").join(name)).unwrap();
        assert!(taken == received, "pdfdetach takes out others");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signed_upload_goes_through_a_ceremony_unchanged() {
    each_engine(async |house| {
        let authority = authority();
        let received = signed(&authority, None);
        let envelope = house
            .owner
            .upload("Müller & Söhne.PDF", received.clone())
            .await
            .unwrap();
        let document = &envelope.document;
        assert_eq!(
            document.enclosed,
            Some(Enclosed {
                filename: "Müller & Söhne.pdf".into(),
                copied_pages: pages(CONTRACT) as i64,
                permits_stamps: true,
            })
        );
        assert_eq!(document.warnings, ["already_signed"]);
        assert_eq!(document.received_sha256, hex(&sha256(&[&received])));
        assert_eq!(document.pages.len(), pages(CONTRACT) + 1);

        let sealed = ceremony(house, &envelope, 0).await;
        let dir = tempfile::tempdir().unwrap();
        let dir = dir.path();
        write_roots(house, &authority, dir);
        std::fs::write(dir.join("sealed.pdf"), &sealed).unwrap();
        std::fs::write(dir.join("received.pdf"), &received).unwrap();
        let inside = Document::parse(&sealed)
            .unwrap()
            .attachment("Müller & Söhne.pdf", received.len())
            .unwrap();
        assert!(inside.as_deref() == Some(received.as_slice()));

        let (code, report) = verified("sealed.pdf", dir);
        assert_eq!((code, &report["verdict"]), (Some(0), &"passed".into()));
        let enclosed = &report["enclosed"];
        assert_eq!(enclosed["verdict"], "passed", "{enclosed}");
        assert_eq!(enclosed["file"]["name"], "Müller & Söhne.pdf");
        assert_eq!(enclosed["file"]["sha256"], hex(&sha256(&[&received])));
        assert_eq!(enclosed["signatures"].as_array().unwrap().len(), 1);
        let (code, own) = verified("received.pdf", dir);
        assert_eq!((code, &own["enclosed"]), (Some(0), &Value::Null));
        judged_by_others(dir, "Müller & Söhne.pdf", &received);

        // The trail states it, and the evidence contains both hashes.
        let id = &envelope.id;
        assert_eq!(house.count(id, "document.enclosed").await, 1);
        let evidence = house
            .owner
            .bytes(&format!("/v1/envelopes/{id}/evidence.json"))
            .await
            .unwrap();
        let evidence = String::from_utf8(evidence).unwrap();
        for digest in [&document.received_sha256, &document.normalised_sha256] {
            assert!(evidence.contains(digest), "{digest}");
        }

        // A replaced attachment after the seal breaks it; the report still describes the sealed one.
        let stranger = onesign::client::Client::new(&house.origin).unwrap();
        let request = stranger.request(Method::POST, "/v1/verifications");
        let answer = Answer::of(request.body(exchanged(&sealed, "Müller & Söhne.pdf"))).await;
        conforms(&answer.body);
        assert_eq!(answer.body["verdict"], "failed", "{}", answer.body);
        let told = &answer.body["enclosed"]["file"]["sha256"];
        assert_eq!(told, &hex(&sha256(&[&received])));
    })
    .await;
}

/// The file with a further revision that replaces the attachment.
fn exchanged(sealed: &[u8], name: &str) -> Vec<u8> {
    use onesign_pdf::write::{Attachment, Relationship};
    let document = Document::parse(sealed).unwrap();
    let mut revision = Revision::on(&document);
    revision.attach(&Attachment {
        name: name.to_owned(),
        mime: "application/pdf".to_owned(),
        description: String::new(),
        bytes: CONTRACT.to_vec(),
        relationship: Relationship::Source,
        modified: PdfDate::from_unix(0),
    });
    [sealed, &revision.finish().unwrap()].concat()
}

fn pages(file: &[u8]) -> usize {
    Document::parse(file).unwrap().pages().unwrap().len()
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_whose_signature_permits_no_changes_get_no_stamps() {
    each_engine(async |house| {
        let authority = authority();
        let received = signed(&authority, Some(DocMdp::NoChanges));
        let envelope = house
            .owner
            .upload("Certified.pdf", received.clone())
            .await
            .unwrap();
        let document = &envelope.document;
        assert!(!document.enclosed.as_ref().unwrap().permits_stamps);
        assert_eq!(
            document.warnings,
            ["already_signed", "signed_without_changes"]
        );
        let copied = pages(CONTRACT);
        let count = document.pages.len();
        assert_eq!(count, copied + 2, "the sheet and a page for entries");

        let path = format!("/v1/envelopes/{}", envelope.id);
        for page in 0..copied {
            let refused = on_page(&[signer("mira", 1)], page as i64);
            let places: Vec<String> = (0..3)
                .map(|n| format!("/fields/{n}/page no_changes_permitted"))
                .collect();
            let places: Vec<&str> = places.iter().map(String::as_str).collect();
            house
                .write(Method::PUT, &format!("{path}/draft"), &refused)
                .await
                .refused(422, "invalid_draft")
                .at(&places);
        }
        let base = house
            .owner
            .bytes(&format!("{path}/document.pdf"))
            .await
            .unwrap();
        let sealed = ceremony(house, &envelope, count as i64 - 1).await;
        assert!(sealed.starts_with(&base));
        let (before, after) = (
            Document::parse(&base).unwrap(),
            Document::parse(&sealed).unwrap(),
        );
        assert_eq!(after.attachment_is("Certified.pdf", &received), Ok(true));
        let (old, new) = (before.pages().unwrap(), after.pages().unwrap());
        for page in 0..copied {
            assert_eq!(old[page], new[page]);
            assert_eq!(
                before.resolve(old[page]),
                after.resolve(new[page]),
                "page {page} is as it was"
            );
        }
        assert_ne!(
            before.resolve(old[count - 1]),
            after.resolve(new[count - 1])
        );

        // A file sealed here can be signed again: the inner seal stays unchanged.
        let again = house
            .owner
            .upload("Sealed.pdf", sealed.clone())
            .await
            .unwrap();
        assert!(!again.document.enclosed.as_ref().unwrap().permits_stamps);
        let count = again.document.pages.len();
        let twice = ceremony(house, &again, count as i64 - 1).await;
        let twice = Document::parse(&twice).unwrap();
        assert_eq!(twice.attachment_is("Sealed.pdf", &sealed), Ok(true));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trail_inside_is_judged_as_if_it_stood_alone() {
    each_engine(async |house| {
        let authority = authority();
        let first = house.owner.upload("Offer.pdf", CONTRACT.to_vec()).await;
        let first = first.unwrap();
        let sealed = ceremony(house, &first, 0).await;
        let path = format!("/v1/envelopes/{}/evidence.json", first.id);
        let evidence = house.owner.bytes(&path).await.unwrap();
        let evidence = serde_json::from_slice(&evidence).unwrap();
        // Its signatures are valid, and its signer is trusted.
        let forged = crate::seal::shows_nothing(&sealed, &evidence, &authority);
        for (inside, verdict) in [(sealed, "passed"), (forged, "failed")] {
            let again = house.owner.upload("Sealed.pdf", inside).await.unwrap();
            let count = again.document.pages.len();
            let twice = ceremony(house, &again, count as i64 - 1).await;
            let dir = tempfile::tempdir().unwrap();
            write_roots(house, &authority, dir.path());
            std::fs::write(dir.path().join("twice.pdf"), twice).unwrap();
            let (code, report) = verified("twice.pdf", dir.path());
            assert_eq!(code, Some(0), "{report}");
            assert_eq!(report["enclosed"]["verdict"], verdict, "{report}");
        }
    })
    .await;
}
