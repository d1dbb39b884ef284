//! Problems: what a request is answered when it can't be done (RFC 9457). The one place where errors of all
//! layers become status codes.

mod status;

use axum::Json;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use onesign_core::{Code, FaultCode, FieldError, Refusal};
use onesign_store::Error as StoreError;
use serde::Serialize;
use std::sync::Arc;
use std::time::Duration;
use utoipa::ToSchema;

/// The media type of every problem.
pub(crate) const PROBLEM_JSON: &str = "application/problem+json";

/// When to try again what could not be done for reasons that pass by themselves.
pub(crate) const A_MOMENT: Duration = Duration::from_secs(5);
/// When to try again what the storage refused.
const STORAGE_PAUSE: Duration = Duration::from_secs(10);

/// A problem, as a response contains it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Problem {
    /// Always `about:blank`: the code distinguishes problems.
    #[serde(rename = "type")]
    kind: &'static str,
    /// The status in words.
    title: &'static str,
    /// The HTTP status.
    pub(crate) status: u16,
    /// Stable machine code.
    #[schema(value_type = String)]
    pub(crate) code: Code,
    /// What happened and what to do next.
    detail: String,
    /// The places in the request that are at fault.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<Fault>,
    /// Seconds until another try makes sense, as in the header `Retry-After`.
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_after: Option<u32>,
    /// A reference for the person who runs the server, if the server is at fault: its log contains the same reference.
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<String>,
}

/// The problem that an answer tells, noted on the answer.
#[derive(Clone)]
pub(crate) struct Told(pub(crate) Arc<Problem>);

/// One place in the request that is at fault.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Fault {
    /// JSON pointer into the request.
    pointer: String,
    /// Stable machine code.
    #[schema(value_type = String)]
    code: FaultCode,
    /// What to do about it.
    detail: String,
}

impl From<FieldError> for Fault {
    fn from(error: FieldError) -> Self {
        Self {
            pointer: error.pointer,
            code: error.code,
            detail: error.detail,
        }
    }
}

impl Problem {
    pub(crate) fn new(code: Code, detail: impl Into<String>) -> Self {
        let status = status::status_of(code);
        Self {
            kind: "about:blank",
            title: status.canonical_reason().unwrap_or("Problem"),
            status: status.as_u16(),
            code,
            detail: detail.into(),
            errors: Vec::new(),
            retry_after: None,
            reference: None,
        }
    }

    /// The same problem under another status, where the framework or a route means something narrower.
    pub(crate) fn with(mut self, status: StatusCode) -> Self {
        self.title = status.canonical_reason().unwrap_or("Problem");
        self.status = status.as_u16();
        self
    }

    /// Says when to try again, in the body and in the header `Retry-After`.
    pub(crate) fn retry_after(mut self, wait: Duration) -> Self {
        self.retry_after = Some(seconds(wait));
        self
    }

    /// Names the request to the person who meets the problem.
    pub(crate) fn referring_to(mut self, request: &str) -> Self {
        self.reference = Some(request.to_owned());
        self
    }

    pub(crate) fn pointing(mut self, errors: Vec<FieldError>) -> Self {
        self.errors = errors.into_iter().map(Fault::from).collect();
        self
    }

    pub(crate) fn not_found() -> Self {
        Self::new(Code::NotFound, "Not found, or you don't have access.")
    }

    /// A stored document is missing or damaged. Only blobs that are on record are asked for, so a missing one is a loss.
    pub(crate) fn document_damaged() -> Self {
        tracing::error!("a stored document is missing or damaged");
        Self::new(
            Code::DocumentDamaged,
            "The stored document is missing or damaged, so it can't be used. Nothing was changed. Tell the person who \
             runs this server: it has to be restored from a backup.",
        )
    }

    pub(crate) fn not_signed_in() -> Self {
        Self::new(Code::NotSignedIn, "Sign in to continue.")
    }

    pub(crate) fn no_signing_session() -> Self {
        Self::new(
            Code::NoSigningSession,
            "This signing session has ended. Open your newest link, or ask for a new one.",
        )
    }

    /// For a signing session whose envelope ended without a seal. The same, whatever was asked for.
    pub(crate) fn signing_over() -> Self {
        Self::new(
            Code::SigningOver,
            "This document can no longer be signed or read here: it was withdrawn, someone declined to sign it, or the deadline has passed.",
        )
    }

