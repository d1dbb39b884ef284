//! Configuration: environment variables `ONESIGN_…`, and an optional `onesign.toml` in the data directory. A missing
//! value has a default; an invalid value stops the start, with a message that says what to write instead.

mod address;
pub(crate) mod data_dir;
mod database;
mod limits;
pub(crate) mod log;
mod proxies;
mod seal;
mod settings;
mod smtp;

pub use address::TsaUrl;
pub(crate) use address::is_loopback;
pub use proxies::TrustedProxies;
pub(crate) use seal::below;
pub use seal::{CscAccess, CscConfig, KeySource, Pkcs11Config, SealConfig};
pub use smtp::SmtpConfig;

use secrecy::SecretString;
use serde::Serialize;
use settings::Settings;
use std::borrow::Cow;
use std::ffi::OsString;
use std::net::SocketAddr;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use url::Url;
use utoipa::ToSchema;

/// The configuration of this instance. Every value has a default; none is required.
#[derive(Clone, Debug)]
pub struct Config {
    /// The directory of data and keys. `ONESIGN_DATA_DIR`, default `./onesign-data`.
    pub data_dir: PathBuf,
    /// The listening address. `ONESIGN_LISTEN`, default `127.0.0.1:8080`.
    pub listen: SocketAddr,
    /// The public address, without a path. `ONESIGN_PUBLIC_URL`, default `http://localhost:<port>`. Plain HTTP is
    /// allowed only for loopback addresses, unless `ONESIGN_ALLOW_PLAIN_HTTP` says `yes`.
    pub public_url: Url,
    /// PostgreSQL instead of the embedded database. `ONESIGN_DATABASE_URL`. Over a network it needs
    /// `sslmode=verify-full`, unless `ONESIGN_ALLOW_PLAIN_DATABASE` says `yes`.
    pub database_url: Option<SecretString>,
    /// The same database as the role that runs migrations. `ONESIGN_DATABASE_MIGRATION_URL`, default the role of
    /// `ONESIGN_DATABASE_URL`.
    pub database_migration_url: Option<SecretString>,
    /// RFC 3161 time-stamping authorities, tried in this order. `ONESIGN_TSA_URL`, comma separated.
    pub tsa_urls: Vec<TsaUrl>,
    /// Hosts in a private network that may be asked for revocation data. `ONESIGN_FETCH_ALLOW`, comma separated names
    /// or addresses.
    pub fetch_allow: Vec<String>,
    /// The trust policy of this instance's verifications, in addition to its own root: a file in the format of `onesign
    /// verify --policy`. `ONESIGN_VERIFY_POLICY`.
    pub verify_policy: Option<PathBuf>,
    /// The key of the seal. `ONESIGN_SEAL_…`, default a self-made one.
    pub seal: SealConfig,
    /// Mail server; without one, mails stay on the outbox page.
    pub smtp: Option<SmtpConfig>,
    /// Proxies whose `X-Forwarded-For` is trusted. `ONESIGN_TRUSTED_PROXIES`, comma separated addresses and networks.
    pub trusted_proxies: TrustedProxies,
    /// Largest upload in bytes. `ONESIGN_MAX_BYTES`, default 50 MB.
    pub max_bytes: u64,
    /// Most pages of an upload. `ONESIGN_MAX_PAGES`, default 2,000.
    pub max_pages: u32,
    /// Cost of password hashing (log2 of rounds). `ONESIGN_BCRYPT_COST`, from 10 to 16, default 12.
    pub bcrypt_cost: u32,
}

/// An invalid configuration. The message names the variable or the file, and what to do. It never contains a secret.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file is not readable.
    #[error("{path}: {problem}")]
    File {
        /// The file.
        path: String,
        /// The problem and the solution.
        problem: String,
    },
    /// The value is not usable.
    #[error("{variable}: {problem}")]
    Value {
        /// The environment variable.
        variable: Cow<'static, str>,
        /// The problem and the solution.
        problem: String,
    },
}

impl ConfigError {
    fn value(variable: impl Into<Cow<'static, str>>, problem: impl Into<String>) -> Self {
        Self::Value {
            variable: variable.into(),
            problem: problem.into(),
        }
    }

    fn file(path: &Path, problem: impl Into<String>) -> Self {
        Self::File {
            path: path.display().to_string(),
            problem: problem.into(),
        }
    }
}

impl Config {
    /// Reads the environment and, if it exists, `onesign.toml` in the data directory. The environment takes precedence.
    /// A suspicious but harmless value causes a warning in the log.
    ///
    /// # Errors
    /// [`ConfigError`] names the variable at fault.
    pub fn from_environment() -> Result<Self, ConfigError> {
        Self::from_variables(std::env::vars_os())
    }

