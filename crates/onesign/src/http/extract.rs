//! Extractors: from a request to a body, an address, an actor.

use crate::auth::Sessions;
use crate::auth::browser_key;
use crate::auth::caller::Caller;
use crate::auth::session::{Recognised, SignedIn, UseOf};
use crate::auth::signing::Signing;
use crate::clock::HouseClock;
use crate::http::small_bodies::{self, BRIEF, SmallBodies};
use crate::net::client_address::{Addresses, ClientAddress};
use crate::problem::Problem;
use axum::extract::{FromRef, FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use onesign_core::FieldError;
use onesign_core::actor::{Access, REPORTED_BY_PROXY};
use onesign_core::code::{Code, FaultCode};
use serde::de::DeserializeOwned;

/// Names the link, by its selector, whose signing session a request belongs to. Plain downloads can't carry headers
/// and name it in the query instead, as `link`.
pub(crate) const LINK_HEADER: &str = "onesign-link";
/// Marks a request that a page makes by itself, so that a page that is left open keeps no session alive.
const BACKGROUND_HEADER: &str = "onesign-background";
/// Largest JSON body, in bytes. A drawn signature of the most points there may be is well below it.
const JSON_LIMIT: usize = 1024 * 1024;

/// A JSON body of somebody who has signed in, so it comes after [`SignedIn`]. Unknown members, wrong types and broken
/// JSON are problems that name the place.
pub(crate) struct Json<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T>
where
    SmallBodies: FromRef<S>,
{
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        let body =
            small_bodies::receive(&SmallBodies::from_ref(state), &parts, body, JSON_LIMIT).await?;
        parse(&body).map(Self)
    }
}

/// A JSON body that anybody may send: as [`Json`], but short.
pub(crate) struct Brief<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Brief<T>
where
    SmallBodies: FromRef<S>,
{
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        let body =
            small_bodies::receive(&SmallBodies::from_ref(state), &parts, body, BRIEF).await?;
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

impl<S: Send + Sync> FromRequestParts<S> for Caller
where
    Addresses: FromRef<S>,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let address = Addresses::from_ref(state).of(parts);
        Ok(Self {
            access: access(parts, address),
            network: address.network(),
        })
    }
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

impl<S: Send + Sync> FromRequestParts<S> for Recognised
where
    Sessions: FromRef<S>,
    Addresses: FromRef<S>,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let address = Addresses::from_ref(state).of(parts);
        let (sessions, access) = (Sessions::from_ref(state), access(parts, address));
        let use_of = match parts.headers.contains_key(BACKGROUND_HEADER) {
            true => UseOf::Page,
            false => UseOf::Person,
        };
        Self::of(&sessions, &parts.headers, (address, access), use_of).await
    }
}

impl<S: Send + Sync> FromRequestParts<S> for SignedIn
where
    Sessions: FromRef<S>,
    Addresses: FromRef<S>,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        Self::of(Recognised::from_request_parts(parts, state).await?)
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

impl<S: Send + Sync> FromRequestParts<S> for Signing
where
    Sessions: FromRef<S>,
    Addresses: FromRef<S>,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let link = link_of(parts).ok_or_else(Problem::no_signing_session)?;
        let access = access(parts, Addresses::from_ref(state).of(parts));
        Self::of(&Sessions::from_ref(state), link, &parts.headers, access).await
    }
}

/// A write of a signing session, proved to come from the browser that holds the session's key.
pub(crate) struct SignedWrite<T> {
    pub(crate) signing: Signing,
    pub(crate) body: T,
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for SignedWrite<T>
where
    Sessions: FromRef<S>,
    Addresses: FromRef<S>,
    SmallBodies: FromRef<S>,
    HouseClock: FromRef<S>,
{
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let (mut parts, body) = request.into_parts();
        let mut signing = Signing::from_request_parts(&mut parts, state).await?;
        let body =
            small_bodies::receive(&SmallBodies::from_ref(state), &parts, body, JSON_LIMIT).await?;
        let link = signing.link.clone();
        let proof = parts
            .headers
            .get(browser_key::HEADER)
            .and_then(|v| v.to_str().ok());
        let written = browser_key::Written {
            link: &link,
            method: parts.method.as_str(),
            path: parts.uri.path(),
            query: parts.uri.query().unwrap_or_default(),
            body: &body,
        };
        signing.prove(proof, written, HouseClock::from_ref(state).now_ms())?;
        let body = parse(&body)?;
        Ok(Self { signing, body })
    }
}
