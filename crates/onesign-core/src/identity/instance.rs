//! The instance: set up once.

use crate::ids::AccountId;
use serde::{Deserialize, Serialize};

/// The state of the instance stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instance {
    /// The operator's name for this instance; recipients see it.
    pub name: String,
    /// The account that set it up.
    pub owner: AccountId,
    /// The key that makes seals, once it is recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seal_key: Option<SealKey>,
}

/// A key of the seal, identified by its certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealKey {
    /// SHA-256 of the certificate, lower-case hex.
    pub certificate_sha256: String,
    /// When the certificate ends, Unix milliseconds.
    pub ends_at_ms: i64,
}
