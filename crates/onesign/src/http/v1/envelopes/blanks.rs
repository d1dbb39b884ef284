//! `/v1/envelopes/{id}/blank`: the upload of a draft once more, with its form open to be filled in.

use crate::auth::session::SignedIn;
use crate::documents::{Documents, upload};
use crate::http::v1::envelopes::view::EnvelopeView;
use crate::http::v1::envelopes::{PASSWORD_HEADER, shown};
use crate::problem::Problem;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use onesign_core::ids::EnvelopeId;
use onesign_store::Store;
use uuid::Uuid;

/// Makes another draft from the same upload, in which the fields of its form are empty: what was filled into those that
/// recipients can fill in is left off the pages and named in `detected`, so that it can be offered to them. The draft
/// it is made from stays as it is.
#[utoipa::path(post, path = "/v1/envelopes/{id}/blank",
    params(("id" = Uuid, Path), ("Onesign-Pdf-Password" = Option<String>, Header,
        description = "Password of a protected PDF, base64url of its UTF-8.")),
    responses((status = 201, body = EnvelopeView), (status = 409), (status = 422)))]
pub(crate) async fn create(
    State(documents): State<Documents>,
    State(store): State<Store>,
    me: SignedIn,
    Path(id): Path<Uuid>,
    headers: HeaderMap,
) -> Result<(StatusCode, Json<EnvelopeView>), Problem> {
    let password = upload::password(headers.get(PASSWORD_HEADER))?;
    let draft = store.read(&me.viewer()).envelope(EnvelopeId(id)).await?;
    let receipt = upload::blank_draft(&documents, &me, draft, password).await?;
    let view = shown(&store, &receipt).await?;
    Ok((StatusCode::CREATED, view))
}
