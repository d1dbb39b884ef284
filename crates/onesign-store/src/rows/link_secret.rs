//! The secret of a link that has neither been mailed nor opened.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "link_secrets")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub selector: String,
    pub envelope: Uuid,
    pub made_ms: i64,
    pub expires_ms: i64,
    pub secret_sealed: Vec<u8>,
    /// Encrypted JSON: why the mail with the link waits, if it does.
    pub wait_sealed: Option<Vec<u8>>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
