//! A blob that was noted before putting it, until a transaction names it or it proves to be an
//! orphan.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "blob_intents")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    /// When it was about to be put, Unix milliseconds.
    pub at_ms: i64,
    /// When it went into quarantine, if it did, Unix milliseconds.
    pub quarantined_ms: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
