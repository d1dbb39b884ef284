//! Uploaded files: spooled to disk as they arrive, so that a large or slow one takes no memory.

use crate::app::{App, Shared};
use crate::http::client_address::Network;
use crate::http::edge::TooSlow;
use crate::http::problem::{A_MOMENT, Problem};
use crate::limits::Stay;
use axum::body::Body;
use axum::extract::{FromRequest, Request};
use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt;
use onesign_core::code::Code;
use onesign_store::background;
use onesign_store::blobs::{Content, Spool, SpoolError, Spooling};
use std::error::Error;

/// Bytes that are gathered before they are written.
const BATCH: usize = 64 * 1024;
/// How many times the limit is read and thrown away before the connection is closed all the same.
const PATIENCE: u64 = 4;

/// An uploaded file of somebody who has signed in.
///
/// What is over the limit is read to its end and thrown away before the answer, for the sake of browsers.
pub(crate) struct Upload(pub(crate) Content);

impl FromRequest<Shared> for Upload {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &Shared) -> Result<Self, Problem> {
        let received = receive(app, &app.spools.accounts, request.into_body());
        received.await.map(Self)
    }
}

/// Receives a file of a stranger from this network. It takes room until the stay is dropped, and may have to give way
/// to others while it arrives.
pub(crate) async fn receive_from(
    app: &App,
    from: Network,
    body: Body,
) -> Result<(Content, Stay<Network>), Problem> {
    let entered = app.spools.for_strangers.enter(from);
    let mut stay = entered.map_err(|_| full())?;
    let gives_way = stay.gives_way();
    let file = tokio::select! {
        received = spooled(app, &app.spools.strangers, body, Some(&mut stay)) => received?,
        () = gives_way => return Err(full()),
    };
    stay.settle().map_err(|_| full())?;
    Ok((file, stay))
}

/// Receives a file into this spool.
pub(crate) async fn receive(app: &App, spool: &Spool, body: Body) -> Result<Content, Problem> {
    spooled(app, spool, body, None).await
}

/// Writes a body into this spool, in this room.
async fn spooled(
    app: &App,
    spool: &Spool,
    mut body: Body,
    mut room: Option<&mut Stay<Network>>,
) -> Result<Content, Problem> {
    let most = app.config.max_bytes;
    let mut file = Some(Incoming::begin(spool.clone()).await?);
    let mut total = 0u64;
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame.map_err(|error| broken_off(&error))?.into_data() else {
            continue;
        };
        total = total.saturating_add(data.len() as u64);
        if total > most {
            file = None;
            if total > most.saturating_mul(PATIENCE) {
                break;
            }
        } else if let Some(incoming) = file.take() {
            if let Some(stay) = &mut room {
                stay.arrived(data.len() as u64).map_err(|_| full())?;
            }
            file = Some(incoming.add(data).await?);
        }
    }
    match file {
        Some(incoming) => incoming.finish().await,
        None => Err(crate::documents::upload::too_large(app.config.max_bytes)),
    }
}

/// A file that is being spooled.
struct Incoming {
    spooling: Spooling,
    batch: BytesMut,
}

impl Incoming {
    async fn begin(spool: Spool) -> Result<Self, Problem> {
        let spooling = waiting(move || spool.begin()).await?;
        Ok(Self {
            spooling,
            batch: BytesMut::new(),
        })
    }

    async fn add(mut self, data: Bytes) -> Result<Self, Problem> {
        self.batch.extend_from_slice(&data);
        if self.batch.len() < BATCH {
            return Ok(self);
        }
        waiting(move || {
            self.spooling.write(&self.batch)?;
            self.batch.clear();
            Ok(self)
        })
        .await
    }

    async fn finish(mut self) -> Result<Content, Problem> {
        waiting(move || {
            self.spooling.write(&self.batch)?;
            Ok(self.spooling.finish()?.into())
        })
        .await
    }
}

/// Work that waits for the disk.
async fn waiting<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, SpoolError> + Send + 'static,
) -> Result<T, Problem> {
    let done = background(work).await;
    done.map_err(|stopped| Problem::internal(&stopped))?
        .map_err(|error| match error {
            SpoolError::Full => {
                tracing::warn!("the spool is full");
                full()
            }
            SpoolError::Storage(error) => Problem::from(error),
        })
}

fn full() -> Problem {
    Problem::busy("Many files are being uploaded.", A_MOMENT)
}

/// Why the body ended early.
pub(super) fn broken_off(error: &axum::Error) -> Problem {
    let mut cause: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(error) = cause {
        if error.is::<TooSlow>() {
            return Problem::new(
                Code::UploadTooSlow,
                "The upload was too slow or has stopped. Check your connection and try again.",
            );
        }
        cause = error.source();
    }
    Problem::new(
        Code::UploadInterrupted,
        "The upload was interrupted. Check your connection, then try again.",
    )
}
