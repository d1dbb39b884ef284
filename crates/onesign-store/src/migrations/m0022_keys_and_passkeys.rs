//! Finds the account of an API key and of a passkey, and notes when a key was used last.

use sea_orm_migration::prelude::{ColumnDef, Table};
use sea_orm_migration::{DbErr, MigrationName, MigrationTrait, SchemaManager, async_trait};

pub(super) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0022_keys_and_passkeys"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let keys = Table::create()
            .table("api_keys")
            .col(ColumnDef::new("id").uuid().not_null().primary_key())
            .col(ColumnDef::new("account").uuid().not_null())
            .col(ColumnDef::new("used_ms").big_integer().null())
            .to_owned();
        manager.create_table(keys).await?;
        let passkeys = Table::create()
            .table("passkeys")
            .col(ColumnDef::new("credential").text().not_null().primary_key())
            .col(ColumnDef::new("account").uuid().not_null())
            .to_owned();
        manager.create_table(passkeys).await
    }
}
