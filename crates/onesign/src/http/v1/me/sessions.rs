//! `/v1/me/sessions`: where the account is signed in.

use crate::auth::Sessions;
use crate::auth::session::SignedIn;
use crate::http::v1::me::view::SessionView;
use crate::problem::Problem;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use onesign_store::Store;
use serde::Serialize;
use utoipa::ToSchema;

/// The sessions of the account, the newest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct SessionList {
    items: Vec<SessionView>,
}

/// Where the account is signed in.
#[utoipa::path(get, path = "/v1/me/sessions",
    responses((status = 200, body = SessionList), (status = 404)))]
pub(crate) async fn list(
    State(store): State<Store>,
    me: SignedIn,
) -> Result<Json<SessionList>, Problem> {
    let uses = store.read(&me.viewer()).session_uses(me.account.id).await?;
    let current = me.sid_sha256().ok();
    let newest_first = me.account.sessions.iter().rev();
    let items = newest_first.filter_map(|session| {
        let used = uses.get(&session.sid_sha256).copied();
        // A session without a row has expired.
        used.map(|used| SessionView::of(session, Some(used), current))
    });
    let items = items.collect();
    Ok(Json(SessionList { items }))
}

/// Ends a session.
#[utoipa::path(delete, path = "/v1/me/sessions/{id}",
    params(("id" = String, Path)),
    responses((status = 204)))]
pub(crate) async fn end(
    State(sessions): State<Sessions>,
    me: SignedIn,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    me.end_one(&sessions, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Ends all sessions but the one that asks.
#[utoipa::path(delete, path = "/v1/me/sessions",
    responses((status = 204), (status = 409)))]
pub(crate) async fn end_others(
    State(sessions): State<Sessions>,
    me: SignedIn,
) -> Result<StatusCode, Problem> {
    me.end_others(&sessions).await?;
    Ok(StatusCode::NO_CONTENT)
}
