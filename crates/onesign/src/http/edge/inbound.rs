//! The body of a request, with limited patience for the peer.

use super::ledger::Exchange;
use super::limits::Limits;
use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use hyper::body::Incoming;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::time::{Instant, Sleep, sleep_until};

/// The peer sends its body too slowly, or has stopped.
#[derive(Debug, thiserror::Error)]
#[error("the body of the request arrives too slowly")]
pub(crate) struct TooSlow;

/// A body that ends with [`TooSlow`] if the peer keeps the server waiting.
pub(super) struct Inbound {
    body: Incoming,
    exchange: Arc<Exchange>,
    pace: Pace,
    waiting: Option<Pin<Box<Sleep>>>,
    progress: Progress,
}

/// The bytes that count as progress of a body. Single bytes do not.
const STEP: usize = 4 * 1024;

/// The time of a body's last progress.
struct Progress {
    at: Instant,
    since: usize,
}

impl Progress {
    fn arrived(&mut self, now: Instant, bytes: usize) {
        self.since = self.since.saturating_add(bytes);
        if self.since >= STEP {
            *self = Self { at: now, since: 0 };
        }
    }
}

/// How long a peer may still keep the server waiting.
struct Pace {
    /// The remaining patience.
    left: Duration,
    /// The full patience.
    whole: Duration,
    /// Bytes that restore one second.
    rate: u32,
    /// The deadline of the body.
    end: Instant,
    /// The start of the current wait, if there is one.
    since: Option<Instant>,
}

impl Pace {
    /// Begins or continues a wait; returns its deadline.
    fn wait(&mut self, now: Instant) -> Instant {
        let since = *self.since.get_or_insert(now);
        (since + self.left).min(self.end)
    }

    /// This many bytes have arrived.
    fn arrived(&mut self, now: Instant, bytes: usize) {
        let waited = self.since.take();
        let waited = waited.map_or(Duration::ZERO, |since| now.saturating_duration_since(since));
        let restored = bytes as f64 / f64::from(self.rate.max(1));
        let restored = Duration::try_from_secs_f64(restored).unwrap_or(self.whole);
        self.left = self.left.saturating_sub(waited).saturating_add(restored);
        self.left = self.left.min(self.whole);
    }
}

impl Inbound {
    pub(super) fn new(body: Incoming, exchange: Arc<Exchange>, limits: &Limits) -> Self {
        let pace = Pace {
            left: limits.body_patience,
            whole: limits.body_patience,
            rate: limits.body_rate,
            end: Instant::now() + limits.body,
            since: None,
        };
        Self {
            body,
            exchange,
            pace,
            waiting: None,
            progress: Progress {
                at: Instant::now(),
                since: 0,
            },
        }
    }
}

impl Body for Inbound {
    type Data = Bytes;
    type Error = Box<dyn std::error::Error + Send + Sync>;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let this = &mut *self;
        if let Poll::Ready(frame) = Pin::new(&mut this.body).poll_frame(context) {
            if this.waiting.take().is_some() {
                this.exchange.waits_for_server();
            }
            if let Some(Ok(frame)) = &frame {
                let (now, bytes) = (Instant::now(), frame.data_ref().map_or(0, Bytes::len));
                this.pace.arrived(now, bytes);
                this.progress.arrived(now, bytes);
            }
            return Poll::Ready(frame.map(|frame| frame.map_err(Into::into)));
        }
        let until = this.pace.wait(Instant::now());
        let waiting = this.waiting.get_or_insert_with(|| {
            this.exchange.waits_for_sender(this.progress.at);
            Box::pin(sleep_until(until))
        });
        waiting
            .as_mut()
            .poll(context)
            .map(|()| Some(Err(TooSlow.into())))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arriving_bytes_restore_patience_up_to_its_start() {
        let (start, second) = (Instant::now(), Duration::from_secs(1));
        let at = |seconds: u32| start + seconds * second;
        let mut pace = Pace {
            left: 10 * second,
            whole: 10 * second,
            rate: 100,
            end: at(60),
            since: None,
        };
        assert_eq!(pace.wait(at(0)), at(10));
        assert_eq!(pace.wait(at(4)), at(10), "waiting begins anew");
        pace.arrived(at(4), 200);
        assert_eq!(pace.wait(at(4)), at(12));
        pace.arrived(at(4), 1_000_000);
        assert_eq!(pace.wait(at(4)), at(14));
        // A byte a second is too slow.
        for n in 5..13 {
            pace.arrived(at(n), 1);
            pace.wait(at(n));
        }
        assert!(pace.wait(at(12)) < at(15));
        pace.arrived(at(13), 1_000_000);
        assert_eq!(pace.wait(at(55)), at(60), "not beyond the end");
    }
}
