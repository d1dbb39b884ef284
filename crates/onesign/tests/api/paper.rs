//! Test data of the API: answers, drafts, people, signatures.

#[path = "described.rs"]
pub mod described;

use onesign::client::SignerClient;
use onesign::client::answers::Entries;
use reqwest::header::HeaderMap;
use reqwest::{Method, RequestBuilder};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use uuid::Uuid;

/// A P-256 key, DER in base64url, whose private half does not exist.
pub const SPKI: &str = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEaxfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpZP40Li_hp_m47n60p8D54WK84zV2sxXs7LtkBoN79R9Q";

/// A whole answer.
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Value,
    /// The operation of the request, as in `GET /v1/envelopes/{id}`.
    pub operation: Option<String>,
}

impl Answer {
    /// Sends a request and fails unless `openapi.json` allows the answer.
    pub async fn of(request: RequestBuilder) -> Self {
        let (client, request) = request.build_split();
        let request = request.unwrap();
        let (method, path) = (request.method().clone(), request.url().path().to_owned());
        let response = client.execute(request).await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let bytes = response.bytes().await.unwrap();
        let mut answer = Self {
            status,
            headers,
            body: serde_json::from_slice(&bytes).unwrap_or(Value::Null),
            operation: None,
        };
        answer.operation = described::conforms(&method, &path, &answer);
        answer
    }

    /// The body as this type. Fails unless the answer is a success.
    #[track_caller]
    pub fn read<T: DeserializeOwned>(self) -> T {
        assert!(self.status < 300, "{} {}", self.status, self.body);
        serde_json::from_value(self.body).unwrap()
    }

    /// Fails unless this is a problem with this status and code.
    #[track_caller]
    pub fn refused(&self, status: u16, code: &str) -> &Self {
        assert_eq!(
            (self.status, self.body["code"].as_str()),
            (status, Some(code)),
            "{}",
            self.body
        );
        assert_eq!(self.headers["content-type"], "application/problem+json");
        assert!(!text(&self.body["detail"]).is_empty());
        self
    }

    /// Fails unless the problem points at exactly these places, as `pointer code`.
    #[track_caller]
    pub fn at(&self, places: &[&str]) {
        let errors = self.body["errors"].as_array().cloned().unwrap_or_default();
        let found: Vec<String> = errors
            .iter()
            .map(|e| format!("{} {}", text(&e["pointer"]), text(&e["code"])))
            .collect();
        assert_eq!(found, places);
    }
}

/// A future recipient.
#[derive(Clone)]
pub struct Person {
    pub id: Uuid,
    pub name: String,
    pub email: String,
    pub role: &'static str,
    pub step: i64,
}

/// A person who signs in this step.
pub fn signer(name: &str, step: i64) -> Person {
    Person {
        id: Uuid::now_v7(),
        name: format!("{name} Holt"),
        email: format!("{}@example.com", name.to_lowercase()),
        role: "signer",
        step,
    }
}

/// A person who receives a copy.
pub fn copy(name: &str, step: i64) -> Person {
    Person {
        role: "copy",
        ..signer(name, step)
    }
}

/// A draft in which every signer has a signature, a text and a date on the first page.
pub fn draft(people: &[Person]) -> Value {
    let mut fields = Vec::new();
    for (n, person) in people.iter().filter(|p| p.role == "signer").enumerate() {
        for (row, kind) in ["signature", "text", "date"].iter().enumerate() {
            fields.push(field(
                person,
                kind,
                json!({ "x": 40_000 + 170_000 * (n as i64 % 3), "y": 500_000 + 40_000 * (row as i64),
                    "w": 150_000, "h": 30_000 }),
            ));
        }
    }
    let recipients: Vec<Value> = people
        .iter()
        .map(|p| {
            json!({ "id": p.id, "name": p.name, "email": p.email, "role": p.role, "step": p.step })
        })
        .collect();
    json!({
        "title": "Contract", "message": "Please sign.", "locale": "en", "expires_in_days": 7,
        "recipients": recipients, "fields": fields,
    })
}

pub fn field(person: &Person, kind: &str, rect: Value) -> Value {
    json!({ "id": Uuid::now_v7(), "recipient": person.id, "kind": kind, "page": 0, "rect": rect,
        "required": true, "label": "" })
}

/// The body of this person's next signature.
pub fn finishing(signer: &SignerClient) -> Value {
    signer.signature(filled(signer))
}

pub fn filled(signer: &SignerClient) -> Entries {
    signer.filled("2030-01-02")
}

/// A proved write of a signer, as a whole answer.
pub async fn proved(signer: &SignerClient, method: Method, path: &str, body: &Value) -> Answer {
    Answer::of(signer.proved(method, path, body).unwrap()).await
}

pub fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// The corpus of real, unusual and malicious PDFs, if it exists.
pub fn corpus() -> Option<&'static Path> {
    static CORPUS: OnceLock<Option<PathBuf>> = OnceLock::new();
    let found = CORPUS.get_or_init(|| {
        let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
        let dir = std::env::var_os("ONESIGN_CORPUS").map_or(beside, PathBuf::from);
        dir.is_dir().then_some(dir)
    });
    if found.is_none() {
        eprintln!("skipped: the corpus is absent; name it with ONESIGN_CORPUS");
    }
    found.as_deref()
}
