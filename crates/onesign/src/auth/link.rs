//! Links: how the holder of a link becomes a recipient, and how they ask for another link.

use super::Sessions;
use super::caller::Caller;
use super::cookie::CookieKind;
use super::system;
use crate::limits::HOUR_MS;
use crate::problem::Problem;
use axum::http::{HeaderMap, header};
use onesign_core::code::Code;
use onesign_core::command::{ExchangeLink, RequestLink};
use onesign_core::decide::link::SIGNING_SESSION_LIFE_MS;
use onesign_core::envelope::Envelope;
use onesign_core::ids::RecipientId;
use onesign_core::{Command, State, decide};
use onesign_store::Error as StoreError;

/// The most mails with links to one recipient that one network may request in an hour.
const MOST_RENEWALS: i64 = 3;
/// The most mails with links to one recipient that all callers with the link's address may request in an hour.
const MOST_RENEWALS_IN_ALL: i64 = 9;
/// The most exchanges with a wrong secret from one network in an hour. Right ones do not count, because a whole office
/// may share an address.
const MOST_WRONG: i64 = 120;
/// The most failed exchanges of one link, and of one person's links, to record in an hour. Further ones are refused too
/// but leave no trace.
const MOST_RECORDED: i64 = 60;

/// The envelope and the recipient of a link. Knowledge of the link's address does not identify the caller.
///
/// # Errors
/// `link_unknown`.
pub(crate) async fn find(
    sessions: &Sessions,
    selector: &str,
) -> Result<(Envelope, RecipientId), Problem> {
    let (envelope, recipient) = sessions.store.link(selector).await?.ok_or_else(unknown)?;
    let envelope = sessions.store.read(&system()).envelope(envelope).await?;
    Ok((envelope, recipient))
}

/// The error for an unknown link.
pub(crate) fn unknown() -> Problem {
    Problem::new(
        Code::LinkUnknown,
        "We can't find this link. Make sure that you copied the whole address, or ask the sender for a new link.",
    )
}

/// The credentials that a browser presents with a link.
pub(crate) struct Presented {
    /// SHA-256 of the link's secret, lower-case hex.
    pub(crate) secret_sha256: String,
    /// SubjectPublicKeyInfo of the browser's key, DER in base64url.
    pub(crate) public_key: String,
}

/// A new signing session.
pub(crate) struct Exchanged {
    pub(crate) envelope: Envelope,
    pub(crate) recipient: RecipientId,
    /// The cookies to set and to remove, as `Set-Cookie` headers.
    pub(crate) cookies: Vec<String>,
}

/// Exchanges a link for a signing session, once. `sent` are the headers with the browser's cookies.
///
/// # Errors
/// Those of [`find`], refusals of the law, `key_in_use`, and 429.
pub(crate) async fn exchange(
    sessions: &Sessions,
    caller: &Caller,
    selector: String,
    presented: Presented,
    sent: &HeaderMap,
) -> Result<Exchanged, Problem> {
    let (envelope, recipient) = found(sessions, caller, &selector, &presented).await?;
    let session = sessions.cookies.issue(
        CookieKind::Signing(&selector),
        SIGNING_SESSION_LIFE_MS / 1000,
    );
    let exchange = ExchangeLink {
        envelope: envelope.id,
        recipient,
        selector,
        secret_sha256: presented.secret_sha256,
        sid_sha256: session.sid_sha256,
        session_key: presented.public_key,
    };
    let envelope = execute(sessions, caller, envelope, exchange).await?;
    let sent = sent.get(header::COOKIE).and_then(|c| c.to_str().ok());
    let mut cookies = vec![session.set_cookie];
    cookies.extend(sessions.cookies.make_room(sent.unwrap_or_default()));
    Ok(Exchanged {
        envelope,
        recipient,
        cookies,
    })
}

/// Looks up the link. A wrong secret counts against the caller's network, which slows down guessing.
async fn found(
    sessions: &Sessions,
    caller: &Caller,
    selector: &str,
    presented: &Presented,
) -> Result<(Envelope, RecipientId), Problem> {
    let found = find(sessions, selector).await;
    let is_right = found.as_ref().is_ok_and(|(envelope, recipient)| {
        is_link(envelope, *recipient, selector, &presented.secret_sha256)
    });
    if !is_right {
        let key = format!("exchange/{}", caller.network);
        sessions.rates.take(&key, MOST_WRONG, HOUR_MS).await?;
    }
    found
}

/// Exchanges the link and returns the envelope after it.
async fn execute(
    sessions: &Sessions,
    caller: &Caller,
    envelope: Envelope,
    exchange: ExchangeLink,
) -> Result<Envelope, Problem> {
    let records = [
        format!("exchange/link/{}", exchange.selector),
        format!("exchange/person/{}/{}", envelope.id, exchange.recipient),
    ];
    let command = Command::ExchangeLink(exchange);
    let (by, at) = (caller.visitor(), sessions.clock.moment());
    let state = State::Envelope(Box::new(envelope));
    if let Err(refusal) = decide(&command, Some(&state), &by, &at)
        && !may_be_recorded(sessions, &records).await?
    {
        return Err((&refusal).into());
    }
    let receipt = match sessions.store.execute(command, &by, &at).await {
        Err(StoreError::Taken("session key")) => return Err(key_in_use()),
        other => other?,
    };
    receipt.state.envelope().cloned().ok_or_else(unknown)
}

/// Whether a failed exchange is recorded: repeated failures of the same link, or of one person's links, are not. The
/// link's holder is not affected, because successes do not count.
async fn may_be_recorded(sessions: &Sessions, keys: &[String]) -> Result<bool, Problem> {
    for key in keys {
        let now = sessions.clock.now_ms();
        if !sessions
            .store
            .take(key, MOST_RECORDED, HOUR_MS, now)
            .await?
        {
            return Ok(false);
        }
    }
    Ok(true)
}

fn key_in_use() -> Problem {
    Problem::new(
        Code::KeyInUse,
        "This browser key belongs to another link already. Make a fresh key for each link.",
    )
}

/// Whether this is the recipient's newest link, used or not.
fn is_link(
    envelope: &Envelope,
    recipient: RecipientId,
    selector: &str,
    secret_sha256: &str,
) -> bool {
    let link = envelope
        .recipient(recipient)
        .and_then(|r| r.link_named(selector));
    link.is_some_and(|link| link.secret_sha256 == secret_sha256)
}

/// Mails a new link to the recorded mailbox, and only there. Without a mail server the sender is notified.
///
/// # Errors
/// Those of [`find`], refusals of the law, and 429.
pub(crate) async fn renew(
    sessions: &Sessions,
    caller: &Caller,
    selector: &str,
) -> Result<(), Problem> {
    let (envelope, recipient) = find(sessions, selector).await?;
    let in_all = format!("renewal/{}/{recipient}", envelope.id);
    let from_here = format!("{in_all}/{}", caller.network);
    sessions
        .rates
        .take(&from_here, MOST_RENEWALS, HOUR_MS)
        .await?;
    sessions
        .rates
        .take(&in_all, MOST_RENEWALS_IN_ALL, HOUR_MS)
        .await?;
    let command = Command::RequestLink(RequestLink {
        envelope: envelope.id,
        recipient,
    });
    sessions
        .store
        .execute(command, &caller.visitor(), &sessions.clock.moment())
        .await?;
    Ok(())
}
