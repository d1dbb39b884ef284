//! Roles of accounts.

use serde::{Deserialize, Serialize};

/// What an account may do in general.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Runs the instance. At first there is exactly one: the person who set it up.
    Owner,
    /// Creates and sends envelopes of their own.
    Sender,
}

impl Role {
    /// The stable name of the role.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Sender => "sender",
        }
    }
}
