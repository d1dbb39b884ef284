//! The OpenAPI 3.1 document, made from the code. `openapi.json` in the repository is its snapshot.

use crate::app::Shared;
use axum::Router;
use utoipa::OpenApi;
use utoipa::openapi::OpenApi as Document;
use utoipa_axum::router::OpenApiRouter;

#[derive(OpenApi)]
#[openapi(info(
    title = "OneSign",
    description = "Send PDFs to be signed, sign them, and check sealed documents.",
    license(name = "MIT OR Apache-2.0")
))]
struct Description;

/// The routes, and the document that describes them.
pub(super) fn split(api: OpenApiRouter<Shared>) -> (Router<Shared>, Document) {
    OpenApiRouter::with_openapi(Description::openapi())
        .merge(api)
        .split_for_parts()
}

/// The document as it is served and kept in the repository.
pub(crate) fn json(document: &Document) -> String {
    let mut text = serde_json::to_string_pretty(document).unwrap_or_default();
    text.push('\n');
    text
}

/// The document of this build, without a running server.
pub(crate) fn document() -> String {
    json(&split(super::router::api(0)).1)
}
