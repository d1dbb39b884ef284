//! A mail in wire format (RFC 5321, 4.5.2).

use lettre::Message;
use onesign_core::mail_code::MailCode;

use super::MailError;

/// Sender, addressees and text.
pub(super) struct Outgoing {
    /// Mailbox of the sender.
    pub(super) from: String,
    /// Mailboxes of the addressees.
    pub(super) to: Vec<String>,
    /// The message with `CRLF` at each end of a line, and doubled dots at the beginning of lines. It does not include
    /// the final dot.
    pub(super) text: Vec<u8>,
    /// Whether the server must support addresses with non-ASCII letters (RFC 6531).
    pub(super) international: bool,
}

impl Outgoing {
    /// # Errors
    /// `mail_address_invalid` for an address that would end a command.
    pub(super) fn of(message: &Message) -> Result<Self, MailError> {
        let envelope = message.envelope();
        let to: Vec<String> = envelope.to().iter().map(ToString::to_string).collect();
        let from = envelope.from().map(ToString::to_string).unwrap_or_default();
        let odd = |letter: char| letter.is_control() || matches!(letter, '<' | '>');
        if to
            .iter()
            .chain([&from])
            .any(|address| address.contains(odd))
        {
            let problem = "the address has characters that no mail server accepts";
            return Err(MailError::new(MailCode::MailAddressInvalid, problem));
        }
        let text = wired(&message.formatted());
        let plain = text.is_ascii() && from.is_ascii() && to.iter().all(|to| to.is_ascii());
        Ok(Self {
            from,
            to,
            text,
            international: !plain,
        })
    }
}

/// Every line of the text ends with `CRLF`, and none is a single dot: servers that disagree about the end of a mail
/// would execute the rest as commands.
fn wired(text: &[u8]) -> Vec<u8> {
    let mut wired = Vec::with_capacity(text.len() + text.len() / 32);
    let mut begins = true;
    let mut bytes = text.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        match byte {
            b'\r' | b'\n' => {
                if byte == b'\r' {
                    bytes.next_if_eq(&b'\n');
                }
                wired.extend(b"\r\n");
                begins = true;
            }
            _ => {
                if begins && byte == b'.' {
                    wired.push(b'.');
                }
                wired.push(byte);
                begins = false;
            }
        }
    }
    if !begins {
        wired.extend(b"\r\n");
    }
    wired
}

#[cfg(test)]
mod tests {
    use super::wired;

    #[test]
    fn nothing_in_a_mail_ends_it() {
        let odd = b".\r\n..a\n.\rb\r\n.\n\r.c";
        assert_eq!(wired(odd), b"..\r\n...a\r\n..\r\nb\r\n..\r\n\r\n..c\r\n");
        assert_eq!(wired(b"a.b\r\n"), b"a.b\r\n");
    }
}
