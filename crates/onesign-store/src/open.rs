//! Opening the vault.

use crate::blobs::{Disk, Spools};
use crate::condition::Condition;
use crate::config::{BlobsConfig, Config};
use crate::database;
use crate::engine::Engine;
use crate::error::Error;
use crate::health;
use crate::identity::{self, Restore};
use crate::keyring::Keyring;
use crate::known::Known;
use crate::lock::DirectoryLock;
use crate::order::GroupCommit;
use crate::rows::meta;
use crate::store::{Inner, Probe, Store};
use sea_orm::{ActiveValue::Set, EntityTrait};
use std::sync::Arc;
use tokio::sync::Notify;

impl Store {
    /// Opens the database and the blobs, and brings the schema up to date.
    ///
    /// # Errors
    /// [`Error::WrongMasterKey`] when the database was made with another key, [`Error::InUse`] when another process
    /// has an embedded one, [`Error::Apart`] when database and blobs do not belong together, [`Error::Unmigrated`], [`Error::Unprivileged`] and
    /// [`Error::Elsewhere`] when the roles of a PostgreSQL database need the operator, [`Error::Database`] when
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
        database::bring_up_to_date(&engine, &config.database).await?;
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
