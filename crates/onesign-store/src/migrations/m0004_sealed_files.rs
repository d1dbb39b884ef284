//! Sealed files by their digest, so that a holder of one can ask whether this instance sealed it.

use sea_orm_migration::prelude::{ColumnDef, Table};
use sea_orm_migration::{DbErr, MigrationName, MigrationTrait, SchemaManager, async_trait};

pub(super) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0004_sealed_files"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let digest = ColumnDef::new("pdf_sha256")
            .text()
            .not_null()
            .primary_key()
            .take();
        let table = Table::create()
            .table("sealed_files")
            .col(digest)
            .col(ColumnDef::new("envelope").uuid().not_null())
            .col(ColumnDef::new("level").text().not_null())
            .col(ColumnDef::new("at_ms").big_integer().not_null())
            .to_owned();
        manager.create_table(table).await
    }
}
