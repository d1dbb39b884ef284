//! Files that hold a secret: created atomically, once, and readable by their owner only.

use super::KeyError;
use std::fs::{File, OpenOptions, Permissions};
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;
use uuid::Uuid;
use zeroize::Zeroizing;

/// Longest secret file to read, in bytes. Keys and certificates are far smaller.
const LONGEST: u64 = 1 << 20;

/// The content of the secret file at `path`. If there is none, `make` provides it, and it is written with mode 0400.
/// If several processes start at once, all of them get the content from the first one.
///
/// # Errors
/// [`KeyError::Exposed`] when others may read or change the file, [`KeyError::File`] when the system refuses, and
/// the errors of `make`.
pub fn secret_file(
    path: &Path,
    make: impl FnOnce() -> Result<Zeroizing<Vec<u8>>, KeyError>,
) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    match read(path) {
        Err(KeyError::File { source, .. }) if source.kind() == ErrorKind::NotFound => {}
        found => return found,
    }
    publish(path, &make()?).map_err(|source| KeyError::File {
        path: path.to_owned(),
        source,
    })?;
    read(path)
}

/// Replaces the secret file at `path`, with mode 0400. A concurrent reader gets the old or the new content, and so
/// does a reader after a crash.
///
/// # Errors
/// [`KeyError::File`] when the system refuses.
pub fn replace_secret_file(path: &Path, content: &[u8]) -> Result<(), KeyError> {
    let dir = path.parent().unwrap_or(Path::new("."));
    let draft = dir.join(format!(".{}.new", Uuid::now_v7()));
    let replace = || {
        write_private(&draft, content)?;
        std::fs::rename(&draft, path)?;
        File::open(dir)?.sync_all()
    };
    replace().map_err(|source| {
        let _ = std::fs::remove_file(&draft);
        KeyError::File {
            path: path.to_owned(),
            source,
        }
    })
}

/// Waits until no other process or thread holds this lock of a directory, and holds it until the file is dropped.
///
/// # Errors
/// [`KeyError::File`] when the system refuses.
pub fn lock_directory(dir: &Path) -> Result<File, KeyError> {
    let lock = || {
        let file = File::open(dir)?;
        file.lock()?;
        Ok(file)
    };
    lock().map_err(|source| KeyError::File {
        path: dir.to_owned(),
        source,
    })
}

fn read(path: &Path) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    let failed = |source| KeyError::File {
        path: path.to_owned(),
        source,
    };
    let file = File::open(path).map_err(failed)?;
    let metadata = file.metadata().map_err(failed)?;
    if metadata.permissions().mode() & 0o077 != 0 {
        return Err(KeyError::Exposed(path.to_owned()));
    }
    let mut content = Zeroizing::new(Vec::with_capacity(4096));
    file.take(LONGEST)
        .read_to_end(&mut content)
        .map_err(failed)?;
    Ok(content)
}

/// Writes a private file and links it to its name: the link fails if the name is taken, and nobody ever reads half a
/// key.
fn publish(path: &Path, content: &[u8]) -> std::io::Result<()> {
    let dir = path.parent().unwrap_or(Path::new("."));
    let draft = dir.join(format!(".{}.new", Uuid::now_v7()));
    let linked =
        write_private(&draft, content).and_then(|()| match std::fs::hard_link(&draft, path) {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error),
            _ => Ok(()),
        });
    std::fs::remove_file(&draft)?;
    linked?;
    File::open(dir)?.sync_all()
}

fn write_private(path: &Path, content: &[u8]) -> std::io::Result<()> {
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)?;
    file.write_all(content)?;
    file.set_permissions(Permissions::from_mode(0o400))?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_file_is_replaced_as_a_whole_and_stays_private() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("seal.json");
        let made = secret_file(&path, || Ok(Zeroizing::new(vec![1; 8]))).unwrap();
        assert_eq!(*made, [1; 8]);
        let lock = lock_directory(dir.path()).unwrap();
        assert!(File::open(dir.path()).unwrap().try_lock().is_err());
        drop(lock);
        replace_secret_file(&path, &[2; 4]).unwrap();
        let found = secret_file(&path, || Err(KeyError::NoRandomness)).unwrap();
        assert_eq!(*found, [2; 4]);
        let mode = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o400);
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
        assert!(replace_secret_file(&dir.path().join("absent/seal.json"), &[3]).is_err());
    }

    #[test]
    fn sixteen_starters_agree_on_one_key_and_leave_no_drafts() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("seal.key");
        let made: Vec<Vec<u8>> = std::thread::scope(|scope| {
            let workers: Vec<_> = (0..16u8)
                .map(|n| {
                    let path = &path;
                    scope.spawn(move || {
                        secret_file(path, || Ok(Zeroizing::new(vec![n; 8])))
                            .unwrap()
                            .to_vec()
                    })
                })
                .collect();
            workers.into_iter().map(|w| w.join().unwrap()).collect()
        });
        assert!(made.iter().all(|m| m == &made[0]));
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
    }
}
