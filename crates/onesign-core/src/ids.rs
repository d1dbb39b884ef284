//! Identifiers: UUIDs, each with its own type, and the names of the streams.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

macro_rules! id_type {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    };
}

id_type!(
    /// An account of a sender or administrator.
    AccountId
);
id_type!(
    /// An envelope: one document, its recipients and their fields.
    EnvelopeId
);
id_type!(
    /// A recipient inside one envelope. The author of the draft chooses it.
    RecipientId
);
id_type!(
    /// A field inside one envelope. The author of the draft chooses it.
    FieldId
);

id_type!(
    /// A second factor of one account.
    FactorId
);
id_type!(
    /// An API key of one account.
    ApiKeyId
);

/// The chain a fact belongs to. Each stream has its own chain, so no lock is ever global.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum StreamId {
    /// The instance itself.
    Instance,
    /// One account.
    Account(AccountId),
    /// One envelope.
    Envelope(EnvelopeId),
}

impl fmt::Display for StreamId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Instance => f.write_str("instance"),
            Self::Account(id) => write!(f, "account/{id}"),
            Self::Envelope(id) => write!(f, "envelope/{id}"),
        }
    }
}

/// A text that names no stream.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("not the name of a stream")]
pub struct NotAStream;

impl FromStr for StreamId {
    type Err = NotAStream;

    fn from_str(text: &str) -> Result<Self, NotAStream> {
        let id = |text: &str| Uuid::parse_str(text).map_err(|_| NotAStream);
        match text.split_once('/') {
            None if text == "instance" => Ok(Self::Instance),
            Some(("account", rest)) => Ok(Self::Account(AccountId(id(rest)?))),
            Some(("envelope", rest)) => Ok(Self::Envelope(EnvelopeId(id(rest)?))),
            _ => Err(NotAStream),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stream_names_read_back() {
        let id = Uuid::from_u128(7);
        for stream in [
            StreamId::Instance,
            StreamId::Account(AccountId(id)),
            StreamId::Envelope(EnvelopeId(id)),
        ] {
            assert_eq!(stream.to_string().parse(), Ok(stream));
        }
        assert_eq!("envelope/x".parse::<StreamId>(), Err(NotAStream));
        assert_eq!("log".parse::<StreamId>(), Err(NotAStream));
    }
}
