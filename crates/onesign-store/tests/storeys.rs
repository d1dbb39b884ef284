//! The storeys of this crate: a module at its top imports only modules before it. Tests inside the sources may import
//! anything.

use onesign_storeys::Crate;

/// The modules at the top of the crate, lowest first.
const STOREYS: [&str; 34] = [
    "rows",
    "words",
    "background",
    "clock",
    "condition",
    "driver",
    "keys",
    "value_cipher",
    "keyring",
    "config",
    "blobs",
    "apart",
    "error",
    "lock",
    "engine",
    "roles",
    "migrations",
    "subject_keys",
    "order",
    "known",
    "identity",
    "store",
    "existing",
    "database",
    "queue",
    "rates",
    "orphans",
    "read",
    "notices",
    "link_secrets",
    "outbox",
    "write",
    "health",
    "open",
];

fn sources() -> Crate {
    Crate::read(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn a_module_imports_only_modules_before_it() {
    assert_eq!(sources().faults(&STOREYS), Vec::<String>::new());
}

#[test]
fn an_import_against_the_order_is_found() {
    let mut sources = sources();
    let planted = ("engine/planted.rs", "use crate::{Error, Store};");
    sources.files.insert(planted.0.into(), planted.1.into());
    let faults = sources.faults(&STOREYS);
    assert_eq!(faults, ["engine/planted.rs imports store.rs"]);
}
