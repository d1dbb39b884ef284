//! The storeys of this crate: a folder imports only folders before it, no files import each other in a circle, and only
//! `report/` contains sentences. Tests inside the sources may import anything.
#![allow(clippy::unwrap_used, clippy::panic)]

mod paths;

use paths::{Crate, Edge};
use std::collections::{BTreeMap, BTreeSet};

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

/// The folder of a file, such as `asn1` of `asn1/oid.rs`; empty at the root of the crate.
fn folder(file: &str) -> &str {
    file.split_once('/').map_or("", |(folder, _)| folder)
}

fn height(file: &str) -> Option<usize> {
    STOREYS.iter().position(|storey| *storey == folder(file))
}

/// Imports from a later folder.
fn upward(edges: &[Edge]) -> Vec<String> {
    let climbs = |edge: &&Edge| match (height(&edge.from), height(&edge.to)) {
        (Some(from), Some(to)) => to > from,
        // The root of the crate names all folders, but no folder imports the root.
        (Some(_), None) => true,
        (None, _) => false,
    };
    let found = edges.iter().filter(climbs);
    found
        .map(|edge| format!("{} imports {}", edge.from, edge.to))
        .collect()
}

/// Files that reach themselves through imports, each circle once.
fn circles(edges: &[Edge]) -> Vec<BTreeSet<&str>> {
    let mut next: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for edge in edges.iter().filter(|edge| edge.from != edge.to) {
        next.entry(&edge.from).or_default().insert(&edge.to);
    }
    let reached = |from: &str| {
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let mut open: Vec<&str> = next.get(from).into_iter().flatten().copied().collect();
        while let Some(file) = open.pop() {
            if seen.insert(file) {
                open.extend(next.get(file).into_iter().flatten());
            }
        }
        seen
    };
    let reach: BTreeMap<&str, BTreeSet<&str>> =
        next.keys().map(|file| (*file, reached(file))).collect();
    let within = |one: &str, other: &str| reach.get(one).is_some_and(|seen| seen.contains(other));
    let mut found: Vec<BTreeSet<&str>> = Vec::new();
    for file in reach.keys().filter(|file| within(file, file)) {
        let circle = reach
            .keys()
            .copied()
            .filter(|other| within(file, other) && within(other, file));
        let circle: BTreeSet<&str> = circle.collect();
        if !found.contains(&circle) {
            found.push(circle);
        }
    }
    found
}

/// Files outside `report/` that make sentences.
fn wordy(sources: &Crate) -> Vec<&str> {
    let files = sources.files.iter();
    files
        .filter(|(file, text)| {
            folder(file) != "report" && WORDS.iter().any(|word| text.contains(word))
        })
        .map(|(file, _)| file.as_str())
        .collect()
}

#[test]
fn a_folder_imports_only_folders_before_it() {
    let sources = Crate::read();
    let folders: BTreeSet<&str> = sources.files.keys().map(|file| folder(file)).collect();
    let known: BTreeSet<&str> = STOREYS.into_iter().chain([""]).collect();
    assert_eq!(folders, known, "every folder has its place in the list");
    assert_eq!(upward(&sources.edges()), Vec::<String>::new());
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    let edges = Crate::read().edges();
    assert!(edges.len() > 100, "the imports were found");
    assert_eq!(circles(&edges), Vec::<BTreeSet<&str>>::new());
}

#[test]
fn only_the_report_contains_sentences() {
    assert_eq!(wordy(&Crate::read()), Vec::<&str>::new());
}

#[test]
fn an_import_of_a_later_folder_is_found_in_every_notation() {
    let later = |text: &str| {
        let sources = Crate::of(&[
            ("lib.rs", "mod asn1; mod x509;"),
            ("asn1/mod.rs", "pub(crate) mod oid;"),
            ("asn1/oid.rs", text),
            (
                "x509/mod.rs",
                "mod names; pub(crate) use names::{Name, same};",
            ),
            ("x509/names.rs", ""),
        ]);
        upward(&sources.edges())
    };
    let found = vec!["asn1/oid.rs imports x509/names.rs"];
    assert_eq!(later("use crate::x509::names;"), found);
    assert_eq!(
        later("use crate::{asn1::oid, x509::{Name as Other}};"),
        found
    );
    assert_eq!(later("use super::super::x509::same;"), found);
    assert_eq!(later("fn f() { crate::x509::names::same(1) }"), found);
    let test = "#[cfg(test)]\nmod tests {\n    use crate::x509::same;\n}\n";
    let exempt = format!("// use crate::x509::same;\npub(in crate::x509) fn f() {{}}\n{test}");
    assert_eq!(later(&exempt), Vec::<String>::new());
}

#[test]
fn a_circle_is_found_through_re_exports_and_parents() {
    let sources = Crate::of(&[
        ("lib.rs", "mod trust;"),
        (
            "trust/mod.rs",
            "mod policy; mod list; pub use policy::Policy;",
        ),
        ("trust/policy.rs", "use super::list::List;"),
        ("trust/list.rs", "use crate::trust::Policy;"),
    ]);
    let edges = sources.edges();
    let circle = BTreeSet::from(["trust/list.rs", "trust/policy.rs"]);
    assert_eq!(circles(&edges), [circle]);

    let sources = Crate::of(&[
        ("lib.rs", "mod diff;"),
        (
            "diff/mod.rs",
            "mod pages; struct Kind; fn f() { pages::compare() }",
        ),
        ("diff/pages.rs", "use super::Kind;"),
    ]);
    let edges = sources.edges();
    let circle = BTreeSet::from(["diff/mod.rs", "diff/pages.rs"]);
    assert_eq!(circles(&edges), [circle]);
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
