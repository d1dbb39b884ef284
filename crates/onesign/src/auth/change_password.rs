//! A new password, chosen by somebody who is signed in and knows the present one.

use super::caller::Caller;
use super::password::Checked;
use super::session::{Opened, SignedIn, opened_as};
use super::sign_in::record_refusal;
use super::{Accounts, password_rules};
use crate::limits::Precedence;
use crate::problem::Problem;
use onesign_core::code::{Code, FaultCode};
use onesign_core::command::{ChangePassword, WrongFactor};
use onesign_core::{Command, FieldError};
use onesign_store::window_left_ms;
use serde::Deserialize;
use utoipa::ToSchema;

/// The most wrong present passwords of an account in a quarter of an hour.
const MOST_WRONG: i64 = 10;
const WINDOW_MS: i64 = 15 * 60 * 1000;

/// A change of the password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewPassword {
    /// The present password.
    current: String,
    /// The new one, as long as `limits` of `/v1/instance` says.
    password: String,
}

/// Changes the password, ends all other sessions, and gives this one a new identifier.
///
/// # Errors
/// `password_wrong`, `too_many_requests` after too many of them, and `bad_password` for the new one.
pub(crate) async fn change_password(
    accounts: &Accounts,
    me: &SignedIn,
    caller: &Caller,
    new: &NewPassword,
) -> Result<Opened, Problem> {
    let (rotation, session) = me.rotation(&accounts.sessions)?;
    password_rules::check(&new.password)?;
    check_present(accounts, me, caller, ("/current", &new.current)).await?;
    let turn = accounts.passwords.turn(caller.network, Precedence::Known);
    let hashed = accounts.passwords.hash(turn.await?, &new.password).await;
    let command = Command::ChangePassword(ChangePassword {
        account: me.account.id,
        password_hash: hashed.map_err(|e| Problem::internal(&e))?,
        session: rotation,
    });
    let at = accounts.clock.moment();
    let receipt = accounts.store.execute(command, &me.actor(), &at).await?;
    let account = receipt.state.account().ok_or_else(Problem::not_found)?;
    opened_as(account, &session, Vec::new())
}

/// Whoever finds a browser signed in does not know the password.
///
/// # Errors
/// `password_wrong` at the place that is named with the password, and `too_many_requests`.
pub(super) async fn check_present(
    accounts: &Accounts,
    me: &SignedIn,
    caller: &Caller,
    (pointer, password): (&str, &str),
) -> Result<(), Problem> {
    let (key, now) = (
        format!("present-password/{}", me.account.id),
        accounts.clock.now_ms(),
    );
    if !accounts
        .store
        .take(&key, MOST_WRONG, WINDOW_MS, now)
        .await?
    {
        return Err(Problem::too_many_requests(window_left_ms(WINDOW_MS, now)));
    }
    let turn = accounts.passwords.turn(caller.network, Precedence::Known);
    let hash = Some(me.account.password_hash.as_str());
    let checked = accounts.passwords.check(turn.await?, password, hash).await;
    if checked.map_err(|e| Problem::internal(&e))? == Checked::Wrong {
        record_refusal(accounts, me.account.id, WrongFactor::Password, &me.actor()).await?;
        let detail = "This is not your current password.";
        return Err(
            Problem::new(Code::PasswordWrong, detail).pointing(vec![FieldError {
                pointer: pointer.into(),
                code: FaultCode::BadPassword,
                detail: detail.into(),
            }]),
        );
    }
    accounts.store.give_back(&key, WINDOW_MS, now).await?;
    Ok(())
}
