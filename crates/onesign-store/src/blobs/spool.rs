//! Spooled files of uploads: on disk, because together they are larger than memory; encrypted with a key that no other
//! process has; and without a name, so that nothing of them remains when the process ends, however it ends.

use super::cipher::Encryptor;
use super::folders::make_dir;
use super::{Blob, BlobError, BlobName, Stored};
use crate::condition::{Condition, Trouble};
use crate::keys::SecretKey;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use uuid::Uuid;

/// The name for deriving the keys of spooled files, which are not blobs.
const NAME: &str = "spool";
/// How many bytes to write to find out whether there is room.
const PROBE: usize = 64 * 1024;

/// A folder for uploads, with a limit on their total size. Clones share it.
#[derive(Clone)]
pub struct Spool(Arc<Shared>);

struct Shared {
    dir: Box<Path>,
    key: SecretKey,
    name: BlobName,
    most: u64,
    taken: AtomicU64,
    condition: Arc<Condition>,
}

/// Why a file can't be spooled.
#[derive(Debug, thiserror::Error)]
pub enum SpoolError {
    /// The spooled files have reached their total limit.
    #[error("the spool is full")]
    Full,
    /// The disk is full or fails.
    #[error("the spool failed: {0}")]
    Storage(#[from] BlobError),
}

/// Reserved room in the spool. Dropping it releases the room.
struct Room {
    of: Arc<Shared>,
    bytes: u64,
}

/// A file that is being spooled. Writing waits for the disk, so do it on a thread that may block.
pub struct Spooling {
    encryptor: Encryptor<File>,
    room: Room,
}

/// A file that was spooled. It takes room until it is dropped.
pub struct Spooled {
    pub(super) blob: Blob,
    pub(super) stored: Stored,
    _room: Room,
}

/// The spool folders of a store, and whether they accept writes.
pub(crate) struct Spools {
    condition: Arc<Condition>,
    open: Mutex<Vec<Weak<Shared>>>,
}

impl Spools {
    pub(crate) fn new(condition: Arc<Condition>) -> Self {
        let open = Mutex::default();
        Self { condition, open }
    }

    pub(crate) fn condition(&self) -> &Condition {
        &self.condition
    }

    fn opened(&self) -> Vec<Arc<Shared>> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.retain(|spool| spool.strong_count() > 0);
        open.iter().filter_map(Weak::upgrade).collect()
    }

    /// Opens a folder, made if absent, and removes its content.
    pub(crate) fn open(&self, dir: &Path, most: u64) -> Result<Spool, BlobError> {
        let spool = Spool::open(dir, most, Arc::clone(&self.condition))?;
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.push(Arc::downgrade(&spool.0));
        Ok(spool)
    }

    /// Writes and removes a file in each folder.
    pub(crate) async fn try_writes(&self) -> Result<(), BlobError> {
        let spools = self.opened();
        let condition = Arc::clone(&self.condition);
        let tried = crate::background(move || {
            for spool in spools {
                let spool = Spool(spool);
                spool.0.noted(spool.try_write())?;
            }
            condition.works();
            Ok(())
        });
        tried
            .await
            .unwrap_or_else(|stopped| Err(io::Error::other(stopped).into()))
    }
}

impl Spool {
    fn open(dir: &Path, most: u64, condition: Arc<Condition>) -> Result<Self, BlobError> {
        make_dir(dir)?;
        for entry in fs::read_dir(dir)? {
            fs::remove_file(entry?.path())?;
        }
        let key = SecretKey::random().map_err(|error| io::Error::other(error.to_string()))?;
        Ok(Self(Arc::new(Shared {
            dir: dir.into(),
            key,
            name: NAME.parse()?,
            most,
            taken: AtomicU64::new(0),
            condition,
        })))
    }

    fn try_write(&self) -> io::Result<()> {
        let mut file = self.nameless()?;
        file.write_all(&vec![0; PROBE])?;
        file.sync_all()
    }

    /// A file that disappears when it is closed.
    fn nameless(&self) -> io::Result<File> {
        let path = self.0.dir.join(Uuid::now_v7().to_string());
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&path)?;
        fs::remove_file(&path)?;
        Ok(file)
    }

    /// Begins a file. Waits for the disk.
    ///
    /// # Errors
    /// [`SpoolError::Storage`].
    pub fn begin(&self) -> Result<Spooling, SpoolError> {
        let file = self.0.noted(self.nameless())?;
        let encryptor = Encryptor::new(&self.0.key, &self.0.name, file);
        let encryptor = self.0.noted(encryptor)?;
        Ok(Spooling {
            encryptor,
            room: Room {
                of: Arc::clone(&self.0),
                bytes: 0,
            },
        })
    }

    /// Bytes of all currently spooled files.
    #[must_use]
    pub fn taken(&self) -> u64 {
        self.0.taken.load(Ordering::Relaxed)
    }
}

impl Shared {
    /// Notes if the disk refuses.
    fn noted<T>(&self, result: io::Result<T>) -> Result<T, BlobError> {
        result.map_err(|error| {
            self.condition.failed(Trouble::of_io(&error));
            BlobError::from(error)
        })
    }
}

