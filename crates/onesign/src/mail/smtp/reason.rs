//! What went wrong with a mail server, as a code that says who can do something about it.

use onesign_core::mail_code::MailCode;
use std::io;

use super::MailError;
use super::reply::{Broken, Reply};

/// What a refusal means, wherever in the conversation about a mail it comes.
pub(super) fn refused(reply: &Reply) -> MailError {
    match reply.code {
        // What can be put right here is told apart from what the addressee's server says: authentication required, too
        // weak, refused, needs encryption (RFC 4954). Its words may repeat what they refuse.
        530 | 534 | 535 | 538 => MailError::new(MailCode::MailLoginRefused, reply.status()),
        500..600 => MailError::new(MailCode::MailRefused, reply.said()),
        _ => MailError::new(MailCode::MailDeferred, reply.said()),
    }
}

/// What a refusal to begin at all means. It is no word about the mail, so it is never for good.
pub(super) fn unwilling(reply: &Reply) -> MailError {
    MailError::new(MailCode::MailDeferred, reply.said())
}

/// What a refused login means. Only its numbers are kept: servers repeat what they were told.
pub(super) fn login(reply: &Reply) -> MailError {
    let code = match reply.code {
        400..500 => MailCode::MailDeferred,
        _ => MailCode::MailLoginRefused,
    };
    MailError::new(code, reply.status())
}

/// What a missing answer means before the end of the mail: the server does not have it.
pub(super) fn broken(error: Broken) -> MailError {
    MailError::new(MailCode::MailUnreachable, error)
}

/// What it means that no answer, or none that can be read, follows the end of the mail: the server may have it.
pub(super) fn unanswered(error: impl ToString) -> MailError {
    MailError::new(MailCode::MailUnanswered, error)
}

/// What the system says, without its number: people read it.
pub(super) fn words(error: &io::Error) -> String {
    let said = error.to_string();
    match said.rsplit_once(" (os error ") {
        Some((words, _)) => words.to_owned(),
        None => said,
    }
}

/// What a handshake that failed means, on a connection that was to be protected in this way
/// (`ONESIGN_SMTP_SECURITY`).
pub(super) fn tls(error: &io::Error, security: &str) -> MailError {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref());
    let code = match inner {
        Some(rustls::Error::InvalidCertificate(_)) => MailCode::MailCertificateRefused,
        // The first bytes are no TLS: the server began to speak in the open.
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
