//! The security store of a sealed file: what an update adds, and what it leaves unchanged.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use onesign_pades::document::{newest_timestamp, sealed_parts};
use onesign_pades::sign::security_store;
use onesign_pades::validate::PerSignature;
use onesign_pades::{DocumentTimestamp, StampError};
use onesign_pdf::object::{Dictionary, Object};
use onesign_pdf::read::Document;
use support::{authority, document, run, seal};

fn validation(key: &str, certificates: &[&[u8]], crls: &[&[u8]]) -> PerSignature {
    let owned = |values: &[&[u8]]| values.iter().map(|value| value.to_vec()).collect();
    PerSignature {
        field: String::new(),
        is_timestamp: false,
        is_complete: true,
        open_ends: Vec::new(),
        silent: Vec::new(),
        vri_key: key.to_owned(),
        certificates: owned(certificates),
        crls: owned(crls),
        ocsps: Vec::new(),
    }
}

fn extended(file: &[u8], validations: &[PerSignature]) -> Vec<u8> {
    [
        file,
        &security_store::extend(file, validations).unwrap().unwrap(),
    ]
    .concat()
}

fn store(file: &[u8]) -> Dictionary {
    let document = Document::parse(file).unwrap();
    let catalog = document.catalog().unwrap();
    document
        .value(&catalog, "DSS")
        .unwrap()
        .as_dictionary()
        .unwrap()
        .clone()
}

fn values(file: &[u8], kind: &str) -> Vec<Vec<u8>> {
    let document = Document::parse(file).unwrap();
    let store = store(file);
    let listed = store.get(kind).and_then(Object::as_array).unwrap_or(&[]);
    let values = listed.iter().map(|item| document.follow(item).unwrap());
    values
        .map(|value| value.as_stream().unwrap().data.clone())
        .collect()
}

#[test]
fn a_file_gets_one_store_that_only_grows() {
    let sealed = seal(&document(0), &authority().signer().unwrap(), 8192);
    let (one, two) = ("A".repeat(40), "B".repeat(40));
    let first = [validation(&one, &[b"leaf", b"root", b"root"], &[b"list"])];
    let file = extended(&sealed, &first);
    assert!(file.starts_with(&sealed));
    assert_eq!(values(&file, "Certs"), [b"leaf".to_vec(), b"root".to_vec()]);
    assert_eq!(values(&file, "CRLs"), [b"list"]);
    assert!(values(&file, "OCSPs").is_empty());
    assert_eq!(security_store::extend(&file, &first).unwrap(), None);

    let second = [
        validation(&one, &[b"leaf"], &[b"newer"]),
        validation(&two, &[b"root", b"tsa"], &[b"list"]),
    ];
    let again = extended(&file, &second);
    assert_eq!(values(&again, "Certs").len(), 3);
    assert_eq!(
        values(&again, "CRLs"),
        [b"list".to_vec(), b"newer".to_vec()]
    );
    let entries = |file: &[u8]| {
        store(file)
            .get("VRI")
            .unwrap()
            .as_dictionary()
            .unwrap()
            .clone()
    };
    // Verifiers refuse a change of an existing entry.
    assert_eq!(entries(&again).get(&one), entries(&file).get(&one));
    assert!(entries(&again).contains(&two));
    assert_eq!(security_store::extend(&again, &second).unwrap(), None);
}

#[test]
fn a_store_changes_only_the_catalogue() {
    let sealed = seal(&document(0), &authority().signer().unwrap(), 8192);
    let file = extended(&sealed, &[validation(&"A".repeat(40), &[b"leaf"], &[])]);
    let (before, after) = (
        Document::parse(&sealed).unwrap(),
        Document::parse(&file).unwrap(),
    );
    let root = before.root().unwrap();
    for (number, entry) in before.entries() {
        assert!(
            *number == root.number || after.entries().get(number) == Some(entry),
            "object {number} was written again"
        );
    }
    let (old, new) = (before.catalog().unwrap(), after.catalog().unwrap());
    let names: Vec<&[u8]> = new
        .iter()
        .filter(|(key, value)| old.get(key) != Some(value))
        .map(|(key, _)| key)
        .collect();
    assert_eq!(names, [b"DSS".as_slice(), b"Extensions"]);
    // Later updates do not change the catalogue either.
    let later = extended(&file, &[validation(&"B".repeat(40), &[b"tsa"], &[])]);
    let last = Document::parse(&later).unwrap();
    assert_eq!(
        last.entries().get(&root.number),
        after.entries().get(&root.number)
    );
}

#[test]
fn the_seal_is_found_despite_later_updates() {
    let sealed = seal(&document(0), &authority().signer().unwrap(), 8192);
    let file = extended(&sealed, &[validation(&"A".repeat(40), &[b"leaf"], &[])]);
    assert_eq!(sealed_parts(&file), sealed_parts(&sealed));
    assert_eq!(
        sealed_parts(&file).unwrap().appended.end,
        sealed.len() as u64
    );
    assert_eq!(newest_timestamp(&file), None);
    if let Some((ok, text)) = judged(&file) {
        assert!(ok && !text.contains("WARNING"), "{text}");
    }
}

fn judged(file: &[u8]) -> Option<(bool, String)> {
    let folder = tempfile::tempdir().unwrap();
    let pdf = folder.path().join("file.pdf");
    std::fs::write(&pdf, file).unwrap();
    run("qpdf", &["--check", pdf.to_str().unwrap()])
}

#[test]
fn damaged_files_and_responses_get_no_timestamp() {
    assert!(matches!(
        DocumentTimestamp::start(b"no file", 8192),
        Err(StampError::Write(_))
    ));
    let sealed = seal(&document(0), &authority().signer().unwrap(), 8192);
    let mut stage = DocumentTimestamp::start(&sealed, 8192).unwrap();
    let request = stage.request(&[1; 8]);
    assert_ne!(request, stage.request(&[2; 8]));
    assert!(matches!(
        stage.token(b"no answer"),
        Err(StampError::Timestamp(_))
    ));
    assert!(security_store::extend(b"no file", &[]).is_err());
    assert_eq!(security_store::extend(&sealed, &[]).unwrap(), None);
}
