//! Commands on the instance.

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
