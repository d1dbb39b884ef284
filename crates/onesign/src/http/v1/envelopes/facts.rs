//! `/v1/envelopes/{id}/facts`: the story of an envelope.

use crate::auth::session::SignedIn;
use crate::http::time;
use crate::problem::Problem;
use axum::Json;
use axum::extract::{Path, State};
use onesign_core::StreamId;
use onesign_core::audit::{base64url, canonical};
use onesign_core::ids::EnvelopeId;
use onesign_store::{Store, StoredFact};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;
use uuid::Uuid;

/// A fact.
#[derive(Serialize, ToSchema)]
pub(crate) struct FactView {
    /// Its place in the chain, from 0.
    seq: u64,
    #[serde(rename = "type")]
    kind: String,
    at: String,
    /// Who acted, such as `recipient/<id>`.
    actor: String,
    /// Its digest, base64url.
    digest: String,
    /// The values that it commits to, by name. The type determines which ones: `docs/standards/evidence.md`.
    #[schema(value_type = BTreeMap<String, Value>)]
    detail: Map<String, Value>,
}

/// All facts of an envelope.
#[derive(Serialize, ToSchema)]
pub(crate) struct FactList {
    items: Vec<FactView>,
    /// Digest of the newest fact, base64url.
    head: Option<String>,
}

impl FactList {
    fn of(facts: Vec<StoredFact>) -> Self {
        Self {
            head: facts.last().map(|fact| base64url(&fact.digest)),
            items: facts.into_iter().map(FactView::from).collect(),
        }
    }
}

impl From<StoredFact> for FactView {
    fn from(fact: StoredFact) -> Self {
        Self {
            seq: fact.seq,
            at: time(fact.at_ms),
            actor: actor_of(&fact.canonical),
            digest: base64url(&fact.digest),
            detail: fact.values(),
            kind: fact.kind,
        }
    }
}

/// The facts of an envelope in order, for its sender.
#[utoipa::path(get, path = "/v1/envelopes/{id}/facts", params(("id" = Uuid, Path)),
    responses((status = 200, body = FactList)))]
pub(crate) async fn list(
    State(store): State<Store>,
    me: SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Json<FactList>, Problem> {
    let stream = StreamId::Envelope(EnvelopeId(id));
    let facts = store.read(&me.viewer()).facts(stream).await?;
    Ok(Json(FactList::of(facts)))
}

fn actor_of(entry: &[u8]) -> String {
    canonical::parse(entry)
        .ok()
        .and_then(|value| {
            value
                .get("actor")
                .and_then(Value::as_str)
                .map(str::to_owned)
        })
        .unwrap_or_default()
}
