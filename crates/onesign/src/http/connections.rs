//! Connections: each is accepted and served in a task of its own.

use axum::Router;
use axum::extract::{ConnectInfo, Request};
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

/// Bytes read from a connection at once, and so the longest head of a request. What an upload brings is worked on in
/// such pieces: while one of them is copied, all who share the thread wait.
const READ_AT_ONCE: usize = 64 * 1024;

/// How long the head of a request may take to come; a connection that sends nothing doesn't stay for ever.
pub(crate) const HEAD_TIMEOUT: Duration = Duration::from_secs(30);

/// How long to wait when no connection can be accepted, for want of descriptors or memory.
const PAUSE: Duration = Duration::from_secs(1);

/// Serves until told to stop, then lets the requests under way come to their end. The head of a request may take
/// `head` to come.
pub(crate) async fn serve(
    listener: TcpListener,
    router: Router,
    stop: CancellationToken,
    head: Duration,
) {
    let mut builder = Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(head)
        .max_buf_size(READ_AT_ONCE);
    let open = GracefulShutdown::new();
    while let Some((stream, from)) = accept(&listener, &stop).await {
        let router = router.clone();
        let service = router.map_request(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(ConnectInfo(from));
            request
        });
        let connection =
            builder.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
        let connection = open.watch(connection.into_owned());
        tokio::spawn(async move {
            // A browser that goes away, or isn't one.
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection broke off");
            }
        });
    }
    // Nobody else gets in while the others finish.
    drop(listener);
    open.shutdown().await;
}

/// The next connection, or nothing when it is time to stop.
async fn accept(
    listener: &TcpListener,
    stop: &CancellationToken,
) -> Option<(TcpStream, SocketAddr)> {
    loop {
        let accepted = tokio::select! {
            () = stop.cancelled() => return None,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, from)) => {
                // Answers are written in one piece: waiting for more only delays them.
                let _ = stream.set_nodelay(true);
                return Some((stream, from));
            }
            Err(error) if gave_up(error.kind()) => {}
            Err(error) => {
                tracing::warn!(%error, "no connection can be accepted");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

/// The other side was gone before it was let in.
fn gave_up(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::ConnectionRefused | ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    async fn slow() -> &'static str {
        tokio::time::sleep(Duration::from_millis(300)).await;
        "done"
    }

    #[tokio::test]
    async fn whoever_sends_half_a_head_is_let_go_and_whoever_waits_is_answered() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = Router::new().route("/", get(slow));
        let stop = CancellationToken::new();
        let head = Duration::from_millis(100);
        let serving = tokio::spawn(serve(listener, router, stop.clone(), head));

        let mut half = TcpStream::connect(address).await.unwrap();
        half.write_all(b"GET / HTTP/1.1\r\nHost: ").await.unwrap();
        let mut answer = Vec::new();
        half.read_to_end(&mut answer).await.unwrap();
        assert!(!answer.starts_with(b"HTTP/1.1 200"));

        let mut whole = TcpStream::connect(address).await.unwrap();
        let request = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
        whole.write_all(request).await.unwrap();
        // Told to stop meanwhile, the server answers first, and lets nobody else in.
        tokio::time::sleep(Duration::from_millis(100)).await;
        stop.cancel();
        answer.clear();
        whole.read_to_end(&mut answer).await.unwrap();
        assert!(answer.starts_with(b"HTTP/1.1 200") && answer.ends_with(b"done"));
        serving.await.unwrap();
        assert!(TcpStream::connect(address).await.is_err());
    }
}
