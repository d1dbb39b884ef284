//! A small client of the public HTTP API. The demo, the tests and the benchmarks use it for their ceremonies, so they
//! use the same interface as everyone else.

pub mod answers;
mod signer;

pub use signer::{SignerClient, agreement_to};

use answers::{Envelope, Items, Mail, MailSummary};

use anyhow::bail;
use reqwest::{Method, Response};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::time::Duration;

/// The content of the server's first output line: its origin and, until it has an owner, the code for the set-up.
/// `None` for any other line.
pub fn ready(line: &str) -> Option<(&str, &str)> {
    let address = line.trim_end().strip_prefix("OneSign is ready: open ")?;
    Some(address.split_once("/setup#").unwrap_or((address, "")))
}

/// Acts as a sender's browser: it keeps its session cookie.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    origin: String,
}

impl Client {
    /// A client of the instance at this origin, such as `http://localhost:8080`.
    ///
    /// # Errors
    /// Fails if no HTTP client can be made.
    pub fn new(origin: &str) -> anyhow::Result<Self> {
        let http = reqwest::Client::builder()
            .cookie_store(true)
            .user_agent("OneSign client")
            .timeout(Duration::from_secs(60))
            .build()?;
        Ok(Self {
            http,
            origin: origin.trim_end_matches('/').to_owned(),
        })
    }

    /// A request with this client's cookies, for callers that need the whole response.
    pub fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        self.http.request(method, format!("{}{path}", self.origin))
    }

    /// Sends a request and reads a JSON response; a problem becomes an error with its code and sentence.
    ///
    /// # Errors
    /// Fails if the server is unreachable or refuses.
    pub async fn call(&self, method: Method, path: &str, body: Value) -> anyhow::Result<Value> {
        let mut request = self.request(method, path);
        if !body.is_null() {
            request = request.json(&body);
        }
        answer(request.send().await?).await
    }

    /// Reads a resource as this type.
    ///
    /// # Errors
    /// Fails if the server is unreachable or refuses, or if the response is not of this type.
    pub async fn read<T: DeserializeOwned>(&self, path: &str) -> anyhow::Result<T> {
        let value = self.call(Method::GET, path, Value::Null).await?;
        Ok(serde_json::from_value(value)?)
    }

    /// Reads an envelope.
    ///
    /// # Errors
    /// Fails if the server is unreachable, or if this sender has no such envelope.
    pub async fn envelope(&self, id: &str) -> anyhow::Result<Envelope> {
        self.read(&format!("/v1/envelopes/{id}")).await
    }

    /// Reads a resource as bytes.
    ///
    /// # Errors
    /// Fails if the server is unreachable or refuses.
    pub async fn bytes(&self, path: &str) -> anyhow::Result<Vec<u8>> {
        let response = self.request(Method::GET, path).send().await?;
        if !response.status().is_success() {
            bail!("{path}: {}", response.status());
        }
        Ok(response.bytes().await?.to_vec())
    }

    /// Sets up the instance with the printed code; the client is then signed in as its owner.
    ///
    /// # Errors
    /// Fails if the instance is already set up, or if the code is wrong.
    pub async fn set_up(
        &self,
        code: &str,
        name: &str,
        email: &str,
        password: &str,
    ) -> anyhow::Result<()> {
        let body = json!({ "code": code, "name": name, "email": email, "password": password });
        self.call(Method::POST, "/v1/setup", body).await.map(drop)
    }

    /// Uploads a PDF as a new envelope and returns it.
    ///
    /// # Errors
    /// Fails if the document is refused.
    pub async fn upload(&self, filename: &str, pdf: Vec<u8>) -> anyhow::Result<Envelope> {
        let name: String = url::form_urlencoded::byte_serialize(filename.as_bytes()).collect();
        let request = self
            .request(Method::POST, &format!("/v1/envelopes?filename={name}"))
            .header("content-type", "application/pdf")
            .body(pdf);
        Ok(serde_json::from_value(
            answer(request.send().await?).await?,
        )?)
    }

    /// Replaces the draft of an envelope and sends it.
    ///
    /// # Errors
    /// Fails if the draft is refused, or can't be sent.
    pub async fn send(&self, id: &str, draft: Value) -> anyhow::Result<Envelope> {
        let path = format!("/v1/envelopes/{id}");
        self.call(Method::PUT, &format!("{path}/draft"), draft)
            .await?;
        let sent = self
            .call(Method::POST, &format!("{path}/sending"), Value::Null)
            .await?;
        Ok(serde_json::from_value(sent)?)
    }

    /// Waits for the mail to this mailbox with the newest link, and returns that link.
    ///
    /// # Errors
    /// Fails if no mail with a link other than `not` arrives within half a minute.
    pub async fn mailed_link(&self, to: &str, not: &[String]) -> anyhow::Result<String> {
        for _ in 0..600 {
            let outbox: Items<MailSummary> = self.read("/v1/outbox").await?;
            for mail in outbox.items.iter().filter(|mail| mail.to.contains(to)) {
                let mail: Mail = self.read(&format!("/v1/outbox/{}", mail.id)).await?;
                let link = mail.links.into_iter().next();
                match link.filter(|link| link.contains("/s/")) {
                    Some(link) if !not.contains(&link) => return Ok(link),
                    _ => {}
                }
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        bail!("no mail came to {to}")
    }

    /// Waits until an envelope has this status, and returns it.
    ///
    /// # Errors
    /// Fails if it takes more than a minute.
    pub async fn wait_for(&self, envelope: &str, status: &str) -> anyhow::Result<Envelope> {
        for _ in 0..1200 {
            let found = self.envelope(envelope).await?;
            if found.status == status {
                return Ok(found);
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        bail!("the envelope did not become {status}")
    }
}

async fn answer(response: Response) -> anyhow::Result<Value> {
    let status = response.status();
    let bytes = response.bytes().await?;
    let value: Value = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
    if status.is_success() {
        return Ok(value);
    }
    bail!(
        "{} {}: {} {}",
        status.as_u16(),
        value["code"].as_str().unwrap_or("unknown"),
        value["detail"].as_str().unwrap_or_default(),
        value["errors"],
    )
}
