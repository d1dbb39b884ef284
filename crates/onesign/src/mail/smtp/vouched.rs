//! TLS with a mail server that a public authority, the operator's authority or the operator vouches for.
//!
//! Small mail servers make their own certificate, which often calls itself an authority. Path validation refuses an
//! authority as a server (RFC 5280, 4.2.1.9), so a certificate that equals one in `ONESIGN_SMTP_CA` byte for byte is
//! accepted unchanged. In both cases the handshake proves that the server has the certificate's key.

use std::path::Path;
use std::sync::Arc;

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::aws_lc_rs::default_provider;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme};

use super::{MailError, misconfigured};

/// Prepares TLS; `ca` is the file of `ONESIGN_SMTP_CA`.
///
/// # Errors
/// `mail_misconfigured` if the file is not usable.
pub(super) fn config(ca: Option<&Path>) -> Result<Arc<ClientConfig>, MailError> {
    let named = ca.map_or(Ok(Vec::new()), certificates)?;
    let mut roots = RootCertStore::from_iter(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    // A certificate that can't be an authority can still be the server's own.
    roots.add_parsable_certificates(named.iter().cloned());
    let provider = Arc::new(default_provider());
    let wrong = |problem: &dyn std::fmt::Display| misconfigured("ONESIGN_SMTP_CA", problem);
    let path = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider.clone());
    let path = path.build().map_err(|error| wrong(&error))?;
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| wrong(&error))?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(Vouched { path, named }))
        .with_no_client_auth();
    Ok(Arc::new(config))
}

fn certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>, MailError> {
    let setting = format!("ONESIGN_SMTP_CA: {}", path.display());
    let found = CertificateDer::pem_file_iter(path)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|error| misconfigured(&setting, error))?;
    if found.is_empty() {
        return Err(misconfigured(&setting, "it contains no certificate"));
    }
    Ok(found)
}

/// Path validation, and the certificates that are accepted without it.
#[derive(Debug)]
struct Vouched {
    path: Arc<WebPkiServerVerifier>,
    named: Vec<CertificateDer<'static>>,
}

impl ServerCertVerifier for Vouched {
    fn verify_server_cert(
        &self,
        shown: &CertificateDer<'_>,
        others: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let checked = self.path.verify_server_cert(shown, others, name, ocsp, now);
        checked.or_else(|error| {
            if self.named.contains(shown) {
                return Ok(ServerCertVerified::assertion());
            }
            Err(error)
        })
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.path
            .verify_tls12_signature(message, certificate, signed)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.path
            .verify_tls13_signature(message, certificate, signed)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.path.supported_verify_schemes()
    }
}
