//! `/v1/envelopes/{id}/sending`: the draft goes out.

use crate::app::Shared;
use crate::http::extract::{Query, SignedIn};
use crate::http::v1::envelopes::draft::RevisionQuery;
use crate::http::v1::envelopes::shown;
use crate::http::v1::envelopes::view::EnvelopeView;
use crate::intact;
use crate::printable::unprintable;
use crate::problem::Problem;
use crate::room;
use axum::Json;
use axum::extract::{Path, State};
use onesign_core::code::Code;
use onesign_core::command::SendEnvelope;
use onesign_core::envelope::draft::Draft;
use onesign_core::envelope::{Envelope, EnvelopeStatus};
use onesign_core::ids::EnvelopeId;
use onesign_core::{Command, FieldError};
use uuid::Uuid;

/// Sends the envelope. Refused, with pointers into the draft, while something is missing, can't be printed or has no room,
/// and while its document is not what was uploaded.
#[utoipa::path(post, path = "/v1/envelopes/{id}/sending", params(("id" = Uuid, Path), RevisionQuery),
    responses((status = 200, body = EnvelopeView), (status = 409), (status = 422)))]
pub(crate) async fn create(
    State(app): State<Shared>,
    me: SignedIn,
    Path(id): Path<Uuid>,
    Query(seen): Query<RevisionQuery>,
) -> Result<Json<EnvelopeView>, Problem> {
    app.ready_to_send()?;
    let draft = app
        .store
        .read(&me.viewer())
        .envelope(EnvelopeId(id))
        .await?;
    check_printable(&draft)?;
    check_room(&draft).await?;
    intact::check(&app, &draft).await?;
    let command = Command::SendEnvelope(SendEnvelope {
        envelope: draft.id,
        // What was checked here is what goes out.
        revision: Some(
            seen.revision
                .unwrap_or_else(|| Draft::of(&draft).revision()),
        ),
    });
    let receipt = app
        .store
        .execute(command, &me.actor(), &app.clock.moment())
        .await?;
    shown(&app, &receipt).await
}

fn check_printable(envelope: &Envelope) -> Result<(), Problem> {
    let faults: Vec<FieldError> = unprintable(envelope)
        .into_iter()
        .map(FieldError::from)
        .collect();
    if faults.is_empty() || envelope.status != EnvelopeStatus::Draft {
        return Ok(());
    }
    Err(Problem::new(
        Code::NotReady,
        "Some entries can't be printed on the document as they are.",
    )
    .pointing(faults))
}

/// Refuses fields that are too small for what will stand in them. Measuring is not done where others wait.
async fn check_room(envelope: &Envelope) -> Result<(), Problem> {
    if envelope.status != EnvelopeStatus::Draft {
        return Ok(());
    }
    let draft = envelope.clone();
    let measured = tokio::task::spawn_blocking(move || room::faults(&draft, usize::MAX)).await;
    let faults = measured.map_err(|error| Problem::internal(&error))?;
    if faults.is_empty() {
        return Ok(());
    }
    Err(Problem::new(Code::NotReady, "Some fields are too small for their text.").pointing(faults))
}
