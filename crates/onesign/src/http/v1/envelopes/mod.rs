//! `/v1/envelopes`: uploading a document makes an envelope; lists and single envelopes for their sender.

pub(crate) mod blanks;
mod document_view;
pub(crate) mod draft;
pub(crate) mod facts;
pub(crate) mod files;
pub(crate) mod link_copies;
pub(crate) mod pages;
pub(crate) mod reminders;
pub(crate) mod sending;
pub(crate) mod view;
pub(crate) mod voiding;

use crate::auth::session::SignedIn;
use crate::clock::HouseClock;
use crate::documents::Documents;
use crate::documents::upload::{self, NewDraft};
use crate::http::extract::Query;
use crate::http::recorded;
use crate::http::uploads::Upload;
use crate::http::v1::envelopes::view::{EnvelopeSummary, EnvelopeView};
use crate::problem::Problem;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use onesign_core::Command;
use onesign_core::code::Code;
use onesign_core::command::DeleteDraft;
use onesign_core::envelope::{Envelope, EnvelopeStatus};
use onesign_core::ids::EnvelopeId;
use onesign_store::link_secrets::Waits;
use onesign_store::{Filter, Page, Store};
use onesign_worker::Form;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// The header with the password of a protected PDF, base64url of its UTF-8.
pub(crate) const PASSWORD_HEADER: &str = "onesign-pdf-password";

/// About an upload.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct UploadQuery {
    /// Name of the file.
    filename: String,
    /// The initial language.
    locale: Option<String>,
}

/// Uploads a PDF and makes a draft envelope of it. The document is checked and rebuilt by allow-list first; what
/// was removed is listed in the answer. One that is already signed is not rebuilt: it is attached, byte for byte,
/// to copies of its pages.
#[utoipa::path(post, path = "/v1/envelopes",
    params(UploadQuery, ("Onesign-Pdf-Password" = Option<String>, Header,
        description = "Password of a protected PDF, base64url of its UTF-8.")),
    request_body(content = Vec<u8>, content_type = "application/pdf"),
    responses((status = 201, body = EnvelopeView), (status = 422)))]
pub(crate) async fn create(
    State(documents): State<Documents>,
    State(store): State<Store>,
    me: SignedIn,
    Query(query): Query<UploadQuery>,
    headers: HeaderMap,
    Upload(file): Upload,
) -> Result<(StatusCode, Json<EnvelopeView>), Problem> {
    let new = NewDraft {
        password: upload::password(headers.get(PASSWORD_HEADER))?,
        title: upload::title_of(&query.filename),
        filename: query.filename,
        locale: query.locale.unwrap_or_else(|| "en".into()),
        file,
        form: Form::Painted,
    };
    let receipt = upload::create_draft(&documents, &me, new).await?;
    let view = shown(&store, &receipt).await?;
    Ok((StatusCode::CREATED, view))
}

/// The envelope of a receipt: what was just recorded.
pub(crate) async fn shown(
    store: &Store,
    receipt: &onesign_store::Receipt,
) -> Result<Json<EnvelopeView>, Problem> {
    let envelope = receipt.state.envelope().ok_or_else(Problem::not_found)?;
    recorded::shown(|| view(store, envelope)).await
}

async fn view(store: &Store, envelope: &Envelope) -> Result<Json<EnvelopeView>, Problem> {
    let waits = store.waits([envelope.id]).await?;
    Ok(Json(EnvelopeView::new(envelope, &waits)))
}

/// Which envelopes to list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct ListQuery {
    /// Only envelopes with these statuses, separated by commas.
    status: Option<String>,
    /// Only with each of these words in the title, or in the name or address of a recipient. A page may then be empty although
    /// `next` says that there is more to be looked at.
    q: Option<String>,
    /// The place after which the page begins: `next` of the previous page.
    after: Option<String>,
    /// How many at most, 50 by default.
    limit: Option<u32>,
}

/// A page of envelopes.
#[derive(Serialize, ToSchema)]
pub(crate) struct EnvelopePage {
    items: Vec<EnvelopeSummary>,
    next: Option<String>,
    /// How many envelopes each status has, regardless of the filter. A status without envelopes is left out.
    counts: BTreeMap<String, i64>,
}

impl EnvelopePage {
    fn new(page: Page<Envelope>, waits: &Waits, counts: BTreeMap<String, i64>) -> Self {
        let items = page.items.iter();
        Self {
            items: items.map(|e| EnvelopeSummary::new(e, waits)).collect(),
            next: page.next,
            counts,
        }
    }
}

impl ListQuery {
    fn read(self) -> Result<Filter, Problem> {
        let names = self.status.as_deref().unwrap_or_default().split(',');
        let names = names.map(str::trim).filter(|name| !name.is_empty());
        Ok(Filter {
            status: names.map(status_of).collect::<Result<_, _>>()?,
            q: self.q,
            after: self.after,
            limit: self.limit.unwrap_or(0),
        })
    }
}

/// Lists the sender's envelopes, newest first.
#[utoipa::path(get, path = "/v1/envelopes", params(ListQuery),
    responses((status = 200, body = EnvelopePage), (status = 422)))]
pub(crate) async fn list(
    State(store): State<Store>,
    me: SignedIn,
    Query(query): Query<ListQuery>,
) -> Result<Json<EnvelopePage>, Problem> {
    let filter = query.read()?;
    let viewer = me.viewer();
    let page = store.read(&viewer).envelopes(&filter).await?;
    let waits = store.waits(page.items.iter().map(|e| e.id)).await?;
    let counts = store.read(&viewer).envelope_counts().await?;
    Ok(Json(EnvelopePage::new(page, &waits, counts)))
}

fn status_of(text: &str) -> Result<EnvelopeStatus, Problem> {
    serde_json::from_value(serde_json::Value::String(text.into())).map_err(|_| {
        Problem::new(
            Code::InvalidRequest,
            "There is no such status. Leave it out to list all envelopes.",
        )
    })
}

/// One envelope, for its sender.
#[utoipa::path(get, path = "/v1/envelopes/{id}", params(("id" = Uuid, Path)),
    responses((status = 200, body = EnvelopeView)))]
pub(crate) async fn show(
    State(store): State<Store>,
    me: SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Json<EnvelopeView>, Problem> {
    let envelope = store.read(&me.viewer()).envelope(EnvelopeId(id)).await?;
    view(&store, &envelope).await
}

/// Deletes a draft. Its document is kept in quarantine for thirty days, where nobody can ask for it, and is then removed.
#[utoipa::path(delete, path = "/v1/envelopes/{id}", params(("id" = Uuid, Path)),
    responses((status = 204), (status = 409)))]
pub(crate) async fn delete(
    State(store): State<Store>,
    State(clock): State<HouseClock>,
    me: SignedIn,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, Problem> {
    let command = Command::DeleteDraft(DeleteDraft {
        envelope: EnvelopeId(id),
    });
    store.execute(command, &me.actor(), &clock.moment()).await?;
    Ok(StatusCode::NO_CONTENT)
}
