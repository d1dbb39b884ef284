//! `/v1/envelopes/{id}/sending`: the draft goes out.

use crate::auth::session::SignedIn;
use crate::ceremony::{Ceremony, sending};
use crate::clock::HouseClock;
use crate::http::extract::Query;
use crate::http::v1::envelopes::draft::RevisionQuery;
use crate::http::v1::envelopes::shown;
use crate::http::v1::envelopes::view::EnvelopeView;
use crate::problem::Problem;
use axum::Json;
use axum::extract::{Path, State};
use onesign_core::Command;
use onesign_core::ids::EnvelopeId;
use onesign_store::Store;
use uuid::Uuid;

/// Sends the envelope. Refused, with pointers into the draft, while something is missing, can't be printed or has no room,
/// and while its document is not what was uploaded.
#[utoipa::path(post, path = "/v1/envelopes/{id}/sending", params(("id" = Uuid, Path), RevisionQuery),
    responses((status = 200, body = EnvelopeView), (status = 409), (status = 422)))]
pub(crate) async fn create(
    State(room): State<Ceremony>,
    State(store): State<Store>,
    State(clock): State<HouseClock>,
    me: SignedIn,
    Path(id): Path<Uuid>,
    Query(seen): Query<RevisionQuery>,
) -> Result<Json<EnvelopeView>, Problem> {
    let send = sending::command(&room, &me.viewer(), EnvelopeId(id), seen.revision).await?;
    let command = Command::SendEnvelope(send);
    let receipt = store.execute(command, &me.actor(), &clock.moment()).await?;
    shown(&store, &receipt).await
}
