//! Handing mails to a mail server. Encrypted unless the server is this very machine.

use std::net::IpAddr;
use std::time::Duration;

use lettre::message::Mailbox;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::response::Severity;
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use secrecy::ExposeSecret;

use super::{Mail, MailError};
use crate::config::SmtpConfig;

/// The longest wait for any one reply of the server.
const TIMEOUT: Duration = Duration::from_secs(20);

/// A mail server. Connections to it are kept open for a while.
pub(crate) struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: String,
}

impl Smtp {
    /// Prepares; connects only when there is something to send. Unless told otherwise, the connection begins in the
    /// open and must turn to TLS before anything is said.
    ///
    /// # Errors
    /// `mail_misconfigured` names the setting that can't be used.
    pub(crate) fn new(config: &SmtpConfig) -> Result<Self, MailError> {
        config
            .from
            .parse::<Mailbox>()
            .map_err(|error| misconfigured("ONESIGN_SMTP_FROM", error))?;
        let (tls, port) = match config.security.as_str() {
            "starttls" => (Tls::Required(protected(config)?), 587),
            "tls" => (Tls::Wrapper(protected(config)?), 465),
            "plain" if is_this_machine(&config.host) => (Tls::None, 25),
            _ => {
                let problem = "use starttls or tls; plain is for this machine only";
                return Err(misconfigured("ONESIGN_SMTP_SECURITY", problem));
            }
        };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&config.host)
            .port(config.port.unwrap_or(port))
            .timeout(Some(TIMEOUT))
            .tls(tls);
        if let (Some(user), Some(password)) = (&config.user, &config.password) {
            let password = password.expose_secret().to_owned();
            builder = builder.credentials(Credentials::new(user.clone(), password));
        }
        Ok(Self {
            transport: builder.build(),
            from: config.from.clone(),
        })
    }

    /// Hands a mail over: `Ok` means that the server has taken it into its care, and carries its answer. An error is no
    /// proof that it has not: the connection may have broken before the answer.
    ///
    /// # Errors
    /// Any code of [`MailError`].
    pub(crate) async fn send(&self, mail: &Mail) -> Result<String, MailError> {
        let message = mail.message(&self.from)?;
        let sent = self.transport.send(message).await;
        let answer = sent.map_err(|error| meaning(&error))?;
        let lines: Vec<&str> = answer.message().collect();
        Ok(format!("{} {}", answer.code(), lines.join(" ")))
    }
}

fn misconfigured(setting: &str, problem: impl std::fmt::Display) -> MailError {
    MailError::new("mail_misconfigured", format!("{setting}: {problem}"))
}

/// TLS with a server of this name, vouched for by a public authority or the configured one.
fn protected(config: &SmtpConfig) -> Result<TlsParameters, MailError> {
    let mut parameters = TlsParameters::builder(config.host.clone());
    if let Some(path) = &config.ca {
        let setting = format!("ONESIGN_SMTP_CA: {}", path.display());
        let pem = std::fs::read(path).map_err(|error| misconfigured(&setting, error))?;
        let authority = Certificate::from_pem(&pem);
        let authority = authority.map_err(|error| misconfigured(&setting, error))?;
        parameters = parameters.add_root_certificate(authority);
    }
    let built = parameters.build_rustls();
    built.map_err(|error| misconfigured("ONESIGN_SMTP_HOST", error))
}

/// Whether the name can only mean this machine, without asking anyone.
fn is_this_machine(host: &str) -> bool {
    host == "localhost"
        || host
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

fn meaning(error: &Error) -> MailError {
    /// 530, 534, 535, 538: authentication required, too weak, refused, needs encryption (RFC 4954).
    const LOGIN: [u16; 4] = [530, 534, 535, 538];
    if let Some(status) = error.status() {
        return match status.severity {
            // What can be put right here is told apart from what the addressee's server says.
            _ if LOGIN.contains(&u16::from(status)) => {
                MailError::new("mail_login_refused", answered(error))
            }
            Severity::PermanentNegativeCompletion => {
                MailError::new("mail_refused", answered(error))
            }
            _ => MailError::new("mail_deferred", answered(error)),
        };
    }
    // The library looks for what the server offers (RFC 6531) before it hands over an address that needs it.
    if error.is_client() && error.to_string().contains("SMTPUTF8") {
        return MailError::new("mail_address_unsupported", error);
    }
    // A server that doesn't offer TLS is an error of the client to this library.
    if error.is_client() || error.is_tls() || is_about_tls(error) {
        return MailError::new("mail_tls_failed", error);
    }
    MailError::new("mail_unreachable", error)
}

/// The server's answer, without what the library says about it: `550 5.1.1 No such mailbox here`.
fn answered(error: &Error) -> String {
    let said = error.to_string();
    let words = said
        .split_once("): ")
        .map_or(said.as_str(), |(_, words)| words);
    match error.status() {
        Some(status) => format!("{status} {words}"),
        None => words.to_owned(),
    }
}

/// Whether TLS is at the bottom of an error of the connection, such as a certificate that nobody vouches for.
fn is_about_tls(error: &Error) -> bool {
    let mut cause = std::error::Error::source(error);
    while let Some(current) = cause {
        let inner = current
            .downcast_ref::<std::io::Error>()
            .and_then(std::io::Error::get_ref);
        if inner.is_some_and(|inner| inner.is::<rustls::Error>()) || current.is::<rustls::Error>() {
            return true;
        }
        cause = current.source();
    }
    false
}

#[cfg(test)]
mod tests;
