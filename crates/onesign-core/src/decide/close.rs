//! The ways an envelope ends without a seal: declined, voided, expired.

use crate::actor::Actor;
use crate::code::Code;
use crate::command::{Decline, VoidEnvelope};
use crate::decide::{Decision, acting, reason_text};
use crate::envelope::recipient::{LinkPurpose, RecipientStatus};
use crate::envelope::{Envelope, EnvelopeStatus};
use crate::fact::{EnvelopeExpired, EnvelopeVoided, RecipientDeclined};
use crate::ids::{RecipientId, StreamId};
use crate::job::{Job, News, Notice};
use crate::refusal::Refusal;
use crate::time::Moment;

/// Longest reason, in characters.
const MAX_REASON: usize = 1_000;

/// A recipient refuses to sign. Never after signing.
pub(super) fn decline(
    envelope: &Envelope,
    command: &Decline,
    by: &Actor,
    at: &Moment,
) -> Result<Decision, Refusal> {
    let (recipient, session) = acting(envelope, by, at)?;
    if recipient.status == RecipientStatus::Signed {
        return Err(Refusal::new(
            Code::AlreadySigned,
            "You have signed this document, so you can no longer decline to sign it. Write to the sender.",
        ));
    }
    if envelope.status != EnvelopeStatus::Sent || envelope.has_expired(at.at_ms) {
        return Err(Refusal::new(
            Code::EnvelopeClosed,
            "This document can no longer be declined.",
        ));
    }
    if !recipient.is_acting() || session.purpose != LinkPurpose::Sign {
        return Err(Refusal::new(Code::NotYourTurn, "It is not your turn yet."));
    }
    let access = by.access();
    let declined = RecipientDeclined {
        recipient: recipient.id,
        reason: reason_text(&command.reason, MAX_REASON)?,
        link_id: session.link.clone(),
        ip: access.ip,
        user_agent: access.user_agent,
        ip_source: access.ip_source,
    };
    let decision = Decision::fact(StreamId::Envelope(envelope.id), declined)
        .then(Job::tell_sender(envelope.id, News::Declined));
    Ok(tell_involved(
        decision,
        envelope,
        Some(recipient.id),
        Notice::Declined,
    ))
}

/// The sender withdraws the envelope. Never after everybody has signed.
pub(super) fn void(
    envelope: &Envelope,
    command: &VoidEnvelope,
    by: &Actor,
) -> Result<Decision, Refusal> {
    if !matches!(
        envelope.status,
        EnvelopeStatus::Draft | EnvelopeStatus::Sent
    ) {
        return Err(Refusal::new(
            Code::EnvelopeClosed,
            "Only a draft, or an envelope that is still waiting for signatures, can be withdrawn.",
        ));
    }
    let access = by.access();
    let voided = EnvelopeVoided {
        reason: reason_text(&command.reason, MAX_REASON)?,
        ip: access.ip,
        user_agent: access.user_agent,
        ip_source: access.ip_source,
    };
    let decision = Decision::fact(StreamId::Envelope(envelope.id), voided);
    Ok(tell_involved(decision, envelope, None, Notice::Voided))
}

/// The sender deletes a draft. Nobody was asked to sign, so the reason is empty; this distinguishes a deletion from
/// a withdrawal.
pub(super) fn delete(envelope: &Envelope, by: &Actor) -> Result<Decision, Refusal> {
    if envelope.status != EnvelopeStatus::Draft {
        return Err(Refusal::new(
            Code::AlreadySent,
            "This envelope has been sent. It can be withdrawn, but not deleted.",
        ));
    }
    let access = by.access();
    let deleted = EnvelopeVoided {
        reason: String::new(),
        ip: access.ip,
        user_agent: access.user_agent,
        ip_source: access.ip_source,
    };
    Ok(
        Decision::fact(StreamId::Envelope(envelope.id), deleted).then(Job::DeleteDraft {
            envelope: envelope.id,
        }),
    )
}

/// Time is up.
pub(super) fn expire(envelope: &Envelope, at: &Moment) -> Result<Decision, Refusal> {
    let (EnvelopeStatus::Sent, Some(end)) = (envelope.status, envelope.expires_at_ms) else {
        return Err(Refusal::new(
            Code::EnvelopeClosed,
            "This envelope is not waiting for anyone.",
        ));
    };
    if at.at_ms < end {
        return Err(Refusal::new(
            Code::NotExpired,
            "The deadline has not passed yet.",
        ));
    }
    let decision = Decision::fact(
        StreamId::Envelope(envelope.id),
        EnvelopeExpired { expires_at_ms: end },
    )
    .then(Job::tell_sender(envelope.id, News::Expired));
    Ok(tell_involved(decision, envelope, None, Notice::Expired))
}

/// Tells everyone who was asked, including those who have signed.
fn tell_involved(
    mut decision: Decision,
    envelope: &Envelope,
    except: Option<RecipientId>,
    about: Notice,
) -> Decision {
    for recipient in &envelope.recipients {
        if recipient.status != RecipientStatus::Waiting && Some(recipient.id) != except {
            decision = decision.then(Job::MailNotice {
                envelope: envelope.id,
                recipient: recipient.id,
                about,
            });
        }
    }
    decision
}
