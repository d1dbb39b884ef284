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

use crate::engine::Engine;
use crate::error::Error;
use sea_orm::{ConnectionTrait, DbBackend};
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

/// The advisory lock of the migrations on PostgreSQL. The migrator itself takes none, so nodes that start
/// together on an empty database would fail.
const LOCK: &str = "SELECT pg_advisory_xact_lock(8027421969234731)";

/// Applies the missing steps, in one transaction that only one process at a time can run.
pub(crate) async fn run(engine: &Engine) -> Result<(), Error> {
    let turn = engine.turn().await;
    let txn = engine.begin(&turn).await?;
    if engine.backend() == DbBackend::Postgres {
        txn.execute_unprepared(LOCK).await?;
    }
    Migrator::up(txn.driver(), None).await?;
    Ok(txn.commit().await?)
}
