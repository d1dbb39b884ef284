//! The storeys of a crate, for its tests: a room imports only rooms before it in a list. A room is a module at the top of
//! a crate, a folder or a file. Tests inside the sources may import anything.
#![forbid(unsafe_code)]
#![allow(
    clippy::unwrap_used,
    reason = "only tests use it, and it may fail them"
)]
#![cfg_attr(not(test), warn(clippy::too_many_lines))]

mod circles;
mod code;
mod paths;

pub use circles::circles;

use paths::{Segments, absolute, home, inline, module, uses};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The sources of a crate.
pub struct Crate {
    /// The code of each file by its path below `src`, without comments, literals, test-only files and test-only items.
    pub files: BTreeMap<String, String>,
}

/// An import of one file by another.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edge {
    /// The file that imports, by its path below `src`.
    pub from: String,
    /// The file that defines the import, after all re-exports.
    pub to: String,
}

/// The room of a file, such as `asn1` of `asn1/oid.rs` and of `asn1.rs`; empty for the root of the crate.
pub fn room(file: &str) -> &str {
    let first = file.split_once('/').map_or(file, |(folder, _)| folder);
    match first.strip_suffix(".rs").unwrap_or(first) {
        "lib" | "main" => "",
        room => room,
    }
}

impl Crate {
    /// The sources of the crate in this directory, which a test knows as `env!("CARGO_MANIFEST_DIR")`.
    ///
    /// # Panics
    /// If a file can't be read.
    pub fn read(directory: &str) -> Self {
        let mut files = Vec::new();
        collect(&Path::new(directory).join("src"), "", &mut files);
        let files: Vec<(&str, &str)> = files
            .iter()
            .map(|(name, text)| (&**name, &**text))
            .collect();
        Self::of(&files)
    }

    /// A crate of these files, each a path below `src` and its text.
    pub fn of(files: &[(&str, &str)]) -> Self {
        let bare: Vec<(&str, String)> = files
            .iter()
            .map(|(name, text)| (*name, code::bare(text)))
            .collect();
        let tests: Vec<String> = bare
            .iter()
            .flat_map(|(name, text)| code::test_modules(&module(name), text))
            .collect();
        let is_test = |name: &str| {
            tests.iter().any(|test| {
                let rest = name.strip_prefix(&**test);
                rest.is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
            })
        };
        let files = bare.iter().filter(|(name, _)| !is_test(name));
        let files = files.map(|(name, text)| ((*name).to_owned(), code::without_tests(text)));
        Self {
            files: files.collect(),
        }
    }

    /// Every import, once.
    pub fn edges(&self) -> Vec<Edge> {
        let modules: BTreeMap<Segments, &str> = self
            .files
            .keys()
            .map(|file| (module(file), &**file))
            .collect();
        let mut exported: BTreeMap<Segments, Segments> = BTreeMap::new();
        for (file, text) in &self.files {
            let here = module(file);
            for (path, name) in uses(text)
                .filter(|used| used.is_public)
                .flat_map(|used| used.leaves)
            {
                if let Some(path) = absolute(&here, &path, &modules) {
                    exported.insert([here.clone(), vec![name]].concat(), path);
                }
            }
        }
        let mut edges = BTreeSet::new();
        for (file, text) in &self.files {
            let here = module(file);
            let leaves = uses(text)
                .flat_map(|used| used.leaves)
                .map(|(path, _)| path);
            let paths = leaves.chain(inline(text));
            for path in paths.filter_map(|path| absolute(&here, &path, &modules)) {
                if let Some(to) = home(path, &modules, &exported) {
                    edges.insert((file.clone(), to.to_owned()));
                }
            }
        }
        edges
            .into_iter()
            .map(|(from, to)| Edge { from, to })
            .collect()
    }

    /// All that contradicts an order of rooms, lowest first: imports of later rooms, rooms without a place in the list,
    /// and places without a room. The root of the crate may import every room, but no room imports the root.
    pub fn faults(&self, order: &[&str]) -> Vec<String> {
        let rooms: BTreeSet<&str> = self.files.keys().map(|file| room(file)).collect();
        let rooms = || rooms.iter().filter(|room| !room.is_empty());
        let unlisted = rooms().filter(|room| !order.contains(room));
        let unlisted = unlisted.map(|room| format!("{room} has no place in the list"));
        let missing = order.iter().filter(|room| !rooms().any(|has| has == *room));
        let missing = missing.map(|room| format!("{room} is in the list, but is no room"));

        let place = |file: &str| order.iter().position(|listed| *listed == room(file));
        let climbs = |edge: &&Edge| match (place(&edge.from), place(&edge.to)) {
            (Some(from), Some(to)) => to > from,
            (Some(_), None) => room(&edge.to).is_empty(),
            (None, _) => false,
        };
        let edges = self.edges();
        let upward = edges.iter().filter(climbs);
        let upward = upward.map(|edge| format!("{} imports {}", edge.from, edge.to));
        unlisted.chain(missing).chain(upward).collect()
    }
}

/// The files of a folder and of all folders in it.
fn collect(folder: &Path, below: &str, files: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{below}{}", entry.file_name().to_str().unwrap());
        if entry.file_type().unwrap().is_dir() {
            collect(&entry.path(), &format!("{name}/"), files);
        } else if name.ends_with(".rs") {
            files.push((name, std::fs::read_to_string(entry.path()).unwrap()));
        }
    }
}

#[cfg(test)]
mod tests;
