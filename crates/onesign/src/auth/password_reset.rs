//! A new password for somebody who forgot theirs, by a link to their mailbox. Nothing tells a stranger whether an
//! address has an account.

use super::caller::Caller;
use super::{Accounts, password_rules, system};
use crate::limits::{HOUR_MS, Precedence};
use crate::problem::Problem;
use onesign_core::Command;
use onesign_core::audit::{base64url, sha256};
use onesign_core::command::{RequestPasswordReset, ResetPassword};
use onesign_core::ids::AccountId;
use serde::Deserialize;
use utoipa::ToSchema;

/// The most requests from one network in an hour.
const MOST_OF_NETWORK: i64 = 20;
/// The most mails to one account in an hour.
const MOST_MAILS: i64 = 3;
/// The most tries to redeem links from one network in an hour.
const MOST_TRIES: i64 = 60;
/// The language of a mail, if the asker names none of ours.
const LOCALES: [&str; 2] = ["en", "de"];

/// Who forgot their password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Forgotten {
    email: String,
    /// The language of the mail; English if it is not offered.
    locale: Option<String>,
}

/// A new password, with the secret of the mailed link.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Redeemed {
    /// The part of the link after the dot.
    secret: String,
    /// As long as `limits` of `/v1/instance` says.
    password: String,
}

/// Has a link mailed to the account with this address, if there is one. The work goes on after the answer, so that the
/// answer takes as long without an account.
///
/// # Errors
/// `too_many_requests` from one network.
pub(crate) async fn request(
    accounts: &Accounts,
    caller: Caller,
    forgotten: Forgotten,
) -> Result<(), Problem> {
    let key = format!("password-reset//{}", caller.network);
    accounts.rates.take(&key, MOST_OF_NETWORK, HOUR_MS).await?;
    let accounts = accounts.clone();
    tokio::spawn(async move {
        if let Err(problem) = mail_link(&accounts, &caller, &forgotten).await {
            tracing::warn!(
                code = problem.code.word(),
                "a link to choose a new password could not be requested"
            );
        }
    });
    Ok(())
}

async fn mail_link(
    accounts: &Accounts,
    caller: &Caller,
    forgotten: &Forgotten,
) -> Result<(), Problem> {
    let found = accounts
        .store
        .read(&system())
        .account_by_email(forgotten.email.trim())
        .await?;
    let Some(account) = found else {
        return Ok(());
    };
    let (key, now) = (
        format!("password-reset/{}", account.id),
        accounts.clock.now_ms(),
    );
    if !accounts.store.take(&key, MOST_MAILS, HOUR_MS, now).await? {
        return Ok(());
    }
    let asked = forgotten.locale.as_deref();
    let locale = LOCALES.into_iter().find(|locale| asked == Some(*locale));
    let command = Command::RequestPasswordReset(RequestPasswordReset {
        account: account.id,
        locale: locale.unwrap_or(LOCALES[0]).to_owned(),
    });
    let at = accounts.clock.moment();
    accounts
        .store
        .execute(command, &caller.visitor(), &at)
        .await?;
    Ok(())
}

/// Chooses a new password with the secret of the mailed link. All sessions of the account end, and nobody is signed in: a
/// second factor stays necessary.
///
/// # Errors
/// `reset_link_dead`, also for an account that does not exist; `bad_password`; `too_many_requests`.
pub(crate) async fn redeem(
    accounts: &Accounts,
    caller: &Caller,
    account: AccountId,
    redeemed: &Redeemed,
) -> Result<(), Problem> {
    let key = format!("password-reset-use/{}", caller.network);
    accounts.rates.take(&key, MOST_TRIES, HOUR_MS).await?;
    password_rules::check(&redeemed.password)?;
    let secret_sha256 = base64url(&sha256(&[redeemed.secret.as_bytes()]));
    // Strangers don't make the server hash.
    let viewer = system();
    let known = accounts.store.read(&viewer).account(account).await.ok();
    let live = known.and_then(|account| account.reset);
    if live.is_none_or(|reset| reset.secret_sha256 != secret_sha256) {
        return Err(dead());
    }
    let turn = accounts.passwords.turn(caller.network, Precedence::Known);
    let hashed = accounts
        .passwords
        .hash(turn.await?, &redeemed.password)
        .await;
    let command = Command::ResetPassword(ResetPassword {
        account,
        secret_sha256,
        password_hash: hashed.map_err(|e| Problem::internal(&e))?,
    });
    let at = accounts.clock.moment();
    accounts
        .store
        .execute(command, &caller.visitor(), &at)
        .await?;
    Ok(())
}

fn dead() -> Problem {
    Problem::new(
        onesign_core::Code::ResetLinkDead,
        "This link was used, replaced or has expired. Ask for a new one.",
    )
}
