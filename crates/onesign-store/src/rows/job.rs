//! A job to do. Finished jobs are deleted.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "jobs")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub kind: String,
    /// Unique, so that no job with this key is queued twice.
    pub key: Option<String>,
    /// Encrypted JSON.
    pub payload: Vec<u8>,
    pub run_at_ms: i64,
    pub attempts: i32,
    /// 0 when nobody has it.
    pub lease_until_ms: i64,
    /// Who has it: the fence.
    pub lease_id: Option<Uuid>,
    /// A stable code, never a message.
    pub last_error: Option<String>,
    /// `ready` or `dead`.
    pub state: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
