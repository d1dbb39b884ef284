//! Who acts and who reads. Authentication makes these; a request body never does.

use crate::identity::assurance::Assurance;
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
    /// [`REPORTED_BY_PROXY`] if the address comes from a proxy; `None` if it is that of the connection.
    pub ip_source: Option<String>,
    /// The `User-Agent` of its browser, shortened to 400 characters.
    pub user_agent: String,
}

/// Who acts. Only authentication makes one; a request body never does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// The holder of an account, signed in or by an API key.
    Account {
        /// Its identifier.
        id: AccountId,
        /// Its role at the time of the request.
        role: Role,
        /// How sure the server is that it is the holder.
        assurance: Assurance,
        /// Where the request came from.
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
        /// The number that the browser signed with this request. Within a session it only grows: a request with a
        /// used or skipped number is refused.
        counter: i64,
        /// Where the request came from.
        access: Access,
    },
    /// Anyone, not signed in.
    Visitor {
        /// Where the request came from.
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

/// Who reads. Every query takes a viewer, so nobody can write an unscoped list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Viewer {
    /// The holder of an account, signed in or by an API key.
    Account {
        /// Its identifier.
        id: AccountId,
        /// Its role.
        role: Role,
        /// How sure the server is that it is the holder.
        assurance: Assurance,
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
