//! `/v1/envelopes/{id}/draft`: the draft is replaced as a whole, so that autosaving is one idempotent call.

use super::envelopes::shown;
use super::views::{DraftView, EnvelopeView};
use crate::app::Shared;
use crate::clock::moment;
use crate::http::extract::{Json, SignedIn};
use crate::problem::Problem;
use crate::upload;
use axum::extract::{Path, State};
use onesign_core::Command;
use onesign_core::ids::EnvelopeId;
use uuid::Uuid;

/// Replaces the draft. An unfinished draft is fine; impossible places and unknown recipients are not.
#[utoipa::path(put, path = "/v1/envelopes/{id}/draft", params(("id" = Uuid, Path)), request_body = DraftView,
    responses((status = 200, body = EnvelopeView), (status = 409)))]
pub(crate) async fn replace(
    State(app): State<Shared>,
    me: SignedIn,
    Path(id): Path<Uuid>,
    Json(draft): Json<DraftView>,
) -> Result<axum::Json<EnvelopeView>, Problem> {
    let draft = draft.into();
    upload::check_printable(&draft)?;
    let command = Command::ReviseDraft {
        envelope: EnvelopeId(id),
        draft,
    };
    let receipt = app.store.execute(command, &me.actor(), &moment()).await?;
    shown(&app, &receipt).await
}
