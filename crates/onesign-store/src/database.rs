//! A PostgreSQL database and its roles: migrations by one, work by another, and which one it is.

use crate::clock::SystemClock;
use crate::condition::Condition;
use crate::config::Database;
use crate::engine::Engine;
use crate::error::Error;
use crate::migrations;
use crate::roles::{self, Applied, Roles, RunsAs};
use crate::store::Store;
use sea_orm::DbBackend;
use std::sync::Arc;

/// What [`Store::migrate`] did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Migrated {
    /// The steps that were applied, in order.
    pub steps: Vec<String>,
    /// Whether the privileges of the application role were set.
    pub settled: bool,
    /// The role as which the server works.
    pub runs_as: RunsAs,
}

impl Store {
    /// As which role this store works. `None` for an embedded database, which has no roles.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn runs_as(&self) -> Result<Option<RunsAs>, Error> {
        let engine = &self.inner.engine;
        if engine.backend() != DbBackend::Postgres {
            return Ok(None);
        }
        Ok(Some(roles::runs_as(engine.reader()).await?))
    }

    /// As which role a store on this database would work, without opening it. It changes nothing.
    ///
    /// # Errors
    /// [`Error::Embedded`], [`Error::Database`].
    pub async fn would_run_as(database: &Database) -> Result<RunsAs, Error> {
        with(database, async |engine| {
            roles::runs_as(engine.reader()).await
        })
        .await
    }

    /// Makes the two roles and sets their privileges, over the connection for migrations if there is one.
    ///
    /// # Errors
    /// [`Error::Embedded`], [`Error::Roles`], [`Error::Database`]; nothing was changed then.
    pub async fn apply_roles(database: &Database, roles: &Roles) -> Result<Applied, Error> {
        let owner = database.for_migration();
        let owner = owner.as_ref().unwrap_or(database);
        with(owner, async |engine| roles::apply(engine, roles).await).await
    }

    /// Brings the schema up to date, as opening the store does, without the master key and the blobs.
    ///
    /// # Errors
    /// As [`Store::open`], for the database.
    pub async fn migrate(database: &Database) -> Result<Migrated, Error> {
        with(database, async |engine| {
            let done = bring_up_to_date(engine, database).await?;
            Ok(Migrated {
                steps: done.steps,
                settled: done.settled,
                runs_as: roles::runs_as(engine.reader()).await?,
            })
        })
        .await
    }
}

/// Applies the missing steps, as the migration role if there is one, and makes sure that the connected role can work.
pub(crate) async fn bring_up_to_date(
    engine: &Engine,
    database: &Database,
) -> Result<migrations::Done, Error> {
    if engine.backend() != DbBackend::Postgres {
        return migrations::run(engine, None).await;
    }
    let role = roles::runs_as(engine.reader()).await?.role;
    let done = match database.for_migration() {
        None => migrations::run(engine, None).await?,
        Some(owner) => {
            let done = with(&owner, async |owner| {
                migrations::run(owner, Some(&role)).await
            });
            let done = done.await?;
            let seen = migrations::run(engine, None).await;
            seen.map_err(|error| match error {
                Error::Unmigrated { .. } => Error::Elsewhere,
                error => error,
            })?;
            done
        }
    };
    let missing = roles::missing(engine.reader()).await?;
    if missing.is_empty() {
        Ok(done)
    } else {
        Err(Error::Unprivileged { role, missing })
    }
}

/// Works on a PostgreSQL database for a moment.
async fn with<T>(
    database: &Database,
    work: impl AsyncFnOnce(&Engine) -> Result<T, Error>,
) -> Result<T, Error> {
    let engine = Engine::without_key(database, Condition::new(Arc::new(SystemClock))).await?;
    let done = work(&engine).await;
    engine.close().await?;
    done
}
