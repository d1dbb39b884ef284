//! Signing.

use crate::actor::Actor;
use crate::audit::canonical;
use crate::code::{Code, FaultCode};
use crate::command::Sign;
use crate::decide::prepare::{check_pages, checked, viewed};
use crate::decide::repeat::remembered;
use crate::decide::send::invite;
use crate::decide::{Decision, acting};
use crate::digest::{hex, sha256};
use crate::envelope::field::FieldKind;
use crate::envelope::recipient::{
    Consent, LinkPurpose, Recipient, RecipientStatus, SeenPage, SigningSession,
};
use crate::envelope::routing::{is_last, next_to_invite};
use crate::envelope::value::{SigningDate, Value};
use crate::envelope::{Envelope, EnvelopeStatus};
use crate::fact::{EnvelopeCompleted, SignatureApplied, SignatureRefused, ValuesCommitted};
use crate::ids::{FieldId, StreamId};
use crate::job::Job;
use crate::refusal::{FieldError, Refusal};
use crate::time::Moment;
use std::collections::BTreeMap;

/// Why this recipient can't act now, if they can't.
pub(super) fn closed(envelope: &Envelope, recipient: &Recipient, at_ms: i64) -> Option<Refusal> {
    if recipient.status == RecipientStatus::Signed {
        return Some(Refusal::new(
            Code::AlreadySigned,
            "You have signed this document already.",
        ));
    }
    if envelope.status == EnvelopeStatus::Sent && envelope.has_expired(at_ms) {
        return Some(Refusal::new(
            Code::EnvelopeExpired,
            "The deadline to sign this document has passed.",
        ));
    }
    if envelope.status != EnvelopeStatus::Sent {
        return Some(Refusal::new(
            Code::EnvelopeClosed,
            "This document can no longer be signed.",
        ));
    }
    if !recipient.is_acting() || !recipient.signs() {
        return Some(Refusal::new(
            Code::NotYourTurn,
            "It is not your turn to sign yet.",
        ));
    }
    None
}

/// The recipient signs. The last signer completes the envelope, in the same transaction and only
/// once.
pub(super) fn sign(
    envelope: &Envelope,
    command: &Sign,
    by: &Actor,
    at: &Moment,
) -> Result<Decision, Refusal> {
    let Sign {
        document_sha256,
        values,
        seen,
        ..
    } = command;
    let (recipient, session) = acting(envelope, by, at)?;
    let consent = admitted(envelope, (recipient, session), document_sha256, by, at)?;
    let access = by.access();
    let mut values = checked(envelope, recipient, values, at)?;
    let dates = envelope.fields_of(recipient.id).into_iter();
    for field in dates.filter(|field| field.kind == FieldKind::Date) {
        values.insert(field.id, Value::Date(SigningDate::of(at.at_ms)));
    }
    check_complete(envelope, recipient, &values)?;
    let (pages_viewed, news) = shown(envelope, recipient, seen)?;
    let values_sha256 = digest_of(&values)?;
    let marks: BTreeMap<&FieldId, &Value> = values
        .iter()
        .filter(|(_, v)| matches!(v, Value::Mark(_)))
        .collect();
    let applied = SignatureApplied {
        recipient: recipient.id,
        name: recipient.name.clone(),
        email: recipient.email.clone(),
        document_sha256: document_sha256.clone(),
        values_sha256: values_sha256.clone(),
        signature_image_sha256: digest_of(&marks)?,
        consent_sha256: consent.sha256.clone(),
        locale: consent.locale.clone(),
        pages_viewed,
        auth_methods: vec![session.channel.auth_method().into(), "browser_key".into()],
        session_key: session.key.clone(),
        link_id: session.link.clone(),
        link_sha256: session.link_sha256.clone(),
        ip: access.ip.clone(),
        user_agent: access.user_agent.clone(),
        ip_source: access.ip_source.clone(),
    };
    let committed = ValuesCommitted {
        recipient: recipient.id,
        values,
        values_sha256,
    };
    let stream = StreamId::Envelope(envelope.id);
    let decision = if news.is_empty() {
        Decision::fact(stream, committed)
    } else {
        Decision::fact(stream, viewed(envelope, recipient, session, news, by)).and(committed)
    };
    Ok(go_on(decision.and(applied), envelope, recipient, at))
}

