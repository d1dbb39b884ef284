//! From fact to state. The writer and the replay of a stream both use this function.

use crate::envelope::recipient::{
    Consent, DeliveryFailure, Link, LinkChannel, MAX_REFUSED, Recipient, RecipientRole,
    RecipientStatus, Refused, SigningSession,
};
use crate::envelope::{Document, Enclosed, Envelope, EnvelopeStatus, Seal, Sender};
use crate::fact::{DocumentNormalised, EnvelopeCreated, EnvelopeRevised, Fact, RoutedRecipient};
use crate::identity::account::{Account, Session};
use crate::identity::instance::{Instance, SealKey};
use crate::ids::RecipientId;
use crate::mail_code::MailCode;
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
        (None, Fact::AccountCreated(f)) => Some(State::Account(Account {
            id: f.account,
            name: f.name.clone(),
            email: f.email.clone(),
            role: f.role,
            password_hash: f.password_hash.clone(),
            sessions: Vec::new(),
        })),
        (None, Fact::EnvelopeCreated(f)) => Some(State::Envelope(Box::new(created(f, at_ms)))),
        (Some(State::Instance(mut instance)), Fact::KeyRotated(f)) => {
            instance.seal_key = Some(SealKey {
                certificate_sha256: f.certificate_sha256.clone(),
                ends_at_ms: f.ends_at_ms,
            });
            Some(State::Instance(instance))
        }
        (Some(State::Account(mut account)), fact) => {
            to_account(&mut account, fact, at_ms);
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

fn to_account(account: &mut Account, fact: &Fact, at_ms: i64) {
    match fact {
        Fact::SessionOpened(f) => {
            account.sessions.retain(|s| s.expires_at_ms > at_ms);
            account.sessions.push(Session {
                sid_sha256: f.sid_sha256.clone(),
                expires_at_ms: f.expires_at_ms,
            });
        }
        Fact::SessionClosed(f) => account.sessions.retain(|s| s.sid_sha256 != f.sid_sha256),
        _ => {}
    }
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
        fact => to_recipient(envelope, fact, at_ms),
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

fn with_link(
    envelope: &mut Envelope,
    id: RecipientId,
    selector: &str,
    change: impl FnOnce(&mut Recipient, &mut Link),
) {
    with(envelope, id, |recipient| {
        // An older link is dead: the delivery of its mail says nothing about the newest link.
        if let Some(mut link) = recipient.link.take_if(|link| link.selector == selector) {
            change(recipient, &mut link);
            recipient.link = Some(link);
        }
    });
}

fn refused(recipient: &mut Recipient, link: &str, code: &str) {
    let (link, code) = (link.to_owned(), code.to_owned());
    let refused = Refused { link, code };
    if recipient.refused.len() < MAX_REFUSED && !recipient.refused.contains(&refused) {
        recipient.refused.push(refused);
    }
}

fn to_recipient(envelope: &mut Envelope, fact: &Fact, at_ms: i64) {
    match fact {
        Fact::RecipientNamed(f) => with(envelope, f.recipient, |r| {
            r.name.clone_from(&f.name);
            r.email.clone_from(&f.email);
        }),
        Fact::RecipientInvited(f) => with(envelope, f.recipient, |r| {
            r.status = RecipientStatus::Invited;
        }),
        Fact::RecipientInformed(f) => with(envelope, f.recipient, |r| {
            if r.role == RecipientRole::Copy {
                r.status = RecipientStatus::Informed;
            }
        }),
        Fact::RecipientReminded(f) if f.asked_by == "recipient" => {
            with(envelope, f.recipient, |r| {
                r.renewals += 1;
                r.asked_at_ms = Some(at_ms);
                r.renewed_at_ms = Some(at_ms);
            });
        }
        Fact::LinkRefused(f) if f.count.is_none() => with(envelope, f.recipient, |r| {
            refused(r, &f.link_id, &f.code);
        }),
        Fact::SignatureRefused(f) if f.count.is_none() => with(envelope, f.recipient, |r| {
            refused(r, &f.link_id, &f.code);
        }),
        Fact::LinkIssued(f) => with(envelope, f.recipient, |r| {
            if let Some(unopened) = r.link.take().filter(|link| !link.exchanged) {
                r.earlier_link = Some(unopened);
            }
            r.link = Some(Link {
                selector: f.link_id.clone(),
                secret_sha256: f.link_sha256.clone(),
                purpose: f.purpose,
                expires_at_ms: f.expires_at_ms,
                exchanged: false,
                handed_over_at_ms: None,
                failure: None,
                shown_at_ms: None,
                copied_at_ms: None,
            });
        }),
        Fact::LinkRevoked(f) => with(envelope, f.recipient, |r| {
            if r.link.as_ref().is_some_and(|l| l.selector == f.link_id) {
                r.link = r.earlier_link.take();
            } else {
                r.earlier_link.take_if(|l| l.selector == f.link_id);
            }
        }),
        Fact::LinkHandedOver(f) => with_link(envelope, f.recipient, &f.link_id, |r, link| {
            link.handed_over_at_ms = Some(at_ms);
            link.failure = None;
            r.asked_at_ms = None;
        }),
        Fact::LinkDeliveryFailed(f) => with_link(envelope, f.recipient, &f.link_id, |_, link| {
            link.failure = Some(DeliveryFailure {
                code: f.code,
                reply: f.reply.clone(),
                at_ms,
            });
        }),
        Fact::LinkUnanswered(f) => with_link(envelope, f.recipient, &f.link_id, |_, link| {
            link.failure = Some(DeliveryFailure {
                code: MailCode::MailUnanswered,
                reply: f.reply.clone(),
                at_ms,
            });
        }),
        Fact::LinkShown(f) => with_link(envelope, f.recipient, &f.link_id, |r, link| {
            link.shown_at_ms.get_or_insert(at_ms);
            r.asked_at_ms = None;
        }),
        Fact::LinkCopied(f) => with_link(envelope, f.recipient, &f.link_id, |r, link| {
            link.copied_at_ms = Some(at_ms);
            r.asked_at_ms = None;
        }),
        Fact::LinkExchanged(f) => with(envelope, f.recipient, |r| {
            let mut channel = LinkChannel::Unknown;
            if let Some(link) = r.link.as_mut().filter(|l| l.selector == f.link_id) {
                link.exchanged = true;
                channel = link.channel();
            }
            r.asked_at_ms = None;
            // Opening a link never takes back what the recipient has already done.
            if r.is_acting() {
                r.status = RecipientStatus::Opened;
                // Another browser: the consent and the pages of the previous one don't count for it.
                r.consent = None;
                r.seen.clear();
            }
            r.session = Some(SigningSession {
                sid_sha256: f.sid_sha256.clone(),
                key: f.session_key.clone(),
                link: f.link_id.clone(),
                link_sha256: f.link_sha256.clone(),
                purpose: f.purpose,
                channel,
                expires_at_ms: f.expires_at_ms,
            });
        }),
        Fact::ConsentGiven(f) => with(envelope, f.recipient, |r| {
            r.consent = Some(Consent {
                sha256: f.consent_sha256.clone(),
                version: f.version,
                locale: f.locale.clone(),
                at_ms,
                link: f.link_id.clone(),
                key: f.session_key.clone(),
            });
            if r.is_acting() {
                r.status = RecipientStatus::Consented;
            }
        }),
        Fact::DocumentViewed(f) => with(envelope, f.recipient, |r| {
            r.seen.extend(f.pages_viewed.iter().cloned());
        }),
        Fact::ValuesSaved(f) => with(envelope, f.recipient, |r| r.values.clone_from(&f.values)),
        Fact::ValuesCommitted(f) => with(envelope, f.recipient, |r| r.values.clone_from(&f.values)),
        Fact::SignatureApplied(f) => with(envelope, f.recipient, |r| {
            r.status = RecipientStatus::Signed;
            r.signed_at_ms = Some(at_ms);
        }),
        _ => {}
    }
}
