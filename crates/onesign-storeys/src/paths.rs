//! The paths in code: of `use` items and of expressions, and the files that they lead to.

use std::collections::BTreeMap;

/// A path as segments, relative to the root of the crate if it is absolute.
pub(crate) type Segments = Vec<String>;

/// `asn1/oid.rs` as `asn1::oid`, `asn1/mod.rs` as `asn1`, `lib.rs` as nothing.
pub(crate) fn module(file: &str) -> Segments {
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

/// A `use` item: its paths, each with the name that it introduces.
pub(crate) struct Used {
    pub(crate) is_public: bool,
    pub(crate) leaves: Vec<(Segments, String)>,
}

pub(crate) fn uses(text: &str) -> impl Iterator<Item = Used> {
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
pub(crate) fn inline(text: &str) -> impl Iterator<Item = Segments> {
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
pub(crate) fn absolute(
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
pub(crate) fn home<'m>(
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
