//! The imports between the files of a crate, from the paths of `use` items and of expressions.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The sources by path below `src`, without comments, string literals and test modules.
pub struct Crate {
    pub files: BTreeMap<String, String>,
}

/// An import of one file by another.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edge {
    pub from: String,
    pub to: String,
}

/// A path as segments, relative to the root of the crate if it is absolute.
type Segments = Vec<String>;

impl Crate {
    /// The sources of this crate.
    pub fn read() -> Self {
        fn collect(folder: &Path, below: &str, files: &mut Vec<(String, String)>) {
            for entry in std::fs::read_dir(folder).unwrap() {
                let entry = entry.unwrap();
                let name = format!("{below}{}", entry.file_name().to_str().unwrap());
                if entry.file_type().unwrap().is_dir() {
                    collect(&entry.path(), &format!("{name}/"), files);
                } else {
                    files.push((name, std::fs::read_to_string(entry.path()).unwrap()));
                }
            }
        }
        let mut files = Vec::new();
        collect(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
            "",
            &mut files,
        );
        let files: Vec<(&str, &str)> = files
            .iter()
            .map(|(name, text)| (&**name, &**text))
            .collect();
        Self::of(&files)
    }

    /// A crate with these files.
    pub fn of(files: &[(&str, &str)]) -> Self {
        let bare: Vec<(&str, String)> = files
            .iter()
            .map(|(name, text)| (*name, bare(text)))
            .collect();
        let tests: BTreeSet<String> = bare
            .iter()
            .flat_map(|(name, text)| test_files(name, text))
            .collect();
        let files = bare.into_iter().filter(|(name, _)| !tests.contains(*name));
        let files = files.map(|(name, text)| (name.to_owned(), without_tests(&text)));
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
}

/// `asn1/oid.rs` as `asn1::oid`, `asn1/mod.rs` as `asn1`, `lib.rs` as nothing.
fn module(file: &str) -> Segments {
    let stem = file.strip_suffix(".rs").unwrap_or(file);
    let mut segments: Segments = stem.split('/').map(str::to_owned).collect();
    if segments
        .last()
        .is_some_and(|last| last == "mod" || last == "lib")
    {
        segments.pop();
    }
    segments
}

/// The text without comments, without string literals, and without the paths of visibility modifiers.
fn bare(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let code = line.split("//").next().unwrap_or_default();
        let code = code.replace("pub(in crate::", "pub(in ");
        let mut is_quoted = false;
        for piece in code.split('"') {
            if !is_quoted {
                out.push_str(piece);
            }
            is_quoted = !is_quoted;
        }
        out.push('\n');
    }
    out
}

const TEST: &str = "#[cfg(test)]";

/// The files of test-only modules.
fn test_files(file: &str, text: &str) -> Vec<String> {
    let folder = module(file);
    let mut found = Vec::new();
    for after in text.split(TEST).skip(1) {
        let item = after.trim_start();
        if let Some((name, _)) = item
            .strip_prefix("mod ")
            .and_then(|item| item.split_once(';'))
            && !name.contains('{')
        {
            found.push(
                [folder.clone(), vec![format!("{name}.rs")]]
                    .concat()
                    .join("/"),
            );
        }
    }
    found
}

/// The text without test-only blocks.
fn without_tests(text: &str) -> String {
    let mut parts = text.split(TEST);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let mut depth = 0;
        let mut rest = "";
        for (at, sign) in part.char_indices() {
            match sign {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            if depth == 0 && matches!(sign, '}' | ';') {
                rest = &part[at + 1..];
                break;
            }
        }
        out.push_str(rest);
    }
    out
}

/// A `use` item: its paths, each with the name that it introduces.
struct Used {
    is_public: bool,
    leaves: Vec<(Segments, String)>,
}

