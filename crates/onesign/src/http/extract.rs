//! Extractors: from a request to a body, an address, an actor.

use crate::app::{App, Shared};
use crate::auth::browser_key;
use crate::auth::cookie::CookieKind;
use crate::http::client_address::{ClientAddress, Network};
use crate::http::small_bodies::{self, BRIEF};
use crate::problem::Problem;
use axum::extract::{ConnectInfo, FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use onesign_core::actor::{Access, REPORTED_BY_PROXY};
use onesign_core::code::{Code, FaultCode};
use onesign_core::decide::session::{SIGNING_IDLE_MS, is_over, readable};
use onesign_core::envelope::Envelope;
use onesign_core::identity::account::Account;
use onesign_core::ids::{EnvelopeId, RecipientId};
use onesign_core::{Actor, FieldError, Viewer};
use onesign_store::read::Session;
use serde::de::DeserializeOwned;
use std::net::{Ipv6Addr, SocketAddr};

/// A session of an account that is not used for so long ends, in milliseconds.
const IDLE_MS: i64 = 30 * 60 * 1000;
/// A session's last use is noted this often at most, in milliseconds.
const TOUCH_MS: i64 = 60 * 1000;
/// Names the link, by its selector, whose signing session a request belongs to. Plain downloads can't carry headers
/// and name it in the query instead, as `link`.
pub(crate) const LINK_HEADER: &str = "onesign-link";
/// Largest JSON body, in bytes. A drawn signature of the most points there may be is well below it.
const JSON_LIMIT: usize = 1024 * 1024;

/// A JSON body of somebody who has signed in, so it comes after [`SignedIn`]. Unknown members, wrong types and broken
/// JSON are problems that name the place.
pub(crate) struct Json<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest<Shared> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &Shared) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        let body = small_bodies::receive(app, &parts, body, JSON_LIMIT).await?;
        parse(&body).map(Self)
    }
}

/// A JSON body that anybody may send: as [`Json`], but short.
pub(crate) struct Brief<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest<Shared> for Brief<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &Shared) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        let body = small_bodies::receive(app, &parts, body, BRIEF).await?;
        parse(&body).map(Self)
    }
}

/// Reads JSON strictly. An empty body stands for an empty object.
pub(crate) fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    let body = if body.is_empty() { b"{}" } else { body };
    serde_json::from_slice(body).map_err(|error| {
        let code = if error.is_data() {
            Code::InvalidRequest
        } else {
            Code::InvalidJson
        };
        Problem::new(
            code,
            "The request does not have the form that is expected here.",
        )
        .pointing(vec![FieldError {
            pointer: String::new(),
            code: FaultCode::Form,
            detail: error.to_string(),
        }])
    })
}

/// The query of an address. What is missing or wrong in it is named.
pub(crate) struct Query<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let read = axum::extract::Query::<T>::try_from_uri(&parts.uri);
        read.map(|query| Self(query.0)).map_err(|refused| {
            let text = refused.body_text();
            let detail = text
                .rsplit_once("query string: ")
                .map_or(&*text, |(_, what)| what);
            Problem::new(
                Code::InvalidRequest,
                "The query of this address does not have the form that is expected here.",
            )
            .with(StatusCode::BAD_REQUEST)
            .pointing(vec![FieldError {
                pointer: String::new(),
                code: FaultCode::Query,
                detail: detail.to_owned(),
            }])
        })
    }
}

/// Where a request came from.
pub(crate) struct From(pub(crate) Access, pub(crate) ClientAddress);

impl FromRequestParts<Shared> for From {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, Problem> {
        let address = client_address(parts, app);
        Ok(Self(access(parts, address), address))
    }
}

impl From {
    /// Anybody, from here.
    pub(crate) fn visitor(&self) -> Actor {
        Actor::Visitor {
            access: self.0.clone(),
        }
    }

    /// What to count this client's requests under.
    pub(crate) fn network(&self) -> Network {
        self.1.network()
    }
}

