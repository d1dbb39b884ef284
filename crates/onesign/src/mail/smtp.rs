//! Handing mails to a mail server. Encrypted unless the server is this very machine.

mod named;
mod reason;

use std::net::IpAddr;
use std::time::Duration;

use lettre::message::Mailbox;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use secrecy::ExposeSecret;

use super::{Mail, MailError};
use crate::config::SmtpConfig;
use named::Named;

/// The longest wait for a connection.
const CONNECT: Duration = Duration::from_secs(20);
/// The longest that handing over one mail may take. The library waits for replies without an end.
const HAND_OVER: Duration = Duration::from_secs(60);

/// A mail server. Connections to it are kept open for a while.
pub(crate) struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    /// The same server, recognised by a certificate that the operator named.
    named: Option<Named>,
    security: String,
    from: String,
    /// How long handing over one mail may take.
    patience: Duration,
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
            .timeout(Some(CONNECT))
            .tls(tls);
        let credentials = credentials(config);
        if let Some(credentials) = credentials.clone() {
            builder = builder.credentials(credentials);
        }
        Ok(Self {
            transport: builder.build(),
            named: Named::new(config, config.port.unwrap_or(port), credentials)?,
            security: config.security.clone(),
            from: config.from.clone(),
            patience: HAND_OVER,
        })
    }

    /// Hands a mail over: `Ok` means that the server has taken it into its care, and carries its answer. An error is no
    /// proof that it has not: the connection may have broken before the answer.
    ///
    /// # Errors
    /// Any code of [`MailError`].
    pub(crate) async fn send(&self, mail: &Mail) -> Result<String, MailError> {
        let message = mail.message(&self.from)?;
        let handing_over = tokio::time::timeout(self.patience, self.hand_over(message));
        handing_over.await.unwrap_or_else(|_| {
            let seconds = self.patience.as_secs();
            let detail = format!("no answer within {seconds} seconds");
            Err(MailError::new("mail_timed_out", detail))
        })
    }

    async fn hand_over(&self, message: Message) -> Result<String, MailError> {
        let sent = match self.transport.send(message.clone()).await {
            Err(error) => Err(reason::of(&error, &self.security)),
            Ok(answer) => Ok(answer),
        };
        let answer = match (&self.named, sent) {
            // No authority vouches for the server. It may still be the very one that the operator named.
            (Some(named), Err(error)) if error.code == "mail_certificate_refused" => {
                named.send(&message, error).await?
            }
            (_, sent) => sent?,
        };
        let lines: Vec<&str> = answer.message().collect();
        Ok(format!("{} {}", answer.code(), lines.join(" ")))
    }
}

fn credentials(config: &SmtpConfig) -> Option<Credentials> {
    let password = config.password.as_ref()?.expose_secret().to_owned();
    Some(Credentials::new(config.user.clone()?, password))
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

#[cfg(test)]
mod tests;
