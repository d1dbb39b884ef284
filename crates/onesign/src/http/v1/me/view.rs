//! What the API says of an account.

use onesign_core::identity::account::Account;
use onesign_core::identity::role::Role;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// The signed-in account.
#[derive(Serialize, ToSchema)]
pub(crate) struct Me {
    id: Uuid,
    name: String,
    email: String,
    role: Role,
}

impl From<&Account> for Me {
    fn from(account: &Account) -> Self {
        Self {
            id: account.id.0,
            name: account.name.clone(),
            email: account.email.clone(),
            role: account.role,
        }
    }
}
