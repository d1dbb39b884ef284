//! The schema, as steps that run once and in order, the same on both engines.

mod m0001_tables;
mod m0002_facts_are_append_only;
mod m0003_seals_due;
mod m0004_sealed_files;
mod m0005_notices;
mod m0006_link_secrets;
mod m0007_blob_intents;
mod m0020_signing_sessions;
mod m0021_sealed_refusals;
mod m0022_keys_and_passkeys;

use crate::engine::{Engine, Transaction};
use crate::error::Error;
use crate::roles::{LOCK, runs_as, settle};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use sea_orm_migration::{MigrationTrait, MigratorTrait};

struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_tables::Step),
            Box::new(m0002_facts_are_append_only::Step),
            Box::new(m0003_seals_due::Step),
            Box::new(m0004_sealed_files::Step),
            Box::new(m0005_notices::Step),
            Box::new(m0006_link_secrets::Step),
            Box::new(m0007_blob_intents::Step),
            Box::new(m0020_signing_sessions::Step),
            Box::new(m0021_sealed_refusals::Step),
            Box::new(m0022_keys_and_passkeys::Step),
        ]
    }
}

/// Applies the missing steps, in one transaction that only one process at a time can run: the migrator itself takes no
/// lock, so nodes that start together on an empty database would fail. Then it gives `application`, if that is another
/// role than the connected one, its privileges on the tables.
///
/// # Errors
/// [`Error::Unmigrated`] when steps are missing and the connected role may not apply them.
pub(crate) async fn run(engine: &Engine, application: Option<&str>) -> Result<Done, Error> {
    let turn = engine.turn().await;
    let txn = engine.begin(&turn).await?;
    let is_postgres = engine.backend() == DbBackend::Postgres;
    if is_postgres {
        txn.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({LOCK})"))
            .await?;
    }
    // The migrator's own look at the database makes a table, which an application role may not.
    let pending = Migrator::get_pending_migrations_read_only(txn.driver()).await?;
    let steps: Vec<String> = pending.iter().map(|step| step.name().to_owned()).collect();
    if !steps.is_empty() {
        if is_postgres && !may_apply(&txn).await? {
            let role = runs_as(&txn).await?.role;
            return Err(Error::Unmigrated { role, steps });
        }
        Migrator::up(txn.driver(), None).await?;
    }
    let settled = match application {
        Some(role) => settle(&txn, role).await?,
        None => false,
    };
    if steps.is_empty() && !settled {
        txn.rollback().await?;
    } else {
        txn.commit().await?;
    }
    Ok(Done { steps, settled })
}

/// What a migration did.
pub(crate) struct Done {
    /// The steps that it applied.
    pub(crate) steps: Vec<String>,
    /// Whether it set the privileges of the application role.
    pub(crate) settled: bool,
}

/// Whether the role may change the schema and the tables that exist.
async fn may_apply(txn: &Transaction) -> Result<bool, Error> {
    let ask = Statement::from_string(
        DbBackend::Postgres,
        "SELECT COALESCE(has_schema_privilege(current_schema(), 'CREATE'), false)
            AND NOT EXISTS (SELECT FROM pg_class WHERE oid = to_regclass('facts') AND NOT pg_has_role(relowner, 'USAGE'))
            AS found",
    );
    let row = txn.query_one_raw(ask).await?;
    let row = row.ok_or(Error::Damaged("an answer without a row"))?;
    Ok(row.try_get("", "found")?)
}
