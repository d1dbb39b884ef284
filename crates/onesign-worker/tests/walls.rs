//! The dependencies of the proof and of the verifying program: no server and no database.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::process::Command;

/// Crates that serve, store or make network requests.
const SERVER: [&str; 12] = [
    "axum",
    "hyper",
    "libsqlite3-sys",
    "mio",
    "onesign",
    "onesign-store",
    "reqwest",
    "rustls",
    "sea-orm",
    "sqlx",
    "sqlx-core",
    "tokio",
];

/// The names of the crates in a crate's build, with its default features alone.
fn parts(of: &str) -> Vec<String> {
    let output = Command::new(env!("CARGO"))
        .args([
            "tree",
            "--locked",
            "--offline",
            "--edges",
            "normal,build",
            "--prefix",
            "none",
            "--format",
            "{p}",
        ])
        .args(["--package", of])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let lines = String::from_utf8(output.stdout).unwrap();
    let names = lines.lines().filter_map(|line| line.split(' ').next());
    names.map(str::to_owned).collect()
}

#[test]
fn the_proof_and_its_program_contain_no_server() {
    for package in ["onesign-evidence", "onesign-worker"] {
        let parts = parts(package);
        assert!(
            parts.iter().any(|part| part == "onesign-pades"),
            "{parts:?}"
        );
        let found: Vec<_> = parts
            .iter()
            .filter(|part| SERVER.contains(&part.as_str()))
            .collect();
        assert!(found.is_empty(), "{package}: {found:?}");
    }
}
