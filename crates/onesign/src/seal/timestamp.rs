//! RFC 3161 time-stamping over HTTP.

use crate::app::App;
use crate::clock::random;
use onesign_pades::sign::Signed;

/// Why there is no timestamp, as a stable word for the recorded level.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct NoTimestamp(&'static str);

/// Adds a timestamp if an authority is configured. Returns the signature either way, with the level reached:
/// `B-T`, `B-B`, or `B-B` with the reason why it is no more.
pub(crate) async fn stamp(app: &App, signed: Signed) -> (Signed, String) {
    let Some(url) = &app.config.tsa_url else {
        let level = signed.level().to_owned();
        return (signed, level);
    };
    let mut waiting = signed.needs_timestamp();
    let request = waiting.request(&random::<16>());
    let answer = match ask(app, url.clone(), request).await {
        Ok(answer) => waiting.token(&answer).map_err(|error| {
            tracing::warn!(%error, "the time-stamping authority's answer can't be used");
            NoTimestamp("TSA answer unusable")
        }),
        Err(error) => Err(error),
    };
    match answer {
        Ok(signed) => {
            let level = signed.level().to_owned();
            (signed, level)
        }
        Err(why) => {
            let signed = waiting.without();
            let level = format!("{}: {why}", signed.level());
            (signed, level)
        }
    }
}

async fn ask(app: &App, url: url::Url, request: Vec<u8>) -> Result<Vec<u8>, NoTimestamp> {
    let unreachable = |error: reqwest::Error| {
        tracing::warn!(%error, "the time-stamping authority can't be reached");
        NoTimestamp("TSA unreachable")
    };
    let response = app
        .http
        .post(url)
        .header("content-type", "application/timestamp-query")
        .body(request)
        .send()
        .await
        .and_then(reqwest::Response::error_for_status)
        .map_err(unreachable)?;
    if response.content_length().is_some_and(|n| n > 1 << 20) {
        return Err(NoTimestamp("TSA answer too large"));
    }
    Ok(response.bytes().await.map_err(unreachable)?.to_vec())
}
