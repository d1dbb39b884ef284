//! The state of a stream: the fold of its facts.

use crate::envelope::Envelope;
use crate::identity::account::Account;
use crate::identity::instance::Instance;
use serde::{Deserialize, Serialize};

/// The fold of all facts of one stream.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "stream", rename_all = "snake_case")]
pub enum State {
    /// The instance.
    Instance(Instance),
    /// An account.
    Account(Account),
    /// An envelope.
    Envelope(Box<Envelope>),
}

impl State {
    /// The envelope, if this is one.
    pub fn envelope(&self) -> Option<&Envelope> {
        match self {
            Self::Envelope(envelope) => Some(envelope),
            _ => None,
        }
    }

    /// The account, if this is one.
    pub fn account(&self) -> Option<&Account> {
        match self {
            Self::Account(account) => Some(account),
            _ => None,
        }
    }

    /// The instance, if this is it.
    pub fn instance(&self) -> Option<&Instance> {
        match self {
            Self::Instance(instance) => Some(instance),
            _ => None,
        }
    }
}
