//! From fact to state. The writer and the replay of a stream both use this function.

mod account;
mod recipient;

use crate::envelope::recipient::{Recipient, RecipientStatus};
use crate::envelope::{Document, Enclosed, Envelope, EnvelopeStatus, Seal, Sender};
use crate::fact::{DocumentNormalised, EnvelopeCreated, EnvelopeRevised, Fact, RoutedRecipient};
use crate::identity::instance::{Instance, SealKey};
use crate::ids::RecipientId;
use crate::state::State;
use std::collections::BTreeMap;

/// The state after `fact`, which happened at `at_ms`.
///
/// A fact is past and can't be refused: if it does not fit its stream, the state stays as it is. `None`
/// stays `None` until the first fact of the stream.
pub fn apply(state: Option<State>, fact: &Fact, at_ms: i64) -> Option<State> {
    match (state, fact) {
        (None, Fact::InstanceSetUp(f)) => Some(State::Instance(Instance {
            name: f.name.clone(),
            owner: f.owner,
            seal_key: None,
        })),
        (None, Fact::AccountCreated(f)) => Some(State::Account(account::created(f))),
        (None, Fact::EnvelopeCreated(f)) => Some(State::Envelope(Box::new(created(f, at_ms)))),
        (Some(State::Instance(mut instance)), Fact::KeyRotated(f)) => {
            instance.seal_key = Some(SealKey {
                certificate_sha256: f.certificate_sha256.clone(),
                ends_at_ms: f.ends_at_ms,
            });
            Some(State::Instance(instance))
        }
        (Some(State::Account(mut account)), fact) => {
            account::apply(&mut account, fact, at_ms);
            Some(State::Account(account))
        }
        (Some(State::Envelope(mut envelope)), fact) => {
            envelope.updated_at_ms = at_ms;
            to_envelope(&mut envelope, fact, at_ms);
            Some(State::Envelope(envelope))
        }
        (state, _) => state,
    }
}

/// Clears the content of a deleted draft from the state.
fn deleted(envelope: &mut Envelope) {
    envelope.status = EnvelopeStatus::Deleted;
    envelope.title.clear();
    envelope.message.clear();
    envelope.document.filename.clear();
    envelope.document.detected.clear();
    envelope.recipients.clear();
    envelope.fields.clear();
}

fn created(f: &EnvelopeCreated, at_ms: i64) -> Envelope {
    Envelope {
        id: f.envelope,
        sender: Sender {
            account: f.account,
            name: f.name.clone(),
            email: f.email.clone(),
        },
        status: EnvelopeStatus::Draft,
        title: f.title.clone(),
        message: String::new(),
        locale: f.locale.clone(),
        expires_in_days: 14,
        document: Document {
            filename: String::new(),
            received_sha256: String::new(),
            received_bytes: 0,
            normalised_sha256: String::new(),
            normalised_bytes: 0,
            pages: Vec::new(),
            removed: Vec::new(),
            warnings: Vec::new(),
            detected: Vec::new(),
            enclosed: None,
        },
        recipients: Vec::new(),
        fields: Vec::new(),
        created_at_ms: at_ms,
        updated_at_ms: at_ms,
        sent_at_ms: None,
        expires_at_ms: None,
        completed_at_ms: None,
        void_reason: None,
        seal: None,
    }
}

