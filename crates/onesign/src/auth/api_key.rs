//! API keys: `osk_<id>_<secret>_<check>`, sent as `Authorization: Bearer …`. The check lets scanners of source code
//! recognise a leaked key, and tells a mistyped one from a revoked one.

use super::session::SignedIn;
use super::{Accounts, Sessions, TOUCH_MS, system};
use crate::clock::random;
use crate::net::client_address::ClientAddress;
use crate::problem::Problem;
use aws_lc_rs::constant_time::verify_slices_are_equal;
use axum::http::{HeaderMap, header};
use ipnet::IpNet;
use onesign_core::audit::{base64url, hex, sha256};
use onesign_core::code::{Code, FaultCode};
use onesign_core::command::{CreateApiKey, RevokeApiKey};
use onesign_core::identity::account::Account;
use onesign_core::identity::api_key::ApiKey;
use onesign_core::identity::api_scope::ApiScope;
use onesign_core::identity::assurance::Assurance;
use onesign_core::ids::ApiKeyId;
use onesign_core::{Command, FieldError};
use serde::{Deserialize, Serialize};
use std::net::IpAddr;
use utoipa::ToSchema;
use uuid::Uuid;

const PREFIX: &str = "osk";
/// Hexadecimal characters of the check: enough to tell a mistyped key.
const CHECK: usize = 8;

/// A key as its holder sends it.
pub(super) struct SentKey {
    id: ApiKeyId,
    secret: String,
}

/// The API key in the headers of a request; none if they have no `Authorization`.
///
/// # Errors
/// `api_key_refused` for any other credential there.
pub(super) fn sent(headers: &HeaderMap) -> Result<Option<SentKey>, Problem> {
    let Some(value) = headers.get(header::AUTHORIZATION) else {
        return Ok(None);
    };
    let key = value.to_str().ok().and_then(parse);
    key.map(Some).ok_or_else(refused)
}

fn parse(credentials: &str) -> Option<SentKey> {
    let (scheme, key) = credentials.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return None;
    }
    let mut parts = key.trim().split('_');
    let (prefix, id, secret, check) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let is_whole = prefix == PREFIX && parts.next().is_none() && check_of(id, secret) == check;
    let id = Uuid::try_parse(id).ok().filter(|_| is_whole)?;
    Some(SentKey {
        id: ApiKeyId(id),
        secret: secret.to_owned(),
    })
}

fn check_of(id: &str, secret: &str) -> String {
    let digest = sha256(&[
        b"onesign/api-key/1\n",
        id.as_bytes(),
        b"_",
        secret.as_bytes(),
    ]);
    hex(&digest)[..CHECK].to_owned()
}

fn hash(secret: &str) -> String {
    base64url(&sha256(&[secret.as_bytes()]))
}

/// The account that a key acts for, and what the key may do.
///
/// # Errors
/// `api_key_refused` for a key that is unknown, revoked, expired, or used from another network.
pub(super) async fn holder(
    sessions: &Sessions,
    sent: &SentKey,
    address: ClientAddress,
) -> Result<(Account, Assurance), Problem> {
    let found = sessions.store.api_key(sent.id).await?;
    let (account, used_ms) = found.ok_or_else(refused)?;
    let account = sessions.store.read(&system()).account(account).await?;
    let now = sessions.clock.now_ms();
    let key = account.api_keys.iter().find(|key| key.id == sent.id);
    let key = key.filter(|key| is_valid(key, sent, address, now));
    let key = key.ok_or_else(refused)?;
    if used_ms.is_none_or(|used| now - used > TOUCH_MS)
        && let Err(error) = sessions.store.touch_api_key(key.id, now).await
    {
        tracing::warn!(%error, "the use of an API key could not be noted");
    }
    let assurance = Assurance::Key {
        id: key.id,
        scopes: key.scopes.clone(),
    };
    Ok((account, assurance))
}

fn is_valid(key: &ApiKey, sent: &SentKey, address: ClientAddress, now_ms: i64) -> bool {
    let sent = hash(&sent.secret);
    let networks = key.networks.iter();
    let mut networks = networks.filter_map(|text| text.parse::<IpNet>().ok());
    verify_slices_are_equal(sent.as_bytes(), key.secret_sha256.as_bytes()).is_ok()
        && now_ms < key.expires_at_ms
        && (key.networks.is_empty() || networks.any(|network| network.contains(&address.ip())))
}