/// The address of the client of a request.
pub(super) fn client_address(parts: &Parts, app: &App) -> ClientAddress {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
    // Every connection notes its other end; without one, nobody is trusted and nobody is local.
    let peer = peer.map_or(Ipv6Addr::UNSPECIFIED.into(), |info| info.0.ip());
    ClientAddress::of(peer, &parts.headers, &app.config.trusted_proxies)
}

fn access(parts: &Parts, address: ClientAddress) -> Access {
    let user_agent = parts
        .headers
        .get(header::USER_AGENT)
        .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
        .unwrap_or_default();
    Access {
        ip: address.ip().to_string(),
        ip_source: address.is_reported().then(|| REPORTED_BY_PROXY.to_owned()),
        user_agent: user_agent
            .chars()
            .filter(|c| !c.is_control())
            .take(400)
            .collect(),
    }
}

/// The hash of the session identifier in this kind of cookie.
fn sid(headers: &HeaderMap, app: &App, kind: CookieKind) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .find_map(|value| app.cookies.read(kind, value))
}

/// A signed-in account.
pub(crate) struct SignedIn {
    pub(crate) account: Account,
    pub(crate) sid_sha256: String,
    access: Access,
}

impl SignedIn {
    pub(crate) fn actor(&self) -> Actor {
        Actor::Account {
            id: self.account.id,
            role: self.account.role,
            access: self.access.clone(),
        }
    }

    pub(crate) fn viewer(&self) -> Viewer {
        Viewer::Account {
            id: self.account.id,
            role: self.account.role,
        }
    }
}

impl FromRequestParts<Shared> for SignedIn {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, Problem> {
        let sid_sha256 =
            sid(&parts.headers, app, CookieKind::Account).ok_or_else(Problem::not_signed_in)?;
        let now = app.clock.now_ms();
        let Some(Session::Account {
            account,
            last_seen_ms,
            ..
        }) = app.store.session(&sid_sha256, now).await?
        else {
            return Err(Problem::not_signed_in());
        };
        if now - last_seen_ms > IDLE_MS {
            return Err(Problem::not_signed_in());
        }
        note_use(app, &sid_sha256, last_seen_ms, now).await;
        let account = app.store.read(&Viewer::System).account(account).await?;
        // The row only leads here. What counts is the sealed state: a row that was put back opens nothing.
        if !account.has_session(&sid_sha256, now) {
            return Err(Problem::not_signed_in());
        }
        Ok(Self {
            account,
            sid_sha256,
            access: access(parts, client_address(parts, app)),
        })
    }
}

/// Notes that a session is in use. Where nothing can be written, reading goes on; the session then ends early.
async fn note_use(app: &App, sid_sha256: &str, last_seen_ms: i64, now_ms: i64) {
    if now_ms - last_seen_ms > TOUCH_MS
        && let Err(error) = app.store.touch_session(sid_sha256, now_ms).await
    {
        tracing::warn!(%error, "the use of a session could not be noted");
    }
}

/// The selector of the link that a request names.
fn link_of(parts: &Parts) -> Option<String> {
    if let Some(header) = parts.headers.get(LINK_HEADER) {
        return header.to_str().ok().map(str::to_owned);
    }
    url::form_urlencoded::parse(parts.uri.query()?.as_bytes())
        .find_map(|(name, value)| (name == "link").then(|| value.into_owned()))
}

/// A recipient in a signing session, reading. Writes take [`SignedWrite`].
pub(crate) struct Signing {
    pub(crate) envelope: Envelope,
    pub(crate) recipient: RecipientId,
    sid_sha256: String,
    /// Selector of the link whose session this is.
    pub(crate) link: String,
    /// The key the session is bound to.
    key: String,
    /// That of the signed write; 0 for reads.
    counter: i64,
    access: Access,
}

