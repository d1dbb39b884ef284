//! Who acts and who reads. Authentication makes these; a request body never does.

use crate::identity::role::Role;
use crate::ids::{AccountId, EnvelopeId, RecipientId};
use std::fmt;

/// The source of an address that a trusted proxy reported in a header.
pub const REPORTED_BY_PROXY: &str = "proxy";

/// Where a request came from, as evidence.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Access {
    /// Address of the client.
    pub ip: String,
    /// Who says that this is the client's address, if it is not the connection itself: [`REPORTED_BY_PROXY`].
    pub ip_source: Option<String>,
    /// What its browser calls itself, shortened to 400 characters.
    pub user_agent: String,
}

/// Who acts. Made only by authentication, never from a request body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A signed-in account.
    Account {
        /// Which one.
        id: AccountId,
        /// Its role at the time of the request.
        role: Role,
        /// From where.
        access: Access,
    },
    /// A recipient in a signing session, whose browser has proved that it holds the session's key.
    Recipient {
        /// The envelope.
        envelope: EnvelopeId,
        /// The recipient.
        recipient: RecipientId,
        /// SHA-256 of the session identifier, base64url.
        sid_sha256: String,
        /// The number that the browser signed with this request. Within a session it only grows: a request with one
        /// that has been used, or passed over, is refused.
        counter: i64,
        /// From where.
        access: Access,
    },
    /// Anybody.
    Visitor {
        /// From where.
        access: Access,
    },
    /// The software itself, in the named job.
    System {
        /// Name of the job.
        job: &'static str,
    },
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Account { id, .. } => write!(f, "account/{id}"),
            Self::Recipient { recipient, .. } => write!(f, "recipient/{recipient}"),
            Self::Visitor { .. } => f.write_str("visitor"),
            Self::System { job } => write!(f, "system/{job}"),
        }
    }
}

impl Actor {
    /// Where the request came from; empty for the software itself.
    pub fn access(&self) -> Access {
        match self {
            Self::Account { access, .. }
            | Self::Recipient { access, .. }
            | Self::Visitor { access } => access.clone(),
            Self::System { .. } => Access::default(),
        }
    }
}

/// Who reads. Every query takes one, so an unscoped list can't be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Viewer {
    /// A signed-in account.
    Account {
        /// Which one.
        id: AccountId,
        /// Its role.
        role: Role,
    },
    /// A recipient in a signing session.
    Recipient {
        /// The envelope.
        envelope: EnvelopeId,
        /// The recipient.
        recipient: RecipientId,
    },
    /// The software itself.
    System,
}
