//! Configuration: environment variables `ONESIGN_…`, and an optional `onesign.toml` in the data directory.

mod proxies;
mod seal;

pub use proxies::TrustedProxies;
pub(crate) use seal::below;
pub use seal::{CscAccess, CscConfig, Pkcs11Config, SealConfig};

use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use std::net::SocketAddr;
use std::path::PathBuf;
use url::Url;

/// How this instance runs. Every value has a default; none has to be set.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where data and keys lie. `ONESIGN_DATA_DIR`, default `./onesign-data`.
    pub data_dir: PathBuf,
    /// Where the server listens. `ONESIGN_LISTEN`, default `127.0.0.1:8080`.
    pub listen: SocketAddr,
    /// The address people use, without a path. `ONESIGN_PUBLIC_URL`, default `http://localhost:<port>`.
    pub public_url: Url,
    /// PostgreSQL instead of the embedded database. `ONESIGN_DATABASE_URL`.
    pub database_url: Option<SecretString>,
    /// RFC 3161 time-stamping authorities, asked in this order. `ONESIGN_TSA_URL`, comma separated.
    pub tsa_urls: Vec<Url>,
    /// Hosts that may be asked for revocation data although they lie in a private network.
    /// `ONESIGN_FETCH_ALLOW`, comma separated names or addresses.
    pub fetch_allow: Vec<String>,
    /// Whom this instance trusts besides itself when it verifies, and what it demands: a file as `onesign verify
    /// --policy` takes it. `ONESIGN_VERIFY_POLICY`.
    pub verify_policy: Option<PathBuf>,
    /// The key of the seal. `ONESIGN_SEAL_…`, default a self-made one.
    pub seal: SealConfig,
    /// Mail server; without one, mails go to the outbox page.
    pub smtp: Option<SmtpConfig>,
    /// Proxies whose `X-Forwarded-For` is believed. `ONESIGN_TRUSTED_PROXIES`, comma separated addresses and networks.
    pub trusted_proxies: TrustedProxies,
    /// Largest upload in bytes. `ONESIGN_MAX_BYTES`, default 50 MB.
    pub max_bytes: u64,
    /// Most pages of an upload. `ONESIGN_MAX_PAGES`, default 2,000.
    pub max_pages: u32,
    /// Cost of password hashing (log2 of rounds). `ONESIGN_BCRYPT_COST`, default 12.
    pub bcrypt_cost: u32,
}

/// How mail leaves.
#[derive(Clone, Debug)]
pub struct SmtpConfig {
    /// `ONESIGN_SMTP_HOST`.
    pub host: String,
    /// `ONESIGN_SMTP_PORT`, default 587, or 465 with implicit TLS.
    pub port: Option<u16>,
    /// `ONESIGN_SMTP_USER`.
    pub user: Option<String>,
    /// `ONESIGN_SMTP_PASSWORD`.
    pub password: Option<SecretString>,
    /// `starttls` (default), `tls`, or `plain`, which only a loopback address may have. `ONESIGN_SMTP_SECURITY`.
    pub security: String,
    /// Sender's mailbox. `ONESIGN_SMTP_FROM`.
    pub from: String,
    /// Extra certificate authority as a PEM file. `ONESIGN_SMTP_CA`.
    pub ca: Option<PathBuf>,
}

/// What may stand in the environment and in `onesign.toml`.
#[derive(Serialize, Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct Raw {
    data_dir: Option<PathBuf>,
    listen: Option<String>,
    public_url: Option<String>,
    database_url: Option<String>,
    tsa_url: Option<String>,
    fetch_allow: Option<String>,
    verify_policy: Option<PathBuf>,
    smtp_host: Option<String>,
    smtp_port: Option<u16>,
    smtp_user: Option<String>,
    smtp_password: Option<String>,
    smtp_security: Option<String>,
    smtp_from: Option<String>,
    smtp_ca: Option<PathBuf>,
    trusted_proxies: Option<String>,
    max_bytes: Option<u64>,
    max_pages: Option<u32>,
    bcrypt_cost: Option<u32>,
    seal: seal::RawSeal,
}

/// Environment variables that begin with `ONESIGN_` and are not configuration of the server.
const ELSEWHERE: [&str; 8] = [
    "web_dist",
    "corpus",
    "master_key",
    "log",
    "require_postgres",
    "require_verifiers",
    "require_softhsm",
    "ci",
];

/// Configuration that can't be used. The message names the variable and what to do.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// A value is missing, unknown or of the wrong type.
    #[error("configuration: {0}")]
    Read(Box<figment::Error>),
    /// A value has the right type but can't be used.
    #[error("{variable}: {problem}")]
    Value {
        /// The environment variable.
        variable: &'static str,
        /// What is wrong and what to do.
        problem: String,
    },
}

