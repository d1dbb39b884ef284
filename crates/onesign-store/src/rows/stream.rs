//! The head of a chain and the encrypted fold of its facts.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "streams")]
pub struct Model {
    /// `instance`, `account/<uuid>` or `envelope/<uuid>`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// How many facts the chain has, which is the number of the next one.
    pub seq: i64,
    /// Digest of the newest fact, or the genesis value.
    pub head: Vec<u8>,
    /// Encrypted state; empty as long as there is no fact.
    pub state: Vec<u8>,
    pub updated_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