    /// The storage refuses. What was to be saved was not.
    pub(crate) fn storage_unavailable(error: &dyn std::fmt::Display) -> Self {
        tracing::error!(%error, "the storage failed");
        Self::new(Code::StorageUnavailable,
            "This was not saved: the storage of this server does not work at the moment. Leave this page open and try again in a minute.",
        )
        .retry_after(STORAGE_PAUSE)
    }

    /// The connection to the database was lost at the wrong moment.
    pub(crate) fn outcome_unknown() -> Self {
        tracing::error!("the outcome of a command is not known");
        Self::new(Code::OutcomeUnknown,
            "The server lost its database connection while saving, so it does not know whether this was saved. Wait a minute, reload the page and check.",
        )
        .retry_after(STORAGE_PAUSE)
    }

    /// A limit is used up. `wait_ms` is the time until it allows another try, in milliseconds.
    pub(crate) fn too_many_requests(wait_ms: i64) -> Self {
        let wait = Duration::from_millis(wait_ms.try_into().unwrap_or(0));
        let detail = format!("Too many attempts. Try again in {}.", in_words(wait));
        Self::new(Code::TooManyRequests, detail).retry_after(wait)
    }

    /// Others are using what this request needs. It will be free again in about `wait`.
    pub(crate) fn busy(what: &str, wait: Duration) -> Self {
        let detail = format!(
            "{what} Nothing was changed. Try again in {}.",
            in_words(wait)
        );
        Self::new(Code::Busy, detail).retry_after(wait)
    }

    /// Something failed that the person can't help. What it was goes to the log, not over the wire.
    pub(crate) fn internal(error: &dyn std::fmt::Display) -> Self {
        tracing::error!(%error, "request failed");
        Self::new(
            Code::InternalError,
            "Something went wrong on the server. Try again in a moment; if it happens again, tell the person who runs this server.",
        )
    }
}

/// Whole seconds, rounded up, at least one: whoever comes back then isn't too early.
fn seconds(wait: Duration) -> u32 {
    let started = u64::from(wait.subsec_nanos() > 0);
    let seconds = wait.as_secs().saturating_add(started).max(1);
    u32::try_from(seconds).unwrap_or(u32::MAX)
}

/// A time to wait, in words, rounded up.
fn in_words(wait: Duration) -> String {
    match seconds(wait) {
        1 => "a second".into(),
        n if n <= 90 => format!("{n} seconds"),
        n => format!("{} minutes", n.div_ceil(60)),
    }
}

/// Refusals that come from the framework, such as an address with something else in the place of an id, have plain
/// text. In the API they are problems like all others.
pub(crate) async fn in_api(request: Request, next: Next) -> Response {
    let api = request.uri().path().starts_with("/v1/");
    let response = next.run(request).await;
    let status = response.status();
    let problem = response.headers().get(header::CONTENT_TYPE);
    let problem = problem.is_some_and(|mime| mime == PROBLEM_JSON);
    if !api || problem || !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let (code, detail) = match status {
        StatusCode::PAYLOAD_TOO_LARGE => (Code::TooLarge, "The request is too large."),
        status if status.is_server_error() => (Code::InternalError, "Something went wrong here."),
        _ => (
            Code::InvalidRequest,
            "The address of this request does not have the form that is expected here.",
        ),
    };
    Problem::new(code, detail).with(status).into_response()
}

