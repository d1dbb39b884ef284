//! Delivery: mails go to the mail server or, where none is configured, to the outbox page.

use crate::ceremony::instance_name;
use crate::clock::HouseClock;
use crate::config::{MailWay, SmtpConfig};
use crate::mail::{About, Mail, MailError, Smtp, Words, write};
use onesign_core::envelope::recipient::{Recipient, RecipientStatus};
use onesign_core::envelope::{Envelope, EnvelopeStatus};
use onesign_core::mail_code::MailCode;
use onesign_core::{Job, Viewer};
use onesign_evidence::text::{Catalogues, long_date};
use onesign_store::outbox::Mail as OutboxMail;
use onesign_store::{Error, Store};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::Relaxed;
use uuid::Uuid;

/// Sender of mails that never leave this instance.
const OUTBOX_FROM: &str = "OneSign <outbox@localhost.localdomain>";

/// Where the secret of a link belongs in a mail of the outbox.
pub(crate) const SECRET_PLACE: &str = "{secret}";

/// Reasons to wait that concern all mails alike, and are over for all as soon as one has left.
const PASSING: [MailCode; 9] = [
    MailCode::MailUnreachable,
    MailCode::MailTimedOut,
    MailCode::MailCertificateRefused,
    MailCode::MailStarttlsMissing,
    MailCode::MailTlsNotSpoken,
    MailCode::MailTlsFailed,
    MailCode::MailLoginRefused,
    MailCode::MailLoginNotOffered,
    MailCode::MailMisconfigured,
];

/// Where mails go.
enum Delivery {
    /// To a mail server.
    Smtp(Box<Smtp>),
    /// To the outbox page.
    Outbox,
}

/// Why a mail was not delivered.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Undelivered {
    /// It could not be written or the server did not take it.
    #[error(transparent)]
    Mail(#[from] MailError),
    /// The outbox could not be written, or the name of the instance not be read.
    #[error(transparent)]
    Store(#[from] onesign_store::Error),
}

/// What became of a mail.
pub(crate) enum Delivered {
    /// The mail server accepted it, and answered this.
    HandedOver(String),
    /// It is in the outbox, where the sender finds it. Nobody else was told.
    Kept,
}

/// What a mail is about, and to whom it goes.
pub(crate) struct Errand<'a> {
    /// Chosen by the job: a mail that is put into the outbox twice is there once.
    pub(crate) id: Uuid,
    /// The envelope.
    pub(crate) envelope: &'a Envelope,
    /// The addressee; the sender if there is none.
    pub(crate) recipient: Option<&'a Recipient>,
    /// The recipient that a mail to the sender is about, if it is about one.
    pub(crate) concerns: Option<&'a Recipient>,
    /// The occasion.
    pub(crate) about: About,
    /// The address it leads to.
    pub(crate) link: Option<&'a str>,
}

/// Writes mails and delivers them.
#[derive(Clone)]
pub(crate) struct Mailing {
    store: Store,
    clock: HouseClock,
    texts: Catalogues,
    delivery: Arc<Delivery>,
    /// Whether the mail server could not be used when a mail was last tried.
    is_troubled: Arc<AtomicBool>,
}

impl Mailing {
    /// With the configured way.
    ///
    /// # Errors
    /// That the mail server can't be used as it is configured.
    pub(crate) fn new(
        store: Store,
        clock: HouseClock,
        texts: Catalogues,
        smtp: Option<&SmtpConfig>,
    ) -> Result<Self, MailError> {
        let delivery = match smtp {
            Some(config) => Delivery::Smtp(Box::new(Smtp::new(config)?)),
            None => Delivery::Outbox,
        };
        Ok(Self {
            store,
            clock,
            texts,
            delivery: Arc::new(delivery),
            // A process that was started anew may have left mails waiting.
            is_troubled: Arc::new(AtomicBool::new(true)),
        })
    }

    /// How mails leave.
    pub(crate) fn way(&self) -> MailWay {
        match *self.delivery {
            Delivery::Smtp(_) => MailWay::Smtp,
            Delivery::Outbox => MailWay::Outbox,
        }
    }

    /// A mail that may be looked at, as it is kept: with the place of its link's secret left open. Mails that went out
    /// are no longer anybody's to look at but the addressee's, and neither are those that were written before there was a
    /// mail server.
    ///
    /// # Errors
    /// `not_found`.
    pub(crate) async fn kept(&self, viewer: &Viewer, id: Uuid) -> Result<OutboxMail, Error> {
        let mail = self.store.read(viewer).mail(id).await?;
        let is_shown = self.way() == MailWay::Outbox || mail.refused.is_some();
        is_shown.then_some(mail).ok_or(Error::NotFound)
    }

