//! The data directory: its layout, its access rights, and its master key.

use crate::config::Config;
use anyhow::Context;
use onesign_core::Clock;
use onesign_store::keys::{KeyError, MasterKey};
use onesign_store::{BlobsConfig, Config as StoreConfig, Database, Store};
use std::fs::{DirBuilder, Permissions};
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Creates the data directory and the directory of keys, which it returns, and restricts access to both.
pub(crate) fn prepare(config: &Config) -> anyhow::Result<PathBuf> {
    let keys = keys(config);
    private_directory(&keys)?;
    // A user who can write to the data directory can replace everything in it.
    close(&config.data_dir, 0o022)?;
    close(&keys, 0o077)?;
    Ok(keys)
}

fn keys(config: &Config) -> PathBuf {
    config.data_dir.join("keys")
}

/// Creates a directory that other users can't read, and its parents.
fn private_directory(path: &Path) -> anyhow::Result<()> {
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(path)
        .with_context(|| format!("can't make the directory {}", path.display()))
}

/// Removes these rights on a directory from other users.
fn close(path: &Path, rights: u32) -> anyhow::Result<()> {
    let failed = || {
        format!(
            "others can read or write the directory {0}, and OneSign can't change that: run `chmod go-rwx {0}` as its owner",
            path.display()
        )
    };
    let mode = std::fs::metadata(path)
        .with_context(|| path.display().to_string())?
        .permissions()
        .mode();
    if mode & rights == 0 {
        return Ok(());
    }
    std::fs::set_permissions(path, Permissions::from_mode(mode & 0o7777 & !rights))
        .with_context(failed)?;
    tracing::warn!(path = %path.display(), "other users could access this directory; their access was removed");
    Ok(())
}

/// The database of this configuration.
pub(crate) fn database(config: &Config) -> Database {
    match &config.database_url {
        Some(url) => Database::Postgres {
            url: url.clone(),
            migration_url: config.database_migration_url.clone(),
            connections: 16,
        },
        None => Database::Sqlite {
            path: config.data_dir.join("onesign.db"),
        },
    }
}

fn blobs(config: &Config) -> BlobsConfig {
    BlobsConfig::Disk {
        dir: config.data_dir.join("blobs"),
    }
}

/// The configuration of the vault.
pub(crate) fn vault(config: &Config, master: MasterKey, clock: Arc<dyn Clock>) -> StoreConfig {
    StoreConfig {
        database: database(config),
        blobs: blobs(config),
        master,
        log: log_name(config),
        clock,
    }
}

/// The master key; creates it if there is neither a key nor data encrypted with one.
///
/// # Errors
/// If the key is missing although there is data, or is unusable.
pub(crate) async fn master_key(config: &Config) -> anyhow::Result<MasterKey> {
    let keys = keys(config);
    if let Some(key) = MasterKey::find(&keys)? {
        return Ok(key);
    }
    let has_seal = keys.join("seal.json").exists();
    if has_seal || Store::has_data(&database(config), &blobs(config)).await? {
        // Another server of the same instance may have created it meanwhile.
        let found = MasterKey::find(&keys)?;
        return found.ok_or_else(|| KeyError::Missing(keys).into());
    }
    Ok(MasterKey::load_or_create(&keys)?)
}

/// The name of the instance's log: its host, so that nobody mistakes facts of two instances for each other.
fn log_name(config: &Config) -> String {
    format!(
        "{}/onesign",
        config.public_url.host_str().unwrap_or("localhost")
    )
}
