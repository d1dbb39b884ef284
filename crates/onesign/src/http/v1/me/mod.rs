//! `/v1/me`: the signed-in account.

pub(crate) mod view;

use crate::auth::session::SignedIn;
use crate::http::v1::me::view::Me;
use axum::Json;

/// Who is signed in.
#[utoipa::path(get, path = "/v1/me",
    responses((status = 200, body = Me)))]
pub(crate) async fn show(me: SignedIn) -> Json<Me> {
    Json(Me::from(&me.account))
}
