//! Files that the tests read in place.

use std::path::PathBuf;

/// A folder of the development corpus, if there is one.
pub fn folder(name: &str) -> Option<PathBuf> {
    let beside = PathBuf::from(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/corpus"
    ));
    let corpus = std::env::var_os("ONESIGN_CORPUS").map_or(beside, PathBuf::from);
    Some(corpus.join(name)).filter(|folder| folder.is_dir())
}
