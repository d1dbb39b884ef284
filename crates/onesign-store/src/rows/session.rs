//! The index of sessions of accounts and of signers.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sessions")]
pub struct Model {
    /// SHA-256 of the identifier, base64url.
    #[sea_orm(primary_key, auto_increment = false)]
    pub sid_sha256: String,
    /// `account` or `signing`.
    pub kind: String,
    pub account: Option<Uuid>,
    pub envelope: Option<Uuid>,
    pub recipient: Option<Uuid>,
    pub expires_ms: i64,
    pub last_seen_ms: i64,
    /// The counter of the newest signed write of a signing session.
    pub counter: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
