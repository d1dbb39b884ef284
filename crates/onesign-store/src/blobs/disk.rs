//! Blobs as files: written aside, synced, renamed, and the directory synced too.

use super::cipher::{self, Encryptor};
use super::folders::{files_below, make_dir, private_file, sync_dir};
use super::{Blob, BlobError, BlobName, Blobs, Content, Stored};
use crate::condition::{Condition, Trouble};
use crate::keys::SecretKey;
use async_trait::async_trait;
use bytes::Bytes;
use std::fs::{self, File};
use std::io::{self, BufWriter, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use uuid::Uuid;

/// The folder for unfinished files. No blob name begins with a dot.
const DRAFTS: &str = ".drafts";

/// Size of the test file that checks whether the disk accepts writes, in bytes.
const PROBE: usize = 256 * 1024;

/// The folder for orphans, each under its own name. No blob name begins with a dot.
const QUARANTINE: &str = ".quarantine";

/// How long an unfinished file must be unchanged before it is removed.
const GRACE: Duration = Duration::from_secs(3600);

/// Encrypted blobs in a directory that belongs to this process alone (0700, files 0600).
#[derive(Clone)]
pub(crate) struct Disk {
    dir: Arc<Path>,
    key: SecretKey,
    condition: Arc<Condition>,
}

impl Disk {
    /// Opens the directory, made if absent. `condition` records whether reads and writes succeed.
    pub(crate) fn open(
        dir: &Path,
        key: SecretKey,
        condition: Arc<Condition>,
    ) -> Result<Self, BlobError> {
        make_dir(&dir.join(DRAFTS))?;
        Ok(Self {
            dir: dir.into(),
            key,
            condition,
        })
    }

    /// Writes, syncs and removes a file large enough to detect that there is no room for a blob.
    pub(crate) async fn try_write(&self) -> Result<(), BlobError> {
        let disk = self.clone();
        self.noted(move || {
            let draft = disk.dir.join(DRAFTS).join(Uuid::now_v7().to_string());
            let written = private_file(&draft).and_then(|mut file| {
                file.write_all(&vec![0; PROBE])?;
                file.sync_all()
            });
            let removed = fs::remove_file(&draft);
            written?;
            removed?;
            sync_dir(&disk.dir.join(DRAFTS))?;
            disk.condition.works();
            Ok(())
        })
        .await
    }

    /// Runs work that waits for the disk, and notes whether the disk refuses it.
    async fn noted<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, BlobError> + Send + 'static,
    ) -> Result<T, BlobError> {
        blocking(work).await.inspect_err(|error| {
            if let BlobError::Storage(error) = error {
                self.condition.failed(Trouble::of_io(error));
            }
        })
    }

    /// The directory.
    pub(crate) fn dir(&self) -> &Path {
        &self.dir
    }

    /// Whether there is any folder of an envelope.
    pub(crate) fn holds_documents(&self) -> Result<bool, BlobError> {
        Ok(!self.envelopes()?.is_empty())
    }

    /// The envelopes that have a folder, and whether it contains the document that people sign.
    pub(crate) fn envelopes(&self) -> Result<Vec<(Uuid, bool)>, BlobError> {
        let folders = match fs::read_dir(self.dir.join("envelopes")) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            folders => folders?,
        };
        let mut found = Vec::new();
        for folder in folders {
            let folder = folder?;
            let name = folder.file_name();
            if let Some(id) = name.to_str().and_then(|name| name.parse().ok()) {
                found.push((id, folder.path().join("normalised").is_file()));
            }
        }
        Ok(found)
    }

    fn quarantined(&self, name: &BlobName) -> PathBuf {
        self.dir.join(QUARANTINE).join(name.as_str())
    }

    /// Moves a file and syncs, so that the move survives a power cut; false if there is no file.
    fn rename(from: &Path, to: &Path) -> Result<bool, BlobError> {
        let parent = |path: &Path| path.parent().unwrap_or(Path::new(".")).to_owned();
        if !from.is_file() {
            return Ok(false);
        }
        make_dir(&parent(to))?;
        match fs::rename(from, to) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
            renamed => renamed?,
        }
        sync_dir(&parent(to))?;
        sync_dir(&parent(from))?;
        Ok(true)
    }

    /// The file of a blob. A blob in quarantine is taken back first: a reader asks for it, so it is not an orphan.
    fn file(&self, name: &BlobName) -> Result<File, BlobError> {
        match File::open(self.path(name)).map_err(absent) {
            Err(BlobError::NotFound) => {}
            opened => return opened,
        }
        if !Self::rename(&self.quarantined(name), &self.path(name))? {
            return Err(BlobError::NotFound);
        }
        tracing::warn!(blob = %name, "a blob was taken back from quarantine");
        File::open(self.path(name)).map_err(absent)
    }

    /// Removes unfinished files without a writer: older than `grace`, and not locked.
    #[allow(
        clippy::disallowed_methods,
        reason = "the file system dates files by the clock of the machine"
    )]
    fn remove_drafts(&self, grace: Duration) -> io::Result<u64> {
        let mut removed = 0;
        for path in files_below(&self.dir.join(DRAFTS))? {
            let file = match File::open(&path) {
                Err(error) if error.kind() == ErrorKind::NotFound => continue,
                opened => opened?,
            };
            let age = SystemTime::now().duration_since(file.metadata()?.modified()?);
            if age.unwrap_or_default() >= grace && file.try_lock().is_ok() {
                fs::remove_file(&path)?;
                removed += 1;
            }
        }
        Ok(removed)
    }

    fn path(&self, name: &BlobName) -> PathBuf {
        self.dir.join(name.as_str())
    }

    fn write(
        &self,
        name: &BlobName,
        fill: impl FnOnce(&mut Draft) -> Result<(), BlobError>,
    ) -> Result<Stored, BlobError> {
        let draft = self.dir.join(DRAFTS).join(Uuid::now_v7().to_string());
        let written = self.write_draft(&draft, name, fill).and_then(|stored| {
            let path = self.path(name);
            let parent = path.parent().unwrap_or(&self.dir);
            make_dir(parent)?;
            fs::rename(&draft, &path)?;
            // Up to the top, even if the folders exist: their creator may not have synced them.
            for folder in parent.ancestors().take_while(|f| f.starts_with(&self.dir)) {
                sync_dir(folder)?;
            }
            self.condition.works();
            Ok(stored)
        });
        if written.is_err() {
            // If this also fails, the sweep of drafts removes it later.
            let _ = fs::remove_file(&draft);
        }
        written
    }

    fn write_draft(
        &self,
        draft: &Path,
        name: &BlobName,
        fill: impl FnOnce(&mut Draft) -> Result<(), BlobError>,
    ) -> Result<Stored, BlobError> {
        let file = private_file(draft)?;
        // Marks the draft as being written for as long as the file is open.
        let _ = file.try_lock();
        let out = BufWriter::with_capacity(256 * 1024, file);
        let mut encryptor = Encryptor::new(&self.key, name, out)?;
        fill(&mut encryptor)?;
        let (stored, mut out) = encryptor.finish()?;
        out.flush()?;
        out.get_ref().sync_all()?;
        Ok(stored)
    }

    fn read(&self, name: &BlobName) -> Result<Blob, BlobError> {
        let file = self.file(name)?;
        if file.metadata()?.is_dir() {
            return Err(BlobError::NotFound);
        }
        Blob::open(file, &self.key, name)
    }
}

