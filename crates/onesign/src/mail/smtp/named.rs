//! A mail server that is recognised by its own certificate: the operator named it in `ONESIGN_SMTP_CA`.
//!
//! Small mail servers make a certificate for themselves, which often calls itself an authority. Path validation refuses
//! an authority as a server (RFC 5280, 4.2.1.9), so here the certificate is compared instead: it must be, byte for byte,
//! one of those in the file, and the server must prove that it has the key. Nothing is said to any other server.

use super::{CONNECT, MailError, SmtpConfig, misconfigured, reason};
use lettre::Message;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, CertificateStore, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::response::Response;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;

/// What the library tries by itself.
const MECHANISMS: [Mechanism; 2] = [Mechanism::Plain, Mechanism::Login];

/// The server with one of these certificates.
pub(super) struct Named {
    host: String,
    port: u16,
    security: String,
    credentials: Option<Credentials>,
    certificates: Vec<CertificateDer<'static>>,
    tls: TlsParameters,
}

impl Named {
    /// `None` where no certificate is named.
    ///
    /// # Errors
    /// `mail_misconfigured` where the file can't be read.
    pub(super) fn new(
        config: &SmtpConfig,
        port: u16,
        credentials: Option<Credentials>,
    ) -> Result<Option<Self>, MailError> {
        let Some(path) = config.ca.as_ref().filter(|_| config.security != "plain") else {
            return Ok(None);
        };
        let setting = format!("ONESIGN_SMTP_CA: {}", path.display());
        let certificates = CertificateDer::pem_file_iter(path)
            .and_then(Iterator::collect::<Result<Vec<_>, _>>)
            .map_err(|error| misconfigured(&setting, error))?;
        // The handshake still proves that the server has the key of its certificate. Which certificate that is, is
        // compared before anything is said.
        let tls = TlsParameters::builder(config.host.clone())
            .certificate_store(CertificateStore::None)
            .dangerous_accept_invalid_certs(true)
            .dangerous_accept_invalid_hostnames(true)
            .build_rustls()
            .map_err(|error| misconfigured("ONESIGN_SMTP_HOST", error))?;
        Ok(Some(Self {
            host: config.host.clone(),
            port,
            security: config.security.clone(),
            credentials,
            certificates,
            tls,
        }))
    }

    /// Hands a mail over to the server, if its certificate is one that was named.
    ///
    /// # Errors
    /// `otherwise` for any other server; else as [`super::Smtp::send`].
    pub(super) async fn send(
        &self,
        message: &Message,
        otherwise: MailError,
    ) -> Result<Response, MailError> {
        let meaning = |error: Error| reason::of(&error, &self.security);
        let me = ClientId::default();
        let mut connection = self.connect(&me).await.map_err(meaning)?;
        let shown = connection.peer_certificate().map_err(meaning)?;
        if !self.certificates.iter().any(|known| **known == *shown) {
            connection.abort().await;
            return Err(otherwise);
        }
        if let Some(credentials) = &self.credentials {
            let answer = connection.auth(&MECHANISMS, credentials).await;
            answer.map_err(meaning)?;
        }
        let sent = connection
            .send(message.envelope(), &message.formatted())
            .await;
        let answer = sent.map_err(meaning)?;
        // The mail is handed over; how the connection ends changes nothing.
        let _ = connection.quit().await;
        Ok(answer)
    }

    async fn connect(&self, me: &ClientId) -> Result<AsyncSmtpConnection, Error> {
        let implicit = self.security == "tls";
        let first = implicit.then(|| self.tls.clone());
        let address = (self.host.as_str(), self.port);
        let connecting =
            AsyncSmtpConnection::connect_tokio1(address, Some(CONNECT), me, first, None);
        let mut connection = connecting.await?;
        if !implicit {
            connection.starttls(self.tls.clone(), me).await?;
        }
        Ok(connection)
    }
}
