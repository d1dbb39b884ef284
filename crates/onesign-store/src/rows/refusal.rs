//! Counts of refusals whose kind already has a fact.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "refusals")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub envelope: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub recipient: Uuid,
    /// `link` or `signature`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub attempt: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    /// Encrypted JSON: the count, its times, and the link that was used last.
    pub sealed: Vec<u8>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
