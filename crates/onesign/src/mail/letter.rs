//! The texts of mails, in the language of the envelope, as plain text and as HTML.

use super::Mail;
use super::clean::{apart, line, lines, sentence};
use super::html::{self, Block};
use onesign_evidence::text::Catalogues;

/// The occasion of a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum About {
    /// An invitation to sign.
    Invitation,
    /// A repeated invitation, because the sender reminds.
    Reminder,
    /// A repeated invitation: the recipient requested a new link.
    Renewal,
    /// The sealed document is available.
    Copy,
    /// A new link for a person who has signed, or receives a copy, while nothing is sealed.
    Progress,
    /// To a recipient: somebody declined.
    Declined,
    /// To a recipient: the sender withdrew the envelope.
    Voided,
    /// To a recipient: the deadline has passed.
    Expired,
    /// To the sender: everyone has signed, and the seal is made.
    SenderSealed,
    /// To the sender: somebody declined.
    SenderDeclined,
    /// To the sender: the deadline has passed.
    SenderExpired,
    /// To the sender: the mail to a recipient will not arrive.
    SenderUndelivered,
    /// To the sender: it is unknown whether the mail server accepted the mail to a recipient.
    SenderUnanswered,
}

impl About {
    /// Part of the message ids in `mail.ftl`.
    fn id(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Reminder => "reminder",
            Self::Renewal => "renewal",
            Self::Copy => "copy",
            Self::Progress => "progress",
            Self::Declined => "declined",
            Self::Voided => "voided",
            Self::Expired => "expired",
            Self::SenderSealed => "sender-sealed",
            Self::SenderDeclined => "sender-declined",
            Self::SenderExpired => "sender-expired",
            Self::SenderUndelivered => "sender-undelivered",
            Self::SenderUnanswered => "sender-unanswered",
        }
    }

    fn asks(self) -> bool {
        matches!(self, Self::Invitation | Self::Reminder | Self::Renewal)
    }

    fn is_to_sender(self) -> bool {
        matches!(
            self,
            Self::SenderSealed
                | Self::SenderDeclined
                | Self::SenderExpired
                | Self::SenderUndelivered
                | Self::SenderUnanswered
        )
    }

    /// The introduction of the quoted text; `None` if the mail quotes nothing.
    fn introduces(self) -> Option<&'static str> {
        match self {
            Self::Invitation | Self::Reminder | Self::Renewal => Some("mail-message"),
            // Only the sender learns the reason for declining.
            Self::Voided | Self::SenderDeclined => Some("mail-reason"),
            Self::SenderUndelivered => Some("mail-server-said"),
            _ => None,
        }
    }
}

/// All details that a mail may contain. Each occasion uses only some of them.
#[derive(Clone, Debug)]
pub(crate) struct Words {
    /// The id of the mail.
    pub(crate) id: uuid::Uuid,
    /// The time of writing, Unix milliseconds.
    pub(crate) written_ms: i64,
    /// Language of the envelope.
    pub(crate) locale: String,
    /// Addressee.
    pub(crate) to_name: String,
    /// Mailbox of the addressee.
    pub(crate) to_email: String,
    /// Name of the sender of the envelope.
    pub(crate) sender: String,
    /// Mailbox of the sender.
    pub(crate) sender_email: String,
    /// Name of the recipient who declined, or whom no mail reaches; may be empty.
    pub(crate) who: String,
    /// Name of this instance.
    pub(crate) instance: String,
    /// Title of the envelope.
    pub(crate) title: String,
    /// A person's own text: the message in an invitation, the reason in a notice of an end.
    pub(crate) quoted: String,
    /// The last day to sign, as a formatted date; may be empty.
    pub(crate) until: String,
    /// The link of the action.
    pub(crate) link: Option<String>,
}

/// Writes a mail.
pub(crate) fn write(about: About, words: &Words, texts: &Catalogues) -> Mail {
    let said = |text: &str| apart(line(text));
    let values = [
        ("name", said(&words.to_name)),
        ("sender", said(&words.sender)),
        ("instance", said(&words.instance)),
        ("title", said(&words.title)),
        ("date", line(&words.until)),
        ("who", said(&words.who)),
    ];
    let letter = Letter {
        about,
        words,
        say: &|id| texts.text(&words.locale, id, &values),
    };
    let subject = sentence(&letter.own("subject"));
    let parts = letter.parts();
    Mail {
        id: words.id,
        written_ms: words.written_ms,
        from_name: if about.is_to_sender() {
            line(&words.instance)
        } else {
            sentence(&(letter.say)("mail-from"))
        },
        reply_to: (!about.is_to_sender())
            .then(|| (line(&words.sender), words.sender_email.clone())),
        to_name: line(&words.to_name),
        to_email: words.to_email.clone(),
        text: plain(&parts),
        html: page(&words.locale, &subject, &line(&words.instance), &parts),
        subject,
        links: words.link.iter().cloned().collect(),
    }
}

struct Letter<'a> {
    about: About,
    words: &'a Words,
    say: &'a dyn Fn(&str) -> String,
}

impl Letter<'_> {
    /// The text of a message for this occasion.
    fn own(&self, part: &str) -> String {
        (self.say)(&format!("mail-{}-{part}", self.about.id()))
    }

    fn parts(&self) -> Vec<Part> {
        let say = self.say;
        let mut parts = vec![
            Part::Paragraph(say("mail-greeting")),
            Part::Paragraph(self.own("text")),
        ];
        let quote: Vec<String> = lines(&self.words.quoted).into_iter().map(apart).collect();
        if let Some(introduction) = self.about.introduces().filter(|_| !quote.is_empty()) {
            parts.push(Part::Paragraph(say(introduction)));
            parts.push(Part::Quote(quote));
        }
        if let Some(link) = self.words.link.clone() {
            let label = self.own("action");
            parts.push(Part::Action { label, link });
        }
        if self.about.asks() && !self.words.until.is_empty() {
            parts.push(Part::Paragraph(say("mail-expires")));
        }
        if self.words.link.is_some() && !self.about.is_to_sender() {
            parts.push(Part::Small(say("mail-alone")));
        }
        parts.push(Part::Small(say(if self.about.is_to_sender() {
            "mail-footer-sender"
        } else {
            "mail-footer"
        })));
        parts
    }
}

pub(super) fn page(locale: &str, subject: &str, instance: &str, parts: &[Part]) -> String {
    let blocks: Vec<Block> = parts
        .iter()
        .map(|part| match part {
            Part::Paragraph(text) => Block::Paragraph(text),
            Part::Quote(lines) => Block::Quote(lines),
            Part::Action { label, link } => Block::Action { label, link },
            Part::Small(text) => Block::Small(text),
        })
        .collect();
    html::page(locale, subject, instance, &blocks)
}

/// A part of a mail, independent of its final form.
pub(super) enum Part {
    Paragraph(String),
    Quote(Vec<String>),
    Action { label: String, link: String },
    Small(String),
}

pub(super) fn plain(parts: &[Part]) -> String {
    let paragraphs: Vec<String> = parts
        .iter()
        .map(|part| match part {
            Part::Paragraph(text) | Part::Small(text) => text.clone(),
            Part::Quote(lines) => {
                let quoted: Vec<String> = lines.iter().map(|line| format!("> {line}")).collect();
                quoted.join("\n")
            }
            Part::Action { label, link } => format!("{label}:\n{link}"),
        })
        .collect();
    paragraphs.join("\n\n") + "\n"
}

#[cfg(test)]
mod tests;
