//! `/v1/me/api-keys`: keys with which programs act for the account.

use crate::auth::Accounts;
use crate::auth::api_key::{self, CreatedApiKey, NewApiKey};
use crate::auth::session::SignedIn;
use crate::http::extract::Brief;
use crate::http::v1::me::view::ApiKeyView;
use crate::problem::Problem;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use onesign_core::ids::ApiKeyId;
use onesign_store::Store;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// The API keys of the account, the newest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct ApiKeyList {
    items: Vec<ApiKeyView>,
}

/// The API keys of the account, expired ones included until the next key is made.
#[utoipa::path(get, path = "/v1/me/api-keys",
    responses((status = 200, body = ApiKeyList), (status = 404)))]
pub(crate) async fn list(
    State(store): State<Store>,
    me: SignedIn,
) -> Result<Json<ApiKeyList>, Problem> {
    let uses = store.read(&me.viewer()).api_key_uses(me.account.id).await?;
    let newest_first = me.account.api_keys.iter().rev();
    let items = newest_first.map(|key| ApiKeyView::of(key, uses.get(&key.id).copied()));
    let items = items.collect();
    Ok(Json(ApiKeyList { items }))
}

/// Makes an API key, which is shown only in this answer. Needs a fresh second factor.
#[utoipa::path(post, path = "/v1/me/api-keys", request_body = NewApiKey,
    responses((status = 201, body = CreatedApiKey)))]
pub(crate) async fn create(
    State(accounts): State<Accounts>,
    me: SignedIn,
    Brief(new): Brief<NewApiKey>,
) -> Result<(StatusCode, Json<CreatedApiKey>), Problem> {
    let created = api_key::create(&accounts, &me, new).await?;
    Ok((StatusCode::CREATED, Json(created)))
}

/// Revokes an API key at once.
#[utoipa::path(delete, path = "/v1/me/api-keys/{id}",
    params(("id" = Uuid, Path)),
    responses((status = 204)))]
pub(crate) async fn revoke(
    State(accounts): State<Accounts>,
    me: SignedIn,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, Problem> {
    api_key::revoke(&accounts, &me, ApiKeyId(id)).await?;
    Ok(StatusCode::NO_CONTENT)
}
