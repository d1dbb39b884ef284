//! The storeys of this crate: a folder imports only folders before it, no files import each other in a circle, and only
//! `report/` contains sentences. Tests inside the sources may import anything.

use onesign_storeys::{Crate, circles, room};
use std::collections::BTreeSet;

/// The folders, lowest first.
const STOREYS: [&str; 12] = [
    "asn1",
    "x509",
    "revocation",
    "cms",
    "tsp",
    "trust",
    "document",
    "diff",
    "shadow",
    "validate",
    "report",
    "sign",
];
/// Code that makes a sentence.
const WORDS: [&str; 3] = ["sentences!", "Sentence::new", "Value::Phrase"];

fn sources() -> Crate {
    Crate::read(env!("CARGO_MANIFEST_DIR"))
}

/// Files outside `report/` that make sentences.
fn wordy(sources: &Crate) -> Vec<&str> {
    let files = sources.files.iter();
    files
        .filter(|(file, text)| {
            room(file) != "report" && WORDS.iter().any(|word| text.contains(word))
        })
        .map(|(file, _)| file.as_str())
        .collect()
}

#[test]
fn a_folder_imports_only_folders_before_it() {
    assert_eq!(sources().faults(&STOREYS), Vec::<String>::new());
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    let edges = sources().edges();
    assert!(edges.len() > 100, "the imports were found");
    assert_eq!(circles(&edges), Vec::<BTreeSet<&str>>::new());
}

#[test]
fn only_the_report_contains_sentences() {
    assert_eq!(wordy(&sources()), Vec::<&str>::new());
}

#[test]
fn an_import_against_the_order_is_found() {
    let mut sources = sources();
    let planted = ("asn1/planted.rs", "use crate::report::Sentence;");
    sources.files.insert(planted.0.into(), planted.1.into());
    let faults = sources.faults(&STOREYS);
    assert!(
        faults.len() == 1 && faults[0].starts_with("asn1/planted.rs imports report/"),
        "{faults:?}"
    );
}

#[test]
fn a_sentence_outside_the_report_is_found() {
    let sources = Crate::of(&[
        ("report/mod.rs", "crate::sentences! { a() = \"a\"; }"),
        ("trust/mod.rs", "fn f() { Sentence::new(\"a\") }"),
        ("sign/mod.rs", "/// `sentences!` is named in a comment."),
    ]);
    assert_eq!(wordy(&sources), ["trust/mod.rs"]);
}
