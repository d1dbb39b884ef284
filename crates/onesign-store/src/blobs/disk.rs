//! Blobs as files: written aside, synced, renamed, and the directory synced too.

use super::seal::{self, Sealer};
use super::{Blob, BlobError, BlobName, Blobs, Stored, Swept};
use crate::health::{Condition, Trouble};
use crate::keys::SecretKey;
use async_trait::async_trait;
use bytes::Bytes;
use std::collections::HashSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use uuid::Uuid;

/// The folder for unfinished files. No blob name begins with a dot.
const DRAFTS: &str = ".drafts";

/// Bytes of the file that is written to try the disk out.
const PROBE: usize = 256 * 1024;

/// How old a file that nothing names must be before it is swept.
const GRACE: Duration = Duration::from_secs(3600);

/// Sealed blobs in a directory that belongs to this process alone (0700, files 0600).
#[derive(Clone)]
pub(crate) struct Disk {
    dir: Arc<Path>,
    key: SecretKey,
    condition: Arc<Condition>,
}

impl Disk {
    /// Opens the directory, made if absent. How reading and writing goes is noted in `condition`.
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

    /// Writes, syncs and removes a file large enough to find out that there is no room for a blob.
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

    /// Runs work that waits for the disk, and notes if the disk refuses it.
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

    async fn sweep_older_than(
        &self,
        known: HashSet<BlobName>,
        grace: Duration,
    ) -> Result<Swept, BlobError> {
        let dir = Arc::clone(&self.dir);
        blocking(move || {
            let mut swept = Swept::default();
            for path in files_below(&dir.join(DRAFTS))? {
                swept.drafts += u64::from(remove_if_older(&path, grace)?);
            }
            for (path, name) in blobs_below(&dir)? {
                if !known.contains(&name) {
                    swept.orphans += u64::from(remove_if_older(&path, grace)?);
                }
            }
            Ok(swept)
        })
        .await
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
            // Up to the top, even if the folders were there: who made them may have failed, or not come, to sync them.
            for folder in parent.ancestors().take_while(|f| f.starts_with(&self.dir)) {
                sync_dir(folder)?;
            }
            self.condition.works();
            Ok(stored)
        });
        if written.is_err() {
            // The sweep gets it if this fails as well.
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
        let out = BufWriter::with_capacity(256 * 1024, private_file(draft)?);
        let mut sealer = Sealer::new(&self.key, name, out)?;
        fill(&mut sealer)?;
        let (stored, mut out) = sealer.finish()?;
        out.flush()?;
        out.get_ref().sync_all()?;
        Ok(stored)
    }

    fn read(&self, name: &BlobName) -> Result<Blob, BlobError> {
        let file = File::open(self.path(name)).map_err(absent)?;
        if file.metadata()?.is_dir() {
            return Err(BlobError::NotFound);
        }
        Blob::open(file, &self.key, name)
    }
}

/// A file that is being sealed.
type Draft = Sealer<BufWriter<File>>;

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
            let sealed = fs::read(disk.path(&name)).map_err(absent)?;
            Ok(Bytes::from(seal::open(&disk.key, &name, sealed)?))
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

    async fn sweep(&self, known: HashSet<BlobName>) -> Result<Swept, BlobError> {
        self.sweep_older_than(known, GRACE).await
    }
}

fn private_file(path: &Path) -> io::Result<File> {
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
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

/// Makes a directory and its parents, each synced into the one above so that it survives a power cut.
fn make_dir(dir: &Path) -> io::Result<()> {
    if dir.is_dir() {
        return Ok(());
    }
    let parent = dir
        .parent()
        .filter(|p| !p.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    make_dir(parent)?;
    match fs::DirBuilder::new().mode(0o700).create(dir) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error),
        _ => sync_dir(parent),
    }
}

fn sync_dir(dir: &Path) -> io::Result<()> {
    File::open(dir)?.sync_all()
}

fn files_below(dir: &Path) -> io::Result<Vec<PathBuf>> {
    let (mut files, mut folders) = (Vec::new(), vec![dir.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                folders.push(entry.path());
            } else {
                files.push(entry.path());
            }
        }
    }
    Ok(files)
}

/// Every file whose path below `dir` is the name of a blob; drafts and foreign files aren't.
fn blobs_below(dir: &Path) -> io::Result<Vec<(PathBuf, BlobName)>> {
    let named = |path: PathBuf| {
        let name = path.strip_prefix(dir).ok()?.to_str()?.parse().ok()?;
        Some((path, name))
    };
    Ok(files_below(dir)?.into_iter().filter_map(named).collect())
}

