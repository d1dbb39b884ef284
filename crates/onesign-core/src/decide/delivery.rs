//! The delivery of a link: handed to the mail server, refused by it, shown to the sender, or copied by the sender.

use crate::actor::Actor;
use crate::code::Code;
use crate::command::{
    CopyLink, RecordDeliveryFailure, RecordHandOver, RecordUnanswered, RevealLink,
};
use crate::decide::{Decision, link};
use crate::envelope::Envelope;
use crate::fact::{LinkCopied, LinkDeliveryFailed, LinkHandedOver, LinkShown, LinkUnanswered};
use crate::ids::StreamId;
use crate::job::{Job, News};
use crate::refusal::Refusal;
use crate::time::Moment;

/// Longest part of a mail server's reply that is kept, in characters.
const MAX_REPLY: usize = 300;

/// The mail server has accepted the mail. This is a fact even if the envelope has ended in the meantime.
pub(super) fn handed_over(
    envelope: &Envelope,
    command: &RecordHandOver,
) -> Result<Decision, Refusal> {
    let RecordHandOver {
        recipient,
        selector,
        reply,
        ..
    } = command;
    let recipient = envelope
        .recipient(*recipient)
        .ok_or_else(Refusal::not_found)?;
    let newest = recipient.link.as_ref();
    if newest.is_some_and(|l| l.selector == *selector && l.handed_over_at_ms.is_some()) {
        return Err(nothing_new());
    }
    Ok(Decision::fact(
        StreamId::Envelope(envelope.id),
        LinkHandedOver {
            recipient: recipient.id,
            link_id: selector.clone(),
            email: recipient.email.clone(),
            reply: one_line(reply),
        },
    ))
}

/// The mail will not arrive. A mail tells the sender, because nobody watches a page for days.
pub(super) fn failed(
    envelope: &Envelope,
    command: &RecordDeliveryFailure,
) -> Result<Decision, Refusal> {
    let RecordDeliveryFailure {
        recipient,
        selector,
        code,
        reply,
        ..
    } = command;
    let recipient = envelope
        .recipient(*recipient)
        .ok_or_else(Refusal::not_found)?;
    Ok(Decision::fact(
        StreamId::Envelope(envelope.id),
        LinkDeliveryFailed {
            recipient: recipient.id,
            link_id: selector.clone(),
            email: recipient.email.clone(),
            code: *code,
            reply: one_line(reply),
        },
    )
    .then(Job::TellSender {
        envelope: envelope.id,
        recipient: Some(recipient.id),
        about: News::Undelivered,
    }))
}

/// Nobody knows whether the mail will arrive. A mail tells the sender, who can ask the recipient.
pub(super) fn unanswered(
    envelope: &Envelope,
    command: &RecordUnanswered,
) -> Result<Decision, Refusal> {
    let RecordUnanswered {
        recipient,
        selector,
        reply,
        ..
    } = command;
    let recipient = envelope
        .recipient(*recipient)
        .ok_or_else(Refusal::not_found)?;
    Ok(Decision::fact(
        StreamId::Envelope(envelope.id),
        LinkUnanswered {
            recipient: recipient.id,
            link_id: selector.clone(),
            email: recipient.email.clone(),
            reply: one_line(reply),
        },
    )
    .then(Job::TellSender {
        envelope: envelope.id,
        recipient: Some(recipient.id),
        about: News::Unanswered,
    }))
}

/// The sender looks at a mail that shows a link. The first time is recorded: from then on the sender could have
/// opened the link.
pub(super) fn reveal(
    envelope: &Envelope,
    command: &RevealLink,
    by: &Actor,
    at: &Moment,
) -> Result<Decision, Refusal> {
    let RevealLink {
        recipient,
        selector,
        ..
    } = command;
    let recipient = envelope
        .recipient(*recipient)
        .ok_or_else(Refusal::not_found)?;
    let link = link::live(envelope, recipient, at.at_ms)
        .filter(|link| link.selector == *selector)
        .ok_or_else(dead)?;
    if link.shown_at_ms.is_some() {
        return Err(nothing_new());
    }
    let access = by.access();
    Ok(Decision::fact(
        StreamId::Envelope(envelope.id),
        LinkShown {
            recipient: recipient.id,
            link_id: selector.clone(),
            ip: access.ip,
            user_agent: access.user_agent,
        },
    ))
}

/// The sender takes a link: the live one if its secret is still known, or a new one that replaces it.
pub(super) fn copy(
    envelope: &Envelope,
    command: &CopyLink,
    by: &Actor,
    at: &Moment,
) -> Result<Decision, Refusal> {
    let CopyLink {
        recipient,
        selector,
        fresh,
        ..
    } = command;
    let recipient = envelope
        .recipient(*recipient)
        .ok_or_else(Refusal::not_found)?;
    let access = by.access();
    let copied = LinkCopied {
        recipient: recipient.id,
        link_id: selector.clone(),
        ip: access.ip,
        user_agent: access.user_agent,
    };
    match fresh {
        Some(fresh) => {
            let ending = link::unopened(recipient);
            Ok(link::make(envelope, recipient, selector, fresh, ending, at)?.and(copied))
        }
        None => match link::live(envelope, recipient, at.at_ms) {
            Some(link) if link.selector == *selector => {
                Ok(Decision::fact(StreamId::Envelope(envelope.id), copied))
            }
            _ => Err(dead()),
        },
    }
}

fn dead() -> Refusal {
    Refusal::new(
        Code::LinkDead,
        "This link can no longer be opened. Send or copy a new one.",
    )
}

fn nothing_new() -> Refusal {
    Refusal::new(Code::NothingNew, "This is on record already.")
}

/// A foreign server's reply as one line of bounded length, so that it can't bloat the evidence.
fn one_line(text: &str) -> String {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ").chars().take(MAX_REPLY).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reply_is_one_bounded_line() {
        assert_eq!(
            one_line(" 250 ok\r\n\0queued\u{85} as 7 "),
            "250 ok queued as 7"
        );
        assert_eq!(one_line(&"ä".repeat(900)).chars().count(), MAX_REPLY);
    }
}
