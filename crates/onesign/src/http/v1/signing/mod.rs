//! `/v1/signing`: the signing session of a recipient.

mod entries;
pub(crate) mod files;
mod over;
pub(crate) mod view;

use crate::auth::signing::Signing;
use crate::ceremony::Ceremony;
use crate::ceremony::acts;
use crate::http::extract::SignedWrite;
use crate::http::recorded;
use crate::http::v1::signing::entries::EntryView;
use crate::http::v1::signing::over::{Noted, SigningOver, UnlessOver};
use crate::http::v1::signing::view::SigningView;
use crate::problem::Problem;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use onesign_core::Command;
use onesign_core::code::Code;
use onesign_core::command::{Decline, GiveConsent};
use onesign_core::envelope::recipient::SeenPage;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use uuid::Uuid;

/// The signing session, or that it is over because the envelope ended without a seal.
#[utoipa::path(get, path = "/v1/signing",
    responses((status = 200, body = SigningState)))]
pub(crate) async fn show(
    State(room): State<Ceremony>,
    UnlessOver(signing): UnlessOver<Signing>,
) -> Result<Json<SigningState>, Problem> {
    let Some(signing) = signing else {
        return Ok(Json(SigningState::Over(SigningOver::new())));
    };
    let view = SigningView::new(&room, &signing.envelope, signing.recipient).await?;
    Ok(Json(SigningState::Open(Box::new(view))))
}

/// A signing session as it is now.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
pub(crate) enum SigningState {
    /// It goes on.
    Open(Box<SigningView>),
    /// It is over.
    Over(SigningOver),
}

/// Executes a command of the recipient and shows the session as it is then.
async fn executed(
    room: &Ceremony,
    signing: &Signing,
    command: Command,
) -> Result<Json<SigningView>, Problem> {
    let receipt = match room
        .store
        .execute(command, &signing.actor(), &room.clock.moment())
        .await
    {
        // It was done before; the session is shown as it is.
        Err(error) if error.refusal().is_some_and(|r| r.code == Code::NothingNew) => {
            return SigningView::new(room, &signing.envelope, signing.recipient)
                .await
                .map(Json);
        }
        other => other?,
    };
    let envelope = receipt.state.envelope().ok_or_else(Problem::not_found)?;
    let show = || SigningView::new(room, envelope, signing.recipient);
    recorded::shown(show).await.map(Json)
}

/// Executes a command that may have been executed before; saying the same again is no fault.
async fn noted(room: &Ceremony, signing: &Signing, command: Command) -> Result<(), Problem> {
    match room
        .store
        .execute(command, &signing.actor(), &room.clock.moment())
        .await
    {
        Err(error) if error.refusal().is_some_and(|r| r.code == Code::NothingNew) => Ok(()),
        Err(error) => Err(error.into()),
        Ok(_) => Ok(()),
    }
}

/// Which disclosure was read.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ConsentBody {
    disclosure_version: i64,
    locale: String,
    sha256: String,
}

/// Agrees to sign electronically.
#[utoipa::path(post, path = "/v1/signing/consents", request_body = ConsentBody,
    responses((status = 200, body = SigningView), (status = 409)))]
pub(crate) async fn consent(
    State(room): State<Ceremony>,
    write: SignedWrite<ConsentBody>,
) -> Result<Json<SigningView>, Problem> {
    let body = write.body;
    let consent = GiveConsent {
        envelope: write.signing.envelope_id(),
        sha256: body.sha256,
        version: body.disclosure_version,
        locale: body.locale,
    };
    let command = acts::consent(&room, consent)?;
    executed(&room, &write.signing, command).await
}

/// A page and the picture it was shown as.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SeenPageBody {
    page: i64,
    /// SHA-256 of the picture, lower-case hex.
    sha256: String,
}

/// Pages that were shown.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ViewBody {
    pages: Vec<SeenPageBody>,
}

impl ViewBody {
    fn read(self) -> Vec<SeenPage> {
        let seen = |p: SeenPageBody| SeenPage {
            page: p.page,
            sha256: p.sha256.to_ascii_lowercase(),
        };
        self.pages.into_iter().map(seen).collect()
    }
}

/// Records which pages were shown, as which pictures. Only pictures that were loaded from here count. 200 says that
/// nothing is recorded any more.
#[utoipa::path(post, path = "/v1/signing/views", request_body = ViewBody,
    responses((status = 204), (status = 200, body = SigningOver), (status = 409)))]
pub(crate) async fn view(
    State(room): State<Ceremony>,
    UnlessOver(write): UnlessOver<SignedWrite<ViewBody>>,
) -> Result<Noted, Problem> {
    let Some(write) = write else {
        return Ok(Noted::Over);
    };
    let command = acts::seen(&room, &write.signing, write.body.read()).await?;
    noted(&room, &write.signing, command).await?;
    Ok(Noted::Done)
}

/// Entries by field; `null` clears one.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ValuesBody {
    values: BTreeMap<Uuid, EntryView>,
}

/// Saves entries, so that they are there when the recipient comes back. They count for nothing before they are signed.
#[utoipa::path(put, path = "/v1/signing/values", request_body = ValuesBody,
    responses((status = 204), (status = 409)))]
pub(crate) async fn save(
    State(room): State<Ceremony>,
    write: SignedWrite<ValuesBody>,
) -> Result<StatusCode, Problem> {
    let entries = entries::read(write.body.values);
    let command = acts::save(&write.signing, entries).await?;
    noted(&room, &write.signing, command).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What is signed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignatureBody {
    /// SHA-256 of the document that was read, lower-case hex.
    document_sha256: String,
    #[serde(default)]
    values: BTreeMap<Uuid, EntryView>,
}

/// Signs. Fields that the request doesn't name keep what was saved in this session.
#[utoipa::path(post, path = "/v1/signing/signature", request_body = SignatureBody,
    responses((status = 200, body = SigningView), (status = 409)))]
pub(crate) async fn sign(
    State(room): State<Ceremony>,
    write: SignedWrite<SignatureBody>,
) -> Result<Json<SigningView>, Problem> {
    let entries = entries::read(write.body.values);
    let document_sha256 = write.body.document_sha256;
    let command = acts::sign(&room, &write.signing, document_sha256, entries).await?;
    executed(&room, &write.signing, command).await
}

/// Why somebody declines.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DecliningBody {
    /// The sender reads this.
    reason: String,
}

/// Declines to sign.
#[utoipa::path(post, path = "/v1/signing/declining", request_body = DecliningBody,
    responses((status = 200, body = SigningView), (status = 409)))]
pub(crate) async fn decline(
    State(room): State<Ceremony>,
    write: SignedWrite<DecliningBody>,
) -> Result<Json<SigningView>, Problem> {
    let envelope = write.signing.envelope_id();
    let command = Command::Decline(Decline {
        envelope,
        reason: write.body.reason,
    });
    executed(&room, &write.signing, command).await
}
