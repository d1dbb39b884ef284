//! A single connection: serves its requests and enforces its deadlines.

use super::crowd::Place;
use super::held::Memory;
use super::inbound::Inbound;
use super::ledger::{Ledger, Verdict};
use super::limits::Limits;
use super::outbound::Outbound;
use crate::config::TrustedProxies;
use crate::net::client_address::ClientAddress;
use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use axum::response::Response;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use tokio::net::TcpStream;
use tokio::time::{Instant, MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

/// Bytes per read from a connection, and so the longest request head. The server processes an upload in such pieces:
/// during the copy of one, all other connections on the thread wait.
const READ_AT_ONCE: usize = 64 * 1024;
/// Bytes of a request's body, and of all bodies of a connection, that an HTTP/2 peer may send before they are read.
const STREAM_AHEAD: u32 = 256 * 1024;
const CONNECTION_AHEAD: u32 = 1024 * 1024;
/// The longest head of an HTTP/2 request, in bytes. Compression makes a long head almost free for the peer.
const HEAD_BYTES: u32 = 16 * 1024;
/// The most requests that an HTTP/2 peer may cancel before they are processed.
const TAKEN_BACK: usize = 32;

/// The HTTP settings of all connections.
pub(super) fn builder(limits: &Limits) -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        .max_buf_size(READ_AT_ONCE);
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(limits.ping)
        .keep_alive_timeout(limits.ping)
        .max_concurrent_streams(limits.streams)
        .max_pending_accept_reset_streams(TAKEN_BACK)
        .max_header_list_size(HEAD_BYTES)
        .max_send_buf_size(super::outbound::PIECE)
        .initial_stream_window_size(STREAM_AHEAD)
        .initial_connection_window_size(CONNECTION_AHEAD);
    builder
}

/// The parts that answer all connections.
pub(super) struct Desk {
    pub(super) router: Router,
    pub(super) memory: Memory,
    pub(super) proxies: TrustedProxies,
    pub(super) limits: Limits,
}

/// An accepted connection.
pub(super) struct Accepted {
    pub(super) stream: TcpStream,
    pub(super) from: SocketAddr,
    pub(super) ledger: Arc<Ledger>,
    pub(super) place: Place,
}

/// Serves a connection until it ends, misses a deadline, loses its place, or the server stops.
pub(super) async fn serve(
    builder: Arc<Builder<TokioExecutor>>,
    desk: Arc<Desk>,
    accepted: Accepted,
    stop: CancellationToken,
) {
    let Accepted {
        stream,
        from,
        ledger,
        place,
    } = accepted;
    let (limits, requests) = (desk.limits, Arc::clone(&ledger));
    let service = service_fn(move |request: Request<Incoming>| {
        answer(Arc::clone(&desk), request, from, Arc::clone(&requests))
    });
    let connection = builder.serve_connection(TokioIo::new(stream), service);
    let mut connection = pin!(connection);
    let mut tick = interval(limits.tick());
    tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let (mut stopping, mut said_goodbye) = (None, false);
    loop {
        tokio::select! {
            ended = connection.as_mut() => {
                // A browser that goes away, or a peer that is not a browser.
                if let Err(error) = ended {
                    tracing::debug!(%error, "a connection broke off");
                }
                return;
            }
            () = place.taken_away.cancelled() => return,
            () = stop.cancelled(), if stopping.is_none() => {
                stopping = Some(Instant::now());
                connection.as_mut().graceful_shutdown();
            }
            now = tick.tick() => {
                // A connection that was idle when the server began to stop gets a goodbye first.
                let told = stopping.is_some_and(|since| now.duration_since(since) >= limits.goodbye);
                match ledger.verdict(now, &limits, told) {
                    Verdict::Keep => {}
                    Verdict::Goodbye if said_goodbye => {}
                    Verdict::Goodbye => {
                        said_goodbye = true;
                        connection.as_mut().graceful_shutdown();
                    }
                    Verdict::End => {
                        tracing::debug!("a connection missed a deadline");
                        return;
                    }
                }
            }
        }
    }
}

/// Answers a request, and records in the ledger whom it waits for, and the memory that it holds.
async fn answer(
    desk: Arc<Desk>,
    request: Request<Incoming>,
    from: SocketAddr,
    ledger: Arc<Ledger>,
) -> Result<Response<Outbound>, Infallible> {
    let exchange = ledger.begin();
    let mut request =
        request.map(|body| Body::new(Inbound::new(body, Arc::clone(&exchange), &desk.limits)));
    let client = ClientAddress::of(from.ip(), request.headers(), &desk.proxies);
    let held = desk.memory.begin(client.network());
    request.extensions_mut().insert(ConnectInfo(from));
    request.extensions_mut().insert(Arc::clone(&held));
    let response = desk.router.clone().oneshot(request).await?;
    Ok(response.map(|body| Outbound::new(body, exchange, held)))
}
