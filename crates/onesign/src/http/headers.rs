//! Security headers, on every response, errors included.

use crate::http::site::Site;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

/// Nothing but our own files runs, loads or frames anything; DOM sinks take no plain strings.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' blob:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types svelte-trusted-html";

const ALWAYS: [(&str, &str); 8] = [
    ("content-security-policy", CONTENT_SECURITY_POLICY),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("x-frame-options", "DENY"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    ),
    ("x-permitted-cross-domain-policies", "none"),
];

/// The requests that end a session, and what the browser is to forget then. Pages that it would show again at a press
/// of "back" are part of its cache. The keys of signing sessions, in its storage, outlive a signature: whoever signed may
/// still look at and download what they signed.
const ENDINGS: [(&str, &str, &str); 3] = [
    ("DELETE", "/v1/sessions/current", "\"cache\", \"storage\""),
    ("POST", "/v1/signing/signature", "\"cache\""),
    ("POST", "/v1/signing/declining", "\"cache\""),
];

/// Adds the headers. What a handler says about caching stays; silence means "don't".
pub(crate) async fn add(State(site): State<Site>, request: Request, next: Next) -> Response {
    let (method, path) = (request.method().as_str(), request.uri().path());
    let ending = ENDINGS.iter().find(|(m, p, _)| (*m, *p) == (method, path));
    let mut response = next.run(request).await;
    let ended = ending.filter(|_| response.status().is_success());
    let headers = response.headers_mut();
    if let Some((_, _, forgets)) = ended {
        headers.insert("clear-site-data", HeaderValue::from_static(forgets));
    }
    for (name, value) in ALWAYS {
        headers.insert(
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        );
    }
    if site.is_https() {
        headers.insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=63072000; includeSubDomains"),
        );
    }
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}
