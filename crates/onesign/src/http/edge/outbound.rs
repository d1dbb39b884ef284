//! The body of an answer, sent in pieces, to see whether the peer takes them.

use super::held::Held;
use super::ledger::Exchange;
use bytes::{Buf, Bytes};
use http_body::{Body, Frame, SizeHint};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

/// The most bytes per piece: the memory that an unread answer costs the server.
pub(super) const PIECE: usize = 32 * 1024;

/// A part of an answer. The request counts as running, and keeps its memory, until this part is written: HTTP/2 keeps
/// it as long as the peer does not take it.
pub(super) struct Piece {
    bytes: Bytes,
    _exchange: Arc<Exchange>,
    _held: Arc<Held>,
}

impl Buf for Piece {
    fn remaining(&self) -> usize {
        self.bytes.remaining()
    }

    fn chunk(&self) -> &[u8] {
        self.bytes.chunk()
    }

    fn advance(&mut self, bytes: usize) {
        self.bytes.advance(bytes);
    }
}

/// A body that records when it waits for the peer.
pub(super) struct Outbound {
    body: axum::body::Body,
    rest: Bytes,
    exchange: Arc<Exchange>,
    held: Arc<Held>,
}

impl Outbound {
    pub(super) fn new(body: axum::body::Body, exchange: Arc<Exchange>, held: Arc<Held>) -> Self {
        exchange.waits_for_reader();
        Self {
            body,
            rest: Bytes::new(),
            exchange,
            held,
        }
    }
}

impl Body for Outbound {
    type Data = Piece;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Piece>, axum::Error>>> {
        let this = &mut *self;
        if this.rest.is_empty() {
            let Poll::Ready(frame) = Pin::new(&mut this.body).poll_frame(context) else {
                this.exchange.waits_for_server();
                return Poll::Pending;
            };
            match frame.map(|frame| frame.map(Frame::into_data)) {
                Some(Ok(Ok(data))) => this.rest = data,
                Some(Ok(Err(other))) => {
                    return Poll::Ready(other.into_trailers().ok().map(|t| Ok(Frame::trailers(t))));
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
        let piece = Piece {
            bytes: this.rest.split_to(this.rest.len().min(PIECE)),
            _exchange: Arc::clone(&this.exchange),
            _held: Arc::clone(&this.held),
        };
        this.exchange.waits_for_reader();
        Poll::Ready(Some(Ok(Frame::data(piece))))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty() && self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        let (body, rest) = (self.body.size_hint(), self.rest.len() as u64);
        let mut hint = SizeHint::new();
        hint.set_lower(body.lower().saturating_add(rest));
        if let Some(upper) = body.upper() {
            hint.set_upper(upper.saturating_add(rest));
        }
        hint
    }
}
