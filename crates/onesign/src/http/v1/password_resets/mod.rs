//! `/v1/password-resets`: a new password for somebody who forgot theirs.

use crate::auth::Accounts;
use crate::auth::caller::Caller;
use crate::auth::password_reset::{self, Forgotten, Redeemed};
use crate::config::MailWay;
use crate::http::extract::Brief;
use crate::mail::delivery::Mailing;
use crate::problem::Problem;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use onesign_core::Code;
use onesign_core::ids::AccountId;
use uuid::Uuid;

/// Asks for a mail with a link to choose a new password. The answer is the same whether or not the address has an account.
#[utoipa::path(post, path = "/v1/password-resets", request_body = Forgotten,
    responses((status = 202), (status = 409), (status = 429)))]
pub(crate) async fn request(
    State(accounts): State<Accounts>,
    State(mailing): State<Mailing>,
    caller: Caller,
    Brief(forgotten): Brief<Forgotten>,
) -> Result<StatusCode, Problem> {
    if mailing.way() == MailWay::Outbox {
        return Err(no_mail_server());
    }
    password_reset::request(&accounts, caller, forgotten).await?;
    Ok(StatusCode::ACCEPTED)
}

/// Chooses a new password with the secret of the mailed link. All sessions of the account end; nobody is signed in.
#[utoipa::path(put, path = "/v1/password-resets/{account}", request_body = Redeemed,
    params(("account" = Uuid, Path)),
    responses((status = 204), (status = 410), (status = 429)))]
pub(crate) async fn redeem(
    State(accounts): State<Accounts>,
    caller: Caller,
    Path(account): Path<Uuid>,
    Brief(redeemed): Brief<Redeemed>,
) -> Result<StatusCode, Problem> {
    password_reset::redeem(&accounts, &caller, AccountId(account), &redeemed).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn no_mail_server() -> Problem {
    Problem::new(
        Code::NoMailServer,
        "This server can't send e-mail. Ask the person who runs it to use the command “onesign user reset-password”.",
    )
}
