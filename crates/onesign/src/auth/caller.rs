//! The origin of a request: evidence for the record, and the network for counting requests.

use crate::net::client_address::Network;
use onesign_core::Actor;
use onesign_core::actor::Access;

/// The sender of a request, before authentication.
#[derive(Clone)]
pub(crate) struct Caller {
    pub(crate) access: Access,
    /// The network for counting this client's requests.
    pub(crate) network: Network,
}

impl Caller {
    /// An unauthenticated actor with this origin.
    pub(crate) fn visitor(&self) -> Actor {
        Actor::Visitor {
            access: self.access.clone(),
        }
    }
}
