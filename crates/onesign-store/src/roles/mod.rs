//! Two roles of a PostgreSQL database, so that the server itself can't change or delete a fact.
//!
//! The migration role owns the schema. The application role, as which the server works, has only the privileges in
//! `privileges.rs`. Triggers protect facts as well, but an owner can drop a trigger; a role without the privilege
//! can't give it to itself (`docs/adr/0038-…`).

mod name;
mod privileges;
mod runs_as;

use crate::driver;
use crate::engine::{Engine, Transaction};
use crate::error::Error;
use name::literal;
pub use name::{RoleName, UnusableName};
pub(crate) use privileges::{missing, settle};
pub(crate) use runs_as::runs_as;
pub use runs_as::{Power, RunsAs};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement};

/// The advisory lock of everything that changes the schema or its privileges, until the transaction ends.
pub(crate) const LOCK: i64 = 8_027_421_969_234_731;

/// The two roles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roles {
    migration: RoleName,
    application: RoleName,
}

/// What [`crate::Store::apply_roles`] did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// The role that did it.
    pub by: String,
    /// The schema that the migration role owns now.
    pub schema: String,
    /// The roles that did not exist before.
    pub created: Vec<RoleName>,
    /// How many tables have privileges now; none before the first start.
    pub tables: i64,
}

impl Roles {
    /// These two roles.
    ///
    /// # Errors
    /// [`UnusableName::Same`] when both are the same role.
    pub fn new(migration: RoleName, application: RoleName) -> Result<Self, UnusableName> {
        if migration == application {
            return Err(UnusableName::Same);
        }
        Ok(Self {
            migration,
            application,
        })
    }

    /// The role that owns the schema and runs migrations.
    #[must_use]
    pub fn migration(&self) -> &RoleName {
        &self.migration
    }

    /// The role as which the server works.
    #[must_use]
    pub fn application(&self) -> &RoleName {
        &self.application
    }

    /// The statement that makes both roles and sets their privileges. It can run any number of times.
    #[must_use]
    pub fn sql(&self) -> String {
        include_str!("roles.sql")
            .replace("{lock}", &format!("PERFORM pg_advisory_xact_lock({LOCK});"))
            .replace("{names}", &privileges::names())
            .replace("{privileges}", &privileges::grants())
            .replace("{migration}", &literal(self.migration.as_str()))
            .replace("{application}", &literal(self.application.as_str()))
    }
}

/// Makes the roles and sets their privileges, all or nothing.
///
/// # Errors
/// [`Error::Roles`] says what the operator has to change.
pub(crate) async fn apply(engine: &Engine, roles: &Roles) -> Result<Applied, Error> {
    let turn = engine.turn().await;
    let txn = engine.begin(&turn).await?;
    let mut created = Vec::new();
    for role in [&roles.migration, &roles.application] {
        if !exists(&txn, role).await? {
            created.push(role.clone());
        }
    }
    txn.execute_unprepared(&roles.sql())
        .await
        .map_err(refused)?;
    let reach = runs_as::of(&txn, roles.application.as_str()).await?;
    if reach.can_change_facts() {
        txn.rollback().await?;
        return Err(Error::Roles(format!(
            "{reach} Nothing was changed. Choose another name for the application role, or take this from it"
        )));
    }
    let applied = summary(&txn, created).await?;
    txn.commit().await?;
    Ok(applied)
}

async fn exists(txn: &Transaction, role: &RoleName) -> Result<bool, DbErr> {
    let ask = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT FROM pg_roles WHERE rolname = $1",
        [role.as_str().into()],
    );
    Ok(txn.query_one_raw(ask).await?.is_some())
}

async fn summary(txn: &Transaction, created: Vec<RoleName>) -> Result<Applied, Error> {
    let ask = format!(
        "SELECT current_user::text AS by, current_schema()::text AS schema,
            (SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname = current_schema() AND c.relkind = 'r' AND c.relname IN (SELECT * FROM (VALUES
             {}) AS ours)) AS tables",
        privileges::names()
    );
    let row = txn
        .query_one_raw(Statement::from_string(DbBackend::Postgres, ask))
        .await?
        .ok_or(Error::Damaged("an answer without a row"))?;
    Ok(Applied {
        by: row.try_get("", "by")?,
        schema: row.try_get("", "schema")?,
        created,
        tables: row.try_get("", "tables")?,
    })
}

/// The server's own words: they name roles and say what to do, and contain no value of a statement.
fn refused(error: DbErr) -> Error {
    let advice = if driver::is_forbidden(&error) {
        ". Connect as a superuser, or as the owner of the database with CREATEROLE"
    } else {
        ""
    };
    match driver::message(&error) {
        Some(message) => Error::Roles(format!("{message}{advice}")),
        None => error.into(),
    }
}
