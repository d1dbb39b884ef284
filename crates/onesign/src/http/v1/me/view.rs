//! What the API says of an account.

use crate::http::time;
use onesign_core::identity::account::{Account, Session};
use onesign_core::identity::api_key::ApiKey;
use onesign_core::identity::api_scope::ApiScope;
use onesign_core::identity::assurance::Assurance;
use onesign_core::identity::role::Role;
use onesign_core::identity::second_factor::{FactorMethod, SecondFactor};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// The signed-in account.
#[derive(Serialize, ToSchema)]
pub(crate) struct Me {
    id: Uuid,
    name: String,
    email: String,
    role: Role,
    assurance: AssuranceName,
    /// When the session was given its second factor last; it counts as fresh for five minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    second_factor_at: Option<String>,
}

/// How sure the server is that it is the holder of the account.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum AssuranceName {
    /// The password was right; the second factor of the account is still missing. Nothing else works until then.
    Incomplete,
    /// The password was right, and the account has no second factor.
    Single,
    /// Two factors.
    Double,
    /// An API key.
    Key,
}

impl Me {
    pub(crate) fn of(account: &Account, assurance: &Assurance) -> Self {
        let (name, at_ms) = match assurance {
            Assurance::Incomplete => (AssuranceName::Incomplete, None),
            Assurance::Single => (AssuranceName::Single, None),
            Assurance::Double { at_ms } => (AssuranceName::Double, Some(*at_ms)),
            Assurance::Key { .. } => (AssuranceName::Key, None),
        };
        Self {
            id: account.id.0,
            name: account.name.clone(),
            email: account.email.clone(),
            role: account.role,
            assurance: name,
            second_factor_at: at_ms.map(time),
        }
    }
}

/// A session of the account.
#[derive(Serialize, ToSchema)]
pub(crate) struct SessionView {
    /// What it is ended by.
    id: String,
    /// Whether it is the one that asks.
    current: bool,
    opened_at: Option<String>,
    /// To the minute.
    used_at: Option<String>,
    expires_at: String,
    ip: String,
    user_agent: String,
    /// How the person was recognised: `password`, `totp`, `passkey`, `recovery_code`.
    methods: Vec<String>,
}

impl SessionView {
    pub(crate) fn of(session: &Session, used_ms: Option<i64>, current: Option<&str>) -> Self {
        let opened = Some(session.opened_at_ms).filter(|ms| *ms > 0);
        Self {
            id: session.sid_sha256.clone(),
            current: current == Some(&session.sid_sha256),
            opened_at: opened.map(time),
            used_at: used_ms.map(time),
            expires_at: time(session.expires_at_ms),
            ip: session.ip.clone(),
            user_agent: session.user_agent.clone(),
            methods: session.auth_methods.clone(),
        }
    }
}

/// A second factor of the account.
#[derive(Serialize, ToSchema)]
pub(crate) struct SecondFactorView {
    id: Uuid,
    label: String,
    method: FactorMethodName,
    enrolled_at: String,
    used_at: Option<String>,
}

/// What a second factor is.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum FactorMethodName {
    /// An authenticator app.
    Totp,
    /// A passkey.
    Passkey,
}

impl From<&SecondFactor> for SecondFactorView {
    fn from(factor: &SecondFactor) -> Self {
        Self {
            id: factor.id.0,
            label: factor.label.clone(),
            method: match factor.method {
                FactorMethod::Totp { .. } => FactorMethodName::Totp,
                FactorMethod::Passkey { .. } => FactorMethodName::Passkey,
            },
            enrolled_at: time(factor.enrolled_at_ms),
            used_at: factor.used_at_ms.map(time),
        }
    }
}

/// The second factors of the account.
#[derive(Serialize, ToSchema)]
pub(crate) struct SecondFactors {
    factors: Vec<SecondFactorView>,
    /// Recovery codes that were not used yet.
    recovery_codes_left: usize,
}

impl From<&Account> for SecondFactors {
    fn from(account: &Account) -> Self {
        Self {
            factors: account.second_factors.iter().map(Into::into).collect(),
            recovery_codes_left: account.recovery_codes.len(),
        }
    }
}

/// An API key of the account. Its secret is shown only when it is made.
#[derive(Serialize, ToSchema)]
pub(crate) struct ApiKeyView {
    id: Uuid,
    label: String,
    scopes: Vec<ApiScope>,
    networks: Vec<String>,
    created_at: String,
    expires_at: String,
    /// To the minute.
    used_at: Option<String>,
}

impl ApiKeyView {
    pub(crate) fn of(key: &ApiKey, used_ms: Option<i64>) -> Self {
        Self {
            id: key.id.0,
            label: key.label.clone(),
            scopes: key.scopes.iter().collect(),
            networks: key.networks.clone(),
            created_at: time(key.created_at_ms),
            expires_at: time(key.expires_at_ms),
            used_at: used_ms.map(time),
        }
    }
}
