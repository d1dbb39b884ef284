//! What the source of this API keeps to.

use crate::app::tests::sources;
use std::fs;
use std::path::Path;

/// Lines that the body of a handler may have: extract, one call, one view. What counts is every line between its braces
/// that is neither blank nor a comment.
const MAX_HANDLER_LINES: usize = 15;

/// Every handler of a file, by name, with the lines of its body. `rustfmt` puts the brace that opens a body at the end of
/// a line and the one that closes it at the beginning of one.
fn handlers(source: &str) -> Vec<(String, usize)> {
    let described = source.split("#[utoipa::path(").skip(1);
    described
        .map(|rest| {
            let (_, from_name) = rest.split_once(" fn ").unwrap();
            let (name, _) = from_name.split_once('(').unwrap();
            let (_, body) = from_name.split_once(" {\n").unwrap();
            let (body, _) = body.split_once("\n}\n").unwrap();
            let counts = |line: &&str| !line.trim().is_empty() && !line.trim().starts_with("//");
            (name.to_owned(), body.lines().filter(counts).count())
        })
        .collect()
}

#[test]
fn handlers_are_short() {
    let api = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/http/v1");
    let files = sources(&api);
    let mut count = 0;
    let mut long = Vec::new();
    for file in files.iter().filter(|file| !file.ends_with("tests.rs")) {
        for (name, lines) in handlers(&fs::read_to_string(file).unwrap()) {
            count += 1;
            if lines > MAX_HANDLER_LINES {
                long.push(format!("{}: {name} has {lines} lines", file.display()));
            }
        }
    }
    assert!(count >= 40, "only {count} handlers were found");
    assert!(
        long.is_empty(),
        "move their work into a room:\n{}",
        long.join("\n")
    );
}
