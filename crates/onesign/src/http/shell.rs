//! The pages and their assets, as built by the web front end.

use crate::http::assets::{self, Asset};
use crate::limits::Holds;
use crate::problem::Problem;
use axum::Extension;
use axum::body::Body;
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use cookie::Cookie;
use onesign_core::envelope::draft::LOCALES;

/// Everything that is no API: an asset, one of the three shells, or a 404.
pub(crate) async fn page(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path();
    if path.starts_with("/v1/") || !matches!(method, Method::GET | Method::HEAD) {
        return Problem::not_found().into_response();
    }
    if let Some(asset) = assets::lookup(path) {
        return serve(asset, StatusCode::OK, &headers);
    }
    let (shell, status) = shell_of(path);
    let found = assets::lookup(&format!("/{shell}.{}.html", language(&headers)))
        .or_else(|| assets::lookup(&format!("/{shell}.html")));
    match found {
        Some(asset) => serve(asset, status, &headers),
        None => Problem::not_found().into_response(),
    }
}

/// Which shell stands behind an address. Unknown ones get the app, which says that there is nothing.
fn shell_of(path: &str) -> (&'static str, StatusCode) {
    let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
    match parts.as_slice() {
        // Whatever mail programs made of a link: the page reads it, and nobody logs it.
        ["s" | "S", _, ..] => ("sign", StatusCode::OK),
        ["verify"] => ("verify", StatusCode::OK),
        [""]
        | ["setup" | "sign-in" | "envelopes" | "outbox" | "settings" | "forgot" | "reset"]
        | ["envelopes" | "outbox" | "settings", _] => ("app", StatusCode::OK),
        _ => ("app", StatusCode::NOT_FOUND),
    }
}

/// The language of the page: the one chosen before (cookie), else the browser's first known one, else English.
fn language(headers: &HeaderMap) -> &'static str {
    let text = |name| {
        headers
            .get(name)
            .and_then(|value: &header::HeaderValue| value.to_str().ok())
            .unwrap_or_default()
    };
    let known = |wanted: &str| LOCALES.into_iter().find(|locale| *locale == wanted);
    let chosen = Cookie::split_parse(text(header::COOKIE))
        .flatten()
        .filter(|cookie| cookie.name() == "onesign-locale")
        .find_map(|cookie| known(cookie.value()));
    let preferred = || {
        text(header::ACCEPT_LANGUAGE)
            .split(',')
            .find_map(|part| known(part.split([';', '-']).next().unwrap_or_default().trim()))
    };
    chosen.or_else(preferred).unwrap_or(LOCALES[0])
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
            (header::VARY, "accept-encoding, accept-language, cookie"),
        ],
        Extension(Holds::Nothing),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_of_a_page() {
        let with = |pairs: &[(&'static str, &'static str)]| {
            let mut headers = HeaderMap::new();
            for (name, value) in pairs {
                headers.insert(*name, value.parse().unwrap());
            }
            language(&headers)
        };
        assert_eq!(with(&[]), "en");
        assert_eq!(
            with(&[("accept-language", "de-AT,de;q=0.9,en;q=0.8")]),
            "de"
        );
        assert_eq!(with(&[("accept-language", "fr, en;q=0.5")]), "en");
        assert_eq!(
            with(&[
                ("accept-language", "de"),
                ("cookie", "a=b; onesign-locale=en")
            ]),
            "en"
        );
        assert_eq!(with(&[("cookie", "onesign-locale=../x")]), "en");
    }

    #[test]
    fn unknown_addresses_are_not_found() {
        for link in [
            "/s/abc",
            "/s/abc%23secret",
            "/s/abc%2523secret",
            "/s/abc/secret",
            "/s/abc/",
            "//s/abc",
            "/S/abc",
        ] {
            assert_eq!(shell_of(link), ("sign", StatusCode::OK), "{link}");
        }
        assert_eq!(shell_of("/envelopes/1"), ("app", StatusCode::OK));
        assert_eq!(shell_of("/settings/security"), ("app", StatusCode::OK));
        assert_eq!(shell_of("/"), ("app", StatusCode::OK));
        assert_eq!(shell_of("/wp-admin"), ("app", StatusCode::NOT_FOUND));
    }
}
