//! `/v1/sessions`: signing in and out.

use crate::auth::caller::Caller;
use crate::auth::second_factor::{self, Given};
use crate::auth::session::Recognised;
use crate::auth::sign_in::{SignIn, sign_in};
use crate::auth::{Accounts, Sessions};
use crate::http::cookies;
use crate::http::extract::Brief;
use crate::http::v1::me::view::Me;
use crate::problem::Problem;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};

/// Signs in. If the answer says `incomplete`, the account's second factor comes next.
#[utoipa::path(post, path = "/v1/sessions", request_body = SignIn,
    responses((status = 201, body = Me), (status = 401), (status = 429)))]
pub(crate) async fn create(
    State(accounts): State<Accounts>,
    caller: Caller,
    sent: HeaderMap,
    Brief(who): Brief<SignIn>,
) -> Result<(StatusCode, HeaderMap, Json<Me>), Problem> {
    let opened = sign_in(&accounts, caller, &sent, who).await?;
    let set = cookies::set(&opened.cookies)?;
    let me = Me::of(&opened.account, &opened.assurance);
    Ok((StatusCode::CREATED, set, Json(me)))
}

/// Gives the session a second factor: after signing in, or to confirm something that asks for a fresh one.
#[utoipa::path(put, path = "/v1/sessions/current/second-factor", request_body = Given,
    responses((status = 200, body = Me), (status = 429)))]
pub(crate) async fn give(
    State(accounts): State<Accounts>,
    me: Recognised,
    Brief(given): Brief<Given>,
) -> Result<(HeaderMap, Json<Me>), Problem> {
    let opened = second_factor::give(&accounts, &me, &given).await?;
    let me = Me::of(&opened.account, &opened.assurance);
    Ok((cookies::set(&opened.cookies)?, Json(me)))
}

/// Signs out.
#[utoipa::path(delete, path = "/v1/sessions/current",
    responses((status = 204), (status = 404)))]
pub(crate) async fn end(
    State(sessions): State<Sessions>,
    me: Recognised,
) -> Result<(StatusCode, HeaderMap), Problem> {
    let cleared = me.end(&sessions).await?;
    Ok((StatusCode::NO_CONTENT, cookies::set(&[cleared])?))
}