/// A key that is to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewApiKey {
    /// The person's name for it.
    label: String,
    /// What it may do.
    scopes: Vec<ApiScope>,
    /// The networks that it works from, in CIDR notation such as `192.0.2.0/24`; all if absent or empty.
    #[serde(default)]
    networks: Vec<String>,
    /// Days until it expires, at most 365.
    expires_in_days: u16,
}

/// A new key, which is shown once.
#[derive(Serialize, ToSchema)]
pub(crate) struct CreatedApiKey {
    pub(crate) id: Uuid,
    /// The whole key.
    key: String,
}

/// Makes an API key for an account.
///
/// # Errors
/// Faults of single entries, and those of the law: it asks for a fresh second factor.
pub(crate) async fn create(
    accounts: &Accounts,
    me: &SignedIn,
    new: NewApiKey,
) -> Result<CreatedApiKey, Problem> {
    let id = Uuid::now_v7();
    let secret = hex(&random::<32>());
    let at = accounts.clock.moment();
    let command = Command::CreateApiKey(CreateApiKey {
        account: me.account.id,
        key: ApiKeyId(id),
        label: new.label,
        secret_sha256: hash(&secret),
        scopes: new.scopes.into_iter().collect(),
        networks: networks(&new.networks)?,
        expires_at_ms: at.at_ms + i64::from(new.expires_in_days) * onesign_core::time::DAY_MS,
    });
    accounts.store.execute(command, &me.actor(), &at).await?;
    let written = id.simple().to_string();
    let check = check_of(&written, &secret);
    Ok(CreatedApiKey {
        id,
        key: format!("{PREFIX}_{written}_{secret}_{check}"),
    })
}

/// Networks in their canonical notation; a single address is a network of its own.
fn networks(texts: &[String]) -> Result<Vec<String>, Problem> {
    let mut faults = Vec::new();
    let mut read = Vec::new();
    for (n, text) in texts.iter().enumerate() {
        let text = text.trim();
        let address = || text.parse::<IpAddr>().ok().map(IpNet::from);
        match text.parse::<IpNet>().ok().or_else(address) {
            Some(network) => read.push(network.trunc().to_string()),
            None => faults.push(FieldError {
                pointer: format!("/networks/{n}"),
                code: FaultCode::BadNetwork,
                detail: "Enter an address or a network such as 192.0.2.0/24.".into(),
            }),
        }
    }
    if faults.is_empty() {
        return Ok(read);
    }
    let detail = "Some entries need correcting. Check the marked ones.";
    Err(Problem::new(Code::InvalidRequest, detail).pointing(faults))
}

/// Revokes a key at once.
///
/// # Errors
/// `not_found`, and those of the law.
pub(crate) async fn revoke(
    accounts: &Accounts,
    me: &SignedIn,
    key: ApiKeyId,
) -> Result<(), Problem> {
    let account = me.account.id;
    let command = Command::RevokeApiKey(RevokeApiKey { account, key });
    let at = accounts.clock.moment();
    accounts.store.execute(command, &me.actor(), &at).await?;
    Ok(())
}

fn refused() -> Problem {
    Problem::new(
        Code::ApiKeyRefused,
        "This API key is unknown, revoked, expired, or not allowed from this address. Send `Authorization: Bearer osk_…` with a valid key.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(check: &str) -> String {
        format!(
            "Bearer osk_{}_{}_{check}",
            Uuid::nil().simple(),
            "ab".repeat(32)
        )
    }

    #[test]
    fn a_key_is_read_whole_or_not_at_all() {
        let right = check_of(&Uuid::nil().simple().to_string(), &"ab".repeat(32));
        let whole = key(&right);
        let sent = parse(&whole).unwrap();
        assert_eq!((sent.id.0, sent.secret), (Uuid::nil(), "ab".repeat(32)));
        assert!(parse(&whole.replace("Bearer", "bearer")).is_some());
        for wrong in [
            key("00000000"),
            whole.replace("Bearer", "Basic"),
            whole.replace("osk", "sk"),
            whole.replacen("ab", "ac", 1),
            whole[..whole.len() - 1].to_owned(),
            format!("{whole}_x"),
            String::new(),
        ] {
            assert!(parse(&wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn networks_are_read_or_named() {
        let of = |texts: &[&str]| {
            let texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
            networks(&texts)
        };
        assert_eq!(
            of(&["192.0.2.7/24", " 2001:db8::1 "]).ok(),
            Some(vec![
                "192.0.2.0/24".to_owned(),
                "2001:db8::1/128".to_owned()
            ])
        );
        assert!(of(&["192.0.2.0/33"]).is_err() && of(&["home"]).is_err());
    }
}
