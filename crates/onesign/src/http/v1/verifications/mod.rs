//! `/v1/verifications`: anybody may have a PDF checked. Nothing of it is kept.

use crate::auth::caller::Caller;
use crate::auth::session::SignedIn;
use crate::http::extract::Query;
use crate::http::time;
use crate::http::uploads::Uploads;
use crate::problem::Problem;
use crate::verification::Verification;
use axum::Json;
use axum::body::Body;
use axum::extract::{Path, State};
use onesign_core::code::Code;
use onesign_evidence::report::Report;
use onesign_store::Store;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Checks a PDF and answers with the verdict. It trusts this instance's own root and whom else its operator trusts.
/// Nothing is fetched.
#[utoipa::path(post, path = "/v1/verifications",
    request_body(content = Vec<u8>, content_type = "application/pdf"),
    responses((status = 200, body = Report), (status = 429)))]
pub(crate) async fn create(
    State(verification): State<Verification>,
    State(uploads): State<Uploads>,
    me: Result<SignedIn, Problem>,
    caller: Caller,
    body: Body,
) -> Result<Json<Report>, Problem> {
    if me.is_ok() {
        let file = uploads.receive(body).await?;
        return verification.check(file).await.map(Json);
    }
    verification.admit(caller.network).await?;
    // Both are taken until the file was checked, and the turn not before it has arrived.
    let (file, _stay) = uploads.receive_from(caller.network, body).await?;
    let _turn = verification.turn(caller.network).await?;
    verification.check(file).await.map(Json)
}

/// A file that was sealed here. It does not say who signed what.
#[derive(Serialize, ToSchema)]
pub(crate) struct KnownFile {
    /// Lower-case hex.
    sha256: String,
    /// When it was sealed.
    sealed_at: String,
    /// The PAdES level that it reached.
    level: String,
}

/// What is known about the file with this fingerprint: it was sealed here, so it need not be uploaded.
#[utoipa::path(get, path = "/v1/verifications/{sha256}",
    params(("sha256" = String, Path, description = "SHA-256 of the file, lower-case hex.")),
    responses((status = 200, body = KnownFile)))]
pub(crate) async fn show(
    State(store): State<Store>,
    Path(sha256): Path<String>,
) -> Result<Json<KnownFile>, Problem> {
    known(&store, sha256).await?.map(Json).ok_or_else(unknown)
}

/// Which files are asked for.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct KnownQuery {
    /// SHA-256 of the file, lower-case hex.
    sha256: String,
}

/// Files that were sealed here.
#[derive(Serialize, ToSchema)]
pub(crate) struct KnownFiles {
    /// The one with the fingerprint, or none.
    items: Vec<KnownFile>,
}

/// Lists the files with this fingerprint that were sealed here. That there is none is an answer, not a fault: most files
/// that people check come from elsewhere.
#[utoipa::path(get, path = "/v1/verifications", params(KnownQuery),
    responses((status = 200, body = KnownFiles)))]
pub(crate) async fn list(
    State(store): State<Store>,
    Query(asked): Query<KnownQuery>,
) -> Result<Json<KnownFiles>, Problem> {
    let found = known(&store, asked.sha256).await?;
    Ok(Json(KnownFiles {
        items: found.into_iter().collect(),
    }))
}

async fn known(store: &Store, sha256: String) -> Result<Option<KnownFile>, Problem> {
    let found = store.sealed_file(&sha256).await?;
    Ok(found.map(|known| KnownFile {
        sha256,
        sealed_at: time(known.at_ms),
        level: known.level,
    }))
}

fn unknown() -> Problem {
    Problem::new(
        Code::UnknownFile,
        "No file with this fingerprint was sealed here. Send the file itself to have it checked.",
    )
}
