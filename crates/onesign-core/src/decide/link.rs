//! Links: issued, exchanged once, refused, and replaced on request.

use crate::actor::Actor;
use crate::code::Code;
use crate::command::{ExchangeLink, FreshLink, IssueLink, RemindRecipient, RequestLink};
use crate::decide::Decision;
use crate::decide::repeat::remembered;
use crate::envelope::recipient::{Link, LinkPurpose, Recipient, RecipientRole, RecipientStatus};
use crate::envelope::{Envelope, EnvelopeStatus};
use crate::fact::{
    LinkExchanged, LinkIssued, LinkRefused, LinkRevoked, RecipientInformed, RecipientReminded,
};
use crate::ids::{RecipientId, StreamId};
use crate::job::{Job, LinkMail};
use crate::refusal::Refusal;
use crate::time::{DAY_MS, Moment};

/// Life of a signing session, in milliseconds (24 hours).
pub const SIGNING_SESSION_LIFE_MS: i64 = DAY_MS;
/// Life of a link to the outcome, in milliseconds (90 days).
pub const COPY_LINK_LIFE_MS: i64 = 90 * DAY_MS;
/// Life of a signing link at most, in milliseconds (14 days); it never outlives its envelope.
pub const SIGN_LINK_LIFE_MS: i64 = 14 * DAY_MS;

/// Renewals that a recipient's old links bring without a pause; after these, one each [`RENEWAL_PAUSE_MS`]. Anyone
/// who saw a link's address can ask, and must not fill the mailbox or the trail.
pub const FREE_RENEWALS: i64 = 5;
/// The pause between links after the first [`FREE_RENEWALS`], in milliseconds (24 hours).
pub const RENEWAL_PAUSE_MS: i64 = DAY_MS;

/// The purpose that a link to this recipient would have now; `None` if it would have none.
pub fn purpose_now(envelope: &Envelope, recipient: &Recipient, at_ms: i64) -> Option<LinkPurpose> {
    match envelope.status {
        EnvelopeStatus::Sent if recipient.is_acting() && !envelope.has_expired(at_ms) => {
            Some(LinkPurpose::Sign)
        }
        EnvelopeStatus::Sent | EnvelopeStatus::Completed
            if recipient.status == RecipientStatus::Signed =>
        {
            Some(LinkPurpose::Copy)
        }
        EnvelopeStatus::Sealed => Some(LinkPurpose::Copy),
        _ => None,
    }
}

/// The sender has a link mailed again.
pub(super) fn remind(
    envelope: &Envelope,
    command: &RemindRecipient,
    at: &Moment,
) -> Result<Decision, Refusal> {
    mail_again(envelope, command.recipient, Asker::Sender, at)
}

/// The recipient has a link mailed again, always to the recorded mailbox.
pub(super) fn request(
    envelope: &Envelope,
    command: &RequestLink,
    at: &Moment,
) -> Result<Decision, Refusal> {
    let known = envelope
        .recipient(command.recipient)
        .ok_or_else(Refusal::not_found)?;
    let rested = known
        .renewed_at_ms
        .is_none_or(|last| at.at_ms - last >= RENEWAL_PAUSE_MS);
    if known.renewals >= FREE_RENEWALS && !rested {
        return Err(Refusal::new(
            Code::LinksUsedUp,
            "Several links have already been made for you. Open the newest one, or ask again tomorrow.",
        ));
    }
    mail_again(envelope, command.recipient, Asker::Recipient, at)
}

/// Who asks for a link again.
#[derive(Clone, Copy)]
enum Asker {
    Sender,
    /// Or anyone who knows the address of one of the recipient's links.
    Recipient,
}

fn mail_again(
    envelope: &Envelope,
    recipient: RecipientId,
    asker: Asker,
    at: &Moment,
) -> Result<Decision, Refusal> {
    let recipient = envelope
        .recipient(recipient)
        .ok_or_else(Refusal::not_found)?;
    let Some(purpose) = purpose_now(envelope, recipient, at.at_ms) else {
        return Err(nothing_to_mail(envelope, at));
    };
    let (asked_by, about) = match (asker, purpose) {
        (Asker::Sender, LinkPurpose::Sign) => ("sender", LinkMail::Reminder),
        (Asker::Sender, LinkPurpose::Copy) => ("sender", LinkMail::Copy),
        (Asker::Recipient, LinkPurpose::Sign) => ("recipient", LinkMail::Renewal),
        (Asker::Recipient, LinkPurpose::Copy) => ("recipient", LinkMail::CopyRenewal),
    };
    Ok(Decision::fact(
        StreamId::Envelope(envelope.id),
        RecipientReminded {
            recipient: recipient.id,
            asked_by: asked_by.into(),
        },
    )
    .then(Job::mail_link(envelope.id, recipient.id, about, at)))
}

