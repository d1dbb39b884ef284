//! `/v1/envelopes/{id}/recipients/{recipient}/link`: the sender takes a link to pass it on.

use crate::auth::session::SignedIn;
use crate::ceremony::links::Links;
use crate::http::time;
use crate::problem::Problem;
use axum::Json;
use axum::extract::{Path, State};
use onesign_core::ids::{EnvelopeId, RecipientId};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A recipient's link.
#[derive(Serialize, ToSchema)]
pub(crate) struct CopiedLinkView {
    /// The whole address. Whoever has it can open the document in the recipient's name, once.
    link: String,
    /// When it ends.
    expires_at: String,
    /// Whether it is a new link, so that the one before can no longer be opened.
    replaces: bool,
}

/// Gives the sender the link of a recipient whose turn it is, or of anybody once the envelope is sealed. That the
/// sender took it is recorded, as it could have been opened by the sender.
#[utoipa::path(post, path = "/v1/envelopes/{id}/recipients/{recipient}/link",
    params(("id" = Uuid, Path), ("recipient" = Uuid, Path)),
    responses((status = 200, body = CopiedLinkView), (status = 409), (status = 410)))]
pub(crate) async fn create(
    State(links): State<Links>,
    me: SignedIn,
    Path((id, recipient)): Path<(Uuid, Uuid)>,
) -> Result<Json<CopiedLinkView>, Problem> {
    let (envelope, recipient) = (EnvelopeId(id), RecipientId(recipient));
    let copied = links
        .copy_link(&me.viewer(), &me.actor(), envelope, recipient)
        .await?;
    Ok(Json(CopiedLinkView {
        link: copied.url.to_string(),
        expires_at: time(copied.expires_at_ms),
        replaces: copied.replaces,
    }))
}
