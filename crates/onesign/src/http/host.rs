//! Whom a request is for. A page of another site whose name was made to point here must not be able to speak to this
//! server as if it were its own (DNS rebinding), so only names that this server has are answered.

use crate::config::is_loopback;
use crate::http::site::Site;
use crate::problem::Problem;
use axum::extract::{Request, State};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, Uri, Version, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use onesign_core::code::Code;
use url::Url;

/// Names of this machine that no name server is asked about.
const LOCAL: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];
/// Addresses that platforms ask by the machine's own address.
const HEALTH: [&str; 2] = ["/healthz", "/readyz"];

/// Answers only requests for the public address; where that is a loopback address, for all names of it.
pub(crate) async fn own_names(State(site): State<Site>, request: Request, next: Next) -> Response {
    if HEALTH.contains(&request.uri().path()) {
        return next.run(request).await;
    }
    match named(request.version(), request.uri(), request.headers()) {
        Ok(name) if is_own(&name, site.url()) => next.run(request).await,
        Ok(_) => Problem::new(Code::WrongHost,
            format!(
                "This server is {}, and the request names another host. If there is a proxy in front, let it pass on the Host header.",
                site.origin()
            ),
        )
        .into_response(),
        Err(problem) => problem.into_response(),
    }
}

/// The one host that a request names, in its address or its header.
fn named(version: Version, uri: &Uri, headers: &HeaderMap) -> Result<Authority, Problem> {
    let fault = |detail: &str| Err(Problem::new(Code::InvalidHost, detail));
    let mut hosts = headers.get_all(header::HOST).iter();
    let host = match (hosts.next(), hosts.next()) {
        (Some(host), None) => Some(host),
        (None, None) => None,
        _ => return fault("This request names several hosts."),
    };
    let host = match host.map(|host| Authority::try_from(host.as_bytes())) {
        None => None,
        Some(Ok(host)) if !host.as_str().contains('@') => Some(host),
        Some(_) => return fault("The Host header of this request can't be read."),
    };
    match (uri.authority().cloned(), host) {
        // Whoever reads such an address may take the part before the sign for the host.
        (Some(uri), _) if uri.as_str().contains('@') => {
            fault("The address of this request names a user.")
        }
        (Some(uri), Some(host)) if !uri.as_str().eq_ignore_ascii_case(host.as_str()) => {
            fault("The address and the Host header of this request name different hosts.")
        }
        // HTTP/1 names the host in the header, whatever else it does (RFC 9112, 3.2).
        (Some(uri), _) if uri.as_str().contains('@') => {
            fault("The address of this request can't be read.")
        }
        (Some(uri), None) if version >= Version::HTTP_2 => Ok(uri),
        (_, Some(host)) => Ok(host),
        _ => fault("This request names no host."),
    }
}

fn is_own(name: &Authority, public: &Url) -> bool {
    let usual = if public.scheme() == "https" { 443 } else { 80 };
    let port = match name.port() {
        Some(port) => port.as_u16(),
        None if name.as_str().ends_with(':') => return false,
        None => usual,
    };
    let host = name.host().to_ascii_lowercase();
    let is_named = public.host_str() == Some(&*host);
    let is_local = is_loopback(public) && LOCAL.contains(&&*host);
    (is_named || is_local) && public.port_or_known_default() == Some(port)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(hosts: &[&str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for host in hosts {
            headers.append(header::HOST, host.parse().unwrap());
        }
        headers
    }

    fn accepted(public: &str, host: &str) -> bool {
        let public = public.parse().unwrap();
        let name = named(Version::HTTP_11, &Uri::from_static("/"), &headers(&[host]));
        name.is_ok_and(|name| is_own(&name, &public))
    }

    #[test]
    fn nobody_is_named_before_the_host() {
        let named = |uri| named(Version::HTTP_2, &Uri::from_static(uri), &headers(&[]));
        assert!(named("http://localhost:8080/").is_ok());
        assert!(named("http://u@localhost:8080/").is_err());
    }

    #[test]
    fn only_own_names_are_answered() {
        let public = "https://sign.example.com";
        for host in [
            "sign.example.com",
            "sign.example.com:443",
            "SIGN.example.COM",
        ] {
            assert!(accepted(public, host), "{host}");
        }
        for host in [
            "rebound.evil",
            "sign.example.com:8443",
            "sign.example.com.evil",
            "sign.example.com:",
            "u@sign.example.com",
            "localhost",
            "127.0.0.1",
            "",
            "sign.example.com/x",
        ] {
            assert!(!accepted(public, host), "{host}");
        }
        let public = "http://localhost:8080";
        for host in ["localhost:8080", "127.0.0.1:8080", "[::1]:8080"] {
            assert!(accepted(public, host), "{host}");
        }
        for host in [
            "rebound.evil:8080",
            "localhost",
            "localhost:80",
            "127.0.0.2:8080",
            "localhost.evil:8080",
        ] {
            assert!(!accepted(public, host), "{host}");
        }
    }

    #[test]
    fn a_request_names_one_host() {
        let slash = Uri::from_static("/");
        let absolute = Uri::from_static("http://a.example/");
        let one = |version, uri: &Uri, hosts: &[&str]| named(version, uri, &headers(hosts)).is_ok();
        assert!(one(Version::HTTP_11, &slash, &["a.example"]));
        assert!(!one(Version::HTTP_11, &slash, &[]));
        assert!(!one(Version::HTTP_11, &slash, &["a.example", "a.example"]));
        assert!(one(Version::HTTP_11, &absolute, &["a.example"]));
        assert!(!one(Version::HTTP_11, &absolute, &["b.example"]));
        assert!(!one(Version::HTTP_11, &absolute, &[]));
        assert!(one(Version::HTTP_2, &absolute, &[]));
        assert!(!one(Version::HTTP_2, &absolute, &["b.example"]));
        assert!(!one(Version::HTTP_2, &slash, &[]));
        let with_user = Uri::from_static("http://u@a.example/");
        for (version, hosts) in [
            (Version::HTTP_2, &[][..]),
            (Version::HTTP_11, &["a.example"]),
        ] {
            assert!(!one(version, &with_user, hosts), "{version:?}");
        }
    }
}
