//! What an operation may refuse with. Most of it follows from what the operation has: a body, a session, an address
//! with a place in it. That is derived here, once; handlers name only what follows from their own rules, such as 409.

use crate::problem::PROBLEM_JSON;
use axum::http::StatusCode;
use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::response::ResponseBuilder;
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{Content, OpenApi as Document, Ref, RefOr, Response};

/// Operations that anybody may ask for, without a session. All others answer 401 without one.
const FOR_ANYBODY: [&str; 10] = [
    "/v1/instance",
    "/v1/links/{selector}",
    "/v1/links/{selector}/exchange",
    "/v1/links/{selector}/renewal",
    "/v1/password-resets",
    "/v1/password-resets/{account}",
    "/v1/sessions",
    "/v1/setup",
    "/v1/verifications",
    "/v1/verifications/{sha256}",
];

/// What each refusal means, whatever refuses.
const MEANINGS: [(StatusCode, &str); 13] = [
    (
        StatusCode::BAD_REQUEST,
        "The request can't be read: its address, query or host is not valid, or its body ended early.",
    ),
    (
        StatusCode::UNAUTHORIZED,
        "Nobody is signed in, or the caller did not prove who they are: the session has ended, or the proof is wrong.",
    ),
    (
        StatusCode::FORBIDDEN,
        "The request came from a page of another site, or the caller is not allowed to do this.",
    ),
    (
        StatusCode::NOT_FOUND,
        "There is nothing here that the caller is allowed to see.",
    ),
    (
        StatusCode::REQUEST_TIMEOUT,
        "The body arrived too slowly or stopped arriving.",
    ),
    (
        StatusCode::CONFLICT,
        "The present state does not allow this; `code` says why.",
    ),
    (
        StatusCode::GONE,
        "The link was used or replaced, has ended, or is not complete.",
    ),
    (
        StatusCode::PAYLOAD_TOO_LARGE,
        "The body is larger than this server allows.",
    ),
    (
        StatusCode::MISDIRECTED_REQUEST,
        "The request names a host that does not belong to this server.",
    ),
    (
        StatusCode::UNPROCESSABLE_ENTITY,
        "The content does not have the expected form, or can't be used; `errors` names the places.",
    ),
    (StatusCode::TOO_MANY_REQUESTS, "Too many attempts."),
    (
        StatusCode::INTERNAL_SERVER_ERROR,
        "Something failed in the server, or stored data is damaged.",
    ),
    (
        StatusCode::SERVICE_UNAVAILABLE,
        "The server is busy, or something that it needs does not work at the moment.",
    ),
];

/// Declares every refusal of every operation.
pub(super) fn declare(document: &mut Document) {
    for (path, item) in &mut document.paths.paths {
        declare_in(path, item);
    }
    let components = document.components.get_or_insert_default();
    let each = MEANINGS.map(|(status, meaning)| (name(status), described(status, meaning).into()));
    components.responses.extend(each);
}

fn declare_in(path: &str, item: &mut PathItem) {
    let reads = [&mut item.get].into_iter().flatten();
    let writes = [&mut item.post, &mut item.put, &mut item.delete];
    let reads = reads.map(|operation| (operation, false));
    let writes = writes.into_iter().flatten().map(|write| (write, true));
    for (operation, is_write) in reads.chain(writes) {
        let derived = derived(path, is_write, operation);
        let own = operation.responses.responses.keys();
        let own = own.filter_map(|status| status.parse().ok());
        let refusals: Vec<StatusCode> = own.filter(is_refusal).chain(derived).collect();
        for status in refusals {
            let refusal = Ref::from_response_name(name(status));
            let all = &mut operation.responses.responses;
            all.insert(status.as_str().to_owned(), RefOr::Ref(refusal));
        }
    }
}

fn is_refusal(status: &StatusCode) -> bool {
    status.is_client_error() || status.is_server_error()
}

/// The refusals that follow from what an operation has.
fn derived(path: &str, is_write: bool, operation: &Operation) -> Vec<StatusCode> {
    // Any request may name the wrong host, or none; and all of them need the storage.
    let mut refusals = vec![
        StatusCode::BAD_REQUEST,
        StatusCode::MISDIRECTED_REQUEST,
        StatusCode::INTERNAL_SERVER_ERROR,
        StatusCode::SERVICE_UNAVAILABLE,
    ];
    if !FOR_ANYBODY.contains(&path) {
        refusals.push(StatusCode::UNAUTHORIZED);
    }
    if is_write {
        refusals.push(StatusCode::FORBIDDEN);
    }
    if path.contains('{') {
        refusals.push(StatusCode::NOT_FOUND);
    }
    if let Some(RefOr::T(body)) = &operation.request_body {
        refusals.extend([StatusCode::REQUEST_TIMEOUT, StatusCode::PAYLOAD_TOO_LARGE]);
        if body.content.contains_key("application/json") {
            refusals.push(StatusCode::UNPROCESSABLE_ENTITY);
        }
    }
    refusals
}

/// The name of a refusal among the components of the document.
fn name(status: StatusCode) -> String {
    let words = status.canonical_reason().unwrap_or_default();
    words.replace([' ', '-'], "")
}

fn described(status: StatusCode, meaning: &str) -> Response {
    let problem = Content::new(Some(RefOr::Ref(Ref::from_schema_name("Problem"))));
    let response = ResponseBuilder::new()
        .description(meaning)
        .content(PROBLEM_JSON, problem);
    if !matches!(
        status,
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE
    ) {
        return response.build();
    }
    let seconds = ObjectBuilder::new()
        .schema_type(Type::Integer)
        .minimum(Some(1));
    let header = HeaderBuilder::new()
        .schema(Some(seconds.build()))
        .description(Some("Seconds until another try makes sense, if known."));
    response.header("Retry-After", header.build()).build()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::router::api;
    use crate::http::openapi::split;

    #[test]
    fn whatever_is_refused_has_a_meaning() {
        let document = split(api()).1;
        let known = document.components.unwrap().responses;
        for (path, item) in &document.paths.paths {
            for operation in [&item.get, &item.post, &item.put, &item.delete]
                .into_iter()
                .flatten()
            {
                for (status, response) in &operation.responses.responses {
                    let RefOr::Ref(reference) = response else {
                        assert!(status.starts_with('2'), "{path} {status}");
                        continue;
                    };
                    let name = reference.ref_location.rsplit('/').next().unwrap();
                    assert!(known.contains_key(name), "{path}: {status} has no meaning");
                }
            }
        }
    }

    #[test]
    fn what_is_for_anybody_exists() {
        let document = split(api()).1;
        for path in FOR_ANYBODY {
            assert!(document.paths.paths.contains_key(path), "{path}");
        }
    }
}
