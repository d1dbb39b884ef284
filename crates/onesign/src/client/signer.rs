//! Acts as a recipient's browser: it opens a mailed link with its own key and proves every write.

use super::answer;
use super::answers::{Disclosure, Entries, FilledField, Session};
use anyhow::{Context, bail};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use onesign_core::Clock;
use onesign_core::audit::{base64url, hex, sha256};
use reqwest::Method;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use crate::auth::browser_key::{HEADER, P256_SPKI, Written, signed_text};
use crate::clock::HouseClock;
use crate::http::extract::LINK_HEADER;

/// A signing session.
pub struct SignerClient {
    http: reqwest::Client,
    origin: String,
    clock: HouseClock,
    /// The selector of the opened link.
    link: String,
    key: EcdsaKeyPair,
    /// The counter of the newest proof.
    counter: AtomicI64,
    /// The content of the signing page after the opening.
    pub session: Session,
}

impl SignerClient {
    /// Exchanges a mailed link.
    ///
    /// # Errors
    /// Fails if the link is invalid, used or dead.
    pub async fn open(link: &str) -> anyhow::Result<Self> {
        let http = reqwest::Client::builder()
            .cookie_store(true)
            .user_agent("OneSign client")
            .timeout(Duration::from_secs(60))
            .build()?;
        Self::open_in(http, HouseClock::of_machine(), link).await
    }

    /// Exchanges another link in the same browser.
    ///
    /// # Errors
    /// Fails if the link is invalid, used or dead.
    pub async fn open_beside(&self, link: &str) -> anyhow::Result<Self> {
        Self::open_in(self.http.clone(), self.clock.clone(), link).await
    }

    async fn open_in(http: reqwest::Client, clock: HouseClock, link: &str) -> anyhow::Result<Self> {
        let (origin, rest) = link.split_once("/s/").context("not a signing link")?;
        let (selector, secret) = rest.split_once('#').context("a link without its secret")?;
        let key = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING)
            .map_err(|_| anyhow::anyhow!("no key could be made"))?;
        let public_key = base64url(&[P256_SPKI.as_slice(), key.public_key().as_ref()].concat());
        let url = format!("{origin}/v1/links/{selector}/exchange");
        let body = json!({ "secret": secret, "public_key": public_key });
        let session = answer(http.post(url).json(&body).send().await?).await?;
        Ok(Self {
            http,
            origin: origin.to_owned(),
            clock,
            link: selector.to_owned(),
            key,
            counter: AtomicI64::new(0),
            session: serde_json::from_value(session)?,
        })
    }

    /// This browser on a device with this clock, for servers with a moved clock.
    #[must_use]
    pub fn with_clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = HouseClock::new(clock);
        self
    }

    /// A request with this session's cookie but no proof, for callers that need the whole response.
    pub fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        self.unnamed(method, path).header(LINK_HEADER, &self.link)
    }

    /// A request with every cookie of this browser, without naming its session.
    pub fn unnamed(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        self.http.request(method, format!("{}{path}", self.origin))
    }

    /// The selector of the opened link.
    pub fn link(&self) -> &str {
        &self.link
    }

    /// A proved request with a body, for callers that need the whole response.
    ///
    /// # Errors
    /// Fails if the key can't sign.
    pub fn proved(
        &self,
        method: Method,
        path: &str,
        body: &Value,
    ) -> anyhow::Result<reqwest::RequestBuilder> {
        let body = body.to_string();
        let at = self.clock.now_ms();
        let counter = self.counter.fetch_add(1, Ordering::Relaxed) + 1;
        let (bare, query) = path.split_once('?').unwrap_or((path, ""));
        let written = Written {
            link: &self.link,
            method: method.as_str(),
            path: bare,
            query,
            body: body.as_bytes(),
        };
        let text = signed_text(written, at, counter);
        let signature = self
            .key
            .sign(&SystemRandom::new(), text.as_bytes())
            .map_err(|_| anyhow::anyhow!("the key does not sign"))?;
        Ok(self
            .request(method, path)
            .header("content-type", "application/json")
            .header(
                HEADER,
                format!("{at}.{counter}.{}", base64url(signature.as_ref())),
            )
            .body(body))
    }

    /// A proved write.
    ///
    /// # Errors
    /// Fails if the server refuses.
    pub async fn write(&self, method: Method, path: &str, body: &Value) -> anyhow::Result<Value> {
        answer(self.proved(method, path, body)?.send().await?).await
    }

    /// Agrees to the shown disclosure.
    ///
    /// # Errors
    /// Fails if the server refuses.
    pub async fn consent(&self) -> anyhow::Result<()> {
        let shown = self.session.disclosure.as_ref();
        let shown = shown.context("no disclosure in the language of the envelope")?;
        let body = agreement_to(shown);
        self.write(Method::POST, "/v1/signing/consents", &body)
            .await
            .map(drop)
    }

    /// Loads every page, and reports its picture as seen.
    ///
    /// # Errors
    /// Fails if a page can't be drawn.
    pub async fn read_pages(&self) -> anyhow::Result<()> {
        let mut seen = Vec::new();
        for page in 0..self.session.envelope.pages.len() {
            let path = format!("/v1/signing/pages/{page}?width=1200");
            let response = self.request(Method::GET, &path).send().await?;
            if !response.status().is_success() {
                bail!("page {page}: {}", response.status());
            }
            let picture = response.bytes().await?;
            seen.push(json!({ "page": page, "sha256": hex(&sha256(&[&picture])) }));
        }
        let body = json!({ "pages": seen });
        self.write(Method::POST, "/v1/signing/views", &body)
            .await
            .map(drop)
    }

    /// A suitable entry for every field, with signatures typed in the recipient's name; `date` is for free dates. The
    /// server fills in the day of the signature.
    pub fn filled(&self, date: &str) -> Entries {
        let name = self.session.me.name.as_str();
        let initials: String = name
            .split_whitespace()
            .filter_map(|w| w.chars().next())
            .collect();
        let value = |field: &FilledField| match field.kind.as_str() {
            "signature" => json!({ "kind": "typed", "text": name, "hand": "caveat" }),
            "initials" => json!({ "kind": "typed", "text": initials, "hand": "caveat" }),
            "full_name" => json!(name),
            "free_date" => json!(date),
            "checkbox" => json!(true),
            _ => json!("Oslo"),
        };
        let fields = self.session.fields.iter();
        fields
            .filter(|f| f.kind != "date")
            .map(|f| (f.id.clone(), value(f)))
            .collect()
    }

    /// Signs with these entries; returns the following content of the signing page.
    ///
    /// # Errors
    /// Fails if the server refuses.
    pub async fn sign(&self, values: Entries) -> anyhow::Result<Session> {
        let body = self.signature(values);
        let signed = self
            .write(Method::POST, "/v1/signing/signature", &body)
            .await?;
        Ok(serde_json::from_value(signed)?)
    }

    /// The body of a signature on the shown document, with these entries.
    pub fn signature(&self, values: Entries) -> Value {
        json!({
            "document_sha256": self.session.envelope.normalised_sha256,
            "values": values,
        })
    }
}

/// The body of a consent to this disclosure.
pub fn agreement_to(shown: &Disclosure) -> Value {
    json!({
        "disclosure_version": shown.version,
        "locale": shown.locale,
        "sha256": shown.sha256,
    })
}
