//! Opening and closing the vault.

use crate::blobs::{BlobError, Blobs, Disk, Spool, Spools};
use crate::condition::Condition;
use crate::config::{BlobsConfig, Config};
use crate::engine::Engine;
use crate::error::Error;
use crate::health::{self, Probe};
use crate::identity::{self, Restore, Tally};
use crate::keyring::Keyring;
use crate::known::Known;
use crate::lock::DirectoryLock;
use crate::migrations;
use crate::order::GroupCommit;
use crate::rows::meta;
use onesign_core::Clock;
use sea_orm::{ActiveValue::Set, EntityTrait};
use std::path::Path;
use std::sync::Arc;
use tokio::sync::Notify;

/// The vault. Cheap to clone; all clones share the same connections.
#[derive(Clone)]
pub struct Store {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) engine: Engine,
    pub(crate) ring: Keyring,
    pub(crate) log: String,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) queued: Notify,
    pub(crate) group_commit: GroupCommit,
    pub(crate) probe: Probe,
    pub(crate) tally: Tally,
    pub(crate) known: Known,
    lock: DirectoryLock,
    pub(crate) blobs: Arc<Disk>,
    pub(crate) blobs_condition: Arc<Condition>,
    pub(crate) spools: Spools,
}

impl Store {
    /// Opens the database and the blobs, and brings the schema up to date.
    ///
    /// # Errors
    /// [`Error::WrongMasterKey`] when the database was made with another key, [`Error::InUse`] when another process
    /// has an embedded one, [`Error::Apart`] when database and blobs do not belong together, [`Error::Database`] when
    /// the database can't be reached or brought up to date, [`Error::File`] and [`Error::Blob`] when a directory can't
    /// be made.
    pub async fn open(config: Config) -> Result<Self, Error> {
        Self::open_as(config, Restore::Refused).await
    }

    /// As [`Store::open`], but also binds a database and blobs that were not bound to each other or are not in the
    /// same state, for an operator who restored one of them on purpose.
    ///
    /// # Errors
    /// As [`Store::open`], without [`Error::Apart`].
    pub async fn accept_restore(config: Config) -> Result<Self, Error> {
        Self::open_as(config, Restore::Accepted).await
    }

    async fn open_as(config: Config, restore: Restore) -> Result<Self, Error> {
        let lock = DirectoryLock::take(&config.database)?;
        let ring = Keyring::new(&config.master);
        let BlobsConfig::Disk { dir } = &config.blobs;
        let blobs_condition = Condition::new(Arc::clone(&config.clock));
        let blobs = Disk::open(dir, ring.blobs.clone(), Arc::clone(&blobs_condition))?;
        let engine = Engine::open(
            &config.database,
            &config.master,
            Condition::new(Arc::clone(&config.clock)),
        )
        .await?;
        migrations::run(&engine).await?;
        check_master_key(&engine, &ring).await?;
        let tally = identity::bind(&engine, &blobs, &ring.instance, restore).await?;
        let spools = Spools::new(Condition::new(Arc::clone(&config.clock)));
        let inner = Inner {
            engine,
            ring,
            log: config.log,
            clock: config.clock,
            queued: Notify::new(),
            group_commit: GroupCommit::default(),
            probe: Probe::default(),
            tally,
            known: Known::default(),
            lock,
            blobs: Arc::new(blobs),
            blobs_condition,
            spools,
        };
        let inner = Arc::new(inner);
        tokio::spawn(health::watch(Arc::downgrade(&inner)));
        Ok(Self { inner })
    }

    /// The storage of documents.
    pub fn blobs(&self) -> Arc<dyn Blobs> {
        Arc::clone(&self.inner.blobs) as Arc<dyn Blobs>
    }

    /// Opens a folder for uploads, made if absent, and removes its content. All files together may have `most` bytes.
    /// [`Store::is_ready`] tests whether it accepts writes, and [`Store::health`] reports it.
    ///
    /// # Errors
    /// [`BlobError::Storage`].
    pub fn open_spool(&self, dir: &Path, most: u64) -> Result<Spool, BlobError> {
        self.inner.spools.open(dir, most)
    }

    /// Closes every connection. Running calls finish first; later ones fail.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn close(&self) -> Result<(), Error> {
        let closed = self.inner.engine.close().await;
        self.inner.tally.close();
        self.inner.lock.release();
        closed
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store")
            .field("engine", &self.inner.engine.backend())
            .finish_non_exhaustive()
    }
}

/// The row that shows whether this database was made with this master key. SQLCipher notices by itself; PostgreSQL
/// would only return values that can't be decrypted.
const CHECK: &str = "master_key_check";

async fn check_master_key(engine: &Engine, ring: &Keyring) -> Result<(), Error> {
    let stored = match meta::Entity::find_by_id(CHECK).one(engine.reader()).await? {
        Some(row) => row,
        None => {
            let row = meta::ActiveModel {
                key: Set(CHECK.to_owned()),
                value: Set(ring.check_value()),
            };
            meta::Entity::insert(row)
                .on_conflict_do_nothing()
                .exec_without_returning(&*engine.books().await)
                .await?;
            // Another node may have been faster, with another key.
            meta::Entity::find_by_id(CHECK)
                .one(engine.reader())
                .await?
                .ok_or(Error::Damaged("the master key check is gone"))?
        }
    };
    if ring.is_check_value(&stored.value) {
        Ok(())
    } else {
        Err(Error::WrongMasterKey)
    }
}
