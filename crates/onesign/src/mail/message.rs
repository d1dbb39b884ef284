//! A mail as a message that goes over the wire (RFC 5322).

use lettre::Message;
use lettre::message::{Mailbox, MultiPart};

/// A mail to one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mail {
    pub(crate) to_name: String,
    pub(crate) to_email: String,
    pub(crate) subject: String,
    pub(crate) text: String,
    pub(crate) html: String,
    /// Addresses in the mail that the person may follow.
    pub(crate) links: Vec<String>,
}

/// Why a mail can't leave.
#[derive(Debug, thiserror::Error)]
pub(crate) enum MailError {
    /// An address is none.
    #[error("“{0}” is not a mailbox")]
    Address(String),
    /// The message can't be written.
    #[error("the message can't be written: {0}")]
    Message(#[from] lettre::error::Error),
    /// The settings of the mail server can't be used.
    #[error("{0}")]
    Settings(String),
    /// The mail server refused or can't be reached.
    #[error("the mail server did not take the message: {0}")]
    Server(#[from] lettre::transport::smtp::Error),
}

impl Mail {
    /// The message, from this mailbox. Names and subject are encoded by the library, so that nothing in them can
    /// become a header.
    pub(crate) fn message(&self, from: &str) -> Result<Message, MailError> {
        let from: Mailbox = from.parse().map_err(|_| MailError::Address(from.into()))?;
        let address = self.to_email.parse().map_err(|_| MailError::Address(self.to_email.clone()))?;
        let name = one_line(&self.to_name);
        let to = Mailbox::new((!name.is_empty()).then_some(name), address);
        Ok(Message::builder()
            .from(from)
            .to(to)
            .subject(one_line(&self.subject))
            .multipart(MultiPart::alternative_plain_html(self.text.clone(), self.html.clone()))?)
    }
}

/// Text without control characters and without marks that turn its direction around.
fn one_line(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).filter(|c| !turns(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail(name: &str, subject: &str) -> Mail {
        Mail {
            to_name: name.into(),
            to_email: "mira@example.com".into(),
            subject: subject.into(),
            text: "text".into(),
            html: "<p>text</p>".into(),
            links: Vec::new(),
        }
    }

    #[test]
    fn nothing_becomes_a_header() {
        let hostile = "Mira\r\nBcc: evil@example.com\u{202e}";
        let message = mail(hostile, hostile).message("OneSign <sign@example.com>").unwrap();
        let bytes = String::from_utf8(message.formatted()).unwrap();
        let headers = bytes.split("\r\n\r\n").next().unwrap();
        assert!(!headers.lines().any(|line| line.starts_with("Bcc")), "{headers}");
        assert_eq!(message.envelope().to().len(), 1);
    }

    #[test]
    fn an_address_that_is_none_is_refused() {
        assert!(matches!(mail("a", "b").message("nobody"), Err(MailError::Address(_))));
    }
}
