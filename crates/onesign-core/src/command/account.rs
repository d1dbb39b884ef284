//! Commands on an account: its sessions, its password, its second factors and its API keys.

use crate::identity::api_scope::ApiScopes;
use crate::identity::second_factor::{FactorMethod, FactorProof};
use crate::ids::{AccountId, ApiKeyId, FactorId};

/// A checked password or passkey opens a session.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenSession {
    /// Whose.
    pub account: AccountId,
    /// SHA-256 of the new session identifier, base64url.
    pub sid_sha256: String,
    /// How the person was recognised.
    pub first: FirstFactor,
}

/// The first factor of a session.
#[derive(Clone, Debug, PartialEq)]
pub enum FirstFactor {
    /// The password.
    Password {
        /// The same password hashed again, because the cost has risen since the account's hash was made.
        rehashed: Option<String>,
    },
    /// A passkey that verified its user, which is two factors at once.
    Passkey {
        /// The factor.
        factor: FactorId,
        /// The credential with its new counter.
        credential: String,
    },
}

/// A sign-in failed and is remembered.
#[derive(Clone, Debug, PartialEq)]
pub struct RefuseSession {
    /// Whose.
    pub account: AccountId,
    /// What was wrong.
    pub wrong: WrongFactor,
}

/// The factor that was wrong in a refused sign-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrongFactor {
    /// The password.
    Password,
    /// The second factor.
    Second,
}

impl WrongFactor {
    /// The stable word in the fact.
    pub fn word(self) -> &'static str {
        match self {
            Self::Password => "wrong_password",
            Self::Second => "wrong_second_factor",
        }
    }
}

/// A session is ended by its holder.
#[derive(Clone, Debug, PartialEq)]
pub struct CloseSession {
    /// Whose.
    pub account: AccountId,
    /// SHA-256 of the session identifier, base64url.
    pub sid_sha256: String,
}

/// All sessions but one are ended by their holder.
#[derive(Clone, Debug, PartialEq)]
pub struct CloseOtherSessions {
    /// Whose.
    pub account: AccountId,
    /// SHA-256 of the identifier of the session that stays, base64url.
    pub keep: String,
}

/// A session whose identifier is replaced, because the authentication of its holder changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Rotation {
    /// SHA-256 of the present identifier, base64url.
    pub old: String,
    /// SHA-256 of the new identifier, base64url.
    pub new: String,
}

/// A second factor is given to a session.
#[derive(Clone, Debug, PartialEq)]
pub struct ProveSecondFactor {
    /// Whose.
    pub account: AccountId,
    /// The session.
    pub session: Rotation,
    /// What was proved.
    pub proof: FactorProof,
}

/// A second factor that its holder has proved to have is enrolled.
#[derive(Clone, Debug, PartialEq)]
pub struct EnrolSecondFactor {
    /// Whose.
    pub account: AccountId,
    /// The session.
    pub session: Rotation,
    /// The new factor.
    pub factor: FactorId,
    /// Its holder's name for it.
    pub label: String,
    /// What it is.
    pub method: FactorMethod,
    /// SHA-256 of new recovery codes, base64url. They are recorded only with the first factor of the account.
    pub recovery_codes: Vec<String>,
}

/// A second factor is removed by its holder. All other sessions end, because they may have been given it.
#[derive(Clone, Debug, PartialEq)]
pub struct RemoveSecondFactor {
    /// Whose.
    pub account: AccountId,
    /// SHA-256 of the identifier of the session that stays, base64url.
    pub keep: String,
    /// The factor.
    pub factor: FactorId,
}

/// New recovery codes replace the earlier ones.
#[derive(Clone, Debug, PartialEq)]
pub struct IssueRecoveryCodes {
    /// Whose.
    pub account: AccountId,
    /// SHA-256 of each code, base64url.
    pub sha256: Vec<String>,
}

/// The holder chooses a new password, after the present one was checked.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangePassword {
    /// Whose.
    pub account: AccountId,
    /// bcrypt hash of the new, peppered password.
    pub password_hash: String,
    /// The session that stays; all others end.
    pub session: Rotation,
}

/// Somebody who knows the address of an account asks for a link to choose a new password.
#[derive(Clone, Debug, PartialEq)]
pub struct RequestPasswordReset {
    /// Whose.
    pub account: AccountId,
    /// The language of the mail.
    pub locale: String,
}

/// A link to choose a new password was made for a mail.
#[derive(Clone, Debug, PartialEq)]
pub struct IssuePasswordReset {
    /// Whose.
    pub account: AccountId,
    /// SHA-256 of its secret, base64url.
    pub secret_sha256: String,
}

/// Whoever has the mailed link chooses a new password. All sessions end; a second factor stays necessary.
#[derive(Clone, Debug, PartialEq)]
pub struct ResetPassword {
    /// Whose.
    pub account: AccountId,
    /// SHA-256 of the link's secret, base64url.
    pub secret_sha256: String,
    /// bcrypt hash of the new, peppered password.
    pub password_hash: String,
}

/// The operator of the machine sets a new password or removes all second factors, offline.
#[derive(Clone, Debug, PartialEq)]
pub struct BreakGlass {
    /// Whose.
    pub account: AccountId,
    /// bcrypt hash of a new, peppered password.
    pub password_hash: Option<String>,
    /// Whether all second factors and recovery codes are removed.
    pub removes_second_factors: bool,
}

/// An API key is made.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateApiKey {
    /// Whose.
    pub account: AccountId,
    /// The key.
    pub key: ApiKeyId,
    /// Its holder's name for it.
    pub label: String,
    /// SHA-256 of its secret, base64url.
    pub secret_sha256: String,
    /// What it may do.
    pub scopes: ApiScopes,
    /// The networks it works from, in CIDR notation; empty means all.
    pub networks: Vec<String>,
    /// When it expires, Unix milliseconds.
    pub expires_at_ms: i64,
}

/// An API key is revoked.
#[derive(Clone, Debug, PartialEq)]
pub struct RevokeApiKey {
    /// Whose.
    pub account: AccountId,
    /// The key.
    pub key: ApiKeyId,
}