impl Signing {
    pub(crate) fn actor(&self) -> Actor {
        Actor::Recipient {
            envelope: self.envelope.id,
            recipient: self.recipient,
            sid_sha256: self.sid_sha256.clone(),
            counter: self.counter,
            access: self.access.clone(),
        }
    }

    pub(crate) fn viewer(&self) -> Viewer {
        Viewer::Recipient {
            envelope: self.envelope.id,
            recipient: self.recipient,
        }
    }

    pub(crate) fn envelope_id(&self) -> EnvelopeId {
        self.envelope.id
    }
}

/// The hash of the identifier in the cookie that a browser got with a link.
pub(crate) fn signing_sid(headers: &HeaderMap, app: &App, link: &str) -> Option<String> {
    sid(headers, app, CookieKind::Signing(link))
}

impl FromRequestParts<Shared> for Signing {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, Problem> {
        let link = link_of(parts).ok_or_else(Problem::no_signing_session)?;
        let sid_sha256 =
            signing_sid(&parts.headers, app, &link).ok_or_else(Problem::no_signing_session)?;
        let now = app.clock.now_ms();
        let Some(Session::Signing {
            envelope,
            recipient,
            last_seen_ms,
            ..
        }) = app.store.session(&sid_sha256, now).await?
        else {
            return Err(ended(app, &link, now).await?);
        };
        let viewer = Viewer::Recipient {
            envelope,
            recipient,
        };
        let envelope = app.store.read(&viewer).envelope(envelope).await?;
        let person = envelope
            .recipient(recipient)
            .ok_or_else(Problem::no_signing_session)?;
        let Some(session) = readable(&envelope, person, &sid_sha256, now) else {
            return Err(ended(app, &link, now).await?);
        };
        if session.link != link || now - last_seen_ms > SIGNING_IDLE_MS {
            return Err(Problem::no_signing_session());
        }
        note_use(app, &sid_sha256, last_seen_ms, now).await;
        Ok(Self {
            key: session.key.clone(),
            envelope,
            recipient,
            sid_sha256,
            link,
            counter: 0,
            access: access(parts, client_address(parts, app)),
        })
    }
}

/// What to answer a browser whose session has ended. It has the cookie that it got with the link, so it may know
/// whether a new link would help.
async fn ended(app: &App, link: &str, now_ms: i64) -> Result<Problem, Problem> {
    let Some((envelope, _)) = app.store.link(link).await? else {
        return Ok(Problem::no_signing_session());
    };
    let envelope = app.store.read(&Viewer::System).envelope(envelope).await?;
    Ok(if is_over(&envelope, now_ms) {
        Problem::signing_over()
    } else {
        Problem::no_signing_session()
    })
}

/// A write of a signing session, proved to come from the browser that holds the session's key.
pub(crate) struct SignedWrite<T> {
    pub(crate) signing: Signing,
    pub(crate) body: T,
}

impl<T: DeserializeOwned> FromRequest<Shared> for SignedWrite<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &Shared) -> Result<Self, Problem> {
        let (mut parts, body) = request.into_parts();
        let mut signing = Signing::from_request_parts(&mut parts, app).await?;
        let body = small_bodies::receive(app, &parts, body, JSON_LIMIT).await?;
        let header = parts
            .headers
            .get(browser_key::HEADER)
            .and_then(|v| v.to_str().ok());
        let written = browser_key::Written {
            link: &signing.link,
            method: parts.method.as_str(),
            path: parts.uri.path(),
            query: parts.uri.query().unwrap_or_default(),
            body: &body,
        };
        let counter = header
            .and_then(|h| browser_key::counter_of(h, &signing.key, written, app.clock.now_ms()));
        signing.counter = counter.ok_or_else(|| {
            Problem::new(Code::KeySignatureWrong,
                "This browser couldn't prove that it opened the link. Check the clock of this device, or ask for a new link.",
            )
        })?;
        let body = parse(&body)?;
        Ok(Self { signing, body })
    }
}
