//! From a fact about an account to its state.

use crate::fact::{AccountCreated, Fact, SecondFactorEnrolled, SecondFactorUsed, SessionOpened};
use crate::identity::account::{Account, PasswordReset, Session};
use crate::identity::api_key::ApiKey;
use crate::identity::second_factor::{FactorMethod, SecondFactor};

/// The first state of an account.
pub(super) fn created(f: &AccountCreated) -> Account {
    Account {
        id: f.account,
        name: f.name.clone(),
        email: f.email.clone(),
        role: f.role,
        password_hash: f.password_hash.clone(),
        sessions: Vec::new(),
        second_factors: Vec::new(),
        recovery_codes: Vec::new(),
        api_keys: Vec::new(),
        reset: None,
    }
}

/// Changes the state by a fact that happened at `at_ms`.
pub(super) fn apply(account: &mut Account, fact: &Fact, at_ms: i64) {
    match fact {
        Fact::SessionOpened(f) => opened(account, f, at_ms),
        Fact::SessionClosed(f) => account.sessions.retain(|s| s.sid_sha256 != f.sid_sha256),
        Fact::SecondFactorEnrolled(f) => account.second_factors.push(enrolled(f, at_ms)),
        Fact::SecondFactorUsed(f) => used(account, f, at_ms),
        Fact::SecondFactorRemoved(f) => {
            account
                .second_factors
                .retain(|factor| factor.id != f.factor);
            if account.second_factors.is_empty() {
                account.recovery_codes.clear();
            }
        }
        Fact::RecoveryCodesIssued(f) => account.recovery_codes.clone_from(&f.recovery_sha256),
        Fact::RecoveryCodeUsed(f) => account
            .recovery_codes
            .retain(|code| *code != f.recovery_sha256),
        Fact::PasswordChanged(f) => {
            account.password_hash.clone_from(&f.password_hash);
            account.reset = None;
        }
        Fact::PasswordRehashed(f) => account.password_hash.clone_from(&f.password_hash),
        Fact::PasswordResetIssued(f) => {
            account.reset = Some(PasswordReset {
                secret_sha256: f.reset_sha256.clone(),
                expires_at_ms: f.expires_at_ms,
            });
        }
        Fact::ApiKeyCreated(f) => {
            account.api_keys.retain(|key| key.expires_at_ms > at_ms);
            account.api_keys.push(ApiKey {
                id: f.key,
                label: f.label.clone(),
                secret_sha256: f.key_sha256.clone(),
                scopes: f.scopes.clone(),
                networks: f.networks.clone(),
                created_at_ms: at_ms,
                expires_at_ms: f.expires_at_ms,
            });
        }
        Fact::ApiKeyRevoked(f) => account.api_keys.retain(|key| key.id != f.key),
        _ => {}
    }
}

fn opened(account: &mut Account, f: &SessionOpened, at_ms: i64) {
    account.sessions.retain(|s| s.expires_at_ms > at_ms);
    account.sessions.push(Session {
        sid_sha256: f.sid_sha256.clone(),
        expires_at_ms: f.expires_at_ms,
        opened_at_ms: f.since_ms.unwrap_or(at_ms),
        auth_methods: f.auth_methods.clone(),
        second_factor_at_ms: f.second_factor_at_ms,
        ip: f.ip.clone(),
        user_agent: f.user_agent.clone(),
    });
}

fn enrolled(f: &SecondFactorEnrolled, at_ms: i64) -> SecondFactor {
    let method = if f.credential_id.is_empty() {
        FactorMethod::Totp {
            secret: f.factor_secret.clone(),
            last_step: f.step,
        }
    } else {
        FactorMethod::Passkey {
            credential_id: f.credential_id.clone(),
            credential: f.factor_secret.clone(),
        }
    };
    SecondFactor {
        id: f.factor,
        label: f.label.clone(),
        enrolled_at_ms: at_ms,
        used_at_ms: None,
        method,
    }
}

fn used(account: &mut Account, f: &SecondFactorUsed, at_ms: i64) {
    let mut factors = account.second_factors.iter_mut();
    let Some(factor) = factors.find(|factor| factor.id == f.factor) else {
        return;
    };
    factor.used_at_ms = Some(at_ms);
    match &mut factor.method {
        FactorMethod::Totp { last_step, .. } => *last_step = f.step,
        FactorMethod::Passkey { credential, .. } => credential.clone_from(&f.factor_secret),
    }
}
