//! `/v1/me/second-factors`: what proves the holder beside the password.

use crate::auth::Accounts;
use crate::auth::caller::Caller;
use crate::auth::second_factor::{self, BegunTotp, ConfirmedTotp, NewTotp, RecoveryCodes};
use crate::auth::session::SignedIn;
use crate::http::cookies;
use crate::http::extract::Brief;
use crate::http::v1::me::view::SecondFactors;
use crate::problem::Problem;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use onesign_core::ids::FactorId;
use uuid::Uuid;

/// The second factors of the account.
#[utoipa::path(get, path = "/v1/me/second-factors",
    responses((status = 200, body = SecondFactors)))]
pub(crate) async fn list(me: SignedIn) -> Json<SecondFactors> {
    Json(SecondFactors::from(&me.account))
}

/// Begins to enrol an authenticator app: gives its secret. Nothing is stored before a code confirms it. The first second
/// factor of an account needs its password, a further one a fresh second factor.
#[utoipa::path(post, path = "/v1/me/second-factors/totp", request_body = BegunTotp,
    responses((status = 200, body = NewTotp), (status = 429)))]
pub(crate) async fn begin(
    State(accounts): State<Accounts>,
    caller: Caller,
    me: SignedIn,
    Brief(begun): Brief<BegunTotp>,
) -> Result<Json<NewTotp>, Problem> {
    let begun = second_factor::begin_totp(&accounts, &me, &caller, &begun).await?;
    Ok(Json(begun))
}

/// Enrols an authenticator app. With the first second factor come recovery codes, and other sessions end.
#[utoipa::path(post, path = "/v1/me/second-factors", request_body = ConfirmedTotp,
    responses((status = 201, body = RecoveryCodes)))]
pub(crate) async fn create(
    State(accounts): State<Accounts>,
    me: SignedIn,
    Brief(confirmed): Brief<ConfirmedTotp>,
) -> Result<(StatusCode, HeaderMap, Json<RecoveryCodes>), Problem> {
    let (opened, codes) = second_factor::confirm_totp(&accounts, &me, confirmed).await?;
    Ok((
        StatusCode::CREATED,
        cookies::set(&opened.cookies)?,
        Json(codes),
    ))
}

/// Removes a second factor. With the last one, the recovery codes end.
#[utoipa::path(delete, path = "/v1/me/second-factors/{id}",
    params(("id" = Uuid, Path)),
    responses((status = 204)))]
pub(crate) async fn remove(
    State(accounts): State<Accounts>,
    me: SignedIn,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, Problem> {
    second_factor::remove(&accounts, &me, FactorId(id)).await?;
    Ok(StatusCode::NO_CONTENT)
}
