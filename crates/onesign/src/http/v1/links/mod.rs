//! `/v1/links/{selector}`: what a mailed link leads to.

mod view;

use crate::auth::Sessions;
use crate::auth::browser_key::is_key;
use crate::auth::caller::Caller;
use crate::auth::link::{self, Presented};
use crate::ceremony::Ceremony;
use crate::clock::HouseClock;
use crate::http::extract::Brief;
use crate::http::v1::links::view::{Asking, LinkView};
use crate::http::v1::signing::view::SigningView;
use crate::http::{cookies, recorded};
use crate::mail::delivery::Mailing;
use crate::mail::instance_name;
use crate::problem::Problem;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use onesign_core::FieldError;
use onesign_core::audit::{from_base64url, hex, sha256};
use onesign_core::code::{Code, FaultCode};
use onesign_store::Store;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The state of a link. Says nothing about the envelope, changes nothing.
#[utoipa::path(get, path = "/v1/links/{selector}", params(("selector" = String, Path)),
    responses((status = 200, body = LinkView)))]
pub(crate) async fn show(
    State(sessions): State<Sessions>,
    State(mailing): State<Mailing>,
    State(store): State<Store>,
    State(clock): State<HouseClock>,
    Path(selector): Path<String>,
    headers: HeaderMap,
) -> Result<Json<LinkView>, Problem> {
    let (envelope, recipient) = link::find(&sessions, &selector).await?;
    let asking = Asking {
        instance_name: instance_name(&store).await?,
        mail: mailing.way(),
        is_own: sessions.has_opened(&selector, &headers),
        now_ms: clock.now_ms(),
    };
    let recipient = envelope.recipient(recipient).ok_or_else(link::unknown)?;
    let view = LinkView::new(&envelope, recipient, &selector, asking);
    Ok(Json(view))
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

impl Exchange {
    fn read(self) -> Result<Presented, Problem> {
        let fault = |pointer: &str, detail: &str| {
            Problem::new(Code::InvalidRequest, detail).pointing(vec![FieldError {
                pointer: pointer.into(),
                code: FaultCode::Form,
                detail: detail.into(),
            }])
        };
        let secret = from_base64url(&self.secret)
            .filter(|bytes| bytes.len() == 32)
            .ok_or_else(|| fault("/secret", "This is not the secret of a link."))?;
        if !is_key(&self.public_key) {
            return Err(fault("/public_key", "Give a P-256 public key."));
        }
        Ok(Presented {
            secret_sha256: hex(&sha256(&[&secret])),
            public_key: self.public_key,
        })
    }
}

/// Turns a link into a signing session, once.
#[utoipa::path(post, path = "/v1/links/{selector}/exchange", params(("selector" = String, Path)),
    request_body = Exchange,
    responses((status = 201, body = SigningView), (status = 409), (status = 410), (status = 429)))]
pub(crate) async fn exchange(
    State(sessions): State<Sessions>,
    State(ceremony): State<Ceremony>,
    caller: Caller,
    Path(selector): Path<String>,
    sent: HeaderMap,
    Brief(body): Brief<Exchange>,
) -> Result<(StatusCode, HeaderMap, Json<SigningView>), Problem> {
    let opened = link::exchange(&sessions, &caller, selector, body.read()?, &sent).await?;
    let show = || SigningView::new(&ceremony, &opened.envelope, opened.recipient);
    let view = recorded::shown(show).await?;
    Ok((
        StatusCode::CREATED,
        cookies::set(&opened.cookies)?,
        Json(view),
    ))
}

/// The answer to a renewal: the same, whatever happened.
#[derive(Serialize, ToSchema)]
pub(crate) struct Accepted {}

/// Asks for a new link, which is mailed to the recorded mailbox and only there. Without a mail server the sender is told.
#[utoipa::path(post, path = "/v1/links/{selector}/renewal", params(("selector" = String, Path)),
    responses((status = 202, body = Accepted), (status = 409), (status = 429)))]
pub(crate) async fn renew(
    State(sessions): State<Sessions>,
    caller: Caller,
    Path(selector): Path<String>,
) -> Result<(StatusCode, Json<Accepted>), Problem> {
    link::renew(&sessions, &caller, &selector).await?;
    Ok((StatusCode::ACCEPTED, Json(Accepted {})))
}