fn remove_if_older(path: &Path, grace: Duration) -> io::Result<bool> {
    let modified = match fs::metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
        metadata => metadata?.modified()?,
    };
    let age = SystemTime::now()
        .duration_since(modified)
        .unwrap_or_default();
    if age < grace {
        return Ok(false);
    }
    fs::remove_file(path)?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    fn disk(dir: &Path) -> Disk {
        Disk::open(dir, SecretKey::new([3; 32]), Arc::default()).unwrap()
    }

    fn name(text: &str) -> BlobName {
        text.parse().unwrap()
    }

    #[tokio::test]
    async fn what_was_put_comes_back_until_it_is_deleted() {
        let dir = tempfile::tempdir().unwrap();
        let disk = disk(dir.path());
        let id = name("documents/1/received");
        assert!(matches!(disk.get(&id).await, Err(BlobError::NotFound)));
        let stored = disk.put(&id, Bytes::from_static(b"abc")).await.unwrap();
        assert_eq!(stored.bytes, 3);
        assert_eq!(stored.sha256[..4], [0xba, 0x78, 0x16, 0xbf]);
        disk.put(&id, Bytes::from_static(b"second")).await.unwrap();
        assert_eq!(disk.get(&id).await.unwrap(), "second");
        assert_eq!(disk.list().await.unwrap(), vec![id.clone()]);
        assert!(matches!(
            disk.get(&name("documents/1")).await,
            Err(BlobError::NotFound)
        ));
        disk.delete(&id).await.unwrap();
        disk.delete(&id).await.unwrap();
        assert!(disk.list().await.unwrap().is_empty());
    }

    #[tokio::test]
    async fn files_are_private_and_damage_is_reported() {
        let dir = tempfile::tempdir().unwrap();
        let disk = disk(&dir.path().join("blobs"));
        let id = name("a/b");
        disk.put(&id, Bytes::from_static(b"content")).await.unwrap();
        let path = disk.path(&id);
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o600
        );
        assert_eq!(
            fs::metadata(path.parent().unwrap())
                .unwrap()
                .permissions()
                .mode()
                & 0o777,
            0o700
        );
        let mut bytes = fs::read(&path).unwrap();
        bytes[40] ^= 1;
        fs::write(&path, bytes).unwrap();
        assert!(matches!(disk.get(&id).await, Err(BlobError::Damaged)));
    }

    #[tokio::test]
    async fn a_blob_is_read_in_parts_and_extended() {
        let dir = tempfile::tempdir().unwrap();
        let disk = disk(dir.path());
        let (base, longer) = (name("a/base"), name("a/longer"));
        let content: Vec<u8> = (0..200_000u32).map(|n| (n % 251) as u8).collect();
        disk.put(&base, content.clone().into()).await.unwrap();
        let tail = Bytes::from_static(b"and more");
        let stored = disk.put_extended(&longer, &base, tail).await.unwrap();
        let whole = [content.as_slice(), b"and more"].concat();
        assert_eq!(disk.get(&longer).await.unwrap(), whole);
        assert_eq!(disk.put(&base, whole.clone().into()).await.unwrap(), stored);

        let blob = disk.open(&longer).await.unwrap();
        assert_eq!(blob.length(), whole.len() as u64);
        for range in [0..1, 65_535..65_537, 10..200_008, 199_999..300_000, 7..7] {
            let want = &whole[range.start..range.end.min(whole.len())];
            let range = range.start as u64..range.end as u64;
            assert_eq!(blob.read(range).unwrap(), want);
        }
        assert_eq!(blob.read(300_000..300_001).unwrap(), b"");
        let mut pieces = Vec::new();
        blob.pieces(|piece| {
            pieces.extend_from_slice(piece);
            Ok::<_, BlobError>(())
        })
        .unwrap();
        assert!(pieces == whole);

        assert!(matches!(
            disk.open(&name("a/none")).await,
            Err(BlobError::NotFound)
        ));
        assert!(matches!(
            disk.open(&name("a")).await,
            Err(BlobError::NotFound)
        ));
        let path = disk.path(&longer);
        let mut sealed = fs::read(&path).unwrap();
        sealed[100_000] ^= 1;
        fs::write(&path, &sealed).unwrap();
        let blob = disk.open(&longer).await.unwrap();
        assert!(blob.read(0..10).is_ok());
        assert!(matches!(blob.read(65_536..65_537), Err(BlobError::Damaged)));
        fs::write(&path, &sealed[..sealed.len() - 1]).unwrap();
        assert!(matches!(disk.open(&longer).await, Err(BlobError::Damaged)));
    }

    #[tokio::test]
    async fn the_sweep_spares_what_is_known_or_young() {
        let dir = tempfile::tempdir().unwrap();
        let disk = disk(dir.path());
        for id in ["kept/1", "orphan/1"] {
            disk.put(&name(id), Bytes::new()).await.unwrap();
        }
        fs::write(dir.path().join(DRAFTS).join("half"), b"half").unwrap();
        let known = HashSet::from([name("kept/1")]);
        assert_eq!(disk.sweep(known.clone()).await.unwrap(), Swept::default());
        let swept = disk.sweep_older_than(known, Duration::ZERO).await.unwrap();
        assert_eq!(
            swept,
            Swept {
                orphans: 1,
                drafts: 1
            }
        );
        assert_eq!(disk.list().await.unwrap(), vec![name("kept/1")]);
    }
}
