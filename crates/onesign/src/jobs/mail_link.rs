//! Mails a link, and records what the mail server said. A mail that is tried again carries the same link.

use super::mailing::{Next, wait};
use super::{Ended, Failed, Jobs, system};
use crate::ceremony::links::{Asked, OpenLink};
use crate::config::MailWay;
use crate::mail::delivery::{Delivered, Errand};
use crate::mail::{About, MailError};
use onesign_core::code::Code;
use onesign_core::command::{
    RecordDeliveryFailure, RecordHandOver, RecordInformed, RecordUnanswered,
};
use onesign_core::decide::link::purpose_now;
use onesign_core::envelope::recipient::{LinkPurpose, Recipient, RecipientRole};
use onesign_core::envelope::{Envelope, EnvelopeStatus};
use onesign_core::ids::{EnvelopeId, RecipientId};
use onesign_core::job::{JobKind, LinkMail};
use onesign_core::{Command, Viewer};
use onesign_store::link_secrets::Wait;
use uuid::Uuid;

/// What was asked for.
pub(super) struct Wanted {
    pub(super) about: LinkMail,
    /// Unix milliseconds.
    pub(super) asked_at_ms: i64,
}

/// Mails the link that is due to a recipient, if one still is.
pub(super) async fn run(
    jobs: &Jobs,
    job: Uuid,
    (envelope, recipient): (EnvelopeId, RecipientId),
    wanted: Wanted,
) -> Result<Ended, Failed> {
    let envelope = super::envelope(&jobs.store, envelope).await?;
    let recipient = super::recipient(&envelope, recipient)?;
    let Some(purpose) = purpose_now(&envelope, recipient, jobs.clock.now_ms()) else {
        return Ok(Ended::Done);
    };
    // The job was cut off after the mail was kept, or after its fate was recorded.
    if jobs.mailing.way() == MailWay::Outbox
        && jobs.store.read(&Viewer::System).mail(job).await.is_ok()
    {
        return Ok(Ended::Done);
    }
    if settled_since(recipient, purpose, wanted.asked_at_ms) {
        return informed(jobs, &envelope, recipient, purpose).await;
    }
    let link = match jobs
        .links
        .link_to_mail(
            &Viewer::System,
            &system(JobKind::MailLink),
            (envelope.id, recipient.id),
            Asked {
                purpose,
                at_ms: wanted.asked_at_ms,
                by_anybody: wanted.about.is_by_anybody(),
            },
        )
        .await
    {
        Err(error)
            if error
                .refusal()
                .is_some_and(|r| r.code == Code::NotTheirTurn) =>
        {
            return Ok(Ended::Done);
        }
        other => other?,
    };
    let errand = Errand {
        id: job,
        envelope: &envelope,
        recipient: Some(recipient),
        concerns: None,
        about: occasion(envelope.status, purpose, wanted.about),
        link: Some(link.url.as_str()),
    };
    deliver(jobs, &errand, recipient, purpose, &link).await
}

/// The occasion of the mail, from the purpose of the link that is due now.
fn occasion(status: EnvelopeStatus, purpose: LinkPurpose, wanted: LinkMail) -> About {
    match (purpose, wanted) {
        (LinkPurpose::Copy, _) if status == EnvelopeStatus::Sealed => About::Copy,
        (LinkPurpose::Copy, _) => About::Progress,
        (LinkPurpose::Sign, LinkMail::Invitation) => About::Invitation,
        (LinkPurpose::Sign, LinkMail::Renewal) => About::Renewal,
        // After a restore, a queued job for a copy can meet an envelope that is not sealed any more.
        (LinkPurpose::Sign, LinkMail::Reminder | LinkMail::Copy | LinkMail::CopyRenewal) => {
            About::Reminder
        }
    }
}

