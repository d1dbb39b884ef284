//! The rooms of this crate: a room imports only rooms before it. Tests inside the sources may import anything.

use onesign_storeys::Crate;

/// The rooms, lowest first.
const ROOMS: [&str; 19] = [
    "clock",
    "config",
    "problem",
    "net",
    "limits",
    "printable",
    "mail",
    "sealing",
    "notices",
    "auth",
    "documents",
    "ceremony",
    "verification",
    "jobs",
    "http",
    "app",
    "client",
    "server",
    "cli",
];

fn sources() -> Crate {
    Crate::read(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn a_room_imports_only_rooms_before_it() {
    let sources = sources();
    assert!(sources.edges().len() > 100, "the imports were found");
    assert_eq!(sources.faults(&ROOMS), Vec::<String>::new());
}

#[test]
fn an_import_against_the_order_is_found() {
    let mut sources = sources();
    let planted = ("limits/planted.rs", "use crate::http::extract::Json;");
    sources.files.insert(planted.0.into(), planted.1.into());
    assert_eq!(
        sources.faults(&ROOMS),
        ["limits/planted.rs imports http/extract.rs"]
    );
}
