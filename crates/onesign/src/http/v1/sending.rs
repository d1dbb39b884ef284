//! `/v1/envelopes/{id}/sending`: the draft goes out.

use super::envelopes::shown;
use super::views::EnvelopeView;
use crate::app::Shared;
use crate::clock::moment;
use crate::http::extract::SignedIn;
use crate::intact;
use crate::problem::Problem;
use axum::Json;
use axum::extract::{Path, State};
use onesign_core::Command;
use onesign_core::ids::EnvelopeId;
use uuid::Uuid;

/// Sends the envelope. Refused, with pointers into the draft, while something is missing, and while its document is not
/// what was uploaded.
#[utoipa::path(post, path = "/v1/envelopes/{id}/sending", params(("id" = Uuid, Path)),
    responses((status = 200, body = EnvelopeView), (status = 409), (status = 422)))]
pub(crate) async fn create(
    State(app): State<Shared>,
    me: SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Json<EnvelopeView>, Problem> {
    app.ready_to_send()?;
    let draft = app.store.envelope(&me.viewer(), EnvelopeId(id)).await?;
    intact::check(&app, &draft).await?;
    let command = Command::SendEnvelope { envelope: draft.id };
    let receipt = app.store.execute(command, &me.actor(), &moment()).await?;
    shown(&app, &receipt).await
}
