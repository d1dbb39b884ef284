//! Where a request came from: evidence for the record, and the name that its sender's requests are counted under.

use crate::http::client_address::Network;
use onesign_core::Actor;
use onesign_core::actor::Access;

/// Whoever makes a request, before it is known who they are.
#[derive(Clone)]
pub(crate) struct Caller {
    pub(crate) access: Access,
    /// What this client's requests are counted under.
    pub(crate) network: Network,
}

impl Caller {
    /// Anybody, from here.
    pub(crate) fn visitor(&self) -> Actor {
        Actor::Visitor {
            access: self.access.clone(),
        }
    }
}
