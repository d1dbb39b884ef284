//! `/v1/outbox`: mails of an instance without a mail server, for its owner; with one, the mails that it refused.

use super::time;
use crate::app::Shared;
use crate::http::extract::SignedIn;
use crate::problem::Problem;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use onesign_store::outbox::Mail;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// How many mails the page shows.
const MOST: u64 = 200;

/// A mail in the list.
#[derive(Serialize, ToSchema)]
pub(crate) struct MailSummary {
    id: Uuid,
    to: String,
    subject: String,
    at: String,
    envelope: Option<Uuid>,
    /// What the mail server said when it refused the mail for good. Words and links of such a mail are not kept.
    refused: Option<String>,
}

impl From<&Mail> for MailSummary {
    fn from(mail: &Mail) -> Self {
        Self {
            id: mail.id,
            to: mail.to.clone(),
            subject: mail.subject.clone(),
            at: time(mail.at_ms),
            envelope: mail.envelope.map(|id| id.0),
            refused: mail.refused.clone(),
        }
    }
}

/// The newest mails.
#[derive(Serialize, ToSchema)]
pub(crate) struct MailList {
    items: Vec<MailSummary>,
}

/// A mail.
#[derive(Serialize, ToSchema)]
pub(crate) struct MailView {
    #[serde(flatten)]
    summary: MailSummary,
    text: String,
    html: String,
    links: Vec<String>,
}

/// Mails that went out are no longer anybody's to look at but the addressee's, and neither are those that were
/// written before there was a mail server.
fn is_shown(app: &Shared, mail: &Mail) -> bool {
    app.config.smtp.is_none() || mail.refused.is_some()
}

async fn find(app: &Shared, me: &SignedIn, id: Uuid) -> Result<Mail, Problem> {
    let mail = app.store.mail(&me.viewer(), id).await?;
    if is_shown(app, &mail) {
        Ok(mail)
    } else {
        Err(Problem::not_found())
    }
}

/// The newest mails first.
#[utoipa::path(get, path = "/v1/outbox",
    responses((status = 200, body = MailList), (status = 404, body = Problem)))]
pub(crate) async fn list(
    State(app): State<Shared>,
    me: SignedIn,
) -> Result<Json<MailList>, Problem> {
    let mails = app.store.mails(&me.viewer(), MOST).await?;
    let shown = mails.iter().filter(|mail| is_shown(&app, mail));
    Ok(Json(MailList {
        items: shown.map(MailSummary::from).collect(),
    }))
}

/// One mail.
#[utoipa::path(get, path = "/v1/outbox/{id}", params(("id" = Uuid, Path)),
    responses((status = 200, body = MailView), (status = 404, body = Problem)))]
pub(crate) async fn show(
    State(app): State<Shared>,
    me: SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Json<MailView>, Problem> {
    let mail = find(&app, &me, id).await?;
    Ok(Json(MailView {
        summary: MailSummary::from(&mail),
        text: mail.text,
        html: mail.html,
        links: mail.links,
    }))
}

/// One mail as a message file.
#[utoipa::path(get, path = "/v1/outbox/{id}/message.eml", params(("id" = Uuid, Path)),
    responses((status = 200, content_type = "message/rfc822"), (status = 404, body = Problem)))]
pub(crate) async fn message(
    State(app): State<Shared>,
    me: SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let mail = find(&app, &me, id).await?;
    if mail.refused.is_some() {
        return Err(Problem::not_found());
    }
    let headers = [
        (header::CONTENT_TYPE, "message/rfc822"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"message.eml\"",
        ),
    ];
    Ok((headers, mail.eml).into_response())
}
