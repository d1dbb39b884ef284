//! Trust policies in files: that of a command line, and that of an instance, which may change while the server runs.

use onesign_pades::trust::TrustPolicy;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Reads a policy; the files that it names are relative to its directory.
///
/// # Errors
/// A message that says what is wrong with a file.
pub(super) fn read(path: &Path) -> Result<TrustPolicy, String> {
    Reading::of(path).policy
}

/// The bytes of a regular file, or a message that says what is wrong with it.
pub fn regular_file(path: &Path) -> Result<Vec<u8>, String> {
    let about = std::fs::metadata(path).map_err(|error| error.to_string())?;
    if about.is_dir() {
        return Err("this is a directory; name the files in it".into());
    }
    if !about.is_file() {
        return Err("this is not a regular file".into());
    }
    std::fs::read(path).map_err(|error| error.to_string())
}

/// The identity of a file's state, without reading it: inode, length, and modification time. `None` if the file does
/// not exist.
type Mark = Option<(u64, u64, i64, i64)>;

fn mark(path: &Path) -> Mark {
    let about = std::fs::metadata(path).ok()?;
    Some((about.ino(), about.len(), about.mtime(), about.mtime_nsec()))
}

/// A policy, and the files that it was read from.
struct Reading {
    policy: Result<TrustPolicy, String>,
    files: Vec<(PathBuf, Mark)>,
}

impl Reading {
    fn of(path: &Path) -> Self {
        // The mark precedes the read: a change in between causes another read the next time.
        let mut files = vec![(path.to_owned(), mark(path))];
        let folder = path.parent().unwrap_or(Path::new(""));
        let named = |name: &str| {
            let file = folder.join(name);
            files.push((file.clone(), mark(&file)));
            regular_file(&file)
        };
        let policy = regular_file(path).and_then(|bytes| {
            let text = String::from_utf8(bytes).map_err(|_| "this is not text".to_owned())?;
            TrustPolicy::from_toml(&text, named).map_err(|error| error.to_string())
        });
        Self { policy, files }
    }
}

fn is_outdated(files: &[(PathBuf, Mark)]) -> bool {
    files.iter().any(|(path, seen)| mark(path) != *seen)
}

/// The policy of an instance (`ONESIGN_VERIFY_POLICY`). If its file, or a file that it names, has changed, the server
/// reads it again before using it; if that fails, the previous policy stays in force.
pub struct KeptPolicy {
    path: PathBuf,
    held: Mutex<Held>,
}

struct Held {
    files: Vec<(PathBuf, Mark)>,
    policy: Arc<TrustPolicy>,
}

impl KeptPolicy {
    /// Reads it for the first time.
    ///
    /// # Errors
    /// A message that says what is wrong with a file.
    pub fn open(path: &Path) -> Result<Self, String> {
        let Reading { policy, files } = Reading::of(path);
        let policy = Arc::new(policy?);
        Ok(Self {
            path: path.to_owned(),
            held: Mutex::new(Held { files, policy }),
        })
    }

    /// The current policy. It may read files, so don't call it on threads that serve requests.
    pub fn current(&self) -> Arc<TrustPolicy> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if is_outdated(&held.files) {
            let Reading { policy, files } = Reading::of(&self.path);
            held.files = files;
            match policy {
                Ok(policy) => held.policy = Arc::new(policy),
                Err(problem) => tracing::warn!(
                    path = %self.path.display(),
                    problem,
                    "ONESIGN_VERIFY_POLICY was changed and can't be read; the previous policy stays in force"
                ),
            }
        }
        Arc::clone(&held.policy)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_that_is_not_a_file_gets_a_clear_error() {
        let read = |path: &str| regular_file(Path::new(path));
        assert!(read("/").unwrap_err().contains("directory"));
        assert!(read("/dev/null").unwrap_err().contains("regular"));
        assert!(read("/no/such/file").is_err());
    }
}
