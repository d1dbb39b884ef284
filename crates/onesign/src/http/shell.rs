//! The pages and their assets, as built by the web front end.

use crate::http::assets::{self, Asset};
use crate::problem::Problem;
use axum::body::Body;
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};

/// Everything that is no API: an asset, one of the three shells, or a 404.
pub(super) async fn page(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path();
    if path.starts_with("/v1/") || !matches!(method, Method::GET | Method::HEAD) {
        return Problem::not_found().into_response();
    }
    if let Some(asset) = assets::lookup(path) {
        return serve(asset, StatusCode::OK, &headers);
    }
    let (shell, status) = shell_of(path);
    match assets::lookup(shell) {
        Some(asset) => serve(asset, status, &headers),
        None => Problem::not_found().into_response(),
    }
}

/// Which shell stands behind an address. Unknown ones get the app, which says that there is nothing.
fn shell_of(path: &str) -> (&'static str, StatusCode) {
    let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
    match parts.as_slice() {
        ["s", _] => ("/sign.html", StatusCode::OK),
        ["verify"] => ("/verify.html", StatusCode::OK),
        [""] | ["setup" | "sign-in" | "envelopes" | "outbox"] | ["envelopes" | "outbox", _] => {
            ("/app.html", StatusCode::OK)
        }
        _ => ("/app.html", StatusCode::NOT_FOUND),
    }
}

fn serve(asset: Asset, status: StatusCode, headers: &HeaderMap) -> Response {
    let cache = if asset.immutable {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let known = headers
        .get(header::IF_NONE_MATCH)
        .is_some_and(|tag| tag == asset.etag);
    if known && status == StatusCode::OK {
        return (
            StatusCode::NOT_MODIFIED,
            [(header::ETAG, asset.etag), (header::CACHE_CONTROL, cache)],
        )
            .into_response();
    }
    let accepted = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let accepts = |name: &str| {
        accepted
            .split(',')
            .any(|part| part.trim().split(';').next() == Some(name))
    };
    let (bytes, encoding) = match (asset.br, asset.gz) {
        (Some(br), _) if accepts("br") => (br, Some("br")),
        (_, Some(gz)) if accepts("gzip") => (gz, Some("gzip")),
        _ => (asset.bytes, None),
    };
    let mut response = (
        status,
        [
            (header::CONTENT_TYPE, asset.mime),
            (header::ETAG, asset.etag),
            (header::CACHE_CONTROL, cache),
            (header::VARY, "accept-encoding"),
        ],
        Body::from(bytes),
    )
        .into_response();
    if let Some(encoding) = encoding {
        response.headers_mut().insert(
            header::CONTENT_ENCODING,
            header::HeaderValue::from_static(encoding),
        );
    }
    response
}
