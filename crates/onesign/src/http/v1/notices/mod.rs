//! `/v1/notices`: what the owner has to know and do.

use crate::auth::session::SignedIn;
use crate::documents::{Documents, intact};
use crate::notices::{Notice, NoticeCode, Notices, Severity};
use crate::problem::Problem;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use onesign_core::Job;
use onesign_store::Store;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;
use uuid::Uuid;

/// Something that the owner has to know.
#[derive(Serialize, ToSchema)]
pub(crate) struct NoticeView {
    code: NoticeCode,
    severity: Severity,
    /// When it began, as far as known, Unix milliseconds.
    since_ms: i64,
    /// The envelope it is about, if it is about one.
    envelope: Option<Uuid>,
    /// Words for its sentence, by name. A name that ends in `_at` has a time as RFC 3339.
    detail: BTreeMap<String, String>,
}

impl From<Notice> for NoticeView {
    fn from(notice: Notice) -> Self {
        Self {
            code: notice.code,
            severity: notice.severity(),
            since_ms: notice.since_ms,
            envelope: notice.envelope.map(|id| id.0),
            detail: notice.detail,
        }
    }
}

/// What the owner has to know.
#[derive(Serialize, ToSchema)]
pub(crate) struct NoticeList {
    items: Vec<NoticeView>,
}

/// Tries everything that waits for a repair again at once, after the owner has repaired what a notice names.
#[utoipa::path(post, path = "/v1/notices/retries",
    responses((status = 204), (status = 404)))]
pub(crate) async fn retry(
    State(documents): State<Documents>,
    State(store): State<Store>,
    me: SignedIn,
) -> Result<StatusCode, Problem> {
    let viewer = me.viewer();
    intact::look_again(&documents, &viewer).await?;
    store.try_again(&viewer, &Job::OWED).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What the owner has to know now: failures first, then the oldest.
#[utoipa::path(get, path = "/v1/notices",
    responses((status = 200, body = NoticeList), (status = 404)))]
pub(crate) async fn list(
    State(notices): State<Notices>,
    me: SignedIn,
) -> Result<Json<NoticeList>, Problem> {
    let notices = notices.all(&me.viewer()).await?;
    Ok(Json(NoticeList {
        items: notices.into_iter().map(NoticeView::from).collect(),
    }))
}
