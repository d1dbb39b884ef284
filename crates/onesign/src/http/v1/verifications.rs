//! `/v1/verifications`: anybody may have a PDF checked. Nothing of it is kept.

use crate::app::Shared;
use crate::http::extract::Upload;
use crate::http::time;
use crate::problem::Problem;
use crate::verify::report::Report;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;

/// Checks a PDF and answers with the verdict. Trusted are this instance's own root and whom its operator trusts besides.
/// Nothing is fetched.
#[utoipa::path(post, path = "/v1/verifications",
    request_body(content = Vec<u8>, content_type = "application/pdf"),
    responses((status = 200, body = Report), (status = 413, body = Problem), (status = 429, body = Problem),
        (status = 503, body = Problem)))]
pub(crate) async fn create(
    State(app): State<Shared>,
    Upload(body): Upload,
) -> Result<Json<Report>, Problem> {
    app.verify(body).await.map(Json)
}

/// A file that was sealed here: that, and nothing about who signed what.
#[derive(Serialize, ToSchema)]
pub(crate) struct KnownFile {
    /// Lower-case hex.
    sha256: String,
    /// When it was sealed.
    sealed_at: String,
    /// The PAdES level that it reached.
    level: String,
}

/// Says whether exactly this file was sealed here, so that it need not be uploaded.
#[utoipa::path(get, path = "/v1/verifications/{sha256}",
    params(("sha256" = String, Path, description = "SHA-256 of the file, lower-case hex.")),
    responses((status = 200, body = KnownFile), (status = 404, body = Problem)))]
pub(crate) async fn show(
    State(app): State<Shared>,
    Path(sha256): Path<String>,
) -> Result<Json<KnownFile>, Problem> {
    let known = app.store.sealed_file(&sha256).await?.ok_or_else(unknown)?;
    Ok(Json(KnownFile {
        sha256,
        sealed_at: time(known.at_ms),
        level: known.level,
    }))
}

fn unknown() -> Problem {
    Problem::new(
        StatusCode::NOT_FOUND,
        "unknown_file",
        "No file with this fingerprint was sealed here. Send the file itself to have it checked.",
    )
}
