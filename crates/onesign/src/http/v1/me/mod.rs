//! `/v1/me`: the signed-in account.

use crate::http::extract::SignedIn;
use crate::http::v1::envelopes::view::Me;
use axum::Json;

/// Who is signed in.
#[utoipa::path(get, path = "/v1/me",
    responses((status = 200, body = Me)))]
pub(crate) async fn show(me: SignedIn) -> Json<Me> {
    Json(Me::from(&me.account))
}
