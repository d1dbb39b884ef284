//! Delivery: mails go to the mail server or, where none is configured, to the outbox page.

use crate::app::App;
use crate::clock::now_ms;
use crate::config::SmtpConfig;
use crate::mail::{About, Mail, MailError, Smtp, Words, write};
use crate::problem::Problem;
use crate::text::long_date;
use onesign_core::envelope::recipient::{Recipient, RecipientStatus};
use onesign_core::envelope::{Envelope, EnvelopeStatus};
use onesign_store::outbox::Mail as OutboxMail;
use uuid::Uuid;

/// Sender of mails that never leave this instance.
const OUTBOX_FROM: &str = "OneSign <outbox@localhost.localdomain>";

/// Where mails go.
pub(crate) enum Delivery {
    /// To a mail server.
    Smtp(Box<Smtp>),
    /// To the outbox page.
    Outbox,
}

impl Delivery {
    /// The configured way.
    pub(crate) fn new(smtp: Option<&SmtpConfig>) -> Result<Self, MailError> {
        match smtp {
            Some(config) => Ok(Self::Smtp(Box::new(Smtp::new(config)?))),
            None => Ok(Self::Outbox),
        }
    }
}

/// Why a mail was not delivered.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Undelivered {
    /// It could not be written or the server did not take it.
    #[error(transparent)]
    Mail(#[from] MailError),
    /// The outbox could not be written.
    #[error(transparent)]
    Store(#[from] onesign_store::Error),
    /// The instance's name could not be read.
    #[error("{0:?}")]
    Instance(Problem),
}

impl App {
    /// Delivers a mail about an envelope to a recipient, or to its sender if none is given.
    pub(crate) async fn deliver(
        &self,
        envelope: &Envelope,
        recipient: Option<&Recipient>,
        about: About,
        link: Option<String>,
    ) -> Result<(), Undelivered> {
        let instance = self.instance_name().await.map_err(Undelivered::Instance)?;
        let mail = write(
            about,
            &words(envelope, recipient, about, link, instance),
            &self.texts,
        );
        match &self.delivery {
            Delivery::Smtp(smtp) => match smtp.send(&mail).await {
                Err(error) if error.is_final() => {
                    self.keep_refused(envelope, &mail, &error).await?;
                    Err(error.into())
                }
                sent => Ok(sent?),
            },
            Delivery::Outbox => self.keep(envelope, mail).await,
        }
    }

    /// Keeps what became of a mail that will never arrive, for the owner to see; neither its words nor its link,
    /// which was the addressee's alone.
    async fn keep_refused(
        &self,
        envelope: &Envelope,
        mail: &Mail,
        error: &MailError,
    ) -> Result<(), Undelivered> {
        let record = OutboxMail {
            id: Uuid::now_v7(),
            envelope: Some(envelope.id),
            at_ms: now_ms(),
            to: format!("{} <{}>", mail.to_name, mail.to_email),
            subject: mail.subject.clone(),
            text: String::new(),
            html: String::new(),
            links: Vec::new(),
            eml: String::new(),
            refused: Some(error.detail.clone()),
        };
        self.store.put_mail(&record).await?;
        Ok(())
    }

    async fn keep(&self, envelope: &Envelope, mail: Mail) -> Result<(), Undelivered> {
        let eml = mail.message(OUTBOX_FROM)?.formatted();
        let mail = OutboxMail {
            refused: None,
            id: Uuid::now_v7(),
            envelope: Some(envelope.id),
            at_ms: now_ms(),
            to: format!("{} <{}>", mail.to_name, mail.to_email),
            subject: mail.subject,
            text: mail.text,
            html: mail.html,
            links: mail.links,
            eml: String::from_utf8_lossy(&eml).into_owned(),
        };
        self.store.put_mail(&mail).await?;
        Ok(())
    }
}

fn words(
    envelope: &Envelope,
    recipient: Option<&Recipient>,
    about: About,
    link: Option<String>,
    instance: String,
) -> Words {
    let (to_name, to_email) = match recipient {
        Some(recipient) => (&recipient.name, &recipient.email),
        None => (&envelope.sender.name, &envelope.sender.email),
    };
    Words {
        locale: envelope.locale.clone(),
        to_name: to_name.clone(),
        to_email: to_email.clone(),
        sender: envelope.sender.name.clone(),
        sender_email: envelope.sender.email.clone(),
        decliner: decliner(envelope).map_or_else(String::new, |r| r.name.clone()),
        instance,
        title: envelope.title.clone(),
        quoted: quoted(envelope, about),
        until: envelope
            .expires_at_ms
            .map(|at| long_date(&envelope.locale, at))
            .unwrap_or_default(),
        link,
    }
}

/// The sender's message to those who are asked, the reason to those who learn that it is over.
fn quoted(envelope: &Envelope, about: About) -> String {
    match about {
        About::Invitation | About::Reminder => envelope.message.clone(),
        About::Voided => envelope.void_reason.clone().unwrap_or_default(),
        About::SenderDeclined if envelope.status == EnvelopeStatus::Declined => decliner(envelope)
            .and_then(|r| r.reason.clone())
            .unwrap_or_default(),
        _ => String::new(),
    }
}

fn decliner(envelope: &Envelope) -> Option<&Recipient> {
    envelope
        .recipients
        .iter()
        .find(|r| r.status == RecipientStatus::Declined)
}
