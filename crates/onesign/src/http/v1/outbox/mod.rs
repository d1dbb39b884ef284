//! `/v1/outbox`: mails of an instance without a mail server, for its owner; with one, the mails that it refused.

use crate::app::Shared;
use crate::delivery::{SECRET_PLACE, message_file};
use crate::http::extract::{Query, SignedIn};
use crate::http::time;
use crate::problem::Problem;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{Method, header};
use axum::response::{IntoResponse, Response};
use onesign_store::outbox::{Mail, MailFilter};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

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

/// Which mails to list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct MailQuery {
    /// Only with each of these words in addressee or subject.
    q: Option<String>,
    /// After this place, from `next` of the page before.
    after: Option<String>,
    /// How many at most, 200 by default.
    limit: Option<u32>,
}

/// A page of mails.
#[derive(Serialize, ToSchema)]
pub(crate) struct MailList {
    items: Vec<MailSummary>,
    /// Where the next page begins, if there is one. A page of a search may be short, even empty, and have a next one.
    next: Option<String>,
}

/// A mail.
#[derive(Serialize, ToSchema)]
pub(crate) struct MailView {
    #[serde(flatten)]
    summary: MailSummary,
    text: String,
    html: String,
    /// The links in it. The link of a recipient is given only while it can be opened.
    links: Vec<String>,
    /// For mails with the link of a recipient: `open`, or `dead` once it has been used, replaced or has ended.
    link_state: Option<&'static str>,
}

/// Mails that went out are no longer anybody's to look at but the addressee's, and neither are those that were
/// written before there was a mail server.
fn is_shown(app: &Shared, mail: &Mail) -> bool {
    app.config.smtp.is_none() || mail.refused.is_some()
}

/// A mail that may be looked at, as it is kept: with the place of its link's secret left open.
async fn find(app: &Shared, me: &SignedIn, id: Uuid) -> Result<Mail, Problem> {
    let mail = app.store.read(&me.viewer()).mail(id).await?;
    if is_shown(app, &mail) {
        Ok(mail)
    } else {
        Err(Problem::not_found())
    }
}

/// What those get who only ask what there is (HEAD): they see no link, so nothing is opened and recorded.
fn only_asked(media_type: &'static str) -> Response {
    [(header::CONTENT_TYPE, media_type)].into_response()
}

/// Opens a mail. One that carries a recipient's link shows it to the sender, which is recorded.
async fn open(
    app: &Shared,
    me: &SignedIn,
    mut mail: Mail,
) -> Result<(Mail, Option<&'static str>), Problem> {
    let Some(link) = mail.links.iter().find(|link| link.contains("/s/")).cloned() else {
        return Ok((mail, None));
    };
    let secret = app.reveal_link(&me.viewer(), &me.actor(), &link).await?;
    let fill = |text: &str| match &secret {
        Some(secret) => text.replace(SECRET_PLACE, secret),
        None => text.replace(SECRET_PLACE, ""),
    };
    mail.text = fill(&mail.text);
    mail.html = fill(&mail.html);
    if secret.is_none() {
        mail.links.clear();
        return Ok((mail, Some("dead")));
    }
    mail.links = mail.links.iter().map(|link| fill(link)).collect();
    Ok((mail, Some("open")))
}

/// A page of mails, the newest first.
#[utoipa::path(get, path = "/v1/outbox", params(MailQuery),
    responses((status = 200, body = MailList), (status = 404)))]
pub(crate) async fn list(
    State(app): State<Shared>,
    me: SignedIn,
    Query(query): Query<MailQuery>,
) -> Result<Json<MailList>, Problem> {
    let filter = MailFilter {
        q: query.q,
        after: query.after,
        limit: query.limit.unwrap_or(0),
        refused_only: app.config.smtp.is_some(),
    };
    let page = app.store.read(&me.viewer()).mails(&filter).await?;
    Ok(Json(MailList {
        items: page.items.iter().map(MailSummary::from).collect(),
        next: page.next,
    }))
}

/// One mail. If it carries the link of a recipient that can still be opened, it is recorded that the sender was shown it.
#[utoipa::path(get, path = "/v1/outbox/{id}", params(("id" = Uuid, Path)),
    responses((status = 200, body = MailView)))]
pub(crate) async fn show(
    State(app): State<Shared>,
    me: SignedIn,
    method: Method,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let mail = find(&app, &me, id).await?;
    if method == Method::HEAD {
        return Ok(only_asked("application/json"));
    }
    let (mail, link_state) = open(&app, &me, mail).await?;
    let view = MailView {
        summary: MailSummary::from(&mail),
        text: mail.text,
        html: mail.html,
        links: mail.links,
        link_state,
    };
    Ok(Json(view).into_response())
}

/// One mail as a message file. Its link is shown by that, as in [`show`].
#[utoipa::path(get, path = "/v1/outbox/{id}/message.eml", params(("id" = Uuid, Path)),
    responses((status = 200, content_type = "message/rfc822")))]
pub(crate) async fn message(
    State(app): State<Shared>,
    me: SignedIn,
    method: Method,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let mail = find(&app, &me, id).await?;
    // Its words are not kept, so there is no file.
    if mail.refused.is_some() {
        return Err(Problem::not_found());
    }
    if method == Method::HEAD {
        return Ok(only_asked("message/rfc822"));
    }
    let (mail, _) = open(&app, &me, mail).await?;
    let file = message_file(mail).map_err(|error| Problem::internal(&error))?;
    let headers = [
        (header::CONTENT_TYPE, "message/rfc822"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"message.eml\"",
        ),
    ];
    Ok((headers, file).into_response())
}
