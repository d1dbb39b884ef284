//! Security headers on every kind of response, errors included.

use crate::harness::{House, each_engine, each_engine_with, signer};
use reqwest::{Method, RequestBuilder};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The relevant headers, one a line, without values that differ between builds.
fn shown(response: &reqwest::Response) -> String {
    let skipped = [
        "date",
        "content-length",
        "etag",
        "set-cookie",
        "onesign-page-sha256",
        "transfer-encoding",
    ];
    let headers: BTreeMap<String, String> = response
        .headers()
        .iter()
        .filter(|(name, _)| !skipped.contains(&name.as_str()))
        .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
        .collect();
    let mut lines = format!("{}\n", response.status().as_u16());
    for (name, value) in headers {
        // A new one for each request.
        let value = if name == "x-request-id" {
            "…"
        } else {
            &value
        };
        let _ = writeln!(lines, "{name}: {value}");
    }
    lines
}

/// A request of each class of routes and of each kind of failure.
async fn classes(house: &House) -> Vec<(&'static str, RequestBuilder)> {
    let get = |path: &str| house.owner.request(Method::GET, path);
    let sent = house.sent(&[signer("mira", 1)]).await;
    let id = sent.id.clone();
    let app = get("/").send().await.unwrap().text().await.unwrap();
    let asset = app
        .split('"')
        .find(|part| part.starts_with("/assets/"))
        .unwrap_or("/assets/absent");
    let mira = house.signer("mira@example.com").await;
    // Slightly more than allowed: with much more, the server may close the connection before the answer.
    let large = |limit: usize| vec![b' '; limit + 100];
    vec![
        ("app shell", get("/envelopes")),
        ("sign shell", get("/s/AAAAAAAAAAAAAAAA")),
        ("verify shell", get("/verify")),
        ("asset", get(asset)),
        ("openapi", get("/openapi.json")),
        ("health", get("/healthz")),
        ("ready", get("/readyz")),
        ("api 200", get("/v1/instance")),
        (
            "api head",
            house.owner.request(Method::HEAD, "/v1/instance"),
        ),
        ("api file", get(&format!("/v1/envelopes/{id}/document.pdf"))),
        (
            "api page",
            get(&format!("/v1/envelopes/{id}/pages/0?width=300")),
        ),
        (
            "api 204",
            mira.proved(
                Method::PUT,
                "/v1/signing/values",
                &serde_json::json!({ "values": {} }),
            )
            .unwrap(),
        ),
        ("api 400", get("/v1/envelopes?limit=many")),
        ("api 400 path", get("/v1/envelopes/not-an-id")),
        ("api 401", mira.request(Method::GET, "/v1/me")),
        (
            "api 403",
            house
                .owner
                .request(Method::POST, "/v1/setup")
                .header("sec-fetch-site", "cross-site"),
        ),
        ("api 404", get("/v1/nothing")),
        (
            "api 405",
            house.owner.request(Method::DELETE, "/v1/instance"),
        ),
        (
            "api 410",
            house
                .owner
                .request(Method::POST, "/v1/links/AAAAAAAAAAAAAAAA/exchange")
                .json(&serde_json::json!({})),
        ),
        (
            "api 413 json",
            house
                .owner
                .request(Method::POST, "/v1/sessions")
                .body(large(1 << 20)),
        ),
        (
            "api 413 upload",
            house
                .owner
                .request(Method::POST, "/v1/envelopes?filename=a.pdf")
                .body(large(2_000_000)),
        ),
        (
            "api 422",
            house.owner.request(Method::POST, "/v1/sessions").body("{"),
        ),
        ("page 404", get("/nowhere")),
        ("page 405", house.owner.request(Method::POST, "/healthz")),
    ]
}

/// Damages the stored document, so that reading it is a fault of the server.
async fn broken_document(house: &House) -> RequestBuilder {
    let sent = house.envelope().await;
    let mut stack = vec![house.data().join("blobs")];
    while let Some(path) = stack.pop() {
        if path.is_dir() {
            stack.extend(std::fs::read_dir(&path).unwrap().map(|e| e.unwrap().path()));
        } else {
            let mut bytes = std::fs::read(&path).unwrap();
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
            std::fs::remove_file(&path).unwrap();
            std::fs::write(&path, bytes).unwrap();
        }
    }
    let path = format!("/v1/envelopes/{}/document.pdf", sent.id);
    house.owner.request(Method::GET, &path)
}

/// Every error of the API is a problem.
async fn snapshot(house: &House) -> String {
    let mut text = String::new();
    let mut all = classes(house).await;
    all.push(("api 500", broken_document(house).await));
    for (name, request) in all {
        let response = request.send().await.unwrap();
        let status = response.status();
        let _ = write!(text, "## {name}\n{}\n", shown(&response));
        if name.starts_with("api") && (status.is_client_error() || status.is_server_error()) {
            let mime = &response.headers()["content-type"];
            assert_eq!(mime, "application/problem+json", "{name}");
        }
        for header in [
            "content-security-policy",
            "x-content-type-options",
            "referrer-policy",
        ] {
            assert!(
                response.headers().contains_key(header),
                "{name} lacks {header}"
            );
        }
        if status == 500 {
            let id = response.headers()["x-request-id"]
                .to_str()
                .unwrap()
                .to_owned();
            let problem: serde_json::Value = response.json().await.unwrap();
            assert_eq!(problem["reference"], id);
            let log = house.log();
            assert!(log.contains(&id), "{log}");
        }
    }
    text
}

#[tokio::test(flavor = "multi_thread")]
async fn callers_can_not_choose_the_id_of_a_request_in_the_log() {
    each_engine(async |house| {
        let mut seen = std::collections::BTreeSet::new();
        for _ in 0..3 {
            let request = house.owner.request(Method::GET, "/healthz");
            let request = request.header("x-request-id", "mine");
            let response = request.send().await.unwrap();
            let id = response.headers()["x-request-id"].to_str().unwrap();
            assert!(id.len() == 16 && seen.insert(id.to_owned()), "{id}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_response_carries_them() {
    each_engine_with(&[("ONESIGN_MAX_BYTES", "2000000")], async |house| {
        house.set_up().await;
        insta::assert_snapshot!("headers", snapshot(house).await);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn over_tls_they_say_so() {
    let settings = [("ONESIGN_PUBLIC_URL", "https://sign.example.com")];
    each_engine_with(&settings, async |house| {
        let body = serde_json::json!({
            "name": "O", "email": "o@example.com", "password": "a long password", "code": house.setup_code(),
        });
        let setup = house.owner.request(Method::POST, "/v1/setup").header("host", "sign.example.com");
        let response = setup.json(&body).send().await.unwrap();
        let cookie = response.headers()["set-cookie"].to_str().unwrap();
        assert!(cookie.starts_with("__Host-onesign=") && cookie.contains("; Secure;"), "{cookie}");
        // This is true of refusals too: the last one names another host.
        for (path, host) in [
            ("/", "sign.example.com"),
            ("/v1/instance", "sign.example.com:443"),
            ("/v1/nothing", "sign.example.com"),
            ("/nowhere", "sign.example.com"),
            ("/", "localhost"),
        ] {
            let request = house.owner.request(Method::GET, path).header("host", host);
            let response = request.send().await.unwrap();
            let hsts = response.headers()["strict-transport-security"].to_str().unwrap();
            assert!(hsts.starts_with("max-age=63072000"), "{path}");
        }
    })
    .await;
}
