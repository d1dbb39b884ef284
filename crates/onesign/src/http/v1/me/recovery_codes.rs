//! `/v1/me/recovery-codes`: what replaces a second factor once.

use crate::auth::Accounts;
use crate::auth::second_factor::{self, RecoveryCodes};
use crate::auth::session::SignedIn;
use crate::problem::Problem;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

/// New recovery codes, which replace all earlier ones.
#[utoipa::path(post, path = "/v1/me/recovery-codes",
    responses((status = 201, body = RecoveryCodes)))]
pub(crate) async fn create(
    State(accounts): State<Accounts>,
    me: SignedIn,
) -> Result<(StatusCode, Json<RecoveryCodes>), Problem> {
    let codes = second_factor::new_recovery_codes(&accounts, &me).await?;
    Ok((StatusCode::CREATED, Json(codes)))
}
