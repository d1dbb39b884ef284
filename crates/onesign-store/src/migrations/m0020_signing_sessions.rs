//! Data of signing sessions outside the streams: the counter of signed writes, browser keys that have been used,
//! progress towards a signature, and counts of refusals.

use sea_orm_migration::prelude::{ColumnDef, Index, Table, TableCreateStatement};
use sea_orm_migration::{DbErr, MigrationName, MigrationTrait, SchemaManager, async_trait};

pub(super) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0020_signing_sessions"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let counter = number("counter").default(0).take();
        let added = Table::alter()
            .table("sessions")
            .add_column(counter)
            .to_owned();
        manager.alter_table(added).await?;
        for created in [session_keys(), signing_progress(), refusals()] {
            manager.create_table(created).await?;
        }
        Ok(())
    }
}

fn session_keys() -> TableCreateStatement {
    Table::create()
        .table("session_keys")
        .col(text("key_hash").primary_key())
        .to_owned()
}

fn signing_progress() -> TableCreateStatement {
    Table::create()
        .table("signing_progress")
        .col(ColumnDef::new("envelope").uuid().not_null())
        .col(ColumnDef::new("recipient").uuid().not_null())
        .col(ColumnDef::new("sealed").blob().not_null())
        .col(number("at_ms"))
        .primary_key(Index::create().col("envelope").col("recipient"))
        .to_owned()
}

fn refusals() -> TableCreateStatement {
    Table::create()
        .table("refusals")
        .col(ColumnDef::new("envelope").uuid().not_null())
        .col(ColumnDef::new("recipient").uuid().not_null())
        .col(text("attempt"))
        .col(text("code"))
        .col(text("link"))
        .col(number("count"))
        .col(number("first_ms"))
        .col(number("last_ms"))
        .primary_key(
            Index::create()
                .col("envelope")
                .col("recipient")
                .col("attempt")
                .col("code"),
        )
        .to_owned()
}

fn text(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).text().not_null().take()
}

fn number(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).big_integer().not_null().take()
}
