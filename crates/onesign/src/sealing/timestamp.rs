//! RFC 3161 time-stamping over HTTP: the authorities that the operator named, one after another.

use crate::clock::random;
use crate::config::TsaUrl;
use bytes::{Bytes, BytesMut};
use onesign_core::envelope::seal_level::{Level, Pending, SealLevel};
use onesign_pades::DocumentTimestamp;
use onesign_pades::sign::Signed;
use std::sync::Arc;
use std::time::Duration;

/// Largest answer in bytes.
const MOST_BYTES: usize = 1 << 20;
/// Longest time from the request to the end of the answer.
const TIMEOUT: Duration = Duration::from_secs(10);

/// The authorities that the operator named, and what asks them.
#[derive(Clone)]
pub(crate) struct Authorities {
    http: reqwest::Client,
    urls: Arc<[TsaUrl]>,
}

impl Authorities {
    /// # Errors
    /// Those of making an HTTP client.
    pub(crate) fn new(urls: &[TsaUrl]) -> Result<Self, reqwest::Error> {
        let http = reqwest::Client::builder()
            .timeout(TIMEOUT)
            .redirect(reqwest::redirect::Policy::none())
            .build()?;
        let urls = urls.into();
        Ok(Self { http, urls })
    }

    /// Whether the operator named none.
    pub(crate) fn is_empty(&self) -> bool {
        self.urls.is_empty()
    }
}

/// Adds a timestamp if an authority is configured. Returns the signature either way, with the level reached and the
/// reason why it is no more, where it is meant to be more.
pub(crate) async fn stamp(from: &Authorities, signed: Signed) -> (Signed, SealLevel) {
    if from.is_empty() {
        let level = SealLevel::settled(reached(&signed));
        return (signed, level);
    }
    let mut waiting = signed.needs_timestamp();
    let mut stamped = Err(Pending::NoAuthority);
    for url in from.urls.iter() {
        let request = waiting.request(&random::<16>());
        let answer = ask(&from.http, url, request).await;
        stamped = answer.and_then(|answer| waiting.token(&answer).map_err(|e| unusable(url, &e)));
        if stamped.is_ok() {
            break;
        }
    }
    match stamped {
        Ok(signed) => {
            let could_be_kept = signed.could_be_kept();
            let level = SealLevel {
                reached: reached(&signed),
                pending: could_be_kept.then_some(Pending::ValidationData),
            };
            (signed, level)
        }
        Err(why) => {
            let signed = waiting.without();
            let level = SealLevel::pending(reached(&signed), why);
            (signed, level)
        }
    }
}

fn reached(signed: &Signed) -> Level {
    match signed.is_stamped() {
        true => Level::T,
        false => Level::B,
    }
}

/// The bytes that append a document timestamp to what `stage` was started on.
pub(crate) async fn stamp_document(
    from: &Authorities,
    mut stage: DocumentTimestamp,
) -> Result<Vec<u8>, Pending> {
    let mut stamped = Err(Pending::NoAuthority);
    for url in from.urls.iter() {
        let request = stage.request(&random::<16>());
        let answer = ask(&from.http, url, request).await;
        stamped = answer.and_then(|answer| stage.token(&answer).map_err(|e| unusable(url, &e)));
        if stamped.is_ok() {
            break;
        }
    }
    stamped
}

fn unusable(url: &TsaUrl, error: &dyn std::fmt::Display) -> Pending {
    tracing::warn!(%url, %error, "the time-stamping authority's answer can't be used");
    Pending::AnswerUnusable
}

async fn ask(http: &reqwest::Client, url: &TsaUrl, request: Vec<u8>) -> Result<Bytes, Pending> {
    let unreachable = |error: reqwest::Error| {
        let error = error.without_url();
        tracing::warn!(%url, %error, "the time-stamping authority can't be reached");
        Pending::AuthorityUnreachable
    };
    let mut response = http
        .post(url.expose().clone())
        .header("content-type", "application/timestamp-query")
        .body(request)
        .send()
        .await
        .and_then(reqwest::Response::error_for_status)
        .map_err(unreachable)?;
    let mut answer = BytesMut::new();
    while let Some(chunk) = response.chunk().await.map_err(unreachable)? {
        if answer.len() + chunk.len() > MOST_BYTES {
            return Err(unusable(url, &"it is too large"));
        }
        answer.extend_from_slice(&chunk);
    }
    Ok(answer.freeze())
}
