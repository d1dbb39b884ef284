//! What the log calls a request. Each has an identifier, which every line that is written for it carries, and which the
//! answer tells: whoever meets a failure can name it to the person who runs the server.

use crate::clock::random;
use crate::problem::{Problem, Told};
use axum::Router;
use axum::body::Body;
use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::middleware::{Next, from_fn, map_request};
use axum::response::Response;
use onesign_core::audit::base64url;
use tower_http::request_id::{
    MakeRequestId, PropagateRequestIdLayer, RequestId, SetRequestIdLayer,
};
use tower_http::trace::TraceLayer;
use tracing::Span;

/// The header that tells the identifier.
const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// Gives every request an identifier and a span in the log, outside everything else that is done with it.
pub(crate) fn traced(router: Router) -> Router {
    let trace = TraceLayer::new_for_http()
        .make_span_with(span)
        .on_request(())
        .on_body_chunk(())
        .on_eos(())
        // Who makes a problem of a failure has logged it.
        .on_failure(());
    router
        .layer(from_fn(refer))
        .layer(PropagateRequestIdLayer::new(HEADER))
        .layer(trace)
        .layer(SetRequestIdLayer::new(HEADER, Fresh))
        .layer(map_request(forget))
}

/// Drops the identifier that a client sends: it could be as long as it likes, and the same for all requests.
async fn forget(mut request: Request) -> Request {
    request.headers_mut().remove(HEADER);
    request
}

/// Makes identifiers.
#[derive(Clone, Copy)]
struct Fresh;

impl MakeRequestId for Fresh {
    fn make_request_id<B>(&mut self, _: &axum::http::Request<B>) -> Option<RequestId> {
        let id = HeaderValue::try_from(base64url(&random::<12>()));
        id.ok().map(RequestId::new)
    }
}

/// The span of a request, at the level of warnings, so that their lines always have it. The address has the names of its
/// parts: selectors of links stay out of the log.
fn span<B>(request: &axum::http::Request<B>) -> Span {
    let id = request.headers().get(HEADER);
    let id = id.and_then(|id| id.to_str().ok()).unwrap_or_default();
    let route = request.extensions().get::<MatchedPath>();
    let route = route.map_or("-", MatchedPath::as_str);
    tracing::warn_span!("request", id, method = named(request.method()), route)
}

/// The method of a request. Others than the usual ones are a stranger's own words, of any length.
fn named(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

/// Adds the identifier to problems that are the server's fault, as what to refer to.
async fn refer(request: Request, next: Next) -> Response {
    let id = request.headers().get(HEADER).cloned();
    let has_body = request.method() != Method::HEAD;
    let mut response = next.run(request).await;
    let told = response.extensions().get::<Told>();
    let problem = told.filter(|_| has_body && response.status().is_server_error());
    if let Some(Told(problem)) = problem
        && let Some(id) = id.as_ref().and_then(|id| id.to_str().ok())
        && let Ok(body) = serde_json::to_vec(&Problem::clone(problem).referring_to(id))
    {
        response.headers_mut().remove(header::CONTENT_LENGTH);
        *response.body_mut() = Body::from(body);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stranger_does_not_write_the_log_by_a_method() {
        assert_eq!(named(&Method::DELETE), "DELETE");
        let long = Method::from_bytes(&[b'A'; 3_000]).unwrap();
        assert_eq!((named(&long), named(&Method::TRACE)), ("other", "other"));
    }
}