impl From<&Refusal> for Problem {
    fn from(refusal: &Refusal) -> Self {
        Self::new(refusal.code, refusal.detail.clone()).pointing(refusal.errors.clone())
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match &error {
            StoreError::Refused(refusal) => Self::from(&**refusal),
            StoreError::NotFound => Self::not_found(),
            StoreError::Taken(_) => Self::new(
                Code::AlreadyExists,
                "This already exists. Reload the page to see it.",
            ),
            StoreError::OutcomeUnknown | StoreError::Stopped => Self::outcome_unknown(),
            StoreError::ClockBehind { ms } => {
                tracing::error!(
                    behind_ms = ms,
                    "the clock of this machine is behind the record"
                );
                Self::new(Code::ClockBehind,
                    "The server's clock is behind the last entry of this envelope, so OneSign can't record when anything happens. Nothing was \
                     changed. Tell the person who runs this server, and try again once its clock is right.",
                )
                .retry_after(Duration::from_secs(60))
            }
            StoreError::Damaged(what) => {
                tracing::error!(what, "a record is damaged");
                Self::new(
                    Code::RecordDamaged,
                    "This record was damaged or changed outside OneSign, so it can't be used. Nothing was changed just now. Tell the person who runs this server: a notice in OneSign says what to do.",
                )
            }
            error if error.trouble().is_some() => Self::storage_unavailable(error),
            error if error.is_contention() => {
                tracing::warn!(%error, "the database is busy");
                Self::busy("The service is busy.", A_MOMENT)
            }
            error => Self::internal(error),
        }
    }
}

impl From<onesign_store::blobs::BlobError> for Problem {
    fn from(error: onesign_store::blobs::BlobError) -> Self {
        match error {
            onesign_store::blobs::BlobError::NotFound
            | onesign_store::blobs::BlobError::Damaged => Self::document_damaged(),
            error @ onesign_store::blobs::BlobError::Storage(_) => {
                Self::storage_unavailable(&error)
            }
            error => Self::internal(&error),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let unavailable = status == StatusCode::SERVICE_UNAVAILABLE;
        let wait = self.retry_after.or(unavailable.then(|| seconds(A_MOMENT)));
        let problem = Arc::new(self);
        let mut response = (status, Json(&*problem)).into_response();
        response.extensions_mut().insert(Told(problem));
        if let Some(wait) = wait {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, wait.into());
        }
        response
            .headers_mut()
            .insert(header::CONTENT_TYPE, HeaderValue::from_static(PROBLEM_JSON));
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn limits_say_when_to_come_back_and_never_too_early() {
        for (wait_ms, header, words) in [
            (-1, "1", "a second"),
            (0, "1", "a second"),
            (1_001, "2", "2 seconds"),
            (90_000, "90", "90 seconds"),
            (90_001, "91", "2 minutes"),
            (15 * 60_000, "900", "15 minutes"),
        ] {
            let problem = Problem::too_many_requests(wait_ms);
            assert!(
                problem.detail.ends_with(&format!(" in {words}.")),
                "{}",
                problem.detail
            );
            let response = problem.into_response();
            assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
            assert_eq!(response.headers()[header::RETRY_AFTER], header);
        }
    }

    #[test]
    fn whatever_is_unavailable_says_when_to_come_back() {
        let problem = Problem::new(Code::SealKeyUnavailable, "Not now.");
        assert_eq!(problem.into_response().headers()[header::RETRY_AFTER], "5");
        let problem = Problem::not_found().into_response();
        assert!(!problem.headers().contains_key(header::RETRY_AFTER));
    }

    /// Sentences that the web app shows without an answer of the server, or when it doesn't know the code.
    const OF_THE_APP: [&str; 6] = [
        "unreachable",
        "server",
        "reference",
        "unexpected",
        "too-often-seconds",
        "too-often-minutes",
    ];

    #[test]
    fn every_code_has_its_sentence_in_every_language_and_the_reverse() {
        let ids = |source: &'static str| -> BTreeSet<&'static str> {
            let ids = source
                .lines()
                .filter_map(|line| line.strip_prefix("problem-"));
            ids.filter_map(|line| Some(line.split_once(" =")?.0))
                .collect()
        };
        let of_places: BTreeSet<String> = FaultCode::ALL
            .iter()
            .map(|c| c.word().replace('_', "-"))
            .collect();
        for (language, source) in [
            ("en", include_str!("../../../../locales/en/errors.ftl")),
            ("de", include_str!("../../../../locales/de/errors.ftl")),
        ] {
            let mut ids = ids(source);
            for id in OF_THE_APP {
                assert!(ids.remove(id), "{language}: {id}");
            }
            for code in Code::ALL {
                let id = code.word().replace('_', "-");
                assert!(ids.remove(&*id), "{language} has no sentence for {code}");
            }
            ids.retain(|id| !of_places.contains(*id));
            assert!(
                ids.is_empty(),
                "{language} has sentences that no code needs: {ids:?}"
            );
        }
    }
}
