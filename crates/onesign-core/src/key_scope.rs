//! The subjects whose keys make the commitments to values.

use crate::ids::{AccountId, EnvelopeId, RecipientId, StreamId};
use std::fmt;
use std::str::FromStr;

/// The subject whose key makes the commitment to a value. Nobody can open the commitment after that key is
/// destroyed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyScope {
    /// Values about the instance.
    Instance,
    /// Values about an account holder.
    Account(AccountId),
    /// Values about a document.
    Envelope(EnvelopeId),
    /// Values about a recipient.
    Recipient(EnvelopeId, RecipientId),
}

impl KeyScope {
    /// The key of a whole stream.
    pub fn of_stream(stream: StreamId) -> Self {
        match stream {
            StreamId::Instance => Self::Instance,
            StreamId::Account(id) => Self::Account(id),
            StreamId::Envelope(id) => Self::Envelope(id),
        }
    }
}

impl fmt::Display for KeyScope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Instance => f.write_str("instance"),
            Self::Account(id) => write!(f, "account/{id}"),
            Self::Envelope(id) => write!(f, "envelope/{id}"),
            Self::Recipient(envelope, id) => write!(f, "recipient/{envelope}/{id}"),
        }
    }
}

/// A text that names no key.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("not the name of a key")]
pub struct NotAScope;

impl FromStr for KeyScope {
    type Err = NotAScope;

    fn from_str(text: &str) -> Result<Self, NotAScope> {
        if let Some(rest) = text.strip_prefix("recipient/") {
            let (envelope, recipient) = rest.split_once('/').ok_or(NotAScope)?;
            return Ok(Self::Recipient(
                envelope.parse().map_err(|_| NotAScope)?,
                recipient.parse().map_err(|_| NotAScope)?,
            ));
        }
        text.parse::<StreamId>()
            .map(Self::of_stream)
            .map_err(|_| NotAScope)
    }
}
