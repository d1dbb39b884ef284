//! SMTP. Encrypted unless the server is this very machine.

use super::message::{Mail, MailError};
use crate::config::SmtpConfig;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use secrecy::ExposeSecret;
use std::time::Duration;

/// How long a server may take to answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// A mail server.
pub(crate) struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: String,
}

impl Smtp {
    /// Prepares the connection. Nothing is sent yet.
    ///
    /// # Errors
    /// [`MailError::Settings`] names the setting that can't be used.
    pub(crate) fn new(config: &SmtpConfig) -> Result<Self, MailError> {
        let settings = |problem: String| MailError::Settings(problem);
        let (tls, port) = match config.security.as_str() {
            "plain" if is_loopback(&config.host) => (Tls::None, 25),
            "plain" => {
                return Err(settings(
                    "ONESIGN_SMTP_SECURITY: plain is for this machine only; use starttls or tls".into(),
                ));
            }
            "tls" => (Tls::Wrapper(parameters(config)?), 465),
            _ => (Tls::Required(parameters(config)?), 587),
        };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&config.host)
            .port(config.port.unwrap_or(port))
            .tls(tls)
            .timeout(Some(PATIENCE));
        if let (Some(user), Some(password)) = (&config.user, &config.password) {
            let password = password.expose_secret().to_owned();
            builder = builder.credentials(Credentials::new(user.clone(), password));
        }
        Ok(Self { transport: builder.build(), from: config.from.clone() })
    }

    /// Sends a mail.
    ///
    /// # Errors
    /// [`MailError`] if the address is none or the server does not take it.
    pub(crate) async fn send(&self, mail: &Mail) -> Result<(), MailError> {
        self.transport.send(mail.message(&self.from)?).await?;
        Ok(())
    }
}

fn parameters(config: &SmtpConfig) -> Result<TlsParameters, MailError> {
    let mut builder = TlsParameters::builder(config.host.clone());
    if let Some(path) = &config.ca {
        let pem = std::fs::read(path)
            .map_err(|e| MailError::Settings(format!("ONESIGN_SMTP_CA: {}: {e}", path.display())))?;
        let certificate = Certificate::from_pem(&pem)
            .map_err(|e| MailError::Settings(format!("ONESIGN_SMTP_CA: {e}")))?;
        builder = builder.add_root_certificate(certificate);
    }
    builder.build().map_err(|e| MailError::Settings(format!("TLS: {e}")))
}

fn is_loopback(host: &str) -> bool {
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(host: &str, security: &str) -> SmtpConfig {
        SmtpConfig {
            host: host.into(),
            port: None,
            user: None,
            password: None,
            security: security.into(),
            from: "sign@example.com".into(),
            ca: None,
        }
    }

    #[tokio::test]
    async fn plain_text_stays_on_this_machine() {
        assert!(Smtp::new(&config("127.0.0.1", "plain")).is_ok());
        assert!(Smtp::new(&config("mail.example.com", "plain")).is_err());
        assert!(Smtp::new(&config("mail.example.com", "starttls")).is_ok());
        assert!(Smtp::new(&config("mail.example.com", "tls")).is_ok());
    }
}
