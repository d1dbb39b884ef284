//! Consenting, reading, filling in and signing.

use crate::audit::{canonical, hex, sha256};
use crate::decide::send::invite;
use crate::decide::{Decision, Job, acting};
use crate::envelope::field::FieldKind;
use crate::envelope::recipient::{
    LinkPurpose, Recipient, RecipientStatus, SeenPage, SigningSession,
};
use crate::envelope::routing::{is_last, next_to_invite};
use crate::envelope::value::Value;
use crate::envelope::{Envelope, EnvelopeStatus};
use crate::fact::{
    ConsentGiven, DocumentViewed, EnvelopeCompleted, SignatureApplied, SignatureRefused,
    ValuesCommitted, ValuesSaved,
};
use crate::ids::{FieldId, StreamId};
use crate::policy::Actor;
use crate::refusal::{FieldError, Refusal};
use crate::time::Moment;
use std::collections::BTreeMap;

/// Why this recipient can't act now, if so.
fn closed(envelope: &Envelope, recipient: &Recipient, at_ms: i64) -> Option<Refusal> {
    if recipient.status == RecipientStatus::Signed {
        return Some(Refusal::new(
            "already_signed",
            "You have signed this document already.",
        ));
    }
    if envelope.status == EnvelopeStatus::Sent && envelope.has_expired(at_ms) {
        return Some(Refusal::new(
            "envelope_expired",
            "The time to sign this document is over.",
        ));
    }
    if envelope.status != EnvelopeStatus::Sent {
        return Some(Refusal::new(
            "envelope_closed",
            "This document can no longer be signed.",
        ));
    }
    if !recipient.is_acting() || !recipient.signs() {
        return Some(Refusal::new(
            "not_your_turn",
            "It is not your turn to sign yet.",
        ));
    }
    None
}

/// The recipient and session, if the recipient may act now.
fn open_for<'e>(
    envelope: &'e Envelope,
    by: &Actor,
    at: &Moment,
) -> Result<(&'e Recipient, &'e SigningSession), Refusal> {
    let (recipient, session) = acting(envelope, by, at)?;
    match closed(envelope, recipient, at.at_ms) {
        Some(refusal) => Err(refusal),
        None if session.purpose != LinkPurpose::Sign => Err(Refusal::forbidden()),
        None => Ok((recipient, session)),
    }
}

/// The recipient agrees to sign electronically, having read a versioned text.
pub(super) fn consent(
    envelope: &Envelope,
    consent_sha256: &str,
    version: i64,
    locale: &str,
    by: &Actor,
    at: &Moment,
) -> Result<Decision, Refusal> {
    let (recipient, session) = open_for(envelope, by, at)?;
    let access = by.access();
    Ok(Decision::fact(
        StreamId::Envelope(envelope.id),
        ConsentGiven {
            recipient: recipient.id,
            consent_sha256: consent_sha256.to_owned(),
            version,
            locale: locale.to_owned(),
            link_id: session.link.clone(),
            session_key: session.key.clone(),
            ip: access.ip,
            user_agent: access.user_agent,
            ip_source: access.ip_source,
        },
    ))
}

/// Pages were shown. A page counts once for each raster it was shown as.
pub(super) fn view(
    envelope: &Envelope,
    pages: &[SeenPage],
    by: &Actor,
    at: &Moment,
) -> Result<Decision, Refusal> {
    let (recipient, session) = open_for(envelope, by, at)?;
    let count = envelope.document.pages.len();
    for (n, seen) in pages.iter().enumerate() {
        let real = usize::try_from(seen.page).is_ok_and(|p| p < count);
        let hash = seen.sha256.len() == 64 && seen.sha256.bytes().all(|b| b.is_ascii_hexdigit());
        if !real || !hash {
            let fault = FieldError {
                pointer: format!("/pages/{n}"),
                code: "no_such_page",
                detail: "Name a page of this document and the SHA-256 of its picture.".into(),
            };
            return Err(
                Refusal::new("invalid_request", "This page does not exist.").pointing(vec![fault])
            );
        }
    }
    let mut news: Vec<SeenPage> = pages
        .iter()
        .filter(|p| !recipient.seen.contains(p))
        .cloned()
        .collect();
    news.sort();
    news.dedup();
    // Zooming shows a page as another raster; far beyond any document's worth of those, it is noise.
    if news.is_empty() || recipient.seen.len() + news.len() > count * 4 + 16 {
        return Err(Refusal::new(
            "nothing_new",
            "These pages are on record already.",
        ));
    }
    let access = by.access();
    Ok(Decision::fact(
        StreamId::Envelope(envelope.id),
        DocumentViewed {
            recipient: recipient.id,
            document_sha256: envelope.document.normalised_sha256.clone(),
            pages_viewed: news,
            link_id: session.link.clone(),
            ip: access.ip,
            user_agent: access.user_agent,
            ip_source: access.ip_source,
        },
    ))
}