impl Room {
    fn grow(&mut self, bytes: u64) -> Result<(), SpoolError> {
        let more = |taken: u64| taken.checked_add(bytes).filter(|sum| *sum <= self.of.most);
        let grown = self
            .of
            .taken
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, more);
        grown.map_err(|_| SpoolError::Full)?;
        self.bytes += bytes;
        Ok(())
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        self.of.taken.fetch_sub(self.bytes, Ordering::Relaxed);
    }
}

impl Spooling {
    /// Adds to the file.
    ///
    /// # Errors
    /// [`SpoolError`]; the file can't be continued then.
    pub fn write(&mut self, content: &[u8]) -> Result<(), SpoolError> {
        self.room.grow(content.len() as u64)?;
        let written = self.encryptor.update(content);
        Ok(self.room.of.noted(written)?)
    }

    /// Ends the file.
    ///
    /// # Errors
    /// [`SpoolError::Storage`].
    pub fn finish(self) -> Result<Spooled, SpoolError> {
        let of = &self.room.of;
        let (stored, file) = of.noted(self.encryptor.finish())?;
        Ok(Spooled {
            blob: Blob::open(file, &of.key, &of.name)?,
            stored,
            _room: self.room,
        })
    }
}

impl std::fmt::Debug for Spooled {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Spooled")
            .field("blob", &self.blob)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blobs::Content;
    use crate::blobs::cipher::CHUNK;
    use bytes::Bytes;

    fn condition() -> Arc<Condition> {
        Condition::new(Arc::new(crate::SystemClock))
    }

    fn opened(dir: &Path, most: u64) -> Result<Spool, BlobError> {
        Spool::open(dir, most, condition())
    }

    fn spooled(spool: &Spool, content: &[u8]) -> Result<Spooled, SpoolError> {
        let mut spooling = spool.begin()?;
        for piece in content.chunks(10_000) {
            spooling.write(piece)?;
        }
        spooling.finish()
    }

    fn pieces(content: &Content) -> Vec<u8> {
        let mut all = Vec::new();
        let taken = content.pieces(|piece| {
            all.extend_from_slice(piece);
            Ok::<_, BlobError>(())
        });
        taken.unwrap();
        all
    }

    #[test]
    fn a_spooled_file_can_be_read_repeatedly_and_leaves_nothing() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("left behind"), b"by a killed server").unwrap();
        let spool = opened(dir.path(), 1 << 20).unwrap();
        for length in [0, 1, CHUNK, 3 * CHUNK + 7] {
            let bytes: Vec<u8> = (0..length).map(|n| (n * 31 % 251) as u8).collect();
            let file = spooled(&spool, &bytes).unwrap();
            let mut on = Vec::new();
            loop {
                let piece = file.blob.read_on(on.len() as u64).unwrap();
                if piece.is_empty() {
                    break;
                }
                on.extend(piece);
            }
            assert!(on == bytes);
            assert_eq!(
                file.blob.read_on(length as u64 / 2).unwrap().first(),
                bytes.get(length / 2)
            );
            let content = Content::from(file);
            let held = Content::from(Bytes::from(bytes.clone()));
            assert_eq!(
                (content.length(), held.length()),
                (length as u64, length as u64)
            );
            for content in [&content, &held] {
                assert!(content.read().unwrap() == bytes);
                assert!(pieces(content) == bytes && pieces(content) == bytes);
            }
            assert_eq!(spool.taken(), length as u64);
            assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
        }
        assert_eq!(spool.taken(), 0);
    }

    #[test]
    fn the_limit_covers_all_files_and_room_is_freed() {
        let dir = tempfile::tempdir().unwrap();
        let spool = opened(dir.path(), 100_000).unwrap();
        let first = spooled(&spool, &[1; 60_000]).unwrap();
        assert!(matches!(
            spooled(&spool, &[2; 60_000]),
            Err(SpoolError::Full)
        ));
        assert_eq!(spool.taken(), 60_000, "room of the refused file is kept");
        drop(first);
        assert!(spooled(&spool, &[2; 60_000]).is_ok());
    }

    #[test]
    fn no_other_process_can_read_a_spooled_file() {
        let dir = tempfile::tempdir().unwrap();
        let secret = [b"a secret page ".as_slice(); 10_000].concat();
        let spool = opened(dir.path(), 1 << 20).unwrap();
        let mut spooling = spool.begin().unwrap();
        spooling.write(&secret).unwrap();
        let (_, file) = spooling.encryptor.finish().unwrap();
        let mut sealed = vec![0; file.metadata().unwrap().len() as usize];
        std::os::unix::fs::FileExt::read_exact_at(&file, &mut sealed, 0).unwrap();
        assert!(!sealed.windows(8).any(|part| part == b"a secret"));
    }

    #[tokio::test]
    async fn a_folder_that_refuses_writes_is_reported_until_it_works_again() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("incoming");
        let spools = Spools::new(condition());
        let spool = Spool::open(&folder, 1 << 20, Arc::clone(&spools.condition)).unwrap();
        spools.open.lock().unwrap().push(Arc::downgrade(&spool.0));
        spools.try_writes().await.unwrap();
        assert!(spools.condition.fault().is_none());
        fs::remove_dir(&folder).unwrap();
        assert!(spool.begin().is_err());
        let noted = spools.condition.fault().map(|fault| fault.trouble);
        assert_eq!(noted, Some(Trouble::Failing));
        assert!(spools.try_writes().await.is_err());
        fs::create_dir(&folder).unwrap();
        spools.try_writes().await.unwrap();
        assert!(spool.begin().is_ok());
    }
}
