//! `/v1/envelopes/{id}/blank`: the upload of a draft once more, with its form open to be filled in.

use crate::app::Shared;
use crate::files;
use crate::http::extract::SignedIn;
use crate::http::v1::envelopes::view::EnvelopeView;
use crate::http::v1::envelopes::{PASSWORD_HEADER, shown};
use crate::problem::Problem;
use crate::upload;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use onesign_core::Command;
use onesign_core::code::Code;
use onesign_core::command::CreateEnvelope;
use onesign_core::envelope::EnvelopeStatus;
use onesign_core::ids::EnvelopeId;
use onesign_worker::Form;
use uuid::Uuid;

/// Makes another draft from the same upload, in which the fields of its form are empty: what was filled into those that
/// recipients can fill in is left off the pages and named in `detected`, so that it can be offered to them. The draft
/// it is made from stays as it is.
#[utoipa::path(post, path = "/v1/envelopes/{id}/blank",
    params(("id" = Uuid, Path), ("Onesign-Pdf-Password" = Option<String>, Header,
        description = "Password of a protected PDF, base64url of its UTF-8.")),
    responses((status = 201, body = EnvelopeView), (status = 409), (status = 422)))]
pub(crate) async fn create(
    State(app): State<Shared>,
    me: SignedIn,
    Path(id): Path<Uuid>,
    headers: HeaderMap,
) -> Result<(StatusCode, Json<EnvelopeView>), Problem> {
    let password = upload::password(headers.get(PASSWORD_HEADER))?;
    let draft = app
        .store
        .read(&me.viewer())
        .envelope(EnvelopeId(id))
        .await?;
    if draft.status != EnvelopeStatus::Draft {
        return Err(Problem::new(
            Code::AlreadySent,
            "This envelope has been sent already.",
        ));
    }
    let received = files::received(&app, &draft).await?;
    let (envelope, filename) = (EnvelopeId(Uuid::now_v7()), &draft.document.filename);
    let (locale, form) = (draft.locale.clone(), Form::Open);
    let ids = (me.account.id, envelope);
    let upload = upload::take_in(&app, ids, filename, &locale, received, password, form).await?;
    let command = Command::CreateEnvelope(CreateEnvelope {
        envelope,
        sender: (me.account.name.clone(), me.account.email.clone()),
        title: draft.title,
        locale,
        upload,
    });
    let receipt = app
        .store
        .execute(command, &me.actor(), &app.clock.moment())
        .await?;
    let view = shown(&app, &receipt).await?;
    Ok((StatusCode::CREATED, view))
}
