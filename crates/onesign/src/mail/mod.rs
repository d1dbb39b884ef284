//! Mail: what is written to people, and how it leaves.

mod clean;
mod eml;
mod html;
mod letter;
pub(crate) mod outbox;
mod smtp;

pub(crate) use letter::{About, Words, write};
pub(crate) use smtp::Smtp;

/// A mail, ready to leave. Nothing in it is trusted when it is turned into a message: see [`Mail::message`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mail {
    /// Which mail it is: the same at every try, so that servers and readers recognise copies.
    pub(crate) id: uuid::Uuid,
    /// When it was written, Unix milliseconds.
    pub(crate) written_ms: i64,
    /// Name before the sending address: the sender "via" the instance.
    pub(crate) from_name: String,
    /// Who reads an answer, name and mailbox: the person who sent the envelope. Nobody where it goes to them.
    pub(crate) reply_to: Option<(String, String)>,
    /// Name of the addressee.
    pub(crate) to_name: String,
    /// Mailbox of the addressee.
    pub(crate) to_email: String,
    /// One line.
    pub(crate) subject: String,
    /// The whole mail as plain text.
    pub(crate) text: String,
    /// The whole mail as an HTML page.
    pub(crate) html: String,
    /// The links in it.
    pub(crate) links: Vec<String>,
}

/// Why a mail could not be handed over.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {detail}")]
pub(crate) struct MailError {
    /// `mail_address_invalid`, `mail_address_unsupported` and `mail_refused` are final. `mail_login_refused`,
    /// `mail_login_not_offered`, `mail_misconfigured`, `mail_certificate_refused`, `mail_starttls_missing` and
    /// `mail_tls_not_spoken` stay until somebody changes a setting. After `mail_unanswered` nobody knows whether the
    /// mail server has the mail. `mail_deferred`, `mail_unreachable`, `mail_timed_out` and `mail_tls_failed` may pass.
    pub(crate) code: &'static str,
    /// What the mail server answered, or what happened, in one harmless line: for the log and, beside a sentence, for the sender. Not
    /// translated.
    pub(crate) detail: String,
}

impl MailError {
    /// Whether trying again with the same mail is no use: its address is none, the server can't carry it, or a server
    /// has refused it for good (RFC 5321, 4.2.1: replies that begin with 5).
    pub(crate) fn is_final(&self) -> bool {
        matches!(
            self.code,
            "mail_address_invalid" | "mail_address_unsupported" | "mail_refused"
        )
    }

    /// Whether the mail server may have the mail all the same.
    pub(crate) fn is_unanswered(&self) -> bool {
        self.code == "mail_unanswered"
    }

    fn new(code: &'static str, detail: impl ToString) -> Self {
        Self {
            code,
            detail: detail.to_string(),
        }
    }
}
