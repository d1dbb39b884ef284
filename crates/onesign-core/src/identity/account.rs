//! Accounts and their sessions.

use crate::identity::role::Role;
use crate::ids::AccountId;
use serde::{Deserialize, Serialize};

/// Longest life of a session from sign-in, in milliseconds (12 hours).
pub const SESSION_LIFE_MS: i64 = 12 * 60 * 60 * 1000;

/// The state of an account stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Its identifier.
    pub id: AccountId,
    /// The person's name, as recipients see it.
    pub name: String,
    /// The person's e-mail address.
    pub email: String,
    /// What the account may do.
    pub role: Role,
    /// bcrypt hash of the peppered password.
    pub password_hash: String,
    /// Sessions that had neither ended nor expired at the time of the last fact.
    pub sessions: Vec<Session>,
}

/// A signed-in browser.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// SHA-256 of the session identifier, base64url.
    pub sid_sha256: String,
    /// When it ends at the latest, Unix milliseconds.
    pub expires_at_ms: i64,
}

impl Account {
    /// Whether this session was opened, has not been closed, and has not expired at `now_ms`.
    pub fn has_session(&self, sid_sha256: &str, now_ms: i64) -> bool {
        let mut sessions = self.sessions.iter();
        sessions.any(|s| s.sid_sha256 == sid_sha256 && s.expires_at_ms > now_ms)
    }
}
