//! The faults of a conversation with a mail server, as codes that show who can fix them.

use onesign_core::mail_code::MailCode;
use std::io;

use super::MailError;
use super::reply::{Broken, Reply};

/// The meaning of a refusal at any point of the conversation about a mail.
pub(super) fn refused(reply: &Reply) -> MailError {
    match reply.code {
        // Faults that the operator can fix are separate from replies of the addressee's server: authentication
        // required, too weak, refused, needs encryption (RFC 4954). The reply's text may repeat the login data.
        530 | 534 | 535 | 538 => MailError::new(MailCode::MailLoginRefused, reply.status()),
        500..600 => MailError::new(MailCode::MailRefused, reply.said()),
        _ => MailError::new(MailCode::MailDeferred, reply.said()),
    }
}

/// The meaning of a refusal at the start. It does not concern the mail, so it is never permanent.
pub(super) fn unwilling(reply: &Reply) -> MailError {
    MailError::new(MailCode::MailDeferred, reply.said())
}

/// The meaning of a refused login. It keeps only the codes, because servers repeat their input.
pub(super) fn login(reply: &Reply) -> MailError {
    let code = match reply.code {
        400..500 => MailCode::MailDeferred,
        _ => MailCode::MailLoginRefused,
    };
    MailError::new(code, reply.status())
}

/// The meaning of a missing reply before the end of the mail: the server does not have it.
pub(super) fn broken(error: Broken) -> MailError {
    MailError::new(MailCode::MailUnreachable, error)
}

/// The meaning of a missing or unreadable reply after the end of the mail: the server may have it.
pub(super) fn unanswered(error: impl ToString) -> MailError {
    MailError::new(MailCode::MailUnanswered, error)
}

/// The system's message without its number, for people.
pub(super) fn words(error: &io::Error) -> String {
    let said = error.to_string();
    match said.rsplit_once(" (os error ") {
        Some((words, _)) => words.to_owned(),
        None => said,
    }
}

/// The meaning of a failed handshake, under this security setting (`ONESIGN_SMTP_SECURITY`).
pub(super) fn tls(error: &io::Error, security: &str) -> MailError {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref());
    let code = match inner {
        Some(rustls::Error::InvalidCertificate(_)) => MailCode::MailCertificateRefused,
        // The first bytes are not TLS, so the server began without encryption.
        Some(rustls::Error::InvalidMessage(_)) if security == "tls" => MailCode::MailTlsNotSpoken,
        _ => MailCode::MailTlsFailed,
    };
    MailError::new(code, error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_read_no_numbers_of_the_system() {
        let refused = io::Error::from_raw_os_error(111);
        assert_eq!(words(&refused), "Connection refused");
        assert_eq!(words(&io::Error::other("no name")), "no name");
    }
}