/// Hands the mail to the mail server and records its answer.
async fn deliver(
    jobs: &Jobs,
    errand: &Errand<'_>,
    recipient: &Recipient,
    purpose: LinkPurpose,
    link: &OpenLink,
) -> Result<Ended, Failed> {
    let now = jobs.clock.now_ms();
    let since = link.wait.as_ref().map_or(now, |wait| wait.since_ms);
    let before = link.wait.as_ref().map_or(0, |wait| wait.unanswered);
    match jobs.mailing.deliver(errand).await {
        Ok(Delivered::HandedOver(reply)) => {
            let command = Command::RecordHandOver(RecordHandOver {
                envelope: errand.envelope.id,
                recipient: recipient.id,
                selector: link.selector.clone(),
                reply,
            });
            record(jobs, command).await?;
            informed(jobs, errand.envelope, recipient, purpose).await
        }
        Ok(Delivered::Kept) => {
            if link.wait.is_some() {
                jobs.store.note_wait(&link.selector, None).await?;
            }
            Ok(Ended::Done)
        }
        Err(error) => match Next::after(error, since, before, jobs.clock.now_ms())? {
            Next::Later(next_ms, error) => {
                let reason = Wait {
                    since_ms: since,
                    next_ms,
                    code: error.code,
                    unanswered: before + u32::from(error.is_unanswered()),
                    reply: error.detail.clone(),
                };
                jobs.store.note_wait(&link.selector, Some(&reason)).await?;
                Ok(wait(next_ms, &error))
            }
            Next::Never(error) => never(jobs, errand, recipient, link, error).await,
        },
    }
}

/// Whether the mail that was asked for then has been handed over, or given up, since.
fn settled_since(recipient: &Recipient, purpose: LinkPurpose, asked_at_ms: i64) -> bool {
    let link = recipient.link.as_ref().filter(|l| l.purpose == purpose);
    link.is_some_and(|link| {
        let failed = link.failure.as_ref().map(|failure| failure.at_ms);
        link.handed_over_at_ms.max(failed) >= Some(asked_at_ms)
    })
}

async fn never(
    jobs: &Jobs,
    errand: &Errand<'_>,
    recipient: &Recipient,
    link: &OpenLink,
    error: MailError,
) -> Result<Ended, Failed> {
    let (envelope, recipient) = (errand.envelope.id, recipient.id);
    let selector = link.selector.clone();
    // Whatever became of the later tries: an earlier one may have arrived.
    let before = link.wait.as_ref().is_some_and(|wait| wait.unanswered > 0);
    let command = if before || error.is_unanswered() {
        Command::RecordUnanswered(RecordUnanswered {
            envelope,
            recipient,
            selector,
            reply: error.detail,
        })
    } else {
        jobs.mailing.keep_refused(errand, &error.detail).await?;
        Command::RecordDeliveryFailure(RecordDeliveryFailure {
            envelope,
            recipient,
            selector,
            code: error.code,
            reply: error.detail,
        })
    };
    jobs.store.note_wait(&link.selector, None).await?;
    record(jobs, command).await?;
    Ok(Ended::Done)
}

/// After the mail with the outcome has left, the recipient of a copy counts as told.
async fn informed(
    jobs: &Jobs,
    envelope: &Envelope,
    recipient: &Recipient,
    purpose: LinkPurpose,
) -> Result<Ended, Failed> {
    let handed_over = recipient.link.as_ref().is_none_or(|l| l.failure.is_none());
    if purpose == LinkPurpose::Copy && recipient.role == RecipientRole::Copy && handed_over {
        let command = Command::RecordInformed(RecordInformed {
            envelope: envelope.id,
            recipient: recipient.id,
        });
        record(jobs, command).await?;
    }
    Ok(Ended::Done)
}

/// Records what a run that was cut off may have recorded already.
async fn record(jobs: &Jobs, command: Command) -> Result<(), Failed> {
    match jobs
        .store
        .execute(command, &system(JobKind::MailLink), &jobs.clock.moment())
        .await
    {
        Err(error) if error.refusal().is_some_and(|r| r.code == Code::NothingNew) => Ok(()),
        other => other.map(drop).map_err(Failed::from),
    }
}
