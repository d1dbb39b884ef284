//! Pages and files of a signing session.

use crate::auth::signing::Signing;
use crate::documents::Documents;
use crate::documents::files;
use crate::documents::pages::{self, PageQuery, TextView};
use crate::http::extract::Query;
use crate::http::v1::signing::over::{SigningOver, UnlessOver};
use crate::problem::Problem;
use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

/// A page as a picture, or that the session is over.
#[utoipa::path(get, path = "/v1/signing/pages/{page}", params(("page" = u32, Path), PageQuery),
    responses((status = 200, content((Vec<u8> = "image/png"), (Vec<u8> = "image/jpeg"), (SigningOver = "application/json"))),
        (status = 422)))]
pub(crate) async fn page(
    State(documents): State<Documents>,
    UnlessOver(signing): UnlessOver<Signing>,
    Path(page): Path<u32>,
    Query(query): Query<PageQuery>,
) -> Result<Response, Problem> {
    let Some(signing) = signing else {
        return Ok(SigningOver::new().into_response());
    };
    let person = signing.recipient.0;
    pages::image(&documents, person, &signing.envelope, page, query.width).await
}

/// The text of a page, if the session continues.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
pub(crate) enum TextState {
    /// It goes on.
    Open(TextView),
    /// It is over.
    Over(SigningOver),
}

/// The text of a page with its places, or that the session is over.
#[utoipa::path(get, path = "/v1/signing/pages/{page}/text", params(("page" = u32, Path)),
    responses((status = 200, body = TextState), (status = 422)))]
pub(crate) async fn text(
    State(documents): State<Documents>,
    UnlessOver(signing): UnlessOver<Signing>,
    Path(page): Path<u32>,
) -> Result<Json<TextState>, Problem> {
    let Some(signing) = signing else {
        return Ok(Json(TextState::Over(SigningOver::new())));
    };
    let text = pages::text(&documents, signing.recipient.0, &signing.envelope, page).await?;
    Ok(Json(TextState::Open(text)))
}

/// The document to be signed.
#[utoipa::path(get, path = "/v1/signing/document.pdf",
    responses((status = 200, content_type = "application/pdf")))]
pub(crate) async fn document(
    State(documents): State<Documents>,
    signing: Signing,
) -> Result<Response, Problem> {
    files::document(&documents, &signing.envelope).await
}

/// The sealed document.
#[utoipa::path(get, path = "/v1/signing/sealed.pdf",
    responses((status = 200, content_type = "application/pdf"), (status = 404)))]
pub(crate) async fn sealed(
    State(documents): State<Documents>,
    signing: Signing,
) -> Result<Response, Problem> {
    files::sealed(&documents, &signing.envelope).await
}
