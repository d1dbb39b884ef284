//! `/v1/me`: the account of whoever asks.

pub(crate) mod api_keys;
pub(crate) mod log;
pub(crate) mod password;
pub(crate) mod recovery_codes;
pub(crate) mod second_factors;
pub(crate) mod sessions;
pub(crate) mod view;

use crate::auth::session::{Opened, Recognised};
use crate::http::cookies;
use crate::http::v1::me::view::Me;
use crate::problem::Problem;
use axum::Json;
use axum::http::HeaderMap;

/// Who is signed in.
#[utoipa::path(get, path = "/v1/me",
    responses((status = 200, body = Me)))]
pub(crate) async fn show(me: Recognised) -> Json<Me> {
    Json(Me::of(&me.account, me.assurance()))
}

/// The cookies of a session that has just changed, and whose it is.
fn changed(opened: &Opened) -> Result<(HeaderMap, Json<Me>), Problem> {
    let me = Me::of(&opened.account, &opened.assurance);
    Ok((cookies::set(&opened.cookies)?, Json(me)))
}
