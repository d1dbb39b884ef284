//! `/v1/envelopes/{id}/voiding`: the sender withdraws an envelope.

use crate::auth::session::SignedIn;
use crate::clock::HouseClock;
use crate::http::extract::Json;
use crate::http::v1::envelopes::shown;
use crate::http::v1::envelopes::view::EnvelopeView;
use crate::problem::Problem;
use axum::extract::{Path, State};
use onesign_core::Command;
use onesign_core::command::VoidEnvelope;
use onesign_core::ids::EnvelopeId;
use onesign_store::Store;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Why an envelope is withdrawn.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Voiding {
    /// Everybody who was asked reads this.
    reason: String,
}

/// Withdraws a draft or a sent envelope. Everybody who was asked is told.
#[utoipa::path(post, path = "/v1/envelopes/{id}/voiding", params(("id" = Uuid, Path)), request_body = Voiding,
    responses((status = 200, body = EnvelopeView), (status = 409)))]
pub(crate) async fn create(
    State(store): State<Store>,
    State(clock): State<HouseClock>,
    me: SignedIn,
    Path(id): Path<Uuid>,
    Json(body): Json<Voiding>,
) -> Result<axum::Json<EnvelopeView>, Problem> {
    let command = Command::VoidEnvelope(VoidEnvelope {
        envelope: EnvelopeId(id),
        reason: body.reason,
    });
    let receipt = store.execute(command, &me.actor(), &clock.moment()).await?;
    shown(&store, &receipt).await
}