/// Why a person gets no link.
fn nothing_to_mail(envelope: &Envelope, at: &Moment) -> Refusal {
    let waits = envelope.status == EnvelopeStatus::Sent;
    if envelope.status == EnvelopeStatus::Expired || waits && envelope.has_expired(at.at_ms) {
        return Refusal::new(
            Code::EnvelopeExpired,
            "The deadline to sign this document has passed.",
        );
    }
    if waits || envelope.status == EnvelopeStatus::Draft {
        return Refusal::new(
            Code::NotTheirTurn,
            "This person can't be asked now: it is not their turn.",
        );
    }
    Refusal::new(
        Code::EnvelopeClosed,
        "This document is complete or was withdrawn; no more e-mails are sent for it.",
    )
}

/// A job is about to mail a link: older ones die.
pub(super) fn issue(
    envelope: &Envelope,
    command: &IssueLink,
    at: &Moment,
) -> Result<Decision, Refusal> {
    let IssueLink {
        recipient,
        selector,
        secret_sha256,
        purpose,
        replaces,
        keeps,
        ..
    } = command;
    let recipient = envelope
        .recipient(*recipient)
        .ok_or_else(Refusal::not_found)?;
    let fresh = FreshLink {
        secret_sha256: secret_sha256.clone(),
        purpose: *purpose,
        replaces: replaces.clone(),
    };
    let ending = unopened(recipient).filter(|link| {
        // Of several links requested by their look-up name, the first and the newest stay valid.
        !keeps || recipient.earlier_link.is_some() && Some(*link) == recipient.link.as_ref()
    });
    make(envelope, recipient, selector, &fresh, ending, at)
}

/// The links of this person that nobody has opened, the newest first.
pub(super) fn unopened(recipient: &Recipient) -> impl Iterator<Item = &Link> {
    let links = recipient.link.iter().chain(&recipient.earlier_link);
    links.filter(|link| !link.exchanged)
}

/// The fact that another link replaces this one.
fn replaced(recipient: &Recipient, link: &Link) -> LinkRevoked {
    LinkRevoked {
        recipient: recipient.id,
        link_id: link.selector.clone(),
        code: "replaced".into(),
    }
}

/// Makes a link and ends the given earlier ones. Refuses with `link_changed` if the recipient's newest link is not
/// the one that the caller saw.
pub(super) fn make<'r>(
    envelope: &Envelope,
    recipient: &Recipient,
    selector: &str,
    fresh: &FreshLink,
    ending: impl IntoIterator<Item = &'r Link>,
    at: &Moment,
) -> Result<Decision, Refusal> {
    if purpose_now(envelope, recipient, at.at_ms) != Some(fresh.purpose) {
        return Err(Refusal::new(
            Code::NotTheirTurn,
            "This person can't get a link of this kind now.",
        ));
    }
    let newest = recipient.link.as_ref().map(|link| &link.selector);
    if newest != fresh.replaces.as_ref() {
        return Err(Refusal::new(
            Code::LinkChanged,
            "A new link was made for this person in the meantime. Try again.",
        ));
    }
    let issued = LinkIssued {
        recipient: recipient.id,
        link_id: selector.to_owned(),
        link_sha256: fresh.secret_sha256.clone(),
        purpose: fresh.purpose,
        expires_at_ms: expiry(envelope, fresh.purpose, at.at_ms),
        email: recipient.email.clone(),
    };
    let stream = StreamId::Envelope(envelope.id);
    let mut ending = ending.into_iter();
    let Some(first) = ending.next() else {
        return Ok(Decision::fact(stream, issued));
    };
    let decision = Decision::fact(stream, replaced(recipient, first));
    let decision = ending.fold(decision, |done, link| done.and(replaced(recipient, link)));
    Ok(decision.and(issued))
}

/// When a link that is made now expires, Unix milliseconds.
pub fn expiry(envelope: &Envelope, purpose: LinkPurpose, at_ms: i64) -> i64 {
    match purpose {
        LinkPurpose::Copy => at_ms + COPY_LINK_LIFE_MS,
        LinkPurpose::Sign => {
            let end = at_ms + SIGN_LINK_LIFE_MS;
            envelope.expires_at_ms.map_or(end, |expiry| expiry.min(end))
        }
    }
}

