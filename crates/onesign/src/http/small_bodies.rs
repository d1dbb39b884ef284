//! Bodies that are held in memory: all of them together take a bounded part of it.

use super::uploads::{broken_off, discard};
use crate::app::App;
use crate::http::client_address::Network;
use crate::problem::{A_MOMENT, Problem};
use axum::body::Body;
use axum::http::StatusCode;
use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt;

/// Bytes of all such bodies that are being received, and of those of one network.
pub(crate) const MOST: u64 = 64 * 1024 * 1024;
pub(crate) const MOST_OF_NETWORK: u64 = 16 * 1024 * 1024;

/// Receives a body of at most `limit` bytes.
pub(crate) async fn receive(
    app: &App,
    from: Network,
    mut body: Body,
    limit: usize,
) -> Result<Bytes, Problem> {
    let mut share = app.small_bodies.take(from, 0).map_err(|_| busy())?;
    let mut held = BytesMut::new();
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame.map_err(|error| broken_off(&error))?.into_data() else {
            continue;
        };
        let problem = if held.len() + data.len() > limit {
            too_large()
        } else if share.grow(data.len() as u64).is_err() {
            busy()
        } else {
            held.extend_from_slice(&data);
            continue;
        };
        drop((share, held));
        discard(body).await;
        return Err(problem);
    }
    Ok(held.freeze())
}

fn busy() -> Problem {
    Problem::busy("Many requests are being received.", A_MOMENT)
}

fn too_large() -> Problem {
    Problem::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        "too_large",
        "The request is too large.",
    )
}
