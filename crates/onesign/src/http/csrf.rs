//! Writes come from our own pages or from programs, never from another site's page.

use crate::http::site::Site;
use crate::problem::Problem;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use onesign_core::code::Code;

/// Refuses writes that a browser says come from elsewhere. Programs send neither header and carry no ambient
/// cookies, so they pass.
pub(crate) async fn same_origin(
    State(site): State<Site>,
    request: Request,
    next: Next,
) -> Response {
    let reading = matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    if reading || is_own(request.headers(), &site.origin()) {
        return next.run(request).await;
    }
    Problem::new(
        Code::CrossSite,
        "This request came from another site and was not carried out.",
    )
    .into_response()
}

fn is_own(headers: &HeaderMap, origin: &str) -> bool {
    let text = |name| {
        headers
            .get(name)
            .and_then(|v: &axum::http::HeaderValue| v.to_str().ok())
    };
    if let Some(site) = headers.get("sec-fetch-site") {
        return site == "same-origin" || site == "none";
    }
    match (text(header::ORIGIN), text(header::HOST)) {
        (None, _) => !headers.contains_key(header::ORIGIN),
        (Some(from), _) if from == origin => true,
        (Some(from), Some(host)) => from
            .split_once("://")
            .is_some_and(|(_, authority)| authority == host),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(pairs: &[(&'static str, &'static str)]) -> bool {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.insert(*name, value.parse().unwrap());
        }
        is_own(&headers, "https://sign.example.com")
    }

    #[test]
    fn other_sites_are_refused() {
        assert!(own(&[]));
        assert!(own(&[("sec-fetch-site", "same-origin")]));
        assert!(own(&[("origin", "https://sign.example.com")]));
        assert!(own(&[
            ("origin", "http://localhost:9"),
            ("host", "localhost:9")
        ]));
        for site in ["cross-site", "same-site", ""] {
            assert!(!own(&[
                ("sec-fetch-site", site),
                ("origin", "https://sign.example.com")
            ]));
        }
        assert!(!own(&[
            ("origin", "https://evil.example"),
            ("host", "sign.example.com")
        ]));
        assert!(!own(&[("origin", "null"), ("host", "sign.example.com")]));
    }
}
