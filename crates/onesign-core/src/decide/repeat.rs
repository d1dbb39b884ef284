//! Repeated refusals. The first of each kind is a fact; the store counts further ones outside the stream, and the
//! count becomes one fact when the stream moves on. So nobody can make a trail longer by trying again.

use crate::decide::Decision;
use crate::envelope::Envelope;
use crate::envelope::recipient::{MAX_REFUSED, Recipient, Refused};
use crate::fact::Fact;
use crate::refusal::Refusal;
use crate::refusal::repeat::{Attempt, Repeat, Repeats};

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