/// A file that is being encrypted.
type Draft = Encryptor<BufWriter<File>>;

impl std::fmt::Debug for Disk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Disk")
            .field("dir", &self.dir)
            .finish_non_exhaustive()
    }
}

#[async_trait]
impl Blobs for Disk {
    async fn put(&self, name: &BlobName, content: Bytes) -> Result<Stored, BlobError> {
        let (disk, name) = (self.clone(), name.clone());
        self.noted(move || disk.write(&name, |draft| Ok(draft.update(&content)?)))
            .await
    }

    async fn put_content(&self, name: &BlobName, content: Content) -> Result<Stored, BlobError> {
        let (disk, name) = (self.clone(), name.clone());
        self.noted(move || {
            disk.write(&name, |draft| {
                content.pieces(|piece| Ok::<_, BlobError>(draft.update(piece)?))
            })
        })
        .await
    }

    async fn put_extended(
        &self,
        name: &BlobName,
        base: &BlobName,
        tail: Bytes,
    ) -> Result<Stored, BlobError> {
        let (disk, name, base) = (self.clone(), name.clone(), base.clone());
        self.noted(move || {
            let base = disk.read(&base)?;
            disk.write(&name, |draft| {
                base.pieces(|piece| Ok::<_, BlobError>(draft.update(piece)?))?;
                Ok(draft.update(&tail)?)
            })
        })
        .await
    }

