//! `/v1/verifications`: anybody may have a PDF checked. Nothing of it is kept.

use crate::app::Shared;
use crate::http::extract::From;
use crate::problem::Problem;
use crate::upload;
use crate::verify::report::Report;
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;

/// Checks a PDF and answers with the verdict.
#[utoipa::path(post, path = "/v1/verifications",
    request_body(content = Vec<u8>, content_type = "application/pdf"),
    responses((status = 200, body = Report), (status = 413, body = Problem), (status = 429, body = Problem)))]
pub(crate) async fn create(
    State(app): State<Shared>,
    _from: From,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Report>, Problem> {
    let body = body.map_err(|_| upload::too_large(&app))?;
    app.verify(body).await.map(Json)
}
