//! `/v1/envelopes/{id}/draft`: the draft is replaced as a whole, so that autosaving is one idempotent call.

use crate::auth::session::SignedIn;
use crate::clock::HouseClock;
use crate::http::extract::{Json, Query};
use crate::http::v1::envelopes::shown;
use crate::http::v1::envelopes::view::{DraftView, EnvelopeView};
use crate::problem::Problem;
use axum::extract::{Path, State};
use onesign_core::Command;
use onesign_core::command::ReviseDraft;
use onesign_core::ids::EnvelopeId;
use onesign_store::Store;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

/// Which draft was seen.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct RevisionQuery {
    /// `revision` of the draft as it was last seen. If it is another one by now, nothing is changed and the answer is
    /// 409 with the code `draft_changed`. Without it, nothing is compared.
    pub(crate) revision: Option<String>,
}

/// Replaces the draft. An unfinished draft is fine, and so is one with characters that can't be printed, which
/// `unprintable` of the answer names; impossible places and unknown recipients are not.
#[utoipa::path(put, path = "/v1/envelopes/{id}/draft", params(("id" = Uuid, Path), RevisionQuery), request_body = DraftView,
    responses((status = 200, body = EnvelopeView), (status = 409)))]
pub(crate) async fn replace(
    State(store): State<Store>,
    State(clock): State<HouseClock>,
    me: SignedIn,
    Path(id): Path<Uuid>,
    Query(seen): Query<RevisionQuery>,
    Json(draft): Json<DraftView>,
) -> Result<axum::Json<EnvelopeView>, Problem> {
    let command = Command::ReviseDraft(ReviseDraft {
        envelope: EnvelopeId(id),
        draft: draft.into(),
        based_on: seen.revision,
    });
    let receipt = store.execute(command, &me.actor(), &clock.moment()).await?;
    shown(&store, &receipt).await
}