fn uses(text: &str) -> impl Iterator<Item = Used> {
    let items = text.split(';');
    items.filter_map(|item| {
        let (before, tree) = item.rsplit_once("use ")?;
        let before = before.rsplit(['}', ';', '\n']).next()?.trim();
        let is_item = before.is_empty() || before.starts_with("pub");
        is_item.then(|| {
            let mut leaves = Vec::new();
            expand(&[], tree.trim(), &mut leaves);
            Used {
                is_public: before.starts_with("pub"),
                leaves,
            }
        })
    })
}

/// Expands the groups in braces.
fn expand(prefix: &[String], tree: &str, leaves: &mut Vec<(Segments, String)>) {
    if let Some((head, group)) = tree.split_once('{') {
        let head = head
            .trim_end_matches(':')
            .split("::")
            .filter(|part| !part.is_empty());
        let prefix: Segments = prefix
            .iter()
            .cloned()
            .chain(head.map(|part| part.trim().to_owned()))
            .collect();
        let group = group.trim_end().strip_suffix('}').unwrap_or(group);
        let mut depth = 0;
        let parts = group.split(|sign| {
            depth += i32::from(sign == '{') - i32::from(sign == '}');
            sign == ',' && depth == 0
        });
        for part in parts.filter(|part| !part.trim().is_empty()) {
            expand(&prefix, part.trim(), leaves);
        }
        return;
    }
    let (path, name) = match tree.split_once(" as ") {
        Some((path, name)) => (path, Some(name.trim().to_owned())),
        None => (tree, None),
    };
    let mut path: Segments = prefix
        .iter()
        .cloned()
        .chain(path.split("::").map(|part| part.trim().to_owned()))
        .collect();
    if path.len() > 1 && path.last().is_some_and(|last| last == "self") {
        path.pop();
    }
    let name = name.or_else(|| path.last().cloned()).unwrap_or_default();
    leaves.push((path, name));
}

/// Paths of more than one segment anywhere in the code. Macros are ignored, because the module tree does not contain
/// them.
fn inline(text: &str) -> impl Iterator<Item = Segments> {
    let is_part = |sign: char| sign.is_alphanumeric() || matches!(sign, '_' | ':' | '!');
    let words = text.split(move |sign| !is_part(sign));
    let paths = words.filter(|word| word.contains("::") && !word.ends_with('!'));
    let paths = paths.map(|path| {
        let segments = path.trim_start_matches('!').split("::");
        let segments = segments.filter(|part| !part.is_empty());
        segments.map(str::to_owned).collect::<Segments>()
    });
    paths.filter(|segments| segments.len() > 1)
}

/// The path below the root of the crate; `None` if it leads into another crate.
fn absolute(
    here: &[String],
    path: &[String],
    modules: &BTreeMap<Segments, &str>,
) -> Option<Segments> {
    let mut at = here.to_vec();
    let mut rest = path;
    match path.first()?.as_str() {
        "crate" => {
            at.clear();
            rest = &rest[1..];
        }
        "self" | "super" => {
            while let Some(first) = rest
                .first()
                .filter(|part| matches!(part.as_str(), "self" | "super"))
            {
                if first == "super" {
                    at.pop();
                }
                rest = &rest[1..];
            }
        }
        child => {
            let child = [here, &[child.to_owned()]].concat();
            modules.get(&child)?;
        }
    }
    at.extend_from_slice(rest);
    Some(at)
}

/// The file that defines the last item of a path, after all re-exports.
fn home<'m>(
    mut path: Segments,
    modules: &BTreeMap<Segments, &'m str>,
    exported: &BTreeMap<Segments, Segments>,
) -> Option<&'m str> {
    for _ in 0..8 {
        let known = (0..=path.len())
            .rev()
            .find(|len| modules.contains_key(&path[..*len]))?;
        match path.get(..=known).and_then(|name| exported.get(name)) {
            Some(target) => path = [target, &path[known + 1..]].concat(),
            None => return modules.get(&path[..known]).copied(),
        }
    }
    None
}
