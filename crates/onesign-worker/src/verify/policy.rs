//! Policies in files: the one that a command line names, and that of an instance, which may change while it runs.

use onesign_pades::trust::TrustPolicy;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Reads a policy; the files that it names stand beside it.
///
/// # Errors
/// What is in the way, in words.
pub(super) fn read(path: &Path) -> Result<TrustPolicy, String> {
    Reading::of(path).policy
}

/// The bytes of a regular file, or what is in the way.
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

/// What tells one state of a file from another without reading it: where it lies, how long it is, when it was written.
/// `None` if it is not there.
type Mark = Option<(u64, u64, i64, i64)>;

fn mark(path: &Path) -> Mark {
    let about = std::fs::metadata(path).ok()?;
    Some((about.ino(), about.len(), about.mtime(), about.mtime_nsec()))
}

/// A policy as it was read, and from what.
struct Reading {
    policy: Result<TrustPolicy, String>,
    files: Vec<(PathBuf, Mark)>,
}

impl Reading {
    fn of(path: &Path) -> Self {
        // Marked before it is read: what changes meanwhile is read again the next time.
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

/// The policy of an instance (`ONESIGN_VERIFY_POLICY`). When its file, or one that it names, was changed, it is read
/// again before it is used; one that can't be read then leaves the one before in force.
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
    /// What is in the way, in words.
    pub fn open(path: &Path) -> Result<Self, String> {
        let Reading { policy, files } = Reading::of(path);
        let policy = Arc::new(policy?);
        Ok(Self {
            path: path.to_owned(),
            held: Mutex::new(Held { files, policy }),
        })
    }

    /// The policy as it is now. Reads files if they were changed, so not for threads that serve requests.
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
    fn what_is_no_file_is_said_so() {
        let read = |path: &str| regular_file(Path::new(path));
        assert!(read("/").unwrap_err().contains("directory"));
        assert!(read("/dev/null").unwrap_err().contains("regular"));
        assert!(read("/no/such/file").is_err());
    }
}
