//! Mail: what is written to people, and how it leaves.

mod clean;
pub(crate) mod delivery;
mod eml;
mod html;
mod letter;
pub(crate) mod outbox;
mod smtp;

use onesign_core::mail_code::MailCode;

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
    pub(crate) code: MailCode,
    /// What the mail server answered, or what happened, in one harmless line: for the log and, beside a sentence, for the sender. Not
    /// translated.
    pub(crate) detail: String,
}

impl MailError {
    /// Whether the mail server may have the mail all the same.
    pub(crate) fn is_unanswered(&self) -> bool {
        self.code == MailCode::MailUnanswered
    }

    fn new(code: MailCode, detail: impl ToString) -> Self {
        Self {
            code,
            detail: detail.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::MailCode;

    #[test]
    fn every_code_has_its_sentence_in_every_language() {
        for (language, source) in [
            ("en", include_str!("../../../../locales/en/app.ftl")),
            ("de", include_str!("../../../../locales/de/app.ftl")),
        ] {
            for code in MailCode::ALL {
                let id = format!("\nmail-code-{} =", code.word().replace('_', "-"));
                assert!(
                    source.contains(&id),
                    "{language} has no sentence for {code}"
                );
            }
        }
    }
}
