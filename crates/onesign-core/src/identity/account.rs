//! Accounts and their sessions.

use crate::identity::api_key::ApiKey;
use crate::identity::assurance::Assurance;
use crate::identity::role::Role;
use crate::identity::second_factor::SecondFactor;
use crate::ids::{AccountId, FactorId};
use serde::{Deserialize, Serialize};

/// Longest life of a session from sign-in, in milliseconds (12 hours).
pub const SESSION_LIFE_MS: i64 = 12 * 60 * 60 * 1000;
/// How long the link of a password reset works, in milliseconds (1 hour).
pub const RESET_LIFE_MS: i64 = 60 * 60 * 1000;

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
    /// The second factors; none at first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub second_factors: Vec<SecondFactor>,
    /// SHA-256 of the unused recovery codes, base64url.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recovery_codes: Vec<String>,
    /// API keys that had neither been revoked nor expired at the time of the last fact.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub api_keys: Vec<ApiKey>,
    /// The link that was mailed last to choose a new password, until it is used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reset: Option<PasswordReset>,
}

/// A signed-in browser.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// SHA-256 of the session identifier, base64url.
    pub sid_sha256: String,
    /// When it ends at the latest, Unix milliseconds.
    pub expires_at_ms: i64,
    /// When the person signed in, Unix milliseconds; 0 if an earlier version opened it.
    #[serde(default)]
    pub opened_at_ms: i64,
    /// How the person was recognised: `password`, `totp`, `passkey`, `recovery_code`.
    #[serde(default)]
    pub auth_methods: Vec<String>,
    /// When the session was given a second factor last, Unix milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second_factor_at_ms: Option<i64>,
    /// The address that it was opened from.
    #[serde(default)]
    pub ip: String,
    /// The `User-Agent` of its browser.
    #[serde(default)]
    pub user_agent: String,
}

/// A link to choose a new password.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasswordReset {
    /// SHA-256 of its secret, base64url.
    pub secret_sha256: String,
    /// When it expires, Unix milliseconds.
    pub expires_at_ms: i64,
}

impl Account {
    /// The session with this hash, if it was opened, has not been closed, and has not expired at `now_ms`.
    pub fn session(&self, sid_sha256: &str, now_ms: i64) -> Option<&Session> {
        let mut sessions = self.sessions.iter();
        sessions.find(|s| s.sid_sha256 == sid_sha256 && s.expires_at_ms > now_ms)
    }

    /// How sure the server is of the person in this session. A factor that was removed since it was given does not
    /// count: otherwise the account would be asked for a fresh one that it does not have.
    pub fn assurance(&self, session: &Session) -> Assurance {
        if self.second_factors.is_empty() {
            return Assurance::Single;
        }
        match session.second_factor_at_ms {
            Some(at_ms) => Assurance::Double { at_ms },
            None => Assurance::Incomplete,
        }
    }

    /// The second factor with this identifier.
    pub fn second_factor(&self, id: FactorId) -> Option<&SecondFactor> {
        self.second_factors.iter().find(|factor| factor.id == id)
    }
}