    async fn open(&self, name: &BlobName) -> Result<Blob, BlobError> {
        let (disk, name) = (self.clone(), name.clone());
        self.noted(move || disk.read(&name)).await
    }

    async fn get(&self, name: &BlobName) -> Result<Bytes, BlobError> {
        let (disk, name) = (self.clone(), name.clone());
        self.noted(move || {
            let mut sealed = Vec::new();
            disk.file(&name)?.read_to_end(&mut sealed).map_err(absent)?;
            Ok(Bytes::from(cipher::decrypt(&disk.key, &name, sealed)?))
        })
        .await
    }

    async fn delete(&self, name: &BlobName) -> Result<(), BlobError> {
        let path = self.path(name);
        self.noted(move || match fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        })
        .await
    }

    async fn list(&self) -> Result<Vec<BlobName>, BlobError> {
        let dir = Arc::clone(&self.dir);
        self.noted(move || {
            Ok(blobs_below(&dir)?
                .into_iter()
                .map(|(_, name)| name)
                .collect())
        })
        .await
    }

    async fn sizes(&self, folder: &BlobName) -> Result<Vec<(BlobName, u64)>, BlobError> {
        let (disk, folder) = (self.clone(), folder.clone());
        self.noted(move || {
            let folder = disk.path(&folder);
            if !folder.is_dir() {
                return Ok(Vec::new());
            }
            let mut sizes = Vec::new();
            for path in files_below(&folder)? {
                let name = path.strip_prefix(&disk.dir).ok().and_then(Path::to_str);
                if let Some(name) = name.and_then(|name| name.parse().ok()) {
                    sizes.push((name, fs::metadata(&path)?.len()));
                }
            }
            Ok(sizes)
        })
        .await
    }

    async fn quarantine(&self, name: &BlobName) -> Result<(), BlobError> {
        let (from, to) = (self.path(name), self.quarantined(name));
        self.noted(move || Self::rename(&from, &to).map(drop)).await
    }

    async fn take_back(&self, name: &BlobName) -> Result<(), BlobError> {
        let (from, to) = (self.quarantined(name), self.path(name));
        self.noted(move || match to.is_file() {
            // Another call has put the same name in the meantime.
            true => Ok(()),
            false => Self::rename(&from, &to).map(drop),
        })
        .await
    }

    async fn purge(&self, name: &BlobName) -> Result<(), BlobError> {
        let path = self.quarantined(name);
        self.noted(move || match fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        })
        .await
    }

    async fn sweep_drafts(&self) -> Result<u64, BlobError> {
        let disk = self.clone();
        self.noted(move || Ok(disk.remove_drafts(GRACE)?)).await
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, BlobError> + Send + 'static,
) -> Result<T, BlobError> {
    match crate::background(work).await {
        Ok(result) => result,
        Err(stopped) => Err(BlobError::Storage(io::Error::other(stopped))),
    }
}

fn absent(error: io::Error) -> BlobError {
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::IsADirectory => {
            BlobError::NotFound
        }
        _ => BlobError::Storage(error),
    }
}

/// Every file whose path below `dir` is the name of a blob; this excludes drafts and foreign files.
fn blobs_below(dir: &Path) -> io::Result<Vec<(PathBuf, BlobName)>> {
    let named = |path: PathBuf| {
        let name = path.strip_prefix(dir).ok()?.to_str()?.parse().ok()?;
        Some((path, name))
    };
    Ok(files_below(dir)?.into_iter().filter_map(named).collect())
}

#[cfg(test)]
mod tests;
