//! Rules for the source of this crate.

use std::fs;
use std::path::Path;

/// The rooms that may read as the software itself: jobs, authentication until it knows the actor, and the commands of
/// the operator of the machine.
const ROOMS: [&str; 3] = ["auth", "cli", "jobs"];

fn offenders(below: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(below).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            offenders(&path, found);
        } else if fs::read_to_string(&path).is_ok_and(|s| s.contains("Viewer::System")) {
            found.push(path.display().to_string());
        }
    }
}

#[test]
fn no_other_room_reads_as_the_software_itself() {
    let house = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    for entry in fs::read_dir(&house).unwrap() {
        let path = entry.unwrap().path();
        let is_one = ROOMS.iter().any(|room| path.ends_with(room));
        if path.is_dir() && !is_one {
            offenders(&path, &mut found);
        } else if fs::read_to_string(&path).is_ok_and(|s| s.contains("Viewer::System")) {
            found.push(path.display().to_string());
        }
    }
    assert!(
        found.is_empty(),
        "give these the viewer of whoever asks: {found:?}"
    );
}
