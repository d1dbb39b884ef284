//! The seal exists: everyone is told, exactly once.

use crate::code::Code;
use crate::command::{ExtendSeal, RecordInformed, RecordSeal};
use crate::decide::Decision;
use crate::envelope::recipient::{RecipientRole, RecipientStatus};
use crate::envelope::{Envelope, EnvelopeStatus};
use crate::fact::{EnvelopeSealed, RecipientInformed, SealExtended};
use crate::ids::StreamId;
use crate::job::{Job, LinkMail, News};
use crate::refusal::Refusal;
use crate::time::Moment;

/// Records the sealed document of a completed envelope. Refuses a second one, so that a seal job that runs twice
/// can't leave two documents.
pub(super) fn record(
    envelope: &Envelope,
    command: &RecordSeal,
    at: &Moment,
) -> Result<Decision, Refusal> {
    let RecordSeal {
        pdf_sha256,
        level,
        facts,
        head,
        ..
    } = command;
    if envelope.status == EnvelopeStatus::Sealed {
        return Err(Refusal::new(
            Code::AlreadySealed,
            "This envelope is sealed already.",
        ));
    }
    if envelope.status != EnvelopeStatus::Completed {
        return Err(Refusal::new(
            Code::NotCompleted,
            "Not everyone has signed yet.",
        ));
    }
    let sealed = EnvelopeSealed {
        pdf_sha256: pdf_sha256.clone(),
        level: *level,
        facts: *facts,
        head: head.clone(),
    };
    let mut decision = Decision::fact(StreamId::Envelope(envelope.id), sealed)
        .then(Job::tell_sender(envelope.id, News::Sealed));
    if level.pending.is_some() {
        decision = decision.then(Job::UpgradeSeal {
            envelope: envelope.id,
        });
    }
    for recipient in &envelope.recipients {
        decision = decision.then(Job::mail_link(
            envelope.id,
            recipient.id,
            LinkMail::Copy,
            at,
        ));
    }
    Ok(decision)
}

/// Records the extended document if it extends the newest one. Of two jobs that began with the same document, only
/// the first succeeds.
pub(super) fn extend(envelope: &Envelope, command: &ExtendSeal) -> Result<Decision, Refusal> {
    let ExtendSeal {
        prefix_sha256,
        prefix_bytes,
        pdf_sha256,
        level,
        added,
        timestamp_ends_ms,
        ..
    } = command;
    let Some(seal) = &envelope.seal else {
        return Err(Refusal::new(
            Code::NotSealedYet,
            "The sealed document does not exist yet.",
        ));
    };
    if seal.pdf_sha256 != *prefix_sha256 || pdf_sha256 == prefix_sha256 || added.is_empty() {
        return Err(Refusal::new(
            Code::AlreadyExtended,
            "The sealed document has been extended meanwhile.",
        ));
    }
    Ok(Decision::fact(
        StreamId::Envelope(envelope.id),
        SealExtended {
            pdf_sha256: pdf_sha256.clone(),
            level: *level,
            prefix_sha256: prefix_sha256.clone(),
            prefix_bytes: *prefix_bytes,
            added: added.clone(),
            timestamp_ends_ms: *timestamp_ends_ms,
        },
    ))
}

/// A recipient of a copy was told of the outcome.
pub(super) fn informed(envelope: &Envelope, command: &RecordInformed) -> Result<Decision, Refusal> {
    let recipient = envelope
        .recipient(command.recipient)
        .ok_or_else(Refusal::not_found)?;
    if recipient.role != RecipientRole::Copy || recipient.status == RecipientStatus::Informed {
        return Err(Refusal::new(
            Code::NothingNew,
            "This person does not need this notification.",
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
