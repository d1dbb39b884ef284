//! Commands on the instance and its accounts.

use crate::ids::AccountId;

/// The first visitor becomes the owner.
#[derive(Clone, Debug, PartialEq)]
pub struct SetUpInstance {
    /// The name of the instance.
    pub instance_name: String,
    /// The owner's account.
    pub account: AccountId,
    /// The owner's name.
    pub name: String,
    /// The owner's e-mail address.
    pub email: String,
    /// bcrypt hash of the peppered password.
    pub password_hash: String,
}

/// Records the first key of the seal, or a new one.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordSealKey {
    /// SHA-256 of its certificate, lower-case hex.
    pub certificate_sha256: String,
    /// When the certificate ends, Unix milliseconds.
    pub ends_at_ms: i64,
}

/// A checked password opens a session.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenSession {
    /// Whose.
    pub account: AccountId,
    /// SHA-256 of the new session identifier, base64url.
    pub sid_sha256: String,
    /// How the person was recognised.
    pub auth_methods: Vec<String>,
}

/// A sign-in failed and is remembered.
#[derive(Clone, Debug, PartialEq)]
pub struct RefuseSession {
    /// Whose.
    pub account: AccountId,
}

/// A session is ended by its holder.
#[derive(Clone, Debug, PartialEq)]
pub struct CloseSession {
    /// Whose.
    pub account: AccountId,
    /// SHA-256 of the session identifier, base64url.
    pub sid_sha256: String,
}
