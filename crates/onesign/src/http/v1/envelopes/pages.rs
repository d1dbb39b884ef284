//! `/v1/envelopes/{id}/pages/{page}`: pages as pictures and as text, for the sender.

use crate::app::Shared;
use crate::auth::session::SignedIn;
use crate::documents::pages::{self, PageQuery, TextView};
use crate::http::extract::Query;
use crate::http::problem::Problem;
use axum::Json;
use axum::extract::{Path, State};
use axum::response::Response;
use onesign_core::ids::EnvelopeId;
use uuid::Uuid;

/// A page as a picture.
#[utoipa::path(get, path = "/v1/envelopes/{id}/pages/{page}",
    params(("id" = Uuid, Path), ("page" = u32, Path), PageQuery),
    responses((status = 200, content((Vec<u8> = "image/png"), (Vec<u8> = "image/jpeg"))), (status = 422)))]
pub(crate) async fn image(
    State(app): State<Shared>,
    me: SignedIn,
    Path((id, page)): Path<(Uuid, u32)>,
    Query(query): Query<PageQuery>,
) -> Result<Response, Problem> {
    let envelope = app
        .store
        .read(&me.viewer())
        .envelope(EnvelopeId(id))
        .await?;
    pages::image(&app, me.account.id.0, &envelope, page, query.width).await
}

/// The text of a page with its places.
#[utoipa::path(get, path = "/v1/envelopes/{id}/pages/{page}/text",
    params(("id" = Uuid, Path), ("page" = u32, Path)),
    responses((status = 200, body = TextView), (status = 422)))]
pub(crate) async fn text(
    State(app): State<Shared>,
    me: SignedIn,
    Path((id, page)): Path<(Uuid, u32)>,
) -> Result<Json<TextView>, Problem> {
    let envelope = app
        .store
        .read(&me.viewer())
        .envelope(EnvelopeId(id))
        .await?;
    pages::text(&app, me.account.id.0, &envelope, page)
        .await
        .map(Json)
}
