//! API keys of an account.

use crate::identity::api_scope::ApiScopes;
use crate::ids::ApiKeyId;
use crate::time::DAY_MS;
use serde::{Deserialize, Serialize};

/// The longest life of an API key, in milliseconds (366 days).
pub const MAX_KEY_LIFE_MS: i64 = 366 * DAY_MS;
/// The most live keys of one account.
pub const MAX_KEYS: usize = 50;
/// The most networks that a key is restricted to.
pub const MAX_KEY_NETWORKS: usize = 50;

/// A key that acts for an account over the API.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiKey {
    /// Its identifier, the public part of the key.
    pub id: ApiKeyId,
    /// Its holder's name for it.
    pub label: String,
    /// SHA-256 of the secret, base64url.
    pub secret_sha256: String,
    /// What it may do.
    pub scopes: ApiScopes,
    /// The networks it works from, in CIDR notation; empty means all.
    pub networks: Vec<String>,
    /// When it was created, Unix milliseconds.
    pub created_at_ms: i64,
    /// When it expires, Unix milliseconds.
    pub expires_at_ms: i64,
}
