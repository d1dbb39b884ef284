//! `/v1/signing`: the signing session of a recipient.

use super::links::purpose_name;
use super::time;
use super::views::{FieldView, KindView, PageView, RectView, RoleView};
use crate::app::{App, Shared};
use crate::clock::moment;
use crate::http::extract::{SignedWrite, Signing};
use crate::problem::Problem;
use crate::text::Disclosure;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use onesign_core::envelope::Envelope;
use onesign_core::envelope::recipient::{LinkPurpose, RecipientStatus, SeenPage};
use onesign_core::envelope::value::Value;
use onesign_core::ids::{FieldId, RecipientId};
use onesign_core::{Command, FieldError};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use uuid::Uuid;

/// The envelope, for a recipient.
#[derive(Serialize, ToSchema)]
pub(crate) struct SigningEnvelope {
    id: Uuid,
    title: String,
    message: String,
    sender_name: String,
    sender_email: String,
    instance_name: String,
    status: &'static str,
    expires_at: Option<String>,
    pages: Vec<PageView>,
    normalised_sha256: String,
    filename: String,
    locale: String,
}

/// The recipient.
#[derive(Serialize, ToSchema)]
pub(crate) struct SigningMe {
    id: Uuid,
    name: String,
    email: String,
    status: &'static str,
    role: RoleView,
    signed_at: Option<String>,
}

/// Another recipient: who they are, and no more.
#[derive(Serialize, ToSchema)]
pub(crate) struct SigningOther {
    name: String,
    status: &'static str,
    step: i64,
}

/// The e-signature disclosure to be agreed to.
#[derive(Serialize, ToSchema)]
pub(crate) struct DisclosureView {
    version: i64,
    locale: String,
    sha256: String,
    summary: String,
    text: String,
}

impl From<Disclosure> for DisclosureView {
    fn from(d: Disclosure) -> Self {
        Self {
            version: d.version,
            locale: d.locale,
            sha256: d.sha256,
            summary: d.summary,
            text: d.text,
        }
    }
}

/// A field of the recipient with what is in it.
#[derive(Serialize, ToSchema)]
pub(crate) struct FilledField {
    #[serde(flatten)]
    field: FieldView,
    #[schema(value_type = Object)]
    value: Option<Value>,
}

/// What somebody else has put on a page.
#[derive(Serialize, ToSchema)]
pub(crate) struct Stamped {
    page: i64,
    rect: RectView,
    kind: KindView,
    #[schema(value_type = Object)]
    value: Value,
}

/// Everything the signing page shows.
#[derive(Serialize, ToSchema)]
pub(crate) struct SigningView {
    envelope: SigningEnvelope,
    me: SigningMe,
    others: Vec<SigningOther>,
    /// The disclosure in the language of the envelope.
    disclosure: Option<DisclosureView>,
    /// The disclosure in every language there is.
    disclosures: Vec<DisclosureView>,
    consented: bool,
    fields: Vec<FilledField>,
    stamped: Vec<Stamped>,
    /// `sign` or `copy`.
    purpose: &'static str,
    sealed_available: bool,
}

impl SigningView {
    pub(super) async fn new(
        app: &App,
        envelope: &Envelope,
        recipient: RecipientId,
    ) -> Result<Self, Problem> {
        let me = envelope
            .recipient(recipient)
            .ok_or_else(Problem::not_found)?;
        let others = envelope.recipients.iter().filter(|r| r.id != recipient);
        let purpose = me.session.as_ref().map_or(LinkPurpose::Copy, |s| s.purpose);
        Ok(Self {
            envelope: SigningEnvelope {
                id: envelope.id.0,
                title: envelope.title.clone(),
                message: envelope.message.clone(),
                sender_name: envelope.sender.name.clone(),
                sender_email: envelope.sender.email.clone(),
                instance_name: app.instance_name().await?,
                status: envelope.status.as_str(),
                expires_at: envelope.expires_at_ms.map(time),
                pages: envelope.document.pages.iter().map(PageView::from).collect(),
                normalised_sha256: envelope.document.normalised_sha256.clone(),
                filename: envelope.document.filename.clone(),
                locale: envelope.locale.clone(),
            },
            me: SigningMe {
                id: me.id.0,
                name: me.name.clone(),
                email: me.email.clone(),
                status: me.status.as_str(),
                role: me.role.into(),
                signed_at: me.signed_at_ms.map(time),
            },
            others: others
                .clone()
                .map(|r| SigningOther {
                    name: r.name.clone(),
                    status: r.status.as_str(),
                    step: r.step,
                })
                .collect(),
            disclosure: app
                .texts
                .disclosure(&envelope.locale)
                .map(DisclosureView::from),
            disclosures: app
                .texts
                .disclosures()
                .into_iter()
                .map(DisclosureView::from)
                .collect(),
            consented: me.consent.is_some(),
            fields: envelope
                .fields_of(recipient)
                .into_iter()
                .map(|f| FilledField {
                    field: FieldView::from(f),
                    value: me.values.get(&f.id).cloned(),
                })
                .collect(),
            stamped: stamped(envelope, recipient),
            purpose: purpose_name(purpose),
            sealed_available: envelope.seal.is_some(),
        })
    }
}

/// What others have signed so far: those who have finished, never what somebody is still typing.
fn stamped(envelope: &Envelope, recipient: RecipientId) -> Vec<Stamped> {
    let done = envelope
        .recipients
        .iter()
        .filter(|r| r.id != recipient && r.status == RecipientStatus::Signed);
    done.flat_map(|r| &r.values)
        .filter_map(|(id, value)| {
            let field = envelope.field(*id)?;
            Some(Stamped {
                page: field.page,
                rect: field.rect.into(),
                kind: field.kind.into(),
                value: value.clone(),
            })
        })
        .collect()
}

