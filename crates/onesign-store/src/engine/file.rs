//! Checks that the open file of an embedded database is still at its path.
//!
//! A process keeps a file open even if someone else removes or replaces it. Everything that it then writes is
//! acknowledged, and lost when it ends.

use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// The identity of a file when it was opened.
pub(super) struct OpenFile {
    path: PathBuf,
    /// Device and number of the file.
    identity: (u64, u64),
}

impl OpenFile {
    pub(super) fn of(path: &Path) -> io::Result<Self> {
        Ok(Self {
            path: path.to_owned(),
            identity: identity(path)?,
        })
    }

    /// Refuses a path that now leads to another file, or to none.
    ///
    /// # Errors
    /// The system's error for the path, or that it is another file.
    pub(super) fn check(&self) -> io::Result<()> {
        if identity(&self.path)? == self.identity {
            return Ok(());
        }
        Err(io::Error::other(
            "the database file was replaced while the server was running: stop the server, put the right file back, and start it",
        ))
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }
}

fn identity(path: &Path) -> io::Result<(u64, u64)> {
    let file = std::fs::metadata(path)?;
    Ok((file.dev(), file.ino()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_removed_or_replaced_file_is_detected() {
        let dir = tempfile::tempdir().unwrap();
        let (path, aside) = (dir.path().join("a.db"), dir.path().join("b.db"));
        std::fs::write(&path, "a").unwrap();
        let open = OpenFile::of(&path).unwrap();
        open.check().unwrap();
        std::fs::rename(&path, &aside).unwrap();
        assert_eq!(open.check().unwrap_err().kind(), io::ErrorKind::NotFound);
        std::fs::write(&path, "a").unwrap();
        assert!(open.check().is_err());
        std::fs::rename(&aside, &path).unwrap();
        open.check().unwrap();
    }
}
