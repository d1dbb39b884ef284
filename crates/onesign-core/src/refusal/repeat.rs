//! Refusals whose kind already has a fact, and their counts.

use crate::fact::{Fact, LinkRefused, SignatureRefused};
use crate::ids::RecipientId;
use serde::{Deserialize, Serialize};

/// The attempt that was refused again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Attempt {
    /// To open a link.
    Link,
    /// To sign.
    Signature,
}

/// A refusal whose kind already has a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repeat {
    /// Whose link or signature.
    pub recipient: RecipientId,
    /// The attempt.
    pub attempt: Attempt,
    /// The link that was used.
    pub link: String,
    /// Why it was refused.
    pub code: String,
}

/// Repeats of one kind, counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repeats {
    /// The newest of them.
    pub newest: Repeat,
    /// How many.
    pub count: i64,
    /// When the first was, Unix milliseconds.
    pub first_ms: i64,
    /// When the last was, Unix milliseconds.
    pub last_ms: i64,
}

impl From<Repeats> for Fact {
    fn from(repeats: Repeats) -> Self {
        let Repeat {
            recipient,
            attempt,
            link: link_id,
            code,
        } = repeats.newest;
        let count = Some(repeats.count);
        let (first_ms, last_ms) = (Some(repeats.first_ms), Some(repeats.last_ms));
        // The requests may have come from many addresses.
        let (ip, user_agent) = (String::new(), String::new());
        match attempt {
            Attempt::Link => LinkRefused {
                recipient,
                link_id,
                code,
                ip,
                user_agent,
                ip_source: None,
                count,
                first_ms,
                last_ms,
            }
            .into(),
            Attempt::Signature => SignatureRefused {
                recipient,
                code,
                link_id,
                ip,
                user_agent,
                ip_source: None,
                count,
                first_ms,
                last_ms,
            }
            .into(),
        }
    }
}
