//! Sending: the draft is frozen and the first step is invited.

use crate::actor::Actor;
use crate::code::Code;
use crate::command::SendEnvelope;
use crate::decide::Decision;
use crate::decide::draft::check_revision;
use crate::envelope::readiness::missing_for_sending;
use crate::envelope::recipient::Recipient;
use crate::envelope::routing::next_to_invite;
use crate::envelope::{Envelope, EnvelopeStatus};
use crate::fact::{EnvelopeSent, RecipientInvited, RoutedRecipient};
use crate::ids::StreamId;
use crate::job::{Job, LinkMail};
use crate::refusal::Refusal;
use crate::time::{DAY_MS, Moment};

/// Sends a complete draft.
pub(super) fn send(
    envelope: &Envelope,
    command: &SendEnvelope,
    by: &Actor,
    at: &Moment,
) -> Result<Decision, Refusal> {
    let revision = command.revision.as_deref();
    if envelope.status != EnvelopeStatus::Draft {
        return Err(Refusal::new(
            Code::AlreadySent,
            "This envelope has been sent already.",
        ));
    }
    check_revision(envelope, revision)?;
    let missing = missing_for_sending(envelope);
    if !missing.is_empty() {
        return Err(Refusal::new(
            Code::NotReady,
            "This can't be sent yet. Check the marked entries.",
        )
        .pointing(missing));
    }
    let access = by.access();
    let sent = EnvelopeSent {
        title: envelope.title.clone(),
        message: envelope.message.clone(),
        locale: envelope.locale.clone(),
        expires_at_ms: at.at_ms + envelope.expires_in_days * DAY_MS,
        document_sha256: envelope.document.normalised_sha256.clone(),
        recipients: envelope
            .recipients
            .iter()
            .map(|r| RoutedRecipient {
                id: r.id,
                role: r.role,
                step: r.step,
            })
            .collect(),
        fields: envelope.fields.clone(),
        ip: access.ip,
        user_agent: access.user_agent,
        ip_source: access.ip_source,
    };
    let decision = Decision::fact(StreamId::Envelope(envelope.id), sent);
    Ok(invite(
        decision,
        envelope,
        &next_to_invite(envelope, None),
        at,
    ))
}

/// Adds the invitations of these recipients to a decision.
pub(super) fn invite(
    mut decision: Decision,
    envelope: &Envelope,
    recipients: &[&Recipient],
    at: &Moment,
) -> Decision {
    for recipient in recipients {
        decision = decision
            .and(RecipientInvited {
                recipient: recipient.id,
                name: recipient.name.clone(),
                email: recipient.email.clone(),
                step: recipient.step,
            })
            .then(Job::mail_link(
                envelope.id,
                recipient.id,
                LinkMail::Invitation,
                at,
            ));
    }
    decision
}
