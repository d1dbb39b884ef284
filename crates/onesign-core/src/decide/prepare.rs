//! On the way to a signature: consenting, reading and filling in.

use crate::actor::Actor;
use crate::code::{Code, FaultCode};
use crate::command::{GiveConsent, RecordView, SaveEntries};
use crate::decide::sign::closed;
use crate::decide::{Aside, Decision, acting};
use crate::envelope::Envelope;
use crate::envelope::field::FieldKind;
use crate::envelope::progress::Step;
use crate::envelope::recipient::{LinkPurpose, Recipient, SeenPage, SigningSession};
use crate::envelope::value::Value;
use crate::fact::{ConsentGiven, DocumentViewed};
use crate::ids::{FieldId, StreamId};
use crate::refusal::{FieldError, Refusal};
use crate::time::{Moment, utc_date};
use std::collections::BTreeMap;

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

/// The recipient agrees to sign electronically, having read a versioned text. Once in a session.
pub(super) fn consent(
    envelope: &Envelope,
    command: &GiveConsent,
    by: &Actor,
    at: &Moment,
) -> Result<Decision, Refusal> {
    let (recipient, session) = open_for(envelope, by, at)?;
    if recipient.consent.as_ref().is_some_and(|c| c.is_of(session)) {
        return Err(Refusal::new(
            Code::NothingNew,
            "You have agreed to sign electronically already.",
        ));
    }
    let access = by.access();
    Ok(Decision::fact(
        StreamId::Envelope(envelope.id),
        ConsentGiven {
            recipient: recipient.id,
            consent_sha256: command.sha256.clone(),
            version: command.version,
            locale: command.locale.clone(),
            link_id: session.link.clone(),
            session_key: session.key.clone(),
            ip: access.ip,
            user_agent: access.user_agent,
            ip_source: access.ip_source,
        },
    ))
}

/// Pages were shown. The first pages of a session become a fact at once; the others become one fact with the
/// signature.
pub(super) fn view(
    envelope: &Envelope,
    command: &RecordView,
    by: &Actor,
    at: &Moment,
) -> Result<Decision, Refusal> {
    let pages = &command.pages;
    let (recipient, session) = open_for(envelope, by, at)?;
    check_pages(envelope, pages)?;
    let mut news: Vec<SeenPage> = pages
        .iter()
        .filter(|p| !recipient.seen.contains(p))
        .cloned()
        .collect();
    news.sort();
    news.dedup();
    if news.is_empty() {
        return Err(Refusal::new(
            Code::NothingNew,
            "These pages are on record already.",
        ));
    }
    if recipient.seen.is_empty() {
        news.dedup_by_key(|seen| seen.page);
        return Ok(Decision::fact(
            StreamId::Envelope(envelope.id),
            viewed(envelope, recipient, session, news, by),
        ));
    }
    Ok(Decision::aside(Aside {
        recipient: recipient.id,
        link: session.link.clone(),
        step: Step::Shown(news),
    }))
}

/// The fact that these pages were shown in this session.
pub(super) fn viewed(
    envelope: &Envelope,
    recipient: &Recipient,
    session: &SigningSession,
    pages_viewed: Vec<SeenPage>,
    by: &Actor,
) -> DocumentViewed {
    let access = by.access();
    DocumentViewed {
        recipient: recipient.id,
        document_sha256: envelope.document.normalised_sha256.clone(),
        pages_viewed,
        link_id: session.link.clone(),
        ip: access.ip,
        user_agent: access.user_agent,
        ip_source: access.ip_source,
    }
}

/// Refuses pages that the document doesn't have, and malformed picture digests.
pub(super) fn check_pages(envelope: &Envelope, pages: &[SeenPage]) -> Result<(), Refusal> {
    let count = envelope.document.pages.len();
    for (n, seen) in pages.iter().enumerate() {
        let real = usize::try_from(seen.page).is_ok_and(|p| p < count);
        let hash = seen.sha256.len() == 64 && seen.sha256.bytes().all(|b| b.is_ascii_hexdigit());
        if !real || !hash {
            let fault = FieldError {
                pointer: format!("/pages/{n}"),
                code: FaultCode::NoSuchPage,
                detail: "Name a page of this document and the SHA-256 of its picture.".into(),
            };
            return Err(
                Refusal::new(Code::InvalidRequest, "This page does not exist.")
                    .pointing(vec![fault]),
            );
        }
    }
    Ok(())
}

/// Saves entries so that the recipient can continue later. They become facts with the signature.
pub(super) fn save(
    envelope: &Envelope,
    command: &SaveEntries,
    by: &Actor,
    at: &Moment,
) -> Result<Decision, Refusal> {
    let changes = &command.values;
    let (recipient, session) = open_for(envelope, by, at)?;
    let kept = checked(envelope, recipient, changes, at)?;
    let entered = changes
        .keys()
        .map(|id| (*id, kept.get(id).cloned()))
        .collect();
    Ok(Decision::aside(Aside {
        recipient: recipient.id,
        link: session.link.clone(),
        step: Step::Entered(entered),
    }))
}

/// The entries that are not empty; refused if one does not fit its field.
pub(super) fn checked(
    envelope: &Envelope,
    recipient: &Recipient,
    entries: &BTreeMap<FieldId, Option<Value>>,
    at: &Moment,
) -> Result<BTreeMap<FieldId, Value>, Refusal> {
    let mut values = BTreeMap::new();
    let mut faults = Vec::new();
    for (id, value) in entries {
        let mut fault = |code, detail: &str| {
            faults.push(FieldError {
                pointer: format!("/values/{id}"),
                code,
                detail: detail.into(),
            });
        };
        let Some(field) = envelope.field(*id).filter(|f| f.recipient == recipient.id) else {
            fault(
                FaultCode::UnknownField,
                "This field is not yours to fill in.",
            );
            continue;
        };
        let Some(value) = value else { continue };
        if field.kind == FieldKind::Date && *value == Value::Text(utc_date(at.at_ms)) {
            // The text equals the value that the server fills in anyway.
            continue;
        }
        match value.check(field) {
            Ok(()) => drop(values.insert(*id, value.clone())),
            Err((code, detail)) => fault(code, detail),
        }
    }
    if faults.is_empty() {
        Ok(values)
    } else {
        Err(Refusal::new(
            Code::ValuesRefused,
            "Some entries need correcting. Check the marked ones.",
        )
        .pointing(faults))
    }
}
