//! A stored file as the body of an answer, read while it is sent.

use crate::limits::Holds;
use axum::Extension;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use onesign_store::blobs::{Blob, BlobError};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use tokio::task::{JoinHandle, spawn_blocking};

/// Sends a blob piece by piece. If it turns out to be damaged on the way, the answer breaks off.
pub(crate) struct StoredBody {
    blob: Arc<Blob>,
    at: u64,
    reading: Option<JoinHandle<Result<Vec<u8>, BlobError>>>,
    /// Called once if the file turns out to be damaged.
    damaged: Option<Box<dyn FnOnce() + Send>>,
}

impl StoredBody {
    /// `damaged` is called if the file breaks off.
    pub(crate) fn new(blob: Blob, damaged: impl FnOnce() + Send + 'static) -> Self {
        // Nobody goes back and forth in it any more.
        blob.forget();
        Self {
            damaged: Some(Box::new(damaged)),
            blob: Arc::new(blob),
            at: 0,
            reading: None,
        }
    }

    /// The answer with this body, and a note that it holds little.
    pub(crate) fn into_answer(self) -> Response {
        (Extension(Holds::Pieces), axum::body::Body::new(self)).into_response()
    }

    fn left(&self) -> u64 {
        self.blob.length().saturating_sub(self.at)
    }

    fn next(&self) -> JoinHandle<Result<Vec<u8>, BlobError>> {
        let (blob, at) = (Arc::clone(&self.blob), self.at);
        spawn_blocking(move || blob.read_on(at))
    }
}

impl Body for StoredBody {
    type Data = Bytes;
    type Error = BlobError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BlobError>>> {
        if self.left() == 0 {
            return Poll::Ready(None);
        }
        let mut reading = match self.reading.take() {
            Some(reading) => reading,
            None => self.next(),
        };
        let Poll::Ready(read) = Pin::new(&mut reading).poll(context) else {
            self.reading = Some(reading);
            return Poll::Pending;
        };
        let read = read.unwrap_or_else(|stopped| Err(BlobError::Storage(stopped.into())));
        Poll::Ready(Some(match read {
            Ok(piece) => {
                self.at += piece.len() as u64;
                Ok(Frame::data(piece.into()))
            }
            Err(error) => {
                tracing::error!(%error, "a download broke off");
                if let (BlobError::Damaged | BlobError::NotFound, Some(tell)) =
                    (&error, self.damaged.take())
                {
                    tell();
                }
                Err(error)
            }
        }))
    }

    fn is_end_stream(&self) -> bool {
        self.left() == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left())
    }
}