/// The link of this recipient that can be opened now.
pub fn live<'e>(envelope: &Envelope, recipient: &'e Recipient, at_ms: i64) -> Option<&'e Link> {
    let due = purpose_now(envelope, recipient, at_ms)?;
    let link = recipient.link.as_ref()?;
    (!link.exchanged && link.purpose == due && at_ms < link.expires_at_ms).then_some(link)
}

/// The state of a link at some time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkState {
    /// It can be exchanged, for this.
    Ready(LinkPurpose),
    /// It was exchanged.
    Used,
    /// It was replaced or has expired; a new one exists or can be requested.
    Dead,
    /// Nothing is left to do with any link to this recipient.
    Closed,
}

impl LinkState {
    /// The state of the recipient's link with this look-up name.
    pub fn at(envelope: &Envelope, recipient: &Recipient, selector: &str, at_ms: i64) -> Self {
        let Some(due) = purpose_now(envelope, recipient, at_ms) else {
            return Self::Closed;
        };
        match recipient.link_named(selector) {
            Some(link) if link.exchanged => Self::Used,
            Some(link) if at_ms < link.expires_at_ms && link.purpose == due => Self::Ready(due),
            _ => Self::Dead,
        }
    }
}

/// Turns the link into a session bound to the browser's key, on a person's click. Each secret works once.
pub(super) fn exchange(
    envelope: &Envelope,
    command: &ExchangeLink,
    by: &Actor,
    at: &Moment,
) -> Result<Decision, Refusal> {
    let ExchangeLink {
        recipient,
        selector,
        secret_sha256,
        sid_sha256,
        session_key,
        ..
    } = command;
    let recipient = envelope
        .recipient(*recipient)
        .ok_or_else(Refusal::not_found)?;
    let access = by.access();
    let link = exchangeable(envelope, recipient, command, at.at_ms).map_err(|refusal| {
        let fact = LinkRefused {
            recipient: recipient.id,
            link_id: selector.clone(),
            code: refusal.code.word().into(),
            ip: access.ip.clone(),
            user_agent: access.user_agent.clone(),
            ip_source: access.ip_source.clone(),
            count: None,
            first_ms: None,
            last_ms: None,
        };
        remembered(refusal, recipient, fact.into())
    })?;
    let session_end = at.at_ms + SIGNING_SESSION_LIFE_MS;
    let exchanged = LinkExchanged {
        recipient: recipient.id,
        link_id: selector.clone(),
        link_sha256: secret_sha256.clone(),
        sid_sha256: sid_sha256.clone(),
        session_key: session_key.clone(),
        purpose: link.purpose,
        expires_at_ms: session_end,
        ip: access.ip,
        user_agent: access.user_agent,
        ip_source: access.ip_source,
    };
    let stream = StreamId::Envelope(envelope.id);
    let other = unopened(recipient).find(|other| other.selector != *selector);
    let exchanged = match other {
        Some(other) => Decision::fact(stream, replaced(recipient, other)).and(exchanged),
        None => Decision::fact(stream, exchanged),
    };
    // The person who opens a copy knows the outcome, however they got the link.
    if recipient.role == RecipientRole::Copy && recipient.status != RecipientStatus::Informed {
        return Ok(exchanged.and(RecipientInformed {
            recipient: recipient.id,
            name: recipient.name.clone(),
            email: recipient.email.clone(),
        }));
    }
    Ok(exchanged)
}

/// The link that the command exchanges, or why it can't.
fn exchangeable<'e>(
    envelope: &Envelope,
    recipient: &'e Recipient,
    command: &ExchangeLink,
    at_ms: i64,
) -> Result<&'e Link, Refusal> {
    let Some(link) = recipient.link_named(&command.selector) else {
        return Err(Refusal::new(
            Code::LinkDead,
            "A newer link has replaced this one. Open that one, or ask for another.",
        ));
    };
    if link.secret_sha256 != command.secret_sha256 {
        return Err(Refusal::new(
            Code::LinkForged,
            "This is not the whole link that was made for you. Ask for a new one.",
        ));
    }
    if link.exchanged {
        return Err(Refusal::new(
            Code::LinkUsed,
            "This link has been used. Ask for a new one.",
        ));
    }
    if at_ms >= link.expires_at_ms || purpose_now(envelope, recipient, at_ms) != Some(link.purpose)
    {
        return Err(Refusal::new(
            Code::LinkDead,
            "This link is no longer valid. Ask for a new one.",
        ));
    }
    Ok(link)
}