#[expect(
    clippy::too_many_lines,
    reason = "one arm for each fact about an envelope"
)]
fn to_envelope(envelope: &mut Envelope, fact: &Fact, at_ms: i64) {
    match fact {
        Fact::DocumentReceived(f) => {
            envelope.document.filename.clone_from(&f.filename);
            envelope
                .document
                .received_sha256
                .clone_from(&f.document_sha256);
            envelope.document.received_bytes = f.bytes;
        }
        Fact::DocumentEnclosed(f) => {
            envelope.document.enclosed = Some(Enclosed {
                filename: f.filename.clone(),
                copied_pages: f.copied_pages,
                permits_stamps: f.permits_stamps,
            });
        }
        Fact::DocumentNormalised(f) => normalised(&mut envelope.document, f),
        Fact::EnvelopeRevised(f) => revised(envelope, f),
        Fact::EnvelopeSent(f) => {
            envelope.status = EnvelopeStatus::Sent;
            envelope.sent_at_ms = Some(at_ms);
            envelope.expires_at_ms = Some(f.expires_at_ms);
        }
        Fact::EnvelopeCompleted(_) => {
            envelope.status = EnvelopeStatus::Completed;
            envelope.completed_at_ms = Some(at_ms);
        }
        Fact::EnvelopeVoided(f) if f.reason.is_empty() => deleted(envelope),
        Fact::EnvelopeVoided(f) => {
            envelope.status = EnvelopeStatus::Voided;
            envelope.void_reason = Some(f.reason.clone());
            end_sessions(envelope);
        }
        Fact::EnvelopeExpired(_) => {
            envelope.status = EnvelopeStatus::Expired;
            end_sessions(envelope);
        }
        Fact::EnvelopeSealed(f) => {
            envelope.status = EnvelopeStatus::Sealed;
            envelope.seal = Some(Seal {
                pdf_sha256: f.pdf_sha256.clone(),
                level: f.level,
                at_ms,
                facts: f.facts,
                extended_at_ms: None,
                due_ms: Seal::due(f.level, at_ms, None),
            });
        }
        Fact::SealExtended(f) => {
            if let Some(seal) = envelope.seal.as_mut() {
                seal.pdf_sha256.clone_from(&f.pdf_sha256);
                seal.level = f.level;
                seal.extended_at_ms = Some(at_ms);
                seal.due_ms = Seal::due(f.level, at_ms, f.timestamp_ends_ms);
            }
        }
        Fact::RecipientDeclined(f) => {
            envelope.status = EnvelopeStatus::Declined;
            with(envelope, f.recipient, |r| {
                r.status = RecipientStatus::Declined;
                r.reason = Some(f.reason.clone());
            });
            end_sessions(envelope);
        }
        fact => recipient::to_recipient(envelope, fact, at_ms),
    }
}

fn normalised(document: &mut Document, f: &DocumentNormalised) {
    document.normalised_sha256.clone_from(&f.document_sha256);
    document.normalised_bytes = f.bytes;
    document.pages.clone_from(&f.pages);
    document.removed.clone_from(&f.removed);
    document.warnings.clone_from(&f.warnings);
    document.detected.clone_from(&f.detected);
}

fn revised(envelope: &mut Envelope, f: &EnvelopeRevised) {
    envelope.title.clone_from(&f.title);
    envelope.message.clone_from(&f.message);
    envelope.locale.clone_from(&f.locale);
    envelope.expires_in_days = f.expires_in_days;
    envelope.fields.clone_from(&f.fields);
    let known: BTreeMap<RecipientId, (String, String)> = envelope
        .recipients
        .drain(..)
        .map(|r| (r.id, (r.name, r.email)))
        .collect();
    envelope.recipients = f
        .recipients
        .iter()
        .map(|routed| drafted(routed, &known))
        .collect();
}

fn drafted(routed: &RoutedRecipient, known: &BTreeMap<RecipientId, (String, String)>) -> Recipient {
    let (name, email) = known.get(&routed.id).cloned().unwrap_or_default();
    Recipient {
        id: routed.id,
        name,
        email,
        role: routed.role,
        step: routed.step,
        status: RecipientStatus::Waiting,
        link: None,
        earlier_link: None,
        asked_at_ms: None,
        session: None,
        consent: None,
        seen: Vec::new(),
        values: BTreeMap::new(),
        signed_at_ms: None,
        reason: None,
        refused: Vec::new(),
        renewals: 0,
        renewed_at_ms: None,
    }
}

/// Once an envelope ends without a seal, nobody has anything left to read in it.
fn end_sessions(envelope: &mut Envelope) {
    for recipient in &mut envelope.recipients {
        recipient.session = None;
    }
}

fn with(envelope: &mut Envelope, id: RecipientId, change: impl FnOnce(&mut Recipient)) {
    if let Some(recipient) = envelope.recipient_mut(id) {
        change(recipient);
    }
}