impl Config {
    /// Reads the environment and, if it exists, `onesign.toml` in the data directory. The environment wins.
    ///
    /// # Errors
    /// [`ConfigError`] names the variable at fault.
    pub fn from_environment() -> Result<Self, ConfigError> {
        let env = || {
            Env::prefixed("ONESIGN_")
                .ignore(&ELSEWHERE)
                .filter(|name| !seal::is_about_the_key(name.as_str()))
        };
        let read = |figment: Figment| {
            figment
                .extract::<Raw>()
                .map_err(|e| ConfigError::Read(Box::new(e)))
        };
        let first = read(Figment::from(Serialized::defaults(Raw::default())).merge(env()))?;
        let dir = first.data_dir.unwrap_or_else(|| "onesign-data".into());
        let raw = read(
            Figment::from(Serialized::defaults(Raw::default()))
                .merge(Toml::file(dir.join("onesign.toml")))
                .merge(env())
                .merge(seal::environment()),
        )?;
        Self::checked(raw, dir)
    }

    /// Defaults with another data directory, listening on any free port of this machine; of the environment, only the
    /// time-stamping authorities and the key of the seal count. For `demo`.
    ///
    /// # Errors
    /// [`ConfigError`] names the variable at fault.
    pub fn private(data_dir: PathBuf) -> Result<Self, ConfigError> {
        let environment = Figment::from(Serialized::defaults(Raw::default()));
        let environment: Raw = environment
            .merge(seal::environment())
            .extract()
            .map_err(|e| ConfigError::Read(Box::new(e)))?;
        let raw = Raw {
            listen: Some("127.0.0.1:0".into()),
            tsa_url: std::env::var("ONESIGN_TSA_URL").ok(),
            fetch_allow: std::env::var("ONESIGN_FETCH_ALLOW").ok(),
            ..environment
        };
        Self::checked(raw, data_dir)
    }

    fn checked(raw: Raw, data_dir: PathBuf) -> Result<Self, ConfigError> {
        let listen: SocketAddr = parse("ONESIGN_LISTEN", raw.listen.as_deref(), "127.0.0.1:8080")?;
        let local = format!("http://localhost:{}", listen.port());
        let public_url: Url = parse("ONESIGN_PUBLIC_URL", raw.public_url.as_deref(), &local)?;
        if !matches!(public_url.scheme(), "http" | "https") || public_url.path() != "/" {
            return Err(ConfigError::Value {
                variable: "ONESIGN_PUBLIC_URL",
                problem: "give scheme and host only, such as https://sign.example.com".into(),
            });
        }
        let smtp = smtp(&raw)?;
        let seal = raw.seal.checked()?;
        let tsa_urls = list("ONESIGN_TSA_URL", raw.tsa_url.as_deref())?;
        let fetch_allow = list("ONESIGN_FETCH_ALLOW", raw.fetch_allow.as_deref())?;
        let trusted_proxies = parse(
            "ONESIGN_TRUSTED_PROXIES",
            raw.trusted_proxies.as_deref(),
            "",
        )?;
        Ok(Self {
            data_dir,
            listen,
            public_url,
            database_url: raw.database_url.map(SecretString::from),
            tsa_urls,
            fetch_allow,
            verify_policy: raw.verify_policy,
            seal,
            smtp,
            trusted_proxies,
            max_bytes: raw.max_bytes.unwrap_or(50 * 1024 * 1024),
            max_pages: raw.max_pages.unwrap_or(2_000),
            bcrypt_cost: raw.bcrypt_cost.unwrap_or(12).clamp(4, 16),
        })
    }

    /// Whether people reach this instance over TLS.
    pub fn is_https(&self) -> bool {
        self.public_url.scheme() == "https"
    }

    /// The origin of [`Config::public_url`], without a trailing slash.
    pub fn origin(&self) -> String {
        self.public_url.origin().ascii_serialization()
    }
}

fn smtp(raw: &Raw) -> Result<Option<SmtpConfig>, ConfigError> {
    let Some(host) = raw.smtp_host.clone() else {
        return Ok(None);
    };
    let from = raw.smtp_from.clone().ok_or_else(|| ConfigError::Value {
        variable: "ONESIGN_SMTP_FROM",
        problem: "set the mailbox that mails come from, such as sign@example.com".into(),
    })?;
    let security = raw
        .smtp_security
        .clone()
        .unwrap_or_else(|| "starttls".into());
    if !["starttls", "tls", "plain"].contains(&security.as_str()) {
        return Err(ConfigError::Value {
            variable: "ONESIGN_SMTP_SECURITY",
            problem: "use starttls, tls or plain".into(),
        });
    }
    Ok(Some(SmtpConfig {
        host,
        port: raw.smtp_port,
        user: raw.smtp_user.clone(),
        password: raw.smtp_password.clone().map(SecretString::from),
        security,
        from,
        ca: raw.smtp_ca.clone(),
    }))
}

/// Values between commas.
fn list<T: std::str::FromStr>(
    variable: &'static str,
    text: Option<&str>,
) -> Result<Vec<T>, ConfigError>
where
    T::Err: std::fmt::Display,
{
    text.unwrap_or_default()
        .split(',')
        .map(str::trim)
        .filter(|text| !text.is_empty())
        .map(|text| parse(variable, Some(text), ""))
        .collect()
}

fn parse<T: std::str::FromStr>(
    variable: &'static str,
    text: Option<&str>,
    default: &str,
) -> Result<T, ConfigError>
where
    T::Err: std::fmt::Display,
{
    text.unwrap_or(default)
        .parse()
        .map_err(|e| ConfigError::Value {
            variable,
            problem: format!("{e}"),
        })
}
