//! Delivery: mails go to the mail server or, if none is configured, to the outbox page.

use crate::clock::HouseClock;
use crate::config::{MailWay, SmtpConfig};
use crate::mail::{About, Mail, MailError, Smtp, Words, instance_name, write};
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

/// The placeholder for a link's secret in a mail of the outbox.
pub(crate) const SECRET_PLACE: &str = "{secret}";

/// Reasons for a delay that concern all mails alike, and end for all after one success.
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

/// The destination of mails.
enum Delivery {
    /// To a mail server.
    Smtp(Box<Smtp>),
    /// To the outbox page.
    Outbox,
}

/// Why a delivery failed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Undelivered {
    /// The mail can't be written, or the server did not accept it.
    #[error(transparent)]
    Mail(#[from] MailError),
    /// The outbox can't be written, or the name of the instance can't be read.
    #[error(transparent)]
    Store(#[from] onesign_store::Error),
}

/// The result of a delivery.
pub(crate) enum Delivered {
    /// The mail server accepted it with this reply.
    HandedOver(String),
    /// It is in the outbox, where the sender finds it. Nobody else was notified.
    Kept,
}

/// The content of a mail, and its addressee.
pub(crate) struct Errand<'a> {
    /// Chosen by the job, so that a mail put into the outbox twice is there once.
    pub(crate) id: Uuid,
    /// The envelope.
    pub(crate) envelope: &'a Envelope,
    /// The addressee; the sender if there is none.
    pub(crate) recipient: Option<&'a Recipient>,
    /// The recipient whom a mail to the sender concerns, if any.
    pub(crate) concerns: Option<&'a Recipient>,
    /// The occasion.
    pub(crate) about: About,
    /// The link in the mail.
    pub(crate) link: Option<&'a str>,
}

/// Writes mails and delivers them.
#[derive(Clone)]
pub(crate) struct Mailing {
    store: Store,
    clock: HouseClock,
    texts: Catalogues,
    delivery: Arc<Delivery>,
    /// Whether the mail server failed at the last attempt.
    is_troubled: Arc<AtomicBool>,
}

impl Mailing {
    /// Makes it with the configured destination.
    ///
    /// # Errors
    /// If the configuration of the mail server is not usable.
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
            // A restarted process may have left waiting mails.
            is_troubled: Arc::new(AtomicBool::new(true)),
        })
    }

    /// The way in which mails leave.
    pub(crate) fn way(&self) -> MailWay {
        match *self.delivery {
            Delivery::Smtp(_) => MailWay::Smtp,
            Delivery::Outbox => MailWay::Outbox,
        }
    }

    /// A stored mail that may be shown, with the placeholder for its link's secret. Mails that were sent concern only
    /// their addressee, and so do mails from the time before there was a mail server.
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

    /// Hands a mail with a secret for its addressee alone to the mail server. Without one it goes nowhere: nobody else
    /// may read it.
    pub(crate) async fn hand_over(&self, mail: &Mail) -> Result<(), Undelivered> {
        match &*self.delivery {
            Delivery::Smtp(smtp) => {
                smtp.send(mail).await?;
            }
            Delivery::Outbox => {
                tracing::warn!("a mail to an account was dropped: there is no mail server")
            }
        }
        Ok(())
    }

    /// The texts of mails.
    pub(crate) fn texts(&self) -> &Catalogues {
        &self.texts
    }

    /// Stores the failure of a mail that will never arrive, for the owner, without its text and its link, which belong
    /// to the addressee.
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

/// A mail for the outbox, with its link's secret stored separately.
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

/// A mail of the outbox as a message file.
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

/// The quoted text: the sender's message in an invitation, the reason in a notice of an end, the mail server's reply in
/// a notice to the sender.
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
