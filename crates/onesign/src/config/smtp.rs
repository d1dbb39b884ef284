//! The configuration of mail: `ONESIGN_SMTP_…`.

use super::settings::Settings;
use super::{ConfigError, number};
use lettre::message::Mailbox;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use secrecy::SecretString;
use std::path::{Path, PathBuf};

/// The configuration of the mail server.
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
    /// `starttls` (default), `tls`, or `plain`, which is allowed only for a loopback address. `ONESIGN_SMTP_SECURITY`.
    pub security: String,
    /// Sender's mailbox. `ONESIGN_SMTP_FROM`.
    pub from: String,
    /// Extra certificate authority as a PEM file, or the server's own certificate. `ONESIGN_SMTP_CA`.
    pub ca: Option<PathBuf>,
}

/// The configured mail server, if any.
pub(super) fn checked(settings: &mut Settings) -> Result<Option<SmtpConfig>, ConfigError> {
    let mut given = Vec::new();
    let mut take = |variable: &'static str| {
        let text = settings.take(variable);
        given.extend(text.is_some().then_some(variable));
        text
    };
    let port = take("ONESIGN_SMTP_PORT");
    let user = take("ONESIGN_SMTP_USER");
    let password = take("ONESIGN_SMTP_PASSWORD").map(SecretString::from);
    let security = take("ONESIGN_SMTP_SECURITY");
    let from = take("ONESIGN_SMTP_FROM");
    let ca = take("ONESIGN_SMTP_CA").map(PathBuf::from);
    let Some(host) = settings.take("ONESIGN_SMTP_HOST") else {
        return match given.first() {
            None => Ok(None),
            Some(variable) => Err(ConfigError::value(
                *variable,
                "has no effect without ONESIGN_SMTP_HOST, and no e-mail would be sent: set that too, or remove this",
            )),
        };
    };
    check_host(&host)?;
    let port = port
        .map(|text| number("ONESIGN_SMTP_PORT", &text, 1..=65_535))
        .transpose()?;
    let from = from.ok_or_else(|| {
        let problem = "set the address that e-mails are sent from, such as sign@example.com";
        ConfigError::value("ONESIGN_SMTP_FROM", problem)
    })?;
    if from.parse::<Mailbox>().is_err() {
        let problem = "write one mailbox, such as sign@example.com or Northwind <sign@example.com>";
        return Err(ConfigError::value("ONESIGN_SMTP_FROM", problem));
    }
    ca.as_deref().map(certificates).transpose()?;
    if user.is_some() != password.is_some() {
        let missing = if user.is_some() {
            "ONESIGN_SMTP_PASSWORD"
        } else {
            "ONESIGN_SMTP_USER"
        };
        let problem = "is missing: set both user and password, or neither";
        return Err(ConfigError::value(missing, problem));
    }
    let security = security.unwrap_or_else(|| "starttls".into());
    if !["starttls", "tls", "plain"].contains(&security.as_str()) {
        let problem = "use starttls, tls or plain";
        return Err(ConfigError::value("ONESIGN_SMTP_SECURITY", problem));
    }
    Ok(Some(SmtpConfig {
        host,
        port: port.and_then(|port| u16::try_from(port).ok()),
        user,
        password,
        security,
        from,
        ca,
    }))
}

/// The host is a name or an address, without a port.
fn check_host(host: &str) -> Result<(), ConfigError> {
    let is_plain = |c: char| c.is_alphanumeric() || "-._".contains(c);
    if !host.chars().all(is_plain) && host.parse::<std::net::Ipv6Addr>().is_err() {
        let problem = "write the name of the mail server alone, such as mail.example.com; the port is ONESIGN_SMTP_PORT";
        return Err(ConfigError::value("ONESIGN_SMTP_HOST", problem));
    }
    Ok(())
}

/// A file without a certificate would act as an authority that vouches for nobody, and no mail could be sent.
fn certificates(path: &Path) -> Result<(), ConfigError> {
    let refused = |problem: String| {
        let problem = format!("{} {problem}", path.display());
        ConfigError::value("ONESIGN_SMTP_CA", problem)
    };
    let text = std::fs::read(path).map_err(|error| refused(format!("can't be read: {error}")))?;
    match CertificateDer::pem_slice_iter(&text).next() {
        Some(Ok(_)) => Ok(()),
        _ => Err(refused("contains no certificate in PEM format".into())),
    }
}
