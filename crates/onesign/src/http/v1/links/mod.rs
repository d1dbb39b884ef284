//! `/v1/links/{selector}`: what a mailed link leads to.

use crate::app::{App, Shared};
use crate::auth::browser_key::is_key;
use crate::auth::cookie::CookieKind;
use crate::http::extract::{Brief, From, signing_sid};
use crate::http::recorded;
use crate::http::v1::signing::view::SigningView;
use crate::problem::Problem;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use onesign_core::audit::{from_base64url, hex, sha256};
use onesign_core::code::{Code, FaultCode};
use onesign_core::command::{ExchangeLink, RequestLink};
use onesign_core::decide::link::{LinkState, SIGNING_SESSION_LIFE_MS};
use onesign_core::decide::session::is_over;
use onesign_core::envelope::recipient::LinkPurpose;
use onesign_core::envelope::{Envelope, EnvelopeStatus};
use onesign_core::ids::RecipientId;
use onesign_core::{Command, FieldError, Viewer};
use onesign_store::{Error as StoreError, window_left_ms};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

const HOUR_MS: i64 = 60 * 60 * 1000;
/// Mails with links that one network has sent to a recipient in an hour.
const MOST_RENEWALS: i64 = 3;
/// Mails with links that everybody who knows the link's address has sent to a recipient in an hour.
const MOST_RENEWALS_IN_ALL: i64 = 9;
/// Exchanges with a wrong secret that one network tries in an hour. Right ones are not counted: a whole office may
/// share an address.
const MOST_WRONG: i64 = 120;
/// Failed exchanges of one link, and of one person's links, that are recorded in an hour. Beyond, they are refused
/// just the same and leave no trace.
const MOST_RECORDED: i64 = 60;

/// Where a link stands.
#[derive(Serialize, ToSchema)]
pub(crate) struct LinkView {
    /// `ready`, `used`, `dead` (a newer one exists or can be had) or `closed` (nothing more to do).
    state: &'static str,
    /// `sign` or `copy`, for links that are ready.
    purpose: Option<&'static str>,
    /// Whether a new link can be asked for.
    renewable: bool,
    /// `smtp`: a new link goes to the recorded mailbox. `outbox`: there is no mail server; the sender is told that a
    /// new link was asked for, and passes it on.
    mail: &'static str,
    /// How it ended, for links that are closed: `expired`, and for the browser that opened the link also `voided` or
    /// `declined`.
    ending: Option<&'static str>,
    instance_name: String,
}

/// Where a link stands. Says nothing about the envelope, changes nothing.
#[utoipa::path(get, path = "/v1/links/{selector}", params(("selector" = String, Path)),
    responses((status = 200, body = LinkView)))]
pub(crate) async fn show(
    State(app): State<Shared>,
    Path(selector): Path<String>,
    headers: HeaderMap,
) -> Result<axum::Json<LinkView>, Problem> {
    let (envelope, recipient) = find(&app, &selector).await?;
    let instance_name = app.instance_name().await?;
    let recipient = envelope.recipient(recipient).ok_or_else(unknown)?;
    let now = app.clock.now_ms();
    let state = LinkState::at(&envelope, recipient, &selector, now);
    let (word, purpose) = match state {
        LinkState::Ready(purpose) => ("ready", Some(purpose_name(purpose))),
        LinkState::Used => ("used", None),
        LinkState::Dead => ("dead", None),
        LinkState::Closed => ("closed", None),
    };
    let is_own = signing_sid(&headers, &app, &selector).is_some();
    Ok(axum::Json(LinkView {
        state: word,
        purpose,
        renewable: state != LinkState::Closed,
        mail: app.config.mail(),
        ending: ending(&envelope, now, is_own),
        instance_name,
    }))
}

/// How an envelope ended without a seal. That its time is over says the clock; more is for the browser that opened
/// the link.
fn ending(envelope: &Envelope, now_ms: i64, is_own: bool) -> Option<&'static str> {
    match envelope.status {
        _ if !is_over(envelope, now_ms) => None,
        EnvelopeStatus::Voided if is_own => Some("voided"),
        EnvelopeStatus::Declined if is_own => Some("declined"),
        EnvelopeStatus::Voided | EnvelopeStatus::Declined => None,
        _ => Some("expired"),
    }
}

pub(crate) fn purpose_name(purpose: LinkPurpose) -> &'static str {
    match purpose {
        LinkPurpose::Sign => "sign",
        LinkPurpose::Copy => "copy",
    }
}

fn unknown() -> Problem {
    Problem::new(
        Code::LinkUnknown,
        "We can't find this link. Make sure that you copied the whole address, or ask the sender for a new link.",
    )
}

async fn find(app: &App, selector: &str) -> Result<(Envelope, RecipientId), Problem> {
    let (envelope, recipient) = app.store.link(selector).await?.ok_or_else(unknown)?;
    Ok((
        app.store.read(&Viewer::System).envelope(envelope).await?,
        recipient,
    ))
}

/// What the browser presents.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Exchange {
    /// The part of the link after `#`.
    secret: String,
    /// SubjectPublicKeyInfo of a fresh P-256 key, DER in base64url.
    public_key: String,
}

