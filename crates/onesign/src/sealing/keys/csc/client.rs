//! Requests to a signing service, and showing it who asks.

use super::answers::{Access, Refusal};
use crate::config::{CscAccess, CscConfig, below};
use crate::sealing::keys::problem::{KeyProblem, Named};
use reqwest::header::{ACCEPT, CONTENT_TYPE};
use reqwest::{Response, StatusCode};
use secrecy::{ExposeSecret, SecretString};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::time::{Duration, Instant};
use tokio::sync::Mutex;
use url::Url;

/// Services with a person or a queue behind them take their time.
const TIMEOUT: Duration = Duration::from_secs(60);
/// Longest answer, in bytes.
const LONGEST: usize = 1 << 20;
/// A token is renewed so long before its end.
const MARGIN: Duration = Duration::from_secs(30);
/// How long a token is used whose end the service does not tell.
const UNTOLD: Duration = Duration::from_secs(300);

/// Why the service did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    #[error("the service can't be reached: {0}")]
    Unreachable(String),
    #[error("the service rejected the login ({0}): check the token or the client's secret")]
    Stranger(String),
    #[error("the service refused: {0}")]
    Refused(String),
    #[error("the service's answer can't be read")]
    Answer,
    #[error("{0}")]
    Token(String),
}

impl Failure {
    /// The setting that is most likely at fault.
    pub(super) fn variable(&self, of_refusal: &'static str) -> &'static str {
        match self {
            Self::Refused(_) => of_refusal,
            Self::Stranger(_) | Self::Token(_) => "ONESIGN_SEAL_CSC_TOKEN_FILE",
            Self::Unreachable(_) | Self::Answer => "ONESIGN_SEAL_CSC_URL",
        }
    }
}

/// Speaks to one service.
pub(super) struct Client {
    http: reqwest::Client,
    base: Url,
    access: CscAccess,
    /// The token at work and when to get another.
    token: Mutex<Option<(SecretString, Instant)>>,
}

impl Client {
    pub(super) fn new(config: &CscConfig) -> Result<Self, KeyProblem> {
        let mut builder = reqwest::Client::builder()
            .timeout(TIMEOUT)
            .redirect(reqwest::redirect::Policy::none());
        if let Some(path) = &config.ca {
            let file = Named {
                variable: "ONESIGN_SEAL_CSC_CA",
                path,
            };
            let certificates = reqwest::Certificate::from_pem_bundle(&file.read()?)
                .ok()
                .filter(|certificates| !certificates.is_empty())
                .ok_or_else(|| {
                    file.problem("contains no certificates that can be read: use PEM")
                })?;
            builder = builder.tls_certs_merge(certificates);
        }
        let http = builder
            .build()
            .map_err(|error| KeyProblem::new("ONESIGN_SEAL_CSC_URL", error.to_string()))?;
        Ok(Self {
            http,
            base: config.url.clone(),
            access: config.access.clone(),
            token: Mutex::new(None),
        })
    }

    /// POSTs `body` to `path` and reads the answer. A token that is no longer accepted is replaced once.
    pub(super) async fn ask<T: DeserializeOwned>(
        &self,
        path: &str,
        body: Value,
    ) -> Result<T, Failure> {
        let url = below(&self.base, path);
        let send = async |token: SecretString| {
            self.http
                .post(url.clone())
                .bearer_auth(token.expose_secret())
                .header(ACCEPT, "application/json")
                .json(&body)
                .send()
                .await
                .map_err(|error| unreachable(&error))
        };
        let mut response = send(self.token().await?).await?;
        if response.status() == StatusCode::UNAUTHORIZED && self.forget().await {
            response = send(self.token().await?).await?;
        }
        read(response).await
    }

    /// Forgets the token at work; whether another one can be had.
    async fn forget(&self) -> bool {
        *self.token.lock().await = None;
        matches!(self.access, CscAccess::Client { .. })
    }

    async fn token(&self) -> Result<SecretString, Failure> {
        match &self.access {
            CscAccess::Token(path) => {
                let text = tokio::fs::read_to_string(path).await.map_err(|error| {
                    Failure::Token(format!("{} can't be read: {error}", path.display()))
                })?;
                Ok(SecretString::from(text.trim()))
            }
            CscAccess::Client {
                url,
                id,
                secret,
                scope,
            } => {
                let mut held = self.token.lock().await;
                if let Some((token, until)) = held.as_ref()
                    && Instant::now() < *until
                {
                    return Ok(token.clone());
                }
                let access = self.grant(url, id, secret, scope).await?;
                let life = access.expires_in.map_or(UNTOLD, Duration::from_secs);
                let until =
                    Instant::now() + life.saturating_sub(MARGIN).min(Duration::from_secs(86_400));
                *held = Some((access.access_token.clone(), until));
                Ok(access.access_token)
            }
        }
    }

    /// The client credentials grant (RFC 6749, 4.4).
    async fn grant(
        &self,
        url: &Url,
        id: &str,
        secret: &SecretString,
        scope: &str,
    ) -> Result<Access, Failure> {
        let form = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("grant_type", "client_credentials")
            .append_pair("client_id", id)
            .append_pair("client_secret", secret.expose_secret())
            .append_pair("scope", scope)
            .finish();
        let response = self
            .http
            .post(url.clone())
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(ACCEPT, "application/json")
            .body(form)
            .send()
            .await
            .map_err(|error| unreachable(&error))?;
        match read(response).await {
            Err(Failure::Refused(why)) => Err(Failure::Stranger(why)),
            other => other,
        }
    }
}

/// The innermost reason: the outer ones repeat the address.
fn unreachable(error: &reqwest::Error) -> Failure {
    let mut reason: &dyn std::error::Error = error;
    while let Some(inner) = reason.source() {
        reason = inner;
    }
    Failure::Unreachable(plain(&reason.to_string()))
}

async fn read<T: DeserializeOwned>(mut response: Response) -> Result<T, Failure> {
    let status = response.status();
    let mut body = Vec::new();
    while let Some(chunk) = response
        .chunk()
        .await
        .map_err(|error| unreachable(&error))?
    {
        if body.len() + chunk.len() > LONGEST {
            return Err(Failure::Answer);
        }
        body.extend_from_slice(&chunk);
    }
    if status == StatusCode::OK {
        return serde_json::from_slice(&body).map_err(|_| Failure::Answer);
    }
    let refusal: Refusal = serde_json::from_slice(&body).unwrap_or_default();
    let words = match (refusal.error.as_str(), refusal.error_description.as_str()) {
        ("", _) => format!("status {}", status.as_u16()),
        (error, "") => plain(error),
        (error, description) => format!("{}: {}", plain(error), plain(description)),
    };
    match status {
        StatusCode::UNAUTHORIZED => Err(Failure::Stranger(words)),
        // Asynchronous authorisation: somebody is being asked on another device.
        StatusCode::ACCEPTED => Err(Failure::Refused(
            "it asks a person to confirm, so this credential can't seal by itself".into(),
        )),
        _ => Err(Failure::Refused(words)),
    }
}

/// Words of a service, fit for a log: one line, not long.
pub(super) fn plain(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(200)
        .collect()
}
