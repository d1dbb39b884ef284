//! `/v1/sessions`: signing in and out.

use crate::auth::caller::Caller;
use crate::auth::session::SignedIn;
use crate::auth::sign_in::{SignIn, sign_in};
use crate::auth::{Accounts, Sessions};
use crate::http::cookies;
use crate::http::extract::Brief;
use crate::http::v1::me::view::Me;
use crate::problem::Problem;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};

/// Signs in.
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
    Ok((StatusCode::CREATED, set, Json(Me::from(&opened.account))))
}

/// Signs out.
#[utoipa::path(delete, path = "/v1/sessions/current",
    responses((status = 204), (status = 404)))]
pub(crate) async fn end(
    State(sessions): State<Sessions>,
    me: SignedIn,
) -> Result<(StatusCode, HeaderMap), Problem> {
    let cleared = me.end(&sessions).await?;
    Ok((StatusCode::NO_CONTENT, cookies::set(&[cleared])?))
}
