//! What the source of this crate keeps to: rooms, and what they are given.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Where the whole instance may be named: where it is made, routed and served.
const WHOLE: [&str; 4] = ["app.rs", "app/router.rs", "app/tests.rs", "server/mod.rs"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Every source file below a folder.
pub(crate) fn sources(below: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(below).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found
}

/// Whether a source names the whole instance, in code or in a comment.
fn names_it(source: &str) -> bool {
    let is_inside = |character: char| character.is_alphanumeric() || character == '_';
    let mut names = source.split(|character| !is_inside(character));
    names.any(|name| name == "App")
}

#[test]
fn no_room_takes_the_whole_instance() {
    let root = root();
    let named = sources(&root)
        .into_iter()
        .filter(|file| names_it(&fs::read_to_string(file).unwrap()))
        .map(|file| file.strip_prefix(&root).unwrap().display().to_string());
    assert_eq!(
        named.collect::<BTreeSet<_>>(),
        BTreeSet::from(WHOLE.map(str::to_owned))
    );
}

#[test]
fn the_instance_is_found_wherever_it_is_named() {
    for source in [
        "use crate::app::App;",
        "fn f(app: &App) {}",
        "impl FromRef<App> for Room {",
        "/// See [`App`].",
    ] {
        assert!(names_it(source), "{source}");
    }
    for source in ["locales/en/app.ftl", "struct Apple;", "fn f(mapp: &MyApp)"] {
        assert!(!names_it(source), "{source}");
    }
}

#[test]
fn the_root_of_the_crate_holds_rooms_alone() {
    let entries = fs::read_dir(root()).unwrap().map(Result::unwrap);
    let files = entries.filter(|entry| entry.path().is_file());
    let names: BTreeSet<_> = files
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    let own = ["app.rs", "lib.rs", "main.rs"].map(str::to_owned);
    assert_eq!(names, BTreeSet::from(own));
}
