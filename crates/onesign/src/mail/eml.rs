//! A mail as a message: its headers resist injection by any text, and it has both bodies.

use onesign_core::mail_code::MailCode;
use std::time::{Duration, UNIX_EPOCH};

use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::{Address, Message};

use super::clean::{line, sentence};
use super::{Mail, MailError};

impl Mail {
    /// The message in wire format (RFC 5322). `from` is a mailbox such as `Acme <sign@example.com>`; its address is the
    /// sender, under the mail's own name.
    ///
    /// # Errors
    /// `mail_address_invalid`.
    pub(crate) fn message(&self, from: &str) -> Result<Message, MailError> {
        let at = UNIX_EPOCH + Duration::from_millis(u64::try_from(self.written_ms).unwrap_or(0));
        let from: Mailbox = from.parse().map_err(invalid)?;
        let from = Mailbox::new(None, ascii_domain(from.email.as_ref())?);
        let id = format!("<{}@{}>", self.id, from.email.domain());
        // RFC 3834: suppresses automatic replies.
        let automatic = HeaderName::new_from_ascii_str("Auto-Submitted");
        let mut builder = Message::builder()
            .from(named(sentence(&self.from_name), from.email))
            .to(named(line(&self.to_name), ascii_domain(&self.to_email)?))
            .subject(sentence(&self.subject))
            .date(at)
            // Our own value, so that it does not contain the machine's name.
            .message_id(Some(id))
            .raw_header(HeaderValue::new(automatic, "auto-generated".to_owned()));
        if let Some((name, mailbox)) = &self.reply_to {
            // A header with an address that needs SMTPUTF8 (RFC 6531) would block the mail for everyone.
            if let Some(address) = Some(ascii_domain(mailbox)?).filter(|a| a.user().is_ascii()) {
                builder = builder.reply_to(named(line(name), address));
            }
        }
        let bodies = MultiPart::alternative_plain_html(self.text.clone(), self.html.clone());
        builder.multipart(bodies).map_err(invalid)
    }
}

/// The address with its domain in ASCII form (RFC 5891), so that any mail server accepts it.
fn ascii_domain(address: &str) -> Result<Address, MailError> {
    let address: Address = address.parse().map_err(invalid)?;
    if address.domain().is_ascii() {
        return Ok(address);
    }
    let domain = idna::domain_to_ascii_strict(address.domain())
        .map_err(|_| invalid("the domain of the address is not a valid name"))?;
    Address::new(address.user(), domain).map_err(invalid)
}

fn invalid(error: impl ToString) -> MailError {
    MailError::new(MailCode::MailAddressInvalid, error)
}

fn named(name: String, address: Address) -> Mailbox {
    Mailbox::new(Some(name).filter(|name| !name.is_empty()), address)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail() -> Mail {
        Mail {
            id: uuid::Uuid::from_u128(7),
            written_ms: 1_700_000_000_000,
            from_name: "Ann Lee via Acme".into(),
            reply_to: Some(("Ann Lee".into(), "ann@example.com".into())),
            to_name: "Bo Li".into(),
            to_email: "bo@example.com".into(),
            subject: "Please sign".into(),
            text: "Hello\n".into(),
            html: "<p>Hello</p>".into(),
            links: Vec::new(),
        }
    }

    /// The header lines, unfolded.
    fn headers(bytes: &[u8]) -> Vec<String> {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let head = text.split("\r\n\r\n").next().unwrap_or_default();
        let unfolded = head.replace("\r\n ", " ").replace("\r\n\t", " ");
        unfolded.split("\r\n").map(str::to_owned).collect()
    }

    const FROM: &str = "Acme <sign@example.com>";

    #[test]
    fn a_message_has_both_bodies_and_our_own_id() {
        let bytes = mail().message(FROM).unwrap().formatted();
        let headers = headers(&bytes);
        let find = |name: &str| {
            let found = headers.iter().find(|line| line.starts_with(name));
            found.cloned().unwrap()
        };
        assert_eq!(
            find("From:"),
            "From: \"Ann Lee via Acme\" <sign@example.com>"
        );
        assert_eq!(find("To:"), "To: \"Bo Li\" <bo@example.com>");
        assert_eq!(find("Reply-To:"), "Reply-To: \"Ann Lee\" <ann@example.com>");
        assert_eq!(find("Auto-Submitted:"), "Auto-Submitted: auto-generated");
        // A repeated mail is the same mail.
        let id = "Message-ID: <00000000-0000-0000-0000-000000000007@example.com>";
        assert_eq!(find("Message-ID:"), id);
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.contains("text/plain") && text.contains("text/html"));
        let domainless = "OneSign <outbox@localhost.localdomain>";
        assert!(mail().message(domainless).is_ok());
        assert_eq!(
            mail().message("nobody").unwrap_err().code,
            MailCode::MailAddressInvalid
        );
    }

    #[test]
    fn domains_leave_as_the_domain_name_system_has_them() {
        let mail = Mail {
            to_email: "jürgen@münchen.example".into(),
            reply_to: Some(("Bø".into(), "bo@blåbær.example".into())),
            ..mail()
        };
        let message = mail.message("Acme <sign@büro.example>").unwrap();
        let to = message.envelope().to()[0].to_string();
        assert_eq!(to, "jürgen@xn--mnchen-3ya.example");
        let lines = headers(&message.formatted()).concat();
        assert!(lines.contains("bo@xn--blbr-roah.example"), "{lines}");
        assert!(lines.contains("@xn--bro-hoa.example"), "{lines}");
        // The sender's own address must not block mails to people with plain addresses.
        let mail = Mail {
            to_email: "bo@example.com".into(),
            reply_to: Some(("Jürgen".into(), "jürgen@example.com".into())),
            ..mail
        };
        let message = mail.message(FROM).unwrap();
        assert!(message.formatted().is_ascii());
    }

    /// The names of headers, sorted.
    fn names(lines: &[String]) -> Vec<&str> {
        let mut names: Vec<&str> = lines
            .iter()
            .map(|line| line.split(':').next().unwrap_or_default())
            .collect();
        names.sort_unstable();
        names
    }

    #[test]
    fn no_text_can_inject_a_header() {
        let clean = headers(&mail().message(FROM).unwrap().formatted());
        for evil in [
            "x\r\nBcc: all@example.com",
            "x\nBcc: all@example.com",
            "x\rBcc: all@example.com",
            "x\u{2028}Bcc: all@example.com",
            "x\u{85}\u{b}\u{c}\0Bcc: all@example.com\r\n\r\n<html>",
            "\" <evil@example.com>, \"",
            "ä\r\nBcc: all@example.com",
            "\u{202e}moc.elpmaxe@live",
        ] {
            let mail = Mail {
                from_name: evil.into(),
                reply_to: Some((evil.into(), "ann@example.com".into())),
                to_name: evil.into(),
                subject: evil.into(),
                ..mail()
            };
            let message = mail.message(FROM).unwrap();
            let addressee: Address = "bo@example.com".parse().unwrap();
            assert_eq!(message.envelope().to(), [addressee]);
            let lines = headers(&message.formatted());
            assert_eq!(names(&lines), names(&clean), "{evil:?}: {lines:#?}");
            assert!(!lines.concat().contains('\u{202e}'));
        }
        for evil in [
            "bo@example.com\r\nBcc: x@example.com",
            "bo@example.com, x@example.com",
            "",
            "bo",
        ] {
            let mail = Mail {
                to_email: evil.into(),
                ..mail()
            };
            assert_eq!(
                mail.message(FROM).unwrap_err().code,
                MailCode::MailAddressInvalid
            );
        }
    }
}
