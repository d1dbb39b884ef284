//! `/v1/me/password`: the password of the account.

use crate::auth::Accounts;
use crate::auth::caller::Caller;
use crate::auth::change_password::{NewPassword, change_password};
use crate::auth::session::SignedIn;
use crate::http::extract::Brief;
use crate::http::v1::me::{changed, view::Me};
use crate::problem::Problem;
use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;

/// Changes the password. All other sessions end, and this one gets a new cookie.
#[utoipa::path(put, path = "/v1/me/password", request_body = NewPassword,
    responses((status = 200, body = Me), (status = 429)))]
pub(crate) async fn replace(
    State(accounts): State<Accounts>,
    caller: Caller,
    me: SignedIn,
    Brief(new): Brief<NewPassword>,
) -> Result<(HeaderMap, Json<Me>), Problem> {
    changed(&change_password(&accounts, &me, &caller, &new).await?)
}
