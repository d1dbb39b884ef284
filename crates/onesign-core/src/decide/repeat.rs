//! Repeated refusals. The first of each kind is a fact; the store counts further ones outside the stream, and the
//! count becomes one fact when the stream moves on. So nobody can make a trail longer by trying again.

use crate::decide::Decision;
use crate::envelope::Envelope;
use crate::envelope::recipient::{MAX_REFUSED, Recipient, Refused};
use crate::fact::{Fact, LinkRefused, SignatureRefused};
use crate::ids::RecipientId;
use crate::refusal::Refusal;
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

/// The refusal with its fact if it is the first of its kind; later ones are counted.
pub(super) fn remembered(refusal: Refusal, recipient: &Recipient, fact: Fact) -> Refusal {
    let (attempt, link, code) = match &fact {
        Fact::LinkRefused(f) => (Attempt::Link, &f.link_id, &f.code),
        Fact::SignatureRefused(f) => (Attempt::Signature, &f.link_id, &f.code),
        _ => return refusal,
    };
    let kind = Refused {
        link: link.clone(),
        code: code.clone(),
    };
    if recipient.refused.len() < MAX_REFUSED && !recipient.refused.contains(&kind) {
        return refusal.remembered(fact);
    }
    refusal.counted(Repeat {
        recipient: recipient.id,
        attempt,
        link: kind.link,
        code: kind.code,
    })
}

impl Decision {
    /// Whether the stream moves on with this decision, so that counts of refusals become facts before it. An envelope
    /// without refusals has no counts.
    pub fn settles_repeats(&self, envelope: &Envelope) -> bool {
        let moves_on = |fact: &Fact| {
            matches!(
                fact,
                Fact::SignatureApplied(_)
                    | Fact::RecipientDeclined(_)
                    | Fact::EnvelopeVoided(_)
                    | Fact::EnvelopeExpired(_)
            )
        };
        envelope.recipients.iter().any(|r| !r.refused.is_empty())
            && self.facts.iter().any(|recorded| moves_on(&recorded.fact))
    }

    /// The same decision with these counts before it.
    #[must_use]
    pub fn after_repeats(mut self, repeats: Vec<Repeats>) -> Self {
        let Some(stream) = self.facts.first().map(|first| first.stream) else {
            return self;
        };
        let facts = repeats.into_iter().map(|repeats| super::Recorded {
            stream,
            fact: repeats.into(),
        });
        self.facts.splice(0..0, facts);
        self
    }
}
