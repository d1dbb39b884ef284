//! Mail: the texts of mails, and their delivery.

pub(crate) mod account_letter;
mod clean;
pub(crate) mod delivery;
mod eml;
mod html;
mod letter;
mod smtp;

use onesign_core::mail_code::MailCode;
use onesign_store::{Error, Store};

pub(crate) use letter::{About, Words, write};
pub(crate) use smtp::Smtp;

/// A mail, ready for delivery. [`Mail::message`] trusts none of its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mail {
    /// The id of the mail: the same at every attempt, so that servers and readers recognise copies.
    pub(crate) id: uuid::Uuid,
    /// The time of writing, Unix milliseconds.
    pub(crate) written_ms: i64,
    /// Name before the sending address: the sender "via" the instance.
    pub(crate) from_name: String,
    /// The name and mailbox for replies: those of the envelope's sender; `None` in mails to the sender.
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
    /// The mail server's reply, or the event, as one cleaned line: for the log and, next to a sentence, for the sender.
    /// Not translated.
    pub(crate) detail: String,
}

impl MailError {
    /// Whether the mail server may have accepted the mail anyway.
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

/// What recipients see this instance called, in mails, on pages and in seals.
///
/// # Errors
/// Those of the vault.
pub(crate) async fn instance_name(store: &Store) -> Result<String, Error> {
    let instance = store.instance().await?;
    Ok(instance.map_or_else(|| "OneSign".into(), |i| i.name))
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