/// Turns a link into a signing session, once.
#[utoipa::path(post, path = "/v1/links/{selector}/exchange", params(("selector" = String, Path)),
    request_body = Exchange,
    responses((status = 201, body = SigningView), (status = 409), (status = 410), (status = 429)))]
pub(crate) async fn exchange(
    State(app): State<Shared>,
    from: From,
    Path(selector): Path<String>,
    sent: HeaderMap,
    Brief(body): Brief<Exchange>,
) -> Result<(StatusCode, HeaderMap, axum::Json<SigningView>), Problem> {
    let fault = |pointer: &str, detail: &str| {
        Problem::new(Code::InvalidRequest, detail).pointing(vec![FieldError {
            pointer: pointer.into(),
            code: FaultCode::Form,
            detail: detail.into(),
        }])
    };
    let secret = from_base64url(&body.secret)
        .filter(|bytes| bytes.len() == 32)
        .ok_or_else(|| fault("/secret", "This is not the secret of a link."))?;
    if !is_key(&body.public_key) {
        return Err(fault("/public_key", "Give a P-256 public key."));
    }
    let secret_sha256 = hex(&sha256(&[&secret]));
    let found = find(&app, &selector).await;
    if !found
        .as_ref()
        .is_ok_and(|(envelope, recipient)| is_link(envelope, *recipient, &selector, &secret_sha256))
    {
        let key = format!("exchange/{}", from.network());
        within(&app, &key, MOST_WRONG).await?;
    }
    let (envelope, recipient) = found?;
    let session = app.cookies.issue(
        CookieKind::Signing(&selector),
        SIGNING_SESSION_LIFE_MS / 1000,
    );
    let command = Command::ExchangeLink(ExchangeLink {
        envelope: envelope.id,
        recipient,
        selector,
        secret_sha256,
        sid_sha256: session.sid_sha256,
        session_key: body.public_key,
    });
    let (by, at) = (from.visitor(), app.clock.moment());
    let state = onesign_core::State::Envelope(Box::new(envelope));
    if let Err(refusal) = onesign_core::decide(&command, Some(&state), &by, &at)
        && !may_be_recorded(&app, &command).await?
    {
        return Err((&refusal).into());
    }
    let receipt = match app.store.execute(command, &by, &at).await {
        Err(StoreError::Taken("session key")) => return Err(key_in_use()),
        other => other?,
    };
    let envelope = receipt.state.envelope().ok_or_else(unknown)?;
    let show = || SigningView::new(&app, envelope, recipient);
    let view = recorded::shown(show).await?;
    let mut headers = crate::http::v1::sessions::cookie(&session.set_cookie)?;
    let sent = sent.get(header::COOKIE).and_then(|c| c.to_str().ok());
    for old in app.cookies.make_room(sent.unwrap_or_default()) {
        crate::http::v1::sessions::add_cookie(&mut headers, &old)?;
    }
    Ok((StatusCode::CREATED, headers, axum::Json(view)))
}

/// Whether a failed exchange leaves a trace: strangers who try the same link, or links of one person, again and again
/// don't. The link's holder is not held up, because what succeeds is not counted.
async fn may_be_recorded(app: &App, command: &Command) -> Result<bool, Problem> {
    let Command::ExchangeLink(ExchangeLink {
        envelope,
        recipient,
        selector,
        ..
    }) = command
    else {
        return Ok(true);
    };
    let limits = [
        format!("exchange/link/{selector}"),
        format!("exchange/person/{envelope}/{recipient}"),
    ];
    for key in &limits {
        if !app
            .store
            .take(key, MOST_RECORDED, HOUR_MS, app.clock.now_ms())
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

/// The answer to a renewal: the same, whatever happened.
#[derive(Serialize, ToSchema)]
pub(crate) struct Accepted {}

/// Asks for a new link, which is mailed to the recorded mailbox and only there. Without a mail server the sender is told.
#[utoipa::path(post, path = "/v1/links/{selector}/renewal", params(("selector" = String, Path)),
    responses((status = 202, body = Accepted), (status = 409), (status = 429)))]
pub(crate) async fn renew(
    State(app): State<Shared>,
    from: From,
    Path(selector): Path<String>,
) -> Result<(StatusCode, axum::Json<Accepted>), Problem> {
    let (envelope, recipient) = find(&app, &selector).await?;
    let in_all = format!("renewal/{}/{recipient}", envelope.id);
    let from_here = format!("{in_all}/{}", from.network());
    within(&app, &from_here, MOST_RENEWALS).await?;
    within(&app, &in_all, MOST_RENEWALS_IN_ALL).await?;
    let command = Command::RequestLink(RequestLink {
        envelope: envelope.id,
        recipient,
    });
    app.store
        .execute(command, &from.visitor(), &app.clock.moment())
        .await?;
    Ok((StatusCode::ACCEPTED, axum::Json(Accepted {})))
}

/// Whether this is the newest link of the recipient, used or not.
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

/// Takes one of the `most` events under this key that an hour allows.
pub(crate) async fn within(app: &App, key: &str, most: i64) -> Result<(), Problem> {
    let now = app.clock.now_ms();
    if app.store.take(key, most, HOUR_MS, now).await? {
        return Ok(());
    }
    Err(Problem::too_many_requests(window_left_ms(HOUR_MS, now)))
}
