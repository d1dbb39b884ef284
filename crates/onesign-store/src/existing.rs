//! Checks for data made with a master key: if there are any, a missing key must not be replaced by a new one.

use crate::clock::SystemClock;
use crate::condition::Condition;
use crate::config::{BlobsConfig, Database};
use crate::engine::Engine;
use crate::error::Error;
use crate::store::Store;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

impl Store {
    /// Whether the database or the directory of the blobs holds any data. It changes nothing.
    ///
    /// # Errors
    /// [`Error::Database`] when a PostgreSQL server can't be asked, [`Error::File`] when a directory can't be read.
    pub async fn has_data(database: &Database, blobs: &BlobsConfig) -> Result<bool, Error> {
        let BlobsConfig::Disk { dir } = blobs;
        let failed = |path: &Path| {
            let path = path.to_owned();
            |source| Error::File { path, source }
        };
        if !is_empty(dir).map_err(failed(dir))? {
            return Ok(true);
        }
        match database {
            Database::Sqlite { path } => match fs::metadata(path) {
                Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
                metadata => Ok(metadata.map_err(failed(path))?.len() > 0),
            },
            Database::Postgres { .. } => match database.for_migration() {
                Some(database) => has_rows(&database).await,
                None => has_rows(database).await,
            },
        }
    }
}

/// Empty folders don't count, because every start makes them.
fn is_empty(dir: &Path) -> std::io::Result<bool> {
    let entries = match fs::read_dir(dir) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(true),
        entries => entries?,
    };
    for entry in entries {
        let entry = entry?;
        if !entry.file_type()?.is_dir() || !is_empty(&entry.path())? {
            return Ok(false);
        }
    }
    Ok(true)
}

async fn has_rows(database: &Database) -> Result<bool, Error> {
    let engine = Engine::without_key(database, Condition::new(Arc::new(SystemClock))).await?;
    let asked = async {
        let ask = async |sql: &str| -> Result<bool, Error> {
            let statement = Statement::from_string(DbBackend::Postgres, sql);
            let row = engine.reader().query_one_raw(statement).await?;
            let row = row.ok_or(Error::Damaged("an answer without a row"))?;
            Ok(row.try_get("", "found")?)
        };
        Ok(
            ask("SELECT to_regclass('meta') IS NOT NULL AS found").await?
                && ask("SELECT EXISTS (SELECT 1 FROM meta) AS found").await?,
        )
    };
    let found = asked.await;
    engine.close().await?;
    found
}
