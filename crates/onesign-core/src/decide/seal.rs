//! The seal exists: everybody is told, exactly once.

use crate::command::Command;
use crate::decide::{Decision, Job};
use crate::envelope::recipient::{RecipientRole, RecipientStatus};
use crate::envelope::{Envelope, EnvelopeStatus};
use crate::fact::{EnvelopeSealed, RecipientInformed};
use crate::ids::{RecipientId, StreamId};
use crate::refusal::Refusal;
use crate::time::Moment;

/// Records the sealed document of a completed envelope. A second one is refused, so that a seal job that
/// runs twice can't leave two documents.
pub(super) fn record(
    envelope: &Envelope,
    command: &Command,
    at: &Moment,
) -> Result<Decision, Refusal> {
    let Command::RecordSeal {
        pdf_sha256,
        level,
        facts,
        head,
        ..
    } = command
    else {
        return Err(Refusal::not_found());
    };
    if envelope.status == EnvelopeStatus::Sealed {
        return Err(Refusal::new(
            "already_sealed",
            "This envelope is sealed already.",
        ));
    }
    if envelope.status != EnvelopeStatus::Completed {
        return Err(Refusal::new("not_completed", "Somebody still has to sign."));
    }
    let sealed = EnvelopeSealed {
        pdf_sha256: pdf_sha256.clone(),
        level: level.clone(),
        facts: *facts,
        head: head.clone(),
    };
    let mut decision = Decision::fact(StreamId::Envelope(envelope.id), sealed)
        .then(Job::tell_sender(envelope.id, "sealed", at));
    for recipient in &envelope.recipients {
        decision = decision.then(Job::mail(
            "mail_link",
            envelope.id,
            recipient.id,
            "copy",
            at,
        ));
    }
    Ok(decision)
}

/// A recipient of a copy was told of the outcome.
pub(super) fn informed(envelope: &Envelope, recipient: RecipientId) -> Result<Decision, Refusal> {
    let recipient = envelope
        .recipient(recipient)
        .ok_or_else(Refusal::not_found)?;
    if recipient.role != RecipientRole::Copy || recipient.status == RecipientStatus::Informed {
        return Err(Refusal::new(
            "nothing_new",
            "This person needs no such note.",
        ));
    }
    Ok(Decision::fact(
        StreamId::Envelope(envelope.id),
        RecipientInformed {
            recipient: recipient.id,
            name: recipient.name.clone(),
            email: recipient.email.clone(),
        },
    ))
}
