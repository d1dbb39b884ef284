//! Notices for the owner about troubles that outlast the process that found them.

use sea_orm_migration::prelude::{ColumnDef, Index, Table};
use sea_orm_migration::{DbErr, MigrationName, MigrationTrait, SchemaManager, async_trait};

pub(super) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0005_notices"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let text = |name: &'static str| ColumnDef::new(name).text().not_null().take();
        let table = Table::create()
            .table("notices")
            .col(text("code"))
            .col(text("subject"))
            .col(ColumnDef::new("since_ms").big_integer().not_null())
            .col(text("detail"))
            .primary_key(Index::create().col("code").col("subject"))
            .to_owned();
        manager.create_table(table).await
    }
}
