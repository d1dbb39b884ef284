//! The progress of recipients towards a signature, encrypted with their own keys.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "signing_progress")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub envelope: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub recipient: Uuid,
    pub sealed: Vec<u8>,
    pub at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
