//! Second factors of an account.

use crate::ids::FactorId;
use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;

/// The most second factors of one account.
pub const MAX_FACTORS: usize = 10;
/// How many recovery codes an account gets at a time.
pub const RECOVERY_CODES: usize = 10;
/// The word for a recovery code in the methods of a session.
pub const RECOVERY_CODE: &str = "recovery_code";

/// A second factor that its holder has proved to have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecondFactor {
    /// Its identifier.
    pub id: FactorId,
    /// Its holder's name for it.
    pub label: String,
    /// When it was enrolled, Unix milliseconds.
    pub enrolled_at_ms: i64,
    /// When it was used last, Unix milliseconds.
    pub used_at_ms: Option<i64>,
    /// What it is.
    pub method: FactorMethod,
}

/// What a second factor is, with what is needed to check it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr)]
#[serde(tag = "method", rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum FactorMethod {
    /// Codes of an authenticator app (RFC 6238).
    Totp {
        /// The shared secret, base32 without padding.
        secret: String,
        /// The newest time step whose code was used. An older or equal one is refused: a code works once.
        last_step: i64,
    },
    /// A passkey (WebAuthn).
    Passkey {
        /// The credential's identifier, base64url.
        credential_id: String,
        /// The credential with its public key and counter, as the WebAuthn library keeps it (JSON).
        credential: String,
    },
}

impl FactorMethod {
    /// The stable word of the method.
    pub fn word(&self) -> &'static str {
        self.into()
    }
}

/// Secrets don't print.
impl std::fmt::Debug for FactorMethod {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.word())
    }
}

/// What proved that the holder has a second factor now. Authentication has checked it against the state; the law
/// decides whether it is still unused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FactorProof {
    /// The code of this time step was right.
    Totp {
        /// The factor.
        factor: FactorId,
        /// Number of the step of 30 seconds since the Unix epoch.
        step: i64,
    },
    /// A recovery code; the law looks for it among the unused ones.
    RecoveryCode {
        /// SHA-256 of the code, base64url.
        sha256: String,
    },
    /// The passkey signed the challenge.
    Passkey {
        /// The factor.
        factor: FactorId,
        /// The credential with its new counter.
        credential: String,
    },
}
