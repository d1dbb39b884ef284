//! What a signing service answers (CSC API 2, chapter 11). Only what is needed is read.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use secrecy::SecretString;
use serde::{Deserialize, Deserializer};

/// Most certificates of a chain.
const MAX_CHAIN: usize = 8;

/// Answer of `credentials/list`.
#[derive(Deserialize)]
pub(super) struct Credentials {
    #[serde(rename = "credentialIDs", default)]
    pub credential_ids: Vec<String>,
}

/// Answer of `credentials/info`.
#[derive(Deserialize)]
pub(super) struct Credential {
    pub key: Key,
    #[serde(default)]
    cert: Certificates,
    #[serde(default)]
    auth: Auth,
    /// As version 1 names the mode.
    #[serde(rename = "authMode")]
    auth_mode: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Key {
    #[serde(default)]
    status: String,
    #[serde(default)]
    pub algo: Vec<String>,
}

#[derive(Deserialize, Default)]
struct Certificates {
    #[serde(default)]
    status: String,
    #[serde(default)]
    certificates: Vec<String>,
}

#[derive(Deserialize, Default)]
struct Auth {
    #[serde(default)]
    mode: String,
    #[serde(default)]
    objects: Vec<AuthObject>,
}

#[derive(Deserialize)]
struct AuthObject {
    #[serde(default)]
    id: String,
    #[serde(rename = "type", default)]
    kind: String,
}

impl Credential {
    /// Why the credential can't sign, if it can't.
    pub fn disabled(&self) -> Option<String> {
        if !matches!(self.key.status.as_str(), "" | "enabled") {
            return Some(format!(
                "the service calls its key {:?}",
                super::client::plain(&self.key.status)
            ));
        }
        // An ended certificate is told apart by its own dates.
        if !matches!(self.cert.status.as_str(), "" | "valid" | "expired") {
            return Some(format!(
                "the service calls its certificate {:?}",
                super::client::plain(&self.cert.status)
            ));
        }
        None
    }

    /// Certificates in DER, the signing one first.
    pub fn certificates(&self) -> Option<Vec<Vec<u8>>> {
        let decode = |text: &String| STANDARD.decode(text.split_whitespace().collect::<String>());
        let chain: Result<Vec<Vec<u8>>, _> = self
            .cert
            .certificates
            .iter()
            .take(MAX_CHAIN)
            .map(decode)
            .collect();
        chain.ok().filter(|chain| !chain.is_empty())
    }

    /// `implicit`, `explicit`, `oauth2code` or `oauth2token`.
    pub fn mode(&self) -> &str {
        self.auth_mode.as_deref().unwrap_or(&self.auth.mode)
    }

    pub fn asks_for_one_time_password(&self) -> bool {
        let is_otp = |object: &AuthObject| object.id == "OTP" || object.kind == "OTP";
        self.auth.objects.iter().any(is_otp)
    }
}

fn secret<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SecretString, D::Error> {
    String::deserialize(deserializer).map(SecretString::from)
}

/// Answer of `credentials/authorize`.
#[derive(Deserialize)]
pub(super) struct Authorization {
    #[serde(rename = "SAD", deserialize_with = "secret")]
    pub sad: SecretString,
}

/// Answer of `signatures/signHash`.
#[derive(Deserialize)]
pub(super) struct Signatures {
    #[serde(default)]
    pub signatures: Vec<String>,
}

/// Answer of the token endpoint (RFC 6749, 5.1).
#[derive(Deserialize)]
pub(super) struct Access {
    #[serde(deserialize_with = "secret")]
    pub access_token: SecretString,
    #[serde(default)]
    pub expires_in: Option<u64>,
}

/// An answer that says what went wrong.
#[derive(Deserialize, Default)]
pub(super) struct Refusal {
    #[serde(default)]
    pub error: String,
    #[serde(default)]
    pub error_description: String,
}
