//! A trouble to report to the owner until it is over.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notices")]
pub struct Model {
    /// A stable word.
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    /// The affected envelope; empty for the whole instance.
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject: String,
    pub since_ms: i64,
    /// JSON of words by name: codes and numbers only, nothing about a person.
    pub detail: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
