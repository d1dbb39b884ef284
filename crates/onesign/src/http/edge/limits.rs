//! Deadlines and numbers of peers.

use super::descriptors;
use std::time::Duration;

/// The deadlines and limits of connections.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// Connections in total.
    pub(crate) connections: usize,
    /// Connections of one network, unless it is a trusted proxy's.
    pub(crate) per_network: usize,
    /// Running requests on one HTTP/2 connection.
    pub(crate) streams: u32,
    /// From accepting a connection to the end of its first request's head; for HTTP/1, every head.
    pub(crate) head: Duration,
    /// From the end of an answer to the next request.
    pub(crate) idle: Duration,
    /// Patience with the body of a request. Waiting uses it up, and arriving bytes restore it.
    pub(crate) body_patience: Duration,
    /// Bytes that restore one second of it: the lowest rate of a body in the long run.
    pub(crate) body_rate: u32,
    /// From the head of a request to the end of its body.
    pub(crate) body: Duration,
    /// How long a peer may take for the next [`super::outbound::PIECE`] of an answer.
    pub(crate) answer: Duration,
    /// Bytes that all running requests may hold in memory, and those of one network.
    pub(crate) held: u64,
    pub(crate) held_of_network: u64,
    /// How long a peer may keep the server waiting when others have no memory.
    pub(crate) grace: Duration,
    /// The interval between pings of an HTTP/2 connection, and the time limit of a reply.
    pub(crate) ping: Duration,
    /// From a goodbye to the end of the connection, unless the peer closes it.
    pub(crate) goodbye: Duration,
    /// How long running requests may take when the server stops.
    pub(crate) shutdown: Duration,
}

impl Limits {
    /// Limits for as many connections as the process has descriptors for.
    pub(crate) fn of_process() -> Self {
        let connections = descriptors::connections();
        Self {
            connections,
            per_network: (connections / 2).max(1),
            streams: 64,
            head: Duration::from_secs(30),
            idle: Duration::from_secs(75),
            body_patience: Duration::from_secs(30),
            body_rate: 1_024,
            body: Duration::from_secs(30 * 60),
            answer: Duration::from_secs(60),
            held: 64 * 1024 * 1024,
            held_of_network: 48 * 1024 * 1024,
            grace: Duration::from_millis(500),
            ping: Duration::from_secs(20),
            goodbye: Duration::from_secs(5),
            shutdown: Duration::from_secs(20),
        }
    }

    /// The interval between checks of deadlines, which is the most that a peer can exceed one.
    pub(super) fn tick(&self) -> Duration {
        let shortest = self.head.min(self.idle).min(self.answer).min(self.goodbye);
        (shortest / 4).clamp(Duration::from_millis(5), Duration::from_secs(1))
    }
}
