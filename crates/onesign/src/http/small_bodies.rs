//! Bodies that are held in memory: all of them together take a bounded part of it. The beginning of each is counted
//! with what its request holds anyway; what is longer, which only those with a session may send, has room of its own.

use super::uploads::broken_off;
use crate::http::edge::{Held, PATIENCE};
use crate::limits::{Bounds, Room, Stay};
use crate::net::client_address::{Addresses, Network};
use crate::problem::{A_MOMENT, Problem};
use axum::body::{Body, HttpBody};
use axum::http::request::Parts;
use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt;
use onesign_core::code::Code;
use std::sync::Arc;
use std::time::Duration;

/// The longest beginning that takes no room among long bodies, in bytes, and so the longest body that a stranger may
/// send. A password of the greatest length, every letter of it escaped, is well below it.
pub(crate) const BRIEF: usize = 16 * 1024;
/// Room for what is longer.
const ROOM: Bounds = Bounds {
    total: 32 * 1024 * 1024,
    each: 16 * 1024 * 1024,
    least: 0,
    grace: Duration::from_secs(2),
};

/// Where such bodies have their room.
#[derive(Clone)]
pub(crate) struct SmallBodies {
    room: Room<Network>,
    addresses: Addresses,
}

impl SmallBodies {
    pub(crate) fn new(addresses: Addresses) -> Self {
        let room = Room::new(ROOM);
        Self { room, addresses }
    }
}

/// Receives a body of at most `limit` bytes.
pub(crate) async fn receive(
    bodies: &SmallBodies,
    parts: &Parts,
    mut body: Body,
    limit: usize,
) -> Result<Bytes, Problem> {
    if body.size_hint().lower() > limit as u64 {
        return Err(too_large());
    }
    let mut gathering = Gathering {
        held: BytesMut::new(),
        limit,
        beginning: parts.extensions.get::<Arc<Held>>().cloned(),
        stay: None,
    };
    let from = bodies.addresses.of(parts).network();
    loop {
        let frame = match &gathering.stay {
            None => body.frame().await,
            Some(stay) => tokio::select! {
                frame = body.frame() => frame,
                () = stay.gives_way() => return Err(busy()),
            },
        };
        let Some(frame) = frame else {
            return Ok(gathering.held.freeze());
        };
        let Ok(data) = frame.map_err(|error| broken_off(&error))?.into_data() else {
            continue;
        };
        gathering.add(&bodies.room, from, &data).await?;
    }
}

/// A body as far as it has arrived.
struct Gathering {
    held: BytesMut,
    limit: usize,
    /// What the beginning is counted with. `None` where nothing is counted, as in tests of routes alone.
    beginning: Option<Arc<Held>>,
    /// The room for the rest.
    stay: Option<Stay<Network>>,
}

impl Gathering {
    async fn add(
        &mut self,
        room: &Room<Network>,
        from: Network,
        data: &[u8],
    ) -> Result<(), Problem> {
        let length = self.held.len() + data.len();
        if length > self.limit {
            return Err(too_large());
        }
        let brief = data.len().min(BRIEF.saturating_sub(self.held.len()));
        if let Some(beginning) = self.beginning.as_ref().filter(|_| brief > 0) {
            let counted = beginning.grow(brief as u64, PATIENCE).await;
            counted.map_err(|_| busy())?;
        }
        let more = (data.len() - brief) as u64;
        if more > 0 {
            let stay = match &mut self.stay {
                Some(stay) => stay,
                None => {
                    let entered = room.enter(from).map_err(|_| busy())?;
                    self.stay.insert(entered)
                }
            };
            stay.arrived(more).map_err(|_| busy())?;
        }
        self.held.extend_from_slice(data);
        Ok(())
    }
}

fn busy() -> Problem {
    Problem::busy("Many requests are being received.", A_MOMENT)
}

fn too_large() -> Problem {
    Problem::new(Code::TooLarge, "The request is too large.")
}
