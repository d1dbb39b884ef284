//! Pages and files of a signing session.

use crate::app::Shared;
use crate::files;
use crate::http::extract::{Query, Signing};
use crate::pages::{self, PageQuery, TextView};
use crate::problem::Problem;
use axum::Json;
use axum::extract::{Path, State};
use axum::response::Response;

/// A page as a picture.
#[utoipa::path(get, path = "/v1/signing/pages/{page}", params(("page" = u32, Path), PageQuery),
    responses((status = 200, content((Vec<u8> = "image/png"), (Vec<u8> = "image/jpeg"))), (status = 422)))]
pub(crate) async fn page(
    State(app): State<Shared>,
    signing: Signing,
    Path(page): Path<u32>,
    Query(query): Query<PageQuery>,
) -> Result<Response, Problem> {
    pages::image(
        &app,
        signing.recipient.0,
        &signing.envelope,
        page,
        query.width,
    )
    .await
}

/// The text of a page with its places.
#[utoipa::path(get, path = "/v1/signing/pages/{page}/text", params(("page" = u32, Path)),
    responses((status = 200, body = TextView), (status = 422)))]
pub(crate) async fn text(
    State(app): State<Shared>,
    signing: Signing,
    Path(page): Path<u32>,
) -> Result<Json<TextView>, Problem> {
    pages::text(&app, signing.recipient.0, &signing.envelope, page)
        .await
        .map(Json)
}

/// The document to be signed.
#[utoipa::path(get, path = "/v1/signing/document.pdf",
    responses((status = 200, content_type = "application/pdf")))]
pub(crate) async fn document(
    State(app): State<Shared>,
    signing: Signing,
) -> Result<Response, Problem> {
    files::document(&app, &signing.envelope).await
}

/// The sealed document.
#[utoipa::path(get, path = "/v1/signing/sealed.pdf",
    responses((status = 200, content_type = "application/pdf"), (status = 404)))]
pub(crate) async fn sealed(
    State(app): State<Shared>,
    signing: Signing,
) -> Result<Response, Problem> {
    files::sealed(&app, &signing.envelope).await
}
