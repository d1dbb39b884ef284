//! Bodies that an answer leaves unread. A peer that is still sending when its connection closes is told of the closed
//! connection and never sees the answer: what it was refused for, say. So the rest is read for a while, and thrown away.

use axum::body::{Body, HttpBody};
use axum::extract::Request;
use axum::http::header::EXPECT;
use axum::middleware::Next;
use axum::response::Response;
use bytes::Bytes;
use http_body::{Frame, SizeHint};
use http_body_util::BodyExt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::time::timeout;

/// How long such a body is read. A peer that sends for longer sees its connection close.
const DISCARDING: Duration = Duration::from_secs(5);

/// Where a body goes that its reader gives up.
type Returned = Arc<Mutex<Option<Body>>>;

/// Reads what the handler left of the body before the answer goes out.
pub(crate) async fn discard(request: Request, next: Next) -> Response {
    discard_within(DISCARDING, request, next).await
}

async fn discard_within(patience: Duration, mut request: Request, next: Next) -> Response {
    // A peer that asks first sends nothing before it is told to.
    let asks_first = request.headers().contains_key(EXPECT);
    let returned = Returned::default();
    let to = Arc::clone(&returned);
    let whole = std::mem::take(request.body_mut());
    *request.body_mut() = Body::new(Lent {
        body: Some(whole),
        begun: !asks_first,
        to,
    });
    let answer = next.run(request).await;
    let rest = returned
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .take();
    if let Some(mut rest) = rest {
        let ended = async { while let Some(Ok(_)) = rest.frame().await {} };
        let _ = timeout(patience, ended).await;
    }
    answer
}

/// A body that comes back when its reader drops it before its end.
struct Lent {
    body: Option<Body>,
    /// Whether the peer sends it, as far as is known.
    begun: bool,
    to: Returned,
}

impl HttpBody for Lent {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        self.begun = true;
        let Some(body) = &mut self.body else {
            return Poll::Ready(None);
        };
        let polled = Pin::new(body).poll_frame(context);
        // After its end, or an error, there is no more to read.
        if matches!(polled, Poll::Ready(None | Some(Err(_)))) {
            self.body = None;
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.as_ref().is_none_or(HttpBody::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        let none = SizeHint::with_exact(0);
        self.body.as_ref().map_or(none, HttpBody::size_hint)
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        let Some(body) = self.body.take() else { return };
        if self.begun && !body.is_end_stream() {
            *self.to.lock().unwrap_or_else(PoisonError::into_inner) = Some(body);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::Router;
    use axum::http::StatusCode;
    use axum::middleware::from_fn;
    use axum::routing::post;
    use std::convert::Infallible;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use tower::ServiceExt;

    /// A body of so many pieces, of which it counts those that were read, and then perhaps nothing more for ever.
    struct Pieces {
        left: usize,
        ends: bool,
        read: Arc<AtomicUsize>,
    }

    impl HttpBody for Pieces {
        type Data = Bytes;
        type Error = Infallible;

        fn poll_frame(
            mut self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
            if self.left == 0 {
                return if self.ends {
                    Poll::Ready(None)
                } else {
                    Poll::Pending
                };
            }
            self.left -= 1;
            self.read.fetch_add(1, Ordering::Relaxed);
            Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(b"piece")))))
        }
    }

    /// How many of ten pieces are read when a handler refuses them at once.
    async fn read_of_ten(ends: bool, expect: Option<&str>) -> usize {
        let read = Arc::new(AtomicUsize::new(0));
        let pieces = Pieces {
            left: 10,
            ends,
            read: Arc::clone(&read),
        };
        let mut request = Request::post("/").body(Body::new(pieces)).unwrap();
        if let Some(expect) = expect {
            let value = expect.parse().unwrap();
            request.headers_mut().insert(EXPECT, value);
        }
        let router = Router::new()
            .route("/", post(|| async { StatusCode::UNAUTHORIZED }))
            .layer(from_fn(|request, next| {
                discard_within(Duration::from_millis(50), request, next)
            }));
        let answer = router.oneshot(request).await.unwrap();
        assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
        read.load(Ordering::Relaxed)
    }

    #[tokio::test]
    async fn a_body_that_is_refused_unread_is_read_to_its_end_before_the_answer() {
        assert_eq!(read_of_ten(true, None).await, 10);
    }

    #[tokio::test]
    async fn nobody_is_told_to_send_what_is_refused_already() {
        assert_eq!(read_of_ten(true, Some("100-continue")).await, 0);
    }

    #[tokio::test]
    async fn a_body_without_an_end_does_not_keep_the_answer_for_long() {
        assert_eq!(read_of_ten(false, None).await, 10);
    }
}
