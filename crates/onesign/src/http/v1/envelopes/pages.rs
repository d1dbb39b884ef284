//! `/v1/envelopes/{id}/pages/{page}`: pages as pictures and as text, for the sender.

use crate::auth::session::SignedIn;
use crate::documents::Documents;
use crate::documents::pages::{self, PageQuery, TextView};
use crate::http::extract::Query;
use crate::problem::Problem;
use axum::Json;
use axum::extract::{Path, State};
use axum::response::Response;
use onesign_core::ids::EnvelopeId;
use onesign_store::Store;
use uuid::Uuid;

/// A page as a picture.
#[utoipa::path(get, path = "/v1/envelopes/{id}/pages/{page}",
    params(("id" = Uuid, Path), ("page" = u32, Path), PageQuery),
    responses((status = 200, content((Vec<u8> = "image/png"), (Vec<u8> = "image/jpeg"))), (status = 422)))]
pub(crate) async fn image(
    State(store): State<Store>,
    State(documents): State<Documents>,
    me: SignedIn,
    Path((id, page)): Path<(Uuid, u32)>,
    Query(query): Query<PageQuery>,
) -> Result<Response, Problem> {
    let envelope = store.read(&me.viewer()).envelope(EnvelopeId(id)).await?;
    pages::image(&documents, me.account.id.0, &envelope, page, query.width).await
}

/// The text of a page with its places.
#[utoipa::path(get, path = "/v1/envelopes/{id}/pages/{page}/text",
    params(("id" = Uuid, Path), ("page" = u32, Path)),
    responses((status = 200, body = TextView), (status = 422)))]
pub(crate) async fn text(
    State(store): State<Store>,
    State(documents): State<Documents>,
    me: SignedIn,
    Path((id, page)): Path<(Uuid, u32)>,
) -> Result<Json<TextView>, Problem> {
    let envelope = store.read(&me.viewer()).envelope(EnvelopeId(id)).await?;
    pages::text(&documents, me.account.id.0, &envelope, page)
        .await
        .map(Json)
}
