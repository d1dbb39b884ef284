//! From a fact to the state of one recipient.

use super::with;
use crate::envelope::Envelope;
use crate::envelope::recipient::{
    Consent, DeliveryFailure, Link, LinkChannel, MAX_REFUSED, Recipient, RecipientRole,
    RecipientStatus, Refused, SigningSession,
};
use crate::fact::Fact;
use crate::ids::RecipientId;
use crate::mail_code::MailCode;

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

/// What a fact changes about the recipient whom it names.
#[expect(
    clippy::too_many_lines,
    reason = "one arm for each fact about a recipient"
)]
pub(super) fn to_recipient(envelope: &mut Envelope, fact: &Fact, at_ms: i64) {
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
