//! RFC 3161 time-stamping over HTTP: the authorities that the operator named, one after another.

use crate::app::App;
use crate::clock::random;
use crate::config::TsaUrl;
use bytes::{Bytes, BytesMut};
use onesign_core::envelope::seal_level::{Level, Pending, SealLevel};
use onesign_pades::DocumentTimestamp;
use onesign_pades::sign::Signed;

/// Largest answer in bytes.
const MOST_BYTES: usize = 1 << 20;

/// Adds a timestamp if an authority is configured. Returns the signature either way, with the level reached and the
/// reason why it is no more, where it is meant to be more.
pub(crate) async fn stamp(app: &App, signed: Signed) -> (Signed, SealLevel) {
    if app.config.tsa_urls.is_empty() {
        let level = SealLevel::settled(reached(&signed));
        return (signed, level);
    }
    let mut waiting = signed.needs_timestamp();
    let mut stamped = Err(Pending::NoAuthority);
    for url in &app.config.tsa_urls {
        let request = waiting.request(&random::<16>());
        let answer = ask(app, url, request).await;
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
    app: &App,
    mut stage: DocumentTimestamp,
) -> Result<Vec<u8>, Pending> {
    let mut stamped = Err(Pending::NoAuthority);
    for url in &app.config.tsa_urls {
        let request = stage.request(&random::<16>());
        let answer = ask(app, url, request).await;
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

async fn ask(app: &App, url: &TsaUrl, request: Vec<u8>) -> Result<Bytes, Pending> {
    let unreachable = |error: reqwest::Error| {
        let error = error.without_url();
        tracing::warn!(%url, %error, "the time-stamping authority can't be reached");
        Pending::AuthorityUnreachable
    };
    let mut response = app
        .http
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
