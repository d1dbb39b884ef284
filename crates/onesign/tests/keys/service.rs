//! A small signing service with the API of the Cloud Signature Consortium, version 2. Its key lies in a file and
//! openssl signs with it.

use crate::bench::Bench;
use axum::Router;
use axum::extract::{Form, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

/// How the service behaves.
#[derive(Clone)]
pub struct Rules {
    /// Names of the credentials.
    pub credentials: Vec<&'static str>,
    /// `implicit`, `explicit` or `oauth2token`.
    pub mode: &'static str,
    /// What the PIN object of the credential is called.
    pub factor: &'static str,
    /// Names of the signature algorithms.
    pub algorithms: Vec<&'static str>,
    pub key_status: &'static str,
    /// Whether ECDSA signatures come as two numbers side by side.
    pub raw: bool,
    /// Signs with another key than the certificate's.
    pub forges: bool,
    /// How many requests a token is good for.
    pub token_uses: usize,
}

pub struct Service {
    pub url: String,
    pub calls: Arc<Mutex<Vec<String>>>,
    runtime: Option<tokio::runtime::Runtime>,
}

struct Desk {
    rules: Rules,
    folder: std::path::PathBuf,
    name: String,
    calls: Arc<Mutex<Vec<String>>>,
    /// Tokens given out, and how often each was used.
    tokens: Mutex<HashMap<String, usize>>,
    /// Signature activation data and the digest each is for.
    activations: Mutex<HashMap<String, String>>,
}

type Shared = State<Arc<Desk>>;

impl Service {
    /// Serves `name.key` and `name.pem` of the bench, with `issuing.pem` if there is one, and `root.pem`.
    pub fn start(bench: &Bench, name: &str, rules: Rules) -> Self {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let calls = Arc::new(Mutex::new(Vec::new()));
        let desk = Arc::new(Desk {
            rules,
            folder: bench.path(""),
            name: name.to_owned(),
            calls: Arc::clone(&calls),
            tokens: Mutex::default(),
            activations: Mutex::default(),
        });
        let router = Router::new()
            .route("/csc/v2/oauth2/token", post(token))
            .route("/csc/v2/credentials/list", post(list))
            .route("/csc/v2/credentials/info", post(info))
            .route("/csc/v2/credentials/authorize", post(authorize))
            .route("/csc/v2/signatures/signHash", post(sign_hash))
            .with_state(desk);
        let listener = runtime
            .block_on(tokio::net::TcpListener::bind("127.0.0.1:0"))
            .unwrap();
        let url = format!("http://{}/csc/v2", listener.local_addr().unwrap());
        runtime.spawn(async move { axum::serve(listener, router).await });
        Self {
            url,
            calls,
            runtime: Some(runtime),
        }
    }

    pub fn count(&self, call: &str) -> usize {
        let calls = self.calls.lock().unwrap();
        calls.iter().filter(|c| *c == call).count()
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        self.runtime.take().unwrap().shutdown_background();
    }
}

impl Desk {
    /// Checks who asks and notes the call.
    fn enter(&self, call: &str, headers: &HeaderMap) -> Result<(), Refused> {
        let bearer = headers.get("authorization").unwrap().to_str().unwrap();
        let bearer = bearer.strip_prefix("Bearer ").unwrap();
        let mut tokens = self.tokens.lock().unwrap();
        match tokens.get_mut(bearer) {
            Some(used) if *used < self.rules.token_uses => *used += 1,
            _ if bearer == "a token from a file" => {}
            _ => {
                let description = "The token is not valid";
                return Err(refuse(
                    StatusCode::UNAUTHORIZED,
                    "invalid_token",
                    description,
                ));
            }
        }
        self.calls.lock().unwrap().push(call.to_owned());
        Ok(())
    }

    fn check(&self, body: &Value) -> Result<(), Refused> {
        let known = self
            .rules
            .credentials
            .iter()
            .any(|c| body["credentialID"] == *c);
        if known {
            return Ok(());
        }
        Err(refuse(
            StatusCode::BAD_REQUEST,
            "invalid_request",
            "Invalid parameter credentialID",
        ))
    }
}

type Refused = (StatusCode, axum::Json<Value>);

fn refuse(status: StatusCode, error: &str, description: &str) -> Refused {
    let body = json!({ "error": error, "error_description": description });
    (status, axum::Json(body))
}

fn answer(body: Value) -> Response {
    axum::Json(body).into_response()
}

async fn token(State(desk): Shared, Form(form): Form<HashMap<String, String>>) -> Response {
    desk.calls.lock().unwrap().push("oauth2/token".into());
    let right = form["grant_type"] == "client_credentials"
        && form["client_id"] == "onesign"
        && form["client_secret"] == "a secret & more"
        && form["scope"] == "service";
    if !right {
        return refuse(StatusCode::BAD_REQUEST, "invalid_client", "Who is this?").into_response();
    }
    let mut tokens = desk.tokens.lock().unwrap();
    let name = format!("token-{}", tokens.len());
    tokens.insert(name.clone(), 0);
    answer(json!({ "access_token": name, "token_type": "Bearer", "expires_in": 3600 }))
}

async fn list(State(desk): Shared, headers: HeaderMap) -> Result<Response, Refused> {
    desk.enter("credentials/list", &headers)?;
    Ok(answer(json!({ "credentialIDs": desk.rules.credentials })))
}

async fn info(
    State(desk): Shared,
    headers: HeaderMap,
    axum::Json(body): axum::Json<Value>,
) -> Result<Response, Refused> {
    desk.enter("credentials/info", &headers)?;
    desk.check(&body)?;
    assert_eq!(body["certificates"], "chain");
    let certificate = |name: &str| {
        let text = std::fs::read_to_string(desk.folder.join(format!("{name}.pem"))).ok()?;
        let lines = text.lines().filter(|line| !line.starts_with('-'));
        Some(lines.collect::<String>())
    };
    let chain = [&desk.name[..], "issuing", "root"].map(certificate);
    let chain: Vec<String> = chain.into_iter().flatten().collect();
    Ok(answer(json!({
        "description": "A seal for tests",
        "key": { "status": desk.rules.key_status, "algo": desk.rules.algorithms, "len": 256 },
        "cert": {
            "status": "valid",
            "certificates": chain,
        },
        "auth": {
            "mode": desk.rules.mode, "expression": desk.rules.factor,
            "objects": [{ "type": "Password", "id": desk.rules.factor, "format": "N" }],
        },
        "multisign": 1,
    })))
}

async fn authorize(
    State(desk): Shared,
    headers: HeaderMap,
    axum::Json(body): axum::Json<Value>,
) -> Result<Response, Refused> {
    desk.enter("credentials/authorize", &headers)?;
    desk.check(&body)?;
    assert_eq!(body["numSignatures"], 1);
    let pin = &body["authData"][0];
    if desk.rules.mode == "explicit" && (pin["id"] != "PIN" || pin["value"] != "0042") {
        return Err(refuse(
            StatusCode::BAD_REQUEST,
            "invalid_pin",
            "The PIN is invalid",
        ));
    }
    let hash = body["hashes"][0].as_str().unwrap().to_owned();
    let mut activations = desk.activations.lock().unwrap();
    let name = format!("sad-{}", activations.len());
    activations.insert(name.clone(), hash);
    Ok(answer(json!({ "SAD": name, "expiresIn": 300 })))
}

async fn sign_hash(
    State(desk): Shared,
    headers: HeaderMap,
    axum::Json(body): axum::Json<Value>,
) -> Result<Response, Refused> {
    desk.enter("signatures/signHash", &headers)?;
    desk.check(&body)?;
    let hash = body["hashes"][0].as_str().unwrap();
    if desk.rules.mode != "oauth2token" {
        let sad = body["SAD"].as_str().unwrap_or_default();
        // Each is good for one signature over one digest.
        if desk
            .activations
            .lock()
            .unwrap()
            .insert(sad.into(), String::new())
            .as_deref()
            != Some(hash)
        {
            return Err(refuse(
                StatusCode::BAD_REQUEST,
                "invalid_request",
                "Invalid parameter SAD",
            ));
        }
    }
    assert!(desk.rules.algorithms.iter().any(|a| body["signAlgo"] == *a));
    let digest = match body["hashAlgorithmOID"].as_str().unwrap() {
        "2.16.840.1.101.3.4.2.1" => "digest:sha256",
        "2.16.840.1.101.3.4.2.2" => "digest:sha384",
        other => panic!("{other}"),
    };
    let name = if desk.rules.forges {
        "root"
    } else {
        &desk.name
    };
    let signature = signed(&desk, name, digest, &STANDARD.decode(hash).unwrap());
    let signature = if desk.rules.raw {
        side_by_side(&signature)
    } else {
        signature
    };
    Ok(answer(
        json!({ "signatures": [STANDARD.encode(signature)] }),
    ))
}

#[allow(clippy::disallowed_methods)]
fn signed(desk: &Desk, name: &str, digest: &str, hash: &[u8]) -> Vec<u8> {
    let file = desk
        .folder
        .join(format!("hash-{}", desk.calls.lock().unwrap().len()));
    std::fs::write(&file, hash).unwrap();
    let done = std::process::Command::new("openssl")
        .args(["pkeyutl", "-sign", "-inkey"])
        .arg(desk.folder.join(format!("{name}.key")))
        .args(["-pkeyopt", digest, "-in"])
        .arg(file)
        .output()
        .unwrap();
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
    done.stdout
}

/// The two numbers of a DER signature on P-256, 32 bytes each.
fn side_by_side(der: &[u8]) -> Vec<u8> {
    let mut rest = &der[2..];
    let mut raw = Vec::new();
    for _ in 0..2 {
        let (number, after) = rest[2..].split_at(usize::from(rest[1]));
        let digits = number.strip_prefix(&[0]).unwrap_or(number);
        raw.extend(std::iter::repeat_n(0, 32 - digits.len()));
        raw.extend_from_slice(digits);
        rest = after;
    }
    raw
}
