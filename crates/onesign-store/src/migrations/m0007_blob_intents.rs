//! Blobs that are being put. Only a blob in this record can become an orphan, if no transaction names it.

use sea_orm_migration::prelude::{ColumnDef, Index, Table};
use sea_orm_migration::{DbErr, MigrationName, MigrationTrait, SchemaManager, async_trait};

pub(super) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0007_blob_intents"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let name = ColumnDef::new("name")
            .text()
            .not_null()
            .primary_key()
            .take();
        let table = Table::create()
            .table("blob_intents")
            .col(name)
            .col(ColumnDef::new("at_ms").big_integer().not_null())
            .col(ColumnDef::new("quarantined_ms").big_integer().null())
            .to_owned();
        manager.create_table(table).await?;
        let index = Index::create()
            .name("blob_intents_by_time")
            .table("blob_intents")
            .col("at_ms")
            .to_owned();
        manager.create_index(index).await
    }
}
