//! The edge, where connections arrive. Every wait for a peer has a deadline, and no number of peers keeps others out
//! (`docs/adr/0016-…`).

mod connection;
mod crowd;
pub(crate) mod descriptors;
mod held;
mod inbound;
mod ledger;
mod limits;
mod outbound;
#[cfg(test)]
mod tests;

pub(crate) use held::{Held, PATIENCE, bound};
pub(crate) use inbound::TooSlow;
pub(crate) use limits::Limits;

use crate::config::TrustedProxies;
use crate::net::client_address::Network;
use axum::Router;
use connection::{Accepted, Desk};
use crowd::Crowd;
use held::Memory;
use ledger::Ledger;
use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

/// The pause when no connection can be accepted, for lack of descriptors or memory.
const PAUSE: Duration = Duration::from_millis(100);

/// Serves until told to stop, then lets running requests finish within [`Limits::shutdown`]. Connections of `proxies`
/// carry many networks.
pub(crate) async fn serve(
    listener: TcpListener,
    router: Router,
    proxies: TrustedProxies,
    limits: Limits,
    stop: CancellationToken,
) {
    let builder = Arc::new(connection::builder(&limits));
    let crowd = Crowd::new(limits.connections, limits.per_network);
    let desk = Arc::new(Desk {
        router,
        memory: Memory::new(crowd.clone(), &limits),
        proxies,
        limits,
    });
    let mut open = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            () = stop.cancelled() => break,
            Some(_) = open.join_next() => continue,
            accepted = listener.accept() => accepted,
        };
        let Some((stream, from)) = let_in(accepted, &crowd).await else {
            continue;
        };
        let network = (!desk.proxies.contains(from.ip())).then(|| Network::from(from));
        let ledger = Ledger::new();
        let Some(place) = crowd.admit(&ledger, network) else {
            // An immediate close tells the peer more than a wait.
            continue;
        };
        let accepted = Accepted {
            stream,
            from,
            ledger,
            place,
        };
        let (builder, desk, stop) = (Arc::clone(&builder), Arc::clone(&desk), stop.clone());
        open.spawn(connection::serve(builder, desk, accepted, stop));
    }
    // No new connection gets in while the others finish.
    drop(listener);
    let finished = async { while open.join_next().await.is_some() {} };
    if timeout(limits.shutdown, finished).await.is_err() {
        tracing::warn!(connections = open.len(), "connections are cut off");
        open.shutdown().await;
    }
}

/// An accepted connection. If there is no descriptor for it, another connection ends first.
async fn let_in(
    accepted: io::Result<(TcpStream, SocketAddr)>,
    crowd: &Crowd,
) -> Option<(TcpStream, SocketAddr)> {
    match accepted {
        Ok((stream, from)) => {
            // Answers are written in whole pieces, so waiting for more would only delay them.
            let _ = stream.set_nodelay(true);
            return Some((stream, from));
        }
        Err(error) if gave_up(error.kind()) => {}
        Err(error) => {
            tracing::warn!(%error, "no connection can be accepted");
            crowd.make_room();
            tokio::time::sleep(PAUSE).await;
        }
    }
    None
}

/// The peer went away before it was accepted.
fn gave_up(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::ConnectionRefused | ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset
    )
}
