//! What went wrong with a mail server, as a code that says who can do something about it.

use super::MailError;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::response::Severity;

/// What an error of the library means, on a connection that was to be protected in this way (`ONESIGN_SMTP_SECURITY`).
pub(super) fn of(error: &Error, security: &str) -> MailError {
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
    let code = match tls_error(error) {
        Some(rustls::Error::InvalidCertificate(_)) => "mail_certificate_refused",
        // The first bytes are no TLS: the server began to speak in the open.
        Some(rustls::Error::InvalidMessage(_)) if security == "tls" => "mail_tls_not_spoken",
        Some(_) => "mail_tls_failed",
        None if error.is_client() && error.to_string().contains("STARTTLS") => {
            "mail_starttls_missing"
        }
        None if error.is_client() || error.is_tls() => "mail_tls_failed",
        None => "mail_unreachable",
    };
    MailError::new(code, error)
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

/// The error of TLS at the bottom of an error of the connection, such as a certificate that nobody vouches for.
fn tls_error(error: &Error) -> Option<&rustls::Error> {
    let mut cause = std::error::Error::source(error);
    while let Some(current) = cause {
        let inner = current
            .downcast_ref::<std::io::Error>()
            .and_then(std::io::Error::get_ref)
            .and_then(|inner| inner.downcast_ref());
        if let Some(found) = inner.or_else(|| current.downcast_ref()) {
            return Some(found);
        }
        cause = current.source();
    }
    None
}