    /// As [`Config::from_environment`], with these variables instead of the environment.
    ///
    /// # Errors
    /// [`ConfigError`] names the variable at fault.
    pub fn from_variables(
        variables: impl IntoIterator<Item = (OsString, OsString)>,
    ) -> Result<Self, ConfigError> {
        let mut settings = Settings::of(variables)?;
        let dir = settings.take("ONESIGN_DATA_DIR");
        let dir = PathBuf::from(dir.unwrap_or_else(|| "onesign-data".into()));
        let written = dir.to_string_lossy();
        if written.trim().is_empty() || written.starts_with(['"', '\'']) {
            // A new instance with its own keys would start there.
            let problem = "write the directory without quotes, such as /var/lib/onesign";
            return Err(ConfigError::value("ONESIGN_DATA_DIR", problem));
        }
        let file = dir.join("onesign.toml");
        let (config, warnings) = Self::checked(settings.with_file(&file)?, dir, &file)?;
        for warning in warnings {
            tracing::warn!("{warning}");
        }
        Ok(config)
    }

    /// Defaults with another data directory, listening on any free port of this machine; only the time-stamping
    /// authorities and the key of the seal come from the environment. For `demo`.
    ///
    /// # Errors
    /// [`ConfigError`] names the variable at fault.
    pub fn private(data_dir: PathBuf) -> Result<Self, ConfigError> {
        let counts =
            |name: &str| name.starts_with("seal_") || ["tsa_url", "fetch_allow"].contains(&name);
        let settings = Settings::of(std::env::vars_os())?.only(counts);
        let (mut config, _) = Self::checked(settings, data_dir, Path::new(""))?;
        config.listen = address::listen("127.0.0.1:0")?;
        config.public_url = address::public_url("http://localhost:0", false)?;
        Ok(config)
    }

    /// The configuration, and warnings for the operator.
    fn checked(
        mut settings: Settings,
        data_dir: PathBuf,
        file: &Path,
    ) -> Result<(Self, Vec<String>), ConfigError> {
        let listen = settings.take("ONESIGN_LISTEN");
        let listen = address::listen(listen.as_deref().unwrap_or("127.0.0.1:8080"))?;
        let may_be_plain = yes(&mut settings, "ONESIGN_ALLOW_PLAIN_HTTP")?;
        let local = format!("http://localhost:{}", listen.port());
        let public_url = settings.take("ONESIGN_PUBLIC_URL").unwrap_or(local);
        let public_url = address::public_url(&public_url, may_be_plain)?;
        let taken = |text: Option<String>| text.unwrap_or_default();
        let database = database::checked(&mut settings)?;
        let config = Self {
            data_dir,
            listen,
            public_url,
            database_url: database.work,
            database_migration_url: database.migration,
            tsa_urls: address::authorities(&taken(settings.take("ONESIGN_TSA_URL")))?,
            fetch_allow: address::hosts(&taken(settings.take("ONESIGN_FETCH_ALLOW")))?,
            verify_policy: settings.take("ONESIGN_VERIFY_POLICY").map(PathBuf::from),
            seal: seal::RawSeal::take(&mut settings).checked()?,
            smtp: smtp::checked(&mut settings)?,
            trusted_proxies: taken(settings.take("ONESIGN_TRUSTED_PROXIES"))
                .parse()
                .map_err(|problem: String| {
                    ConfigError::value("ONESIGN_TRUSTED_PROXIES", problem)
                })?,
            max_bytes: limits::bytes(&mut settings)?,
            max_pages: limits::pages(&mut settings)?,
            bcrypt_cost: limits::bcrypt_cost(&mut settings)?,
        };
        let mut warnings = settings.finish(file)?;
        if !config.is_https() && !is_loopback(&config.public_url) {
            warnings.push(
                "ONESIGN_PUBLIC_URL uses plain http: anyone between browser and server can read and change documents, and browsers refuse to sign. Put a reverse proxy with TLS in front"
                    .into(),
            );
        }
        Ok((config, warnings))
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

/// How mails leave: through a mail server (`smtp`), or not at all (`outbox`): where there is no mail server, they stay in
/// the outbox and the sender passes links on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MailWay {
    /// They stay here.
    Outbox,
    /// Through a mail server.
    Smtp,
}

/// A boolean setting, off by default.
fn yes(settings: &mut Settings, variable: &'static str) -> Result<bool, ConfigError> {
    match settings.take(variable).as_deref() {
        None | Some("no" | "false" | "0") => Ok(false),
        Some("yes" | "true" | "1") => Ok(true),
        Some(_) => Err(ConfigError::value(variable, "write yes or no")),
    }
}

/// A whole number within bounds.
fn number(
    variable: &'static str,
    text: &str,
    range: RangeInclusive<u64>,
) -> Result<u64, ConfigError> {
    let number = text
        .trim()
        .parse()
        .ok()
        .filter(|number| range.contains(number));
    number.ok_or_else(|| {
        let problem = format!(
            "write a whole number from {} to {}",
            range.start(),
            range.end()
        );
        ConfigError::value(variable, problem)
    })
}

#[cfg(test)]
mod tests;
