//! RFC 3161 time-stamping over HTTP: the authorities that the operator named, one after another.

use crate::app::App;
use crate::clock::random;
use crate::config::TsaUrl;
use bytes::{Bytes, BytesMut};
use onesign_pades::DocumentTimestamp;
use onesign_pades::sign::Signed;

/// Largest answer in bytes.
const MOST_BYTES: usize = 1 << 20;

/// Why there is no timestamp, as a stable word for the recorded level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NoTimestamp {
    /// None is configured.
    #[error("no TSA configured")]
    None,
    /// Nobody answers, or not well.
    #[error("TSA unreachable")]
    Unreachable,
    /// An answer, but no timestamp that can be used.
    #[error("TSA answer unusable")]
    Unusable,
}

/// Adds a timestamp if an authority is configured. Returns the signature either way, with the level reached and the
/// reason why it is no more, where it is meant to be more.
pub(crate) async fn stamp(app: &App, signed: Signed) -> (Signed, String) {
    if app.config.tsa_urls.is_empty() {
        let level = signed.level().to_owned();
        return (signed, level);
    }
    let mut waiting = signed.needs_timestamp();
    let mut stamped = Err(NoTimestamp::None);
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
            let level = if signed.could_be_kept() {
                format!("{}: {PENDING}", signed.level())
            } else {
                signed.level().to_owned()
            };
            (signed, level)
        }
        Err(why) => {
            let signed = waiting.without();
            let level = format!("{}: {why}", signed.level());
            (signed, level)
        }
    }
}

/// Why a seal that can be kept for years is not kept yet.
pub(crate) const PENDING: &str = "validation data pending";

/// The bytes that append a document timestamp to what `stage` was started on.
pub(crate) async fn stamp_document(
    app: &App,
    mut stage: DocumentTimestamp,
) -> Result<Vec<u8>, NoTimestamp> {
    let mut stamped = Err(NoTimestamp::None);
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

fn unusable(url: &TsaUrl, error: &dyn std::fmt::Display) -> NoTimestamp {
    tracing::warn!(%url, %error, "the time-stamping authority's answer can't be used");
    NoTimestamp::Unusable
}

async fn ask(app: &App, url: &TsaUrl, request: Vec<u8>) -> Result<Bytes, NoTimestamp> {
    let unreachable = |error: reqwest::Error| {
        let error = error.without_url();
        tracing::warn!(%url, %error, "the time-stamping authority can't be reached");
        NoTimestamp::Unreachable
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
