//! `/v1/verifications`: anybody may have a PDF checked. Nothing of it is kept.

use crate::app::Shared;
use crate::http::extract::Upload;
use crate::problem::Problem;
use crate::verify::report::Report;
use axum::Json;
use axum::extract::State;

/// Checks a PDF and answers with the verdict.
#[utoipa::path(post, path = "/v1/verifications",
    request_body(content = Vec<u8>, content_type = "application/pdf"),
    responses((status = 200, body = Report), (status = 413, body = Problem), (status = 429, body = Problem)))]
pub(crate) async fn create(
    State(app): State<Shared>,
    Upload(body): Upload,
) -> Result<Json<Report>, Problem> {
    app.verify(body).await.map(Json)
}
