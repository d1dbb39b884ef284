//! `/v1/me/log`: what happened with the account.

use crate::auth::session::SignedIn;
use crate::http::extract::Query;
use crate::http::time;
use crate::problem::Problem;
use axum::Json;
use axum::extract::State;
use onesign_core::StreamId;
use onesign_store::{Store, StoredFact};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::{IntoParams, ToSchema};

/// Entries of a page.
const PAGE: usize = 50;

/// The values that an entry shows. Hashes and secrets are not among them.
const SHOWN: [&str; 13] = [
    "auth_methods",
    "by",
    "code",
    "email",
    "ip",
    "label",
    "method",
    "name",
    "networks",
    "role",
    "scopes",
    "since_ms",
    "user_agent",
];

/// Which part of the log.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct LogQuery {
    /// Only entries before this number.
    before: Option<u64>,
}

/// An entry of the log.
#[derive(Serialize, ToSchema)]
pub(crate) struct LogEntry {
    /// Its place in the account's record, from 0.
    seq: u64,
    #[serde(rename = "type")]
    kind: String,
    at: String,
    /// Values by name. Which there are depends on the type.
    #[schema(value_type = BTreeMap<String, Value>)]
    detail: Map<String, Value>,
}

/// Entries of the account's log, the newest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct Log {
    items: Vec<LogEntry>,
    /// The `before` of the next page, if there is one.
    next: Option<u64>,
}

impl Log {
    fn of(facts: Vec<StoredFact>, before: Option<u64>) -> Self {
        let earlier = |fact: &StoredFact| before.is_none_or(|before| fact.seq < before);
        let newest_first = facts.into_iter().rev().filter(earlier);
        let items: Vec<LogEntry> = newest_first.take(PAGE).map(LogEntry::from).collect();
        let next = items.last().map(|entry| entry.seq).filter(|seq| *seq > 0);
        Self { items, next }
    }
}

impl From<StoredFact> for LogEntry {
    fn from(fact: StoredFact) -> Self {
        let mut detail = fact.values();
        detail.retain(|name, _| SHOWN.contains(&name.as_str()));
        Self {
            seq: fact.seq,
            at: time(fact.at_ms),
            kind: fact.kind,
            detail,
        }
    }
}

/// What happened with the account: sign-ins, refused ones, and changes of its factors, password and keys.
#[utoipa::path(get, path = "/v1/me/log", params(LogQuery),
    responses((status = 200, body = Log), (status = 404)))]
pub(crate) async fn list(
    State(store): State<Store>,
    me: SignedIn,
    Query(query): Query<LogQuery>,
) -> Result<Json<Log>, Problem> {
    let stream = StreamId::Account(me.account.id);
    let facts = store.read(&me.viewer()).facts(stream).await?;
    Ok(Json(Log::of(facts, query.before)))
}
