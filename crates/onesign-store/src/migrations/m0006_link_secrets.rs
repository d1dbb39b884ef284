//! Secrets of links that have neither been mailed nor opened, and why their mails wait.

use sea_orm_migration::prelude::{ColumnDef, Index, Table};
use sea_orm_migration::{DbErr, MigrationName, MigrationTrait, SchemaManager, async_trait};

pub(super) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0006_link_secrets"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("link_secrets")
            .col(ColumnDef::new("selector").text().not_null().primary_key())
            .col(ColumnDef::new("envelope").uuid().not_null())
            .col(ColumnDef::new("made_ms").big_integer().not_null())
            .col(ColumnDef::new("expires_ms").big_integer().not_null())
            .col(ColumnDef::new("secret_sealed").blob().not_null())
            .col(ColumnDef::new("wait_sealed").blob().null())
            .to_owned();
        manager.create_table(table).await?;
        let index = Index::create()
            .name("link_secrets_by_envelope")
            .table("link_secrets")
            .col("envelope")
            .to_owned();
        manager.create_index(index).await
    }
}
