//! The corpus and its manifest.

use std::path::PathBuf;

/// A file of the corpus.
pub struct Entry {
    /// Path within the corpus.
    pub path: String,
    /// The required answer of intake: see the description of the corpus.
    pub must: String,
    /// The password, for files that need one.
    pub password: Option<String>,
    /// Where the file is.
    pub file: PathBuf,
}

impl Entry {
    pub fn bytes(&self) -> Vec<u8> {
        std::fs::read(&self.file).unwrap()
    }

    /// The features that intake must report, as removal codes.
    pub fn features(&self) -> Vec<String> {
        let listed = self.must.strip_prefix("sanitise:").unwrap_or_default();
        listed
            .split(',')
            .filter(|word| !word.is_empty())
            .map(|word| word.replace('-', "_"))
            .collect()
    }
}

/// The entries below the given folders; `None`, with a message, if there is no corpus.
pub fn entries(folders: &[&str]) -> Option<Vec<Entry>> {
    let root = std::env::var_os("ONESIGN_CORPUS").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus"),
        PathBuf::from,
    );
    let Ok(manifest) = std::fs::read_to_string(root.join("manifest.tsv")) else {
        println!("skipped: no corpus at {}", root.display());
        return None;
    };
    let mut lines = manifest.lines();
    let header: Vec<&str> = lines.next()?.split('\t').collect();
    let column = |name: &str| header.iter().position(|word| *word == name);
    let (path, must, expected) = (column("path")?, column("must")?, column("expected")?);
    let entries = lines.filter_map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        let name = *cells.get(path)?;
        let folder = name.split('/').next()?;
        folders.contains(&folder).then(|| Entry {
            path: name.to_owned(),
            must: cells[must].to_owned(),
            password: cells[expected]
                .strip_prefix("password: ")
                .map(str::to_owned),
            file: root.join(name),
        })
    });
    Some(entries.collect())
}
