//! The end of a signing session with its envelope, as the page hears it that is open meanwhile. That page looks, loads and
//! reports by itself, and nobody has done anything wrong: what it hears is a state and no refusal, which browsers would
//! report as an error. What a person does, such as signing, is refused, and so are entries: nobody shall take them for
//! saved.

use crate::auth::signing::Signing;
use crate::http::extract::SignedWrite;
use crate::problem::Problem;
use axum::Json;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use onesign_core::code::Code;
use serde::Serialize;
use serde::de::DeserializeOwned;
use utoipa::ToSchema;

/// What an open signing page receives when the envelope ends without a seal.
#[derive(Serialize, ToSchema)]
pub(crate) struct SigningOver {
    /// Always true.
    over: bool,
}

impl SigningOver {
    pub(crate) fn new() -> Self {
        Self { over: true }
    }
}

impl IntoResponse for SigningOver {
    fn into_response(self) -> Response {
        Json(self).into_response()
    }
}

/// Whoever asks, or nobody where the envelope has ended without a seal.
pub(crate) struct UnlessOver<T>(pub(crate) Option<T>);

impl<T> UnlessOver<T> {
    fn of(asks: Result<T, Problem>) -> Result<Self, Problem> {
        match asks {
            Err(problem) if problem.code == Code::SigningOver => Ok(Self(None)),
            other => other.map(|asks| Self(Some(asks))),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for UnlessOver<Signing>
where
    Signing: FromRequestParts<S, Rejection = Problem>,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        Self::of(Signing::from_request_parts(parts, state).await)
    }
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for UnlessOver<SignedWrite<T>>
where
    SignedWrite<T>: FromRequest<S, Rejection = Problem>,
{
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        Self::of(SignedWrite::from_request(request, state).await)
    }
}

/// The answer to what a page reports by itself.
pub(crate) enum Noted {
    /// It is on record.
    Done,
    /// The session is over.
    Over,
}

impl IntoResponse for Noted {
    fn into_response(self) -> Response {
        match self {
            Self::Done => StatusCode::NO_CONTENT.into_response(),
            Self::Over => SigningOver::new().into_response(),
        }
    }
}
