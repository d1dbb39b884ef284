//! API keys are made and revoked.

use super::{Decision, label};
use crate::actor::Actor;
use crate::code::{Code, FaultCode, FieldError};
use crate::command::{CreateApiKey, RevokeApiKey};
use crate::fact::{ApiKeyCreated, ApiKeyRevoked};
use crate::identity::account::Account;
use crate::identity::api_key::{MAX_KEY_LIFE_MS, MAX_KEY_NETWORKS, MAX_KEYS};
use crate::ids::StreamId;
use crate::refusal::Refusal;
use crate::time::Moment;

/// Makes a key that lives at most a year.
pub(super) fn create(
    account: &Account,
    command: &CreateApiKey,
    by: &Actor,
    at: &Moment,
) -> Result<Decision, Refusal> {
    let live = account.api_keys.iter();
    if live.filter(|key| key.expires_at_ms > at.at_ms).count() >= MAX_KEYS {
        return Err(Refusal::new(
            Code::InvalidRequest,
            format!("An account has at most {MAX_KEYS} API keys. Revoke one first."),
        ));
    }
    let faults = faults(command, at);
    if !faults.is_empty() {
        return Err(Refusal::new(
            Code::InvalidRequest,
            "Some entries need correcting. Check the marked ones.",
        )
        .pointing(faults));
    }
    let access = by.access();
    let created = ApiKeyCreated {
        key: command.key,
        label: label(&command.label)?,
        key_sha256: command.secret_sha256.clone(),
        scopes: command.scopes.clone(),
        networks: command.networks.clone(),
        expires_at_ms: command.expires_at_ms,
        ip: access.ip,
        user_agent: access.user_agent,
    };
    Ok(Decision::fact(StreamId::Account(account.id), created))
}

fn faults(command: &CreateApiKey, at: &Moment) -> Vec<FieldError> {
    let mut faults = Vec::new();
    let mut fault = |pointer: &str, code, detail: String| {
        faults.push(FieldError {
            pointer: pointer.into(),
            code,
            detail,
        });
    };
    if command.scopes.is_empty() {
        let detail = "Choose at least one thing that the key may do.";
        fault("/scopes", FaultCode::NoScope, detail.into());
    }
    let life = command.expires_at_ms - at.at_ms;
    if life <= 0 || life > MAX_KEY_LIFE_MS {
        let detail = "Choose an end within the next year.";
        fault("/expires_at", FaultCode::OutOfRange, detail.into());
    }
    if command.networks.len() > MAX_KEY_NETWORKS {
        let detail = format!("Name at most {MAX_KEY_NETWORKS} networks.");
        fault("/networks", FaultCode::TooMany, detail);
    }
    faults
}

/// Revokes a key at once.
pub(super) fn revoke(
    account: &Account,
    command: &RevokeApiKey,
    by: &Actor,
    at: &Moment,
) -> Result<Decision, Refusal> {
    let mut live = account
        .api_keys
        .iter()
        .filter(|key| key.expires_at_ms > at.at_ms);
    let key = live
        .find(|key| key.id == command.key)
        .ok_or_else(Refusal::not_found)?;
    let access = by.access();
    let revoked = ApiKeyRevoked {
        key: key.id,
        label: key.label.clone(),
        ip: access.ip,
        user_agent: access.user_agent,
    };
    Ok(Decision::fact(StreamId::Account(account.id), revoked))
}
