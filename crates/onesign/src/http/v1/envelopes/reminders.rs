//! `/v1/envelopes/{id}/recipients/{recipient}/reminders`: a new link is mailed.

use crate::auth::session::SignedIn;
use crate::clock::HouseClock;
use crate::http::v1::envelopes::shown;
use crate::http::v1::envelopes::view::EnvelopeView;
use crate::limits::{HOUR_MS, Rates};
use crate::problem::Problem;
use axum::Json;
use axum::extract::{Path, State};
use onesign_core::Command;
use onesign_core::command::RemindRecipient;
use onesign_core::identity::api_scope::ApiScope;
use onesign_core::ids::{EnvelopeId, RecipientId};
use onesign_store::Store;
use uuid::Uuid;

/// Reminders that a recipient gets in an hour.
const MOST_REMINDERS: i64 = 3;

/// Mails a new link to a recipient whose turn it is, or to anybody once the envelope is sealed.
#[utoipa::path(post, path = "/v1/envelopes/{id}/recipients/{recipient}/reminders",
    params(("id" = Uuid, Path), ("recipient" = Uuid, Path)),
    responses((status = 200, body = EnvelopeView), (status = 409), (status = 429)))]
pub(crate) async fn create(
    State(rates): State<Rates>,
    State(store): State<Store>,
    State(clock): State<HouseClock>,
    me: SignedIn,
    Path((id, recipient)): Path<(Uuid, Uuid)>,
) -> Result<Json<EnvelopeView>, Problem> {
    me.demand_scope(ApiScope::SendEnvelopes)?;
    let (envelope, recipient) = (EnvelopeId(id), RecipientId(recipient));
    store.read(&me.viewer()).envelope(envelope).await?;
    // Counted apart from what strangers ask for by a link's address: they must not use the sender's reminders up.
    let key = format!("reminder/{envelope}/{recipient}");
    rates.take(&key, MOST_REMINDERS, HOUR_MS).await?;
    let command = Command::RemindRecipient(RemindRecipient {
        envelope,
        recipient,
    });
    let receipt = store.execute(command, &me.actor(), &clock.moment()).await?;
    shown(&store, &receipt).await
}
