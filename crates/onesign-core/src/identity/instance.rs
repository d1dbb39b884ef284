//! The instance: set up once.

use crate::ids::AccountId;
use serde::{Deserialize, Serialize};

/// The state of the instance stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instance {
    /// What the operator calls this instance; recipients see it.
    pub name: String,
    /// The account that set it up.
    pub owner: AccountId,
}
