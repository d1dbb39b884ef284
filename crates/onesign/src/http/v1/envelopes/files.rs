//! The files of an envelope, for its sender.

use crate::auth::session::SignedIn;
use crate::documents::Documents;
use crate::documents::files;
use crate::problem::Problem;
use axum::extract::{Path, State};
use axum::response::Response;
use onesign_core::ids::EnvelopeId;
use onesign_store::Store;
use uuid::Uuid;

/// The document that signers see.
#[utoipa::path(get, path = "/v1/envelopes/{id}/document.pdf", params(("id" = Uuid, Path)),
    responses((status = 200, content_type = "application/pdf")))]
pub(crate) async fn document(
    State(store): State<Store>,
    State(documents): State<Documents>,
    me: SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let envelope = store.read(&me.viewer()).envelope(EnvelopeId(id)).await?;
    files::document(&documents, &envelope).await
}

/// The sealed document.
#[utoipa::path(get, path = "/v1/envelopes/{id}/sealed.pdf", params(("id" = Uuid, Path)),
    responses((status = 200, content_type = "application/pdf")))]
pub(crate) async fn sealed(
    State(store): State<Store>,
    State(documents): State<Documents>,
    me: SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let envelope = store.read(&me.viewer()).envelope(EnvelopeId(id)).await?;
    files::sealed(&documents, &envelope).await
}

/// The machine-readable audit trail of the sealed document.
#[utoipa::path(get, path = "/v1/envelopes/{id}/evidence.json", params(("id" = Uuid, Path)),
    responses((status = 200, content_type = "application/json")))]
pub(crate) async fn evidence(
    State(store): State<Store>,
    State(documents): State<Documents>,
    me: SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let envelope = store.read(&me.viewer()).envelope(EnvelopeId(id)).await?;
    files::evidence(&documents, &envelope).await
}