/// The signing session.
#[utoipa::path(get, path = "/v1/signing",
    responses((status = 200, body = SigningView), (status = 401, body = Problem)))]
pub(crate) async fn show(
    State(app): State<Shared>,
    signing: Signing,
) -> Result<Json<SigningView>, Problem> {
    SigningView::new(&app, &signing.envelope, signing.recipient)
        .await
        .map(Json)
}

/// Executes a command of the recipient and shows the session as it is then.
async fn executed(
    app: &App,
    signing: &Signing,
    command: Command,
) -> Result<Json<SigningView>, Problem> {
    let receipt = app
        .store
        .execute(command, &signing.actor(), &moment())
        .await?;
    let envelope = receipt.state.envelope().ok_or_else(Problem::not_found)?;
    SigningView::new(app, envelope, signing.recipient)
        .await
        .map(Json)
}

/// Executes a command that may have been executed before; saying the same again is no fault.
async fn recorded(app: &App, signing: &Signing, command: Command) -> Result<StatusCode, Problem> {
    match app
        .store
        .execute(command, &signing.actor(), &moment())
        .await
    {
        Err(error) if error.refusal().is_some_and(|r| r.code == "nothing_new") => {
            Ok(StatusCode::NO_CONTENT)
        }
        Err(error) => Err(error.into()),
        Ok(_) => Ok(StatusCode::NO_CONTENT),
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
    responses((status = 200, body = SigningView), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn consent(
    State(app): State<Shared>,
    write: SignedWrite<ConsentBody>,
) -> Result<Json<SigningView>, Problem> {
    let body = write.body;
    let known = app.texts.disclosures().into_iter().any(|d| {
        d.version == body.disclosure_version && d.locale == body.locale && d.sha256 == body.sha256
    });
    if !known {
        return Err(Problem::new(
            StatusCode::CONFLICT,
            "disclosure_changed",
            "The text has changed since this page was loaded. Load it again and read the new one.",
        ));
    }
    let command = Command::GiveConsent {
        envelope: write.signing.envelope_id(),
        sha256: body.sha256,
        version: body.disclosure_version,
        locale: body.locale,
    };
    executed(&app, &write.signing, command).await
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

/// Records which pages were shown, as which pictures.
#[utoipa::path(post, path = "/v1/signing/views", request_body = ViewBody,
    responses((status = 204), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn view(
    State(app): State<Shared>,
    write: SignedWrite<ViewBody>,
) -> Result<StatusCode, Problem> {
    let pages = write
        .body
        .pages
        .into_iter()
        .map(|p| SeenPage {
            page: p.page,
            sha256: p.sha256.to_ascii_lowercase(),
        })
        .collect();
    let command = Command::RecordView {
        envelope: write.signing.envelope_id(),
        pages,
    };
    recorded(&app, &write.signing, command).await
}

/// Entries by field; `null` clears one.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ValuesBody {
    #[schema(value_type = Object)]
    values: BTreeMap<FieldId, Option<Value>>,
}

/// Saves entries, so that they are there when the recipient comes back.
#[utoipa::path(put, path = "/v1/signing/values", request_body = ValuesBody,
    responses((status = 204), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn save(
    State(app): State<Shared>,
    write: SignedWrite<ValuesBody>,
) -> Result<StatusCode, Problem> {
    let values = write.body.values;
    check_printable(&values)?;
    let command = Command::SaveValues {
        envelope: write.signing.envelope_id(),
        values,
    };
    recorded(&app, &write.signing, command).await
}

/// What is signed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignatureBody {
    /// SHA-256 of the document that was read, lower-case hex.
    document_sha256: String,
    #[schema(value_type = Object)]
    #[serde(default)]
    values: BTreeMap<FieldId, Option<Value>>,
}

/// Signs.
#[utoipa::path(post, path = "/v1/signing/signature", request_body = SignatureBody,
    responses((status = 200, body = SigningView), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn sign(
    State(app): State<Shared>,
    write: SignedWrite<SignatureBody>,
) -> Result<Json<SigningView>, Problem> {
    let SignatureBody {
        document_sha256,
        values,
    } = write.body;
    check_printable(&values)?;
    let envelope = write.signing.envelope_id();
    let command = Command::Sign {
        envelope,
        document_sha256,
        values,
    };
    executed(&app, &write.signing, command).await
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
    responses((status = 200, body = SigningView), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn decline(
    State(app): State<Shared>,
    write: SignedWrite<DecliningBody>,
) -> Result<Json<SigningView>, Problem> {
    let envelope = write.signing.envelope_id();
    let command = Command::Decline {
        envelope,
        reason: write.body.reason,
    };
    executed(&app, &write.signing, command).await
}

/// Characters that no font of the seal has are refused while there is still somebody to type others.
fn check_printable(values: &BTreeMap<FieldId, Option<Value>>) -> Result<(), Problem> {
    let mut faults = Vec::new();
    for (id, value) in values {
        let missing = value
            .as_ref()
            .map(crate::seal::stamps::unprintable)
            .unwrap_or_default();
        if let Some(list) = crate::upload::listed(&missing) {
            faults.push(FieldError {
                pointer: format!("/values/{id}"),
                code: "unprintable",
                detail: format!("These characters can't be printed on the document: {list}"),
            });
        }
    }
    if faults.is_empty() {
        return Ok(());
    }
    Err(Problem::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "values_refused",
        "Some entries need another look.",
    )
    .pointing(faults))
}
