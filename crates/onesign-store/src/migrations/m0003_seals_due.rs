//! When the seal of an envelope should be extended; a scheduled job looks for it.

use sea_orm_migration::prelude::{ColumnDef, Index, Table};
use sea_orm_migration::{DbErr, MigrationName, MigrationTrait, SchemaManager, async_trait};

pub(super) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0003_seals_due"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = ColumnDef::new("seal_due_ms").big_integer().null().take();
        let added = Table::alter()
            .table("envelopes")
            .add_column(column)
            .to_owned();
        manager.alter_table(added).await?;
        let index = Index::create()
            .name("envelopes_by_seal_due")
            .table("envelopes")
            .col("seal_due_ms")
            .to_owned();
        manager.create_index(index).await
    }
}
