//! Uploaded files: spooled to disk as they arrive, so that a large or slow one takes no memory.

use crate::http::edge::TooSlow;
use crate::limits::{Bounds, Room, Stay};
use crate::net::client_address::Network;
use crate::problem::{A_MOMENT, Problem};
use anyhow::Context;
use axum::body::Body;
use axum::extract::{FromRef, FromRequest, Request};
use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt;
use onesign_core::code::Code;
use onesign_store::blobs::{Content, Spool, SpoolError, Spooling};
use onesign_store::{Store, background};
use std::error::Error;
use std::path::Path;
use std::time::Duration;

/// Bytes that are gathered before they are written.
const BATCH: usize = 64 * 1024;
/// How many times the limit is read and thrown away before the connection is closed all the same.
const PATIENCE: u64 = 4;

/// Where files are on their way in: strangers take no room from those who have signed in.
#[derive(Clone)]
pub(crate) struct Uploads {
    accounts: Spool,
    strangers: Spool,
    /// The room in the strangers' spool: each network has a part of it, and the slowest upload gives way.
    for_strangers: Room<Network>,
    /// Bytes of the largest upload.
    max_bytes: u64,
}

impl Uploads {
    /// How many of the largest uploads each spool has room for.
    const ROOM: u64 = 4;
    /// How many of the largest uploads strangers have room for, all together and those of one network. There is one
    /// less than the spool holds: whoever gives way is gone a little later.
    const ROOM_OF_STRANGERS: u64 = Self::ROOM - 1;
    const ROOM_OF_NETWORK: u64 = 2;
    /// How many uploads that have just begun are counted as one of the largest: they take memory as well.
    const BEGUN: u64 = 64;
    /// How long an upload may take for its next part when others need the room.
    const GRACE: Duration = Duration::from_secs(3);

    /// Opens both spools below this directory.
    ///
    /// # Errors
    /// Names the directory that can't be used.
    pub(crate) fn open(directory: &Path, max_bytes: u64, store: &Store) -> anyhow::Result<Self> {
        let open = |name: &str| {
            let dir = directory.join("spool").join(name);
            let most = max_bytes.saturating_mul(Self::ROOM);
            let spool = store.open_spool(&dir, most);
            spool.with_context(|| format!("can't use the directory {}", dir.display()))
        };
        Ok(Self {
            accounts: open("accounts")?,
            strangers: open("strangers")?,
            for_strangers: Room::new(Bounds {
                total: max_bytes.saturating_mul(Self::ROOM_OF_STRANGERS),
                each: max_bytes.saturating_mul(Self::ROOM_OF_NETWORK),
                least: max_bytes / Self::BEGUN,
                grace: Self::GRACE,
            }),
            max_bytes,
        })
    }

    /// Receives a file of somebody who has signed in.
    ///
    /// # Errors
    /// `too_large`, and that it did not arrive.
    pub(crate) async fn receive(&self, body: Body) -> Result<Content, Problem> {
        spooled(self.max_bytes, &self.accounts, body, None).await
    }

    /// Receives a file of a stranger from this network. It takes room until the stay is dropped, and may have to give way
    /// to others while it arrives.
    ///
    /// # Errors
    /// Those of [`Uploads::receive`], and that there is no room.
    pub(crate) async fn receive_from(
        &self,
        from: Network,
        body: Body,
    ) -> Result<(Content, Stay<Network>), Problem> {
        let entered = self.for_strangers.enter(from);
        let mut stay = entered.map_err(|_| full())?;
        let gives_way = stay.gives_way();
        let file = tokio::select! {
            received = spooled(self.max_bytes, &self.strangers, body, Some(&mut stay)) => received?,
            () = gives_way => return Err(full()),
        };
        stay.settle().map_err(|_| full())?;
        Ok((file, stay))
    }
}

/// An uploaded file of somebody who has signed in.
///
/// What is over the limit is read to its end and thrown away before the answer, for the sake of browsers.
pub(crate) struct Upload(pub(crate) Content);

impl<S: Send + Sync> FromRequest<S> for Upload
where
    Uploads: FromRef<S>,
{
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let received = Uploads::from_ref(state).receive(request.into_body()).await;
        received.map(Self)
    }
}

/// Writes a body into this spool, in this room.
async fn spooled(
    max_bytes: u64,
    spool: &Spool,
    mut body: Body,
    mut room: Option<&mut Stay<Network>>,
) -> Result<Content, Problem> {
    let mut file = Some(Incoming::begin(spool.clone()).await?);
    let mut total = 0u64;
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame.map_err(|error| broken_off(&error))?.into_data() else {
            continue;
        };
        total = total.saturating_add(data.len() as u64);
        if total > max_bytes {
            file = None;
            if total > max_bytes.saturating_mul(PATIENCE) {
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
        None => Err(crate::documents::upload::too_large(max_bytes)),
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
