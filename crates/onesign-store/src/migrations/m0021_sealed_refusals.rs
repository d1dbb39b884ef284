//! Encrypted counts of refusals: each becomes a fact, so nobody without the keys may write one.
//! Anyone with the database could have written the counts of the previous table, so they are
//! dropped.

use sea_orm_migration::prelude::{ColumnDef, Index, Table};
use sea_orm_migration::{DbErr, MigrationName, MigrationTrait, SchemaManager, async_trait};

pub(super) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0021_sealed_refusals"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let open = Table::drop().table("refusals").to_owned();
        manager.drop_table(open).await?;
        let mut key = Index::create()
            .col("envelope")
            .col("recipient")
            .col("attempt")
            .col("code")
            .to_owned();
        let sealed = Table::create()
            .table("refusals")
            .col(ColumnDef::new("envelope").uuid().not_null())
            .col(ColumnDef::new("recipient").uuid().not_null())
            .col(ColumnDef::new("attempt").text().not_null())
            .col(ColumnDef::new("code").text().not_null())
            .col(ColumnDef::new("sealed").blob().not_null())
            .primary_key(&mut key)
            .to_owned();
        manager.create_table(sealed).await
    }
}
