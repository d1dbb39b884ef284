//! The index of sealed files by their digest.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sealed_files")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub pdf_sha256: String,
    pub envelope: Uuid,
    pub level: String,
    pub at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
