//! `/v1/setup`: the first account, which owns the instance.

use crate::auth::Accounts;
use crate::auth::caller::Caller;
use crate::auth::set_up::{SetUp, set_up};
use crate::http::cookies;
use crate::http::extract::Json;
use crate::http::v1::me::view::Me;
use crate::problem::Problem;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};

/// Sets the instance up and signs its owner in.
#[utoipa::path(post, path = "/v1/setup", request_body = SetUp,
    responses((status = 201, body = Me), (status = 409), (status = 429)))]
pub(crate) async fn create(
    State(accounts): State<Accounts>,
    caller: Caller,
    Json(owner): Json<SetUp>,
) -> Result<(StatusCode, HeaderMap, axum::Json<Me>), Problem> {
    let opened = set_up(&accounts, &caller, owner).await?;
    let set = cookies::set(&opened.cookies)?;
    let me = Me::of(&opened.account, &opened.assurance);
    Ok((StatusCode::CREATED, set, axum::Json(me)))
}