/// What was saved before, with these changes; refused if an entry does not fit its field.
fn merged(
    envelope: &Envelope,
    recipient: &Recipient,
    changes: &BTreeMap<FieldId, Option<Value>>,
) -> Result<BTreeMap<FieldId, Value>, Refusal> {
    let mut values = recipient.values.clone();
    let mut faults = Vec::new();
    for (id, value) in changes {
        let mut fault = |code, detail: &str| {
            faults.push(FieldError {
                pointer: format!("/values/{id}"),
                code,
                detail: detail.into(),
            });
        };
        let Some(field) = envelope.field(*id).filter(|f| f.recipient == recipient.id) else {
            fault("unknown_field", "This field is not yours to fill in.");
            continue;
        };
        match value {
            None => {
                values.remove(id);
            }
            Some(value) => match value.check(field) {
                Ok(()) => {
                    values.insert(*id, value.clone());
                }
                Err((code, detail)) => fault(code, detail),
            },
        }
    }
    if faults.is_empty() {
        Ok(values)
    } else {
        Err(Refusal::new("values_refused", "Some entries need another look.").pointing(faults))
    }
}

/// Entries are saved so that the person can go on later.
pub(super) fn save(
    envelope: &Envelope,
    changes: &BTreeMap<FieldId, Option<Value>>,
    by: &Actor,
    at: &Moment,
) -> Result<Decision, Refusal> {
    let (recipient, _) = open_for(envelope, by, at)?;
    let values = merged(envelope, recipient, changes)?;
    if values == recipient.values {
        return Err(Refusal::new(
            "nothing_new",
            "These entries are saved already.",
        ));
    }
    Ok(Decision::fact(
        StreamId::Envelope(envelope.id),
        ValuesSaved {
            recipient: recipient.id,
            values,
        },
    ))
}

/// The recipient signs. The last one completes the envelope, in the same transaction and only once.
pub(super) fn sign(
    envelope: &Envelope,
    document_sha256: &str,
    changes: &BTreeMap<FieldId, Option<Value>>,
    by: &Actor,
    at: &Moment,
) -> Result<Decision, Refusal> {
    let (recipient, session) = acting(envelope, by, at)?;
    let access = by.access();
    let remembered = |refusal: Refusal| {
        let fact = SignatureRefused {
            recipient: recipient.id,
            code: refusal.code.into(),
            link_id: session.link.clone(),
            ip: access.ip.clone(),
            user_agent: access.user_agent.clone(),
            ip_source: access.ip_source.clone(),
        };
        refusal.remembered(fact.into())
    };
    if let Some(refusal) = closed(envelope, recipient, at.at_ms) {
        return Err(remembered(refusal));
    }
    if session.purpose != LinkPurpose::Sign {
        return Err(Refusal::forbidden());
    }
    if document_sha256 != envelope.document.normalised_sha256 {
        return Err(remembered(Refusal::new(
            "document_changed",
            "What you read is not the document on record. Load the page again before you sign.",
        )));
    }
    let Some(consent) = &recipient.consent else {
        return Err(Refusal::new(
            "consent_missing",
            "Agree to sign electronically before you sign.",
        ));
    };
    let values = merged(envelope, recipient, changes)?;
    check_complete(envelope, recipient, &values)?;
    let values_sha256 = digest_of(&values)?;
    let marks: BTreeMap<&FieldId, &Value> = values
        .iter()
        .filter(|(_, v)| matches!(v, Value::Mark(_)))
        .collect();
    let applied = SignatureApplied {
        recipient: recipient.id,
        name: recipient.name.clone(),
        email: recipient.email.clone(),
        document_sha256: document_sha256.to_owned(),
        values_sha256: values_sha256.clone(),
        signature_image_sha256: digest_of(&marks)?,
        consent_sha256: consent.sha256.clone(),
        locale: consent.locale.clone(),
        pages_viewed: recipient.seen.clone(),
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
    let decision = Decision::fact(StreamId::Envelope(envelope.id), committed).and(applied);
    Ok(go_on(decision, envelope, recipient, at))
}

/// After a signature: completes the envelope, or invites whoever is next.
fn go_on(decision: Decision, envelope: &Envelope, recipient: &Recipient, at: &Moment) -> Decision {
    if !is_last(envelope, recipient.id) {
        let next = next_to_invite(envelope, Some(recipient.id));
        return invite(decision, envelope, &next, at);
    }
    let completed = EnvelopeCompleted {
        document_sha256: envelope.document.normalised_sha256.clone(),
        signers: envelope.recipients.iter().filter(|r| r.signs()).count() as i64,
    };
    decision
        .and(completed)
        .then(Job::envelope("seal", envelope.id, at))
}

fn digest_of(value: &impl serde::Serialize) -> Result<String, Refusal> {
    let bytes = canonical::of(value)
        .map_err(|_| Refusal::new("values_refused", "Some entries can't be recorded."))?;
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
        .filter(|f| f.required || f.kind == FieldKind::Signature)
        .filter(|f| !values.get(&f.id).is_some_and(Value::is_filled))
        .map(|f| FieldError {
            pointer: format!("/values/{}", f.id),
            code: "missing",
            detail: "This entry is required.".into(),
        })
        .collect();
    if faults.is_empty() {
        return Ok(());
    }
    Err(Refusal::new("values_incomplete", "Some required entries are missing.").pointing(faults))
}