    /// Delivers a mail.
    pub(crate) async fn deliver(&self, errand: &Errand<'_>) -> Result<Delivered, Undelivered> {
        let mail = self.letter(errand).await?;
        match &*self.delivery {
            Delivery::Smtp(smtp) => match smtp.send(&mail).await {
                Ok(reply) => {
                    if self.is_troubled.swap(false, Relaxed)
                        && let Err(error) = self
                            .store
                            .hasten(&Job::MAILS, &PASSING.map(MailCode::word))
                            .await
                    {
                        tracing::warn!(%error, "waiting e-mails could not be sent sooner");
                    }
                    Ok(Delivered::HandedOver(reply))
                }
                Err(error) => {
                    self.is_troubled
                        .fetch_or(PASSING.contains(&error.code), Relaxed);
                    Err(error.into())
                }
            },
            Delivery::Outbox => {
                let secret = errand.link.and_then(secret_of);
                self.store.put_mail(&kept(errand, mail, secret)).await?;
                Ok(Delivered::Kept)
            }
        }
    }

    /// Keeps what became of a mail that will never arrive, for the owner to see; neither its words nor its link,
    /// which was the addressee's alone.
    pub(crate) async fn keep_refused(
        &self,
        errand: &Errand<'_>,
        reason: &str,
    ) -> Result<(), Undelivered> {
        let mail = self.letter(errand).await?;
        let record = OutboxMail {
            text: String::new(),
            html: String::new(),
            links: Vec::new(),
            refused: Some(reason.to_owned()),
            ..kept(errand, mail, None)
        };
        self.store.put_mail(&record).await?;
        Ok(())
    }

    async fn letter(&self, errand: &Errand<'_>) -> Result<Mail, Undelivered> {
        let instance = instance_name(&self.store).await?;
        let words = words(errand, instance, self.clock.now_ms());
        Ok(write(errand.about, &words, &self.texts))
    }
}

/// A mail for the outbox: the secret of its link is kept apart.
fn kept(errand: &Errand<'_>, mail: Mail, secret: Option<&str>) -> OutboxMail {
    let hidden = |text: String| secret.map_or(text.clone(), |s| text.replace(s, SECRET_PLACE));
    OutboxMail {
        id: errand.id,
        envelope: Some(errand.envelope.id),
        at_ms: mail.written_ms,
        to: format!("{} <{}>", mail.to_name, mail.to_email),
        subject: mail.subject,
        text: hidden(mail.text),
        html: hidden(mail.html),
        links: mail.links.into_iter().map(hidden).collect(),
        from_name: mail.from_name,
        reply_to: mail.reply_to,
        to_name: mail.to_name,
        to_email: mail.to_email,
        refused: None,
    }
}

/// A mail out of the outbox as a message file.
///
/// # Errors
/// `mail_address_invalid`.
pub(crate) fn message_file(mail: OutboxMail) -> Result<Vec<u8>, MailError> {
    let mail = Mail {
        id: mail.id,
        written_ms: mail.at_ms,
        from_name: mail.from_name,
        reply_to: mail.reply_to,
        to_name: mail.to_name,
        to_email: mail.to_email,
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
        links: mail.links,
    };
    Ok(mail.message(OUTBOX_FROM)?.formatted())
}

fn secret_of(link: &str) -> Option<&str> {
    link.split_once('#').map(|(_, secret)| secret)
}

fn words(errand: &Errand<'_>, instance: String, written_ms: i64) -> Words {
    let (envelope, recipient) = (errand.envelope, errand.recipient);
    let (to_name, to_email) = match recipient {
        Some(recipient) => (&recipient.name, &recipient.email),
        None => (&envelope.sender.name, &envelope.sender.email),
    };
    Words {
        id: errand.id,
        written_ms,
        locale: envelope.locale.clone(),
        to_name: to_name.clone(),
        to_email: to_email.clone(),
        sender: envelope.sender.name.clone(),
        sender_email: envelope.sender.email.clone(),
        who: errand
            .concerns
            .or_else(|| decliner(envelope))
            .map_or_else(String::new, |r| r.name.clone()),
        instance,
        title: envelope.title.clone(),
        quoted: quoted(errand),
        until: envelope
            .expires_at_ms
            .map(|at| long_date(&envelope.locale, at))
            .unwrap_or_default(),
        link: errand.link.map(str::to_owned),
    }
}

/// The sender's message to those who are asked, the reason to those who learn that it is over, the mail server's reply
/// to the sender whose mail it refused.
fn quoted(errand: &Errand<'_>) -> String {
    let envelope = errand.envelope;
    match errand.about {
        About::Invitation | About::Reminder | About::Renewal => envelope.message.clone(),
        About::Voided => envelope.void_reason.clone().unwrap_or_default(),
        About::SenderDeclined if envelope.status == EnvelopeStatus::Declined => decliner(envelope)
            .and_then(|r| r.reason.clone())
            .unwrap_or_default(),
        About::SenderUndelivered => errand
            .concerns
            .and_then(|r| r.link.as_ref()?.failure.as_ref())
            .map_or_else(String::new, |failure| failure.reply.clone()),
        _ => String::new(),
    }
}

fn decliner(envelope: &Envelope) -> Option<&Recipient> {
    envelope
        .recipients
        .iter()
        .find(|r| r.status == RecipientStatus::Declined)
}
