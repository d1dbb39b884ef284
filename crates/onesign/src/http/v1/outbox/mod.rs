//! `/v1/outbox`: mails of an instance without a mail server, for its owner; with one, the mails that it refused.

mod view;

use crate::auth::session::SignedIn;
use crate::ceremony::links::Links;
use crate::ceremony::outbox;
use crate::config::MailWay;
use crate::http::extract::Query;
use crate::http::v1::outbox::view::{MailList, MailView};
use crate::mail::delivery::{Mailing, message_file};
use crate::problem::Problem;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{Method, header};
use axum::response::{IntoResponse, Response};
use onesign_store::Store;
use onesign_store::outbox::{Mail, MailFilter};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

/// Which mails to list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct MailQuery {
    /// Only with each of these words in addressee or subject.
    q: Option<String>,
    /// The place after which the page begins: `next` of the previous page.
    after: Option<String>,
    /// How many at most, 200 by default.
    limit: Option<u32>,
}

/// What those get who only ask what there is (HEAD): they see no link, so nothing is opened and recorded.
fn only_asked(media_type: &'static str) -> Response {
    [(header::CONTENT_TYPE, media_type)].into_response()
}

/// A page of mails, the newest first.
#[utoipa::path(get, path = "/v1/outbox", params(MailQuery),
    responses((status = 200, body = MailList), (status = 404)))]
pub(crate) async fn list(
    State(store): State<Store>,
    State(mailing): State<Mailing>,
    me: SignedIn,
    Query(query): Query<MailQuery>,
) -> Result<Json<MailList>, Problem> {
    let filter = MailFilter {
        q: query.q,
        after: query.after,
        limit: query.limit.unwrap_or(0),
        refused_only: mailing.way() == MailWay::Smtp,
    };
    let page = store.read(&me.viewer()).mails(&filter).await?;
    Ok(Json(page.into()))
}

/// One mail. If it carries the link of a recipient that can still be opened, it is recorded that the sender was shown it.
#[utoipa::path(get, path = "/v1/outbox/{id}", params(("id" = Uuid, Path)),
    responses((status = 200, body = MailView)))]
pub(crate) async fn show(
    State(mailing): State<Mailing>,
    State(links): State<Links>,
    me: SignedIn,
    method: Method,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let mail = mailing.kept(&me.viewer(), id).await?;
    if method == Method::HEAD {
        return Ok(only_asked("application/json"));
    }
    let opened = outbox::open(&links, &me.viewer(), &me.actor(), mail).await?;
    Ok(Json(MailView::from(opened)).into_response())
}

/// One mail as a message file. This counts as showing its link.
#[utoipa::path(get, path = "/v1/outbox/{id}/message.eml", params(("id" = Uuid, Path)),
    responses((status = 200, content_type = "message/rfc822")))]
pub(crate) async fn message(
    State(mailing): State<Mailing>,
    State(links): State<Links>,
    me: SignedIn,
    method: Method,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let mail = mailing.kept(&me.viewer(), id).await?;
    // Its words are not kept, so there is no file.
    if mail.refused.is_some() {
        return Err(Problem::not_found());
    }
    if method == Method::HEAD {
        return Ok(only_asked("message/rfc822"));
    }
    let opened = outbox::open(&links, &me.viewer(), &me.actor(), mail).await?;
    as_file(opened.mail)
}

/// The answer with a mail as a message file.
fn as_file(mail: Mail) -> Result<Response, Problem> {
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