/// The consent under which the recipient may sign this document now, or why they may not.
fn admitted<'e>(
    envelope: &Envelope,
    (recipient, session): (&'e Recipient, &SigningSession),
    document_sha256: &str,
    by: &Actor,
    at: &Moment,
) -> Result<&'e Consent, Refusal> {
    let access = by.access();
    let remember = |refusal: Refusal| {
        let fact = SignatureRefused {
            recipient: recipient.id,
            code: refusal.code.word().into(),
            link_id: session.link.clone(),
            ip: access.ip.clone(),
            user_agent: access.user_agent.clone(),
            ip_source: access.ip_source.clone(),
            count: None,
            first_ms: None,
            last_ms: None,
        };
        remembered(refusal, recipient, fact.into())
    };
    if let Some(refusal) = closed(envelope, recipient, at.at_ms) {
        return Err(remember(refusal));
    }
    if session.purpose != LinkPurpose::Sign {
        return Err(Refusal::forbidden());
    }
    if document_sha256 != envelope.document.normalised_sha256 {
        return Err(remember(Refusal::new(
            Code::DocumentChanged,
            "The document has changed since you opened it. Reload the page and read it again before you sign.",
        )));
    }
    let consent = recipient.consent.as_ref().filter(|c| c.is_of(session));
    consent.ok_or_else(|| {
        Refusal::new(
            Code::ConsentMissing,
            "Agree to sign electronically before you sign.",
        )
    })
}

/// All pages that were shown in this session, and those among them without a fact.
fn shown(
    envelope: &Envelope,
    recipient: &Recipient,
    seen: &[SeenPage],
) -> Result<(Vec<SeenPage>, Vec<SeenPage>), Refusal> {
    check_pages(envelope, seen)?;
    let news: Vec<SeenPage> = seen
        .iter()
        .filter(|page| !recipient.seen.contains(page))
        .cloned()
        .collect();
    Ok(([recipient.seen.as_slice(), &news].concat(), news))
}

/// After a signature: completes the envelope, or invites the next signers.
fn go_on(decision: Decision, envelope: &Envelope, recipient: &Recipient, at: &Moment) -> Decision {
    if !is_last(envelope, recipient.id) {
        let next = next_to_invite(envelope, Some(recipient.id));
        return invite(decision, envelope, &next, at);
    }
    let completed = EnvelopeCompleted {
        document_sha256: envelope.document.normalised_sha256.clone(),
        signers: envelope.recipients.iter().filter(|r| r.signs()).count() as i64,
    };
    decision.and(completed).then(Job::Seal {
        envelope: envelope.id,
    })
}

fn digest_of(value: &impl serde::Serialize) -> Result<String, Refusal> {
    let bytes = canonical::of(value)
        .map_err(|_| Refusal::new(Code::ValuesRefused, "Some entries can't be recorded."))?;
    Ok(hex(&sha256(&[&bytes])))
}

/// Refuses if a required field is empty. A required box must be ticked.
fn check_complete(
    envelope: &Envelope,
    recipient: &Recipient,
    values: &BTreeMap<FieldId, Value>,
) -> Result<(), Refusal> {
    let faults: Vec<FieldError> = envelope
        .fields_of(recipient.id)
        .into_iter()
        .filter(|f| f.is_needed())
        .filter(|f| !values.get(&f.id).is_some_and(Value::is_filled))
        .map(|f| FieldError {
            pointer: format!("/values/{}", f.id),
            code: FaultCode::Missing,
            detail: "This entry is required.".into(),
        })
        .collect();
    if faults.is_empty() {
        return Ok(());
    }
    Err(Refusal::new(Code::ValuesIncomplete, "Some required entries are missing.").pointing(faults))
}
