//! The invariants that hold after any attempt.

use crate::world::{ENVELOPE, World};
use onesign_core::State;
use onesign_core::audit::chain::{self, Disclosed};
use onesign_core::audit::entry::{Position, genesis, record};
use onesign_core::envelope::recipient::{MAX_REFUSED, Recipient, RecipientStatus};
use onesign_core::envelope::{Envelope, EnvelopeStatus};
use onesign_core::ids::StreamId;
use onesign_core::time::Moment;

/// A refusal may leave its own fact, which changes only the time of the last change.
pub fn assert_only_touched(before: Option<&State>, after: Option<&State>) {
    let (Some(State::Envelope(before)), Some(State::Envelope(after))) = (before, after) else {
        return;
    };
    let mut after = after.clone();
    after.updated_at_ms = before.updated_at_ms;
    for (old, new) in before.recipients.iter().zip(&mut after.recipients) {
        assert!(new.refused.len() <= MAX_REFUSED);
        new.refused.clone_from(&old.refused);
    }
    assert_eq!(before, &after, "a refused command changed something");
}

/// The allowed transitions of envelopes and recipients.
pub fn assert_transition(before: &Envelope, after: &Envelope) {
    use EnvelopeStatus as S;
    let allowed: &[S] = match before.status {
        S::Draft => &[S::Draft, S::Sent, S::Voided, S::Deleted],
        S::Sent => &[S::Sent, S::Completed, S::Declined, S::Voided, S::Expired],
        S::Completed => &[S::Completed, S::Sealed],
        S::Sealed => &[S::Sealed],
        S::Declined => &[S::Declined],
        S::Voided => &[S::Voided],
        S::Expired => &[S::Expired],
        S::Deleted => &[S::Deleted],
    };
    assert!(
        allowed.contains(&after.status),
        "{:?} → {:?}",
        before.status,
        after.status
    );
    if before.status != S::Draft {
        assert_eq!(before.fields, after.fields, "fields changed after sending");
        assert_eq!(before.document, after.document, "document changed");
    }
    for old in &before.recipients {
        let Some(new) = after.recipient(old.id) else {
            assert_eq!(before.status, S::Draft, "a recipient vanished");
            continue;
        };
        if old.status == RecipientStatus::Signed {
            assert_eq!(
                new.status,
                RecipientStatus::Signed,
                "a signature was overwritten"
            );
            assert_eq!(
                (&old.values, old.signed_at_ms),
                (&new.values, new.signed_at_ms)
            );
        }
        if old.status == RecipientStatus::Declined {
            assert_eq!(new.status, RecipientStatus::Declined);
        }
        let signing = new.status == RecipientStatus::Signed && old.status != new.status;
        if signing {
            assert_eq!(before.status, S::Sent, "signed outside of sending");
            assert!(old.is_acting(), "signed out of turn from {:?}", old.status);
            let session = old.session.as_ref().expect("signed without a session");
            let own = old.consent.as_ref().is_some_and(|c| c.is_of(session));
            assert!(own, "signed without this browser's consent");
            let earlier = |r: &&Recipient| {
                r.signs() && r.step < old.step && r.status != RecipientStatus::Signed
            };
            assert!(
                before.recipients.iter().find(earlier).is_none(),
                "signed before an earlier step"
            );
        }
    }
    if let (Some(old), Some(new)) = (&before.seal, &after.seal) {
        assert_eq!((old.at_ms, old.facts), (new.at_ms, new.facts));
        let extended = old.extended_at_ms != new.extended_at_ms;
        assert_eq!(old.pdf_sha256 != new.pdf_sha256, extended);
    }
    assert_eq!(after.status == S::Sealed, after.seal.is_some());
    let complete = matches!(after.status, S::Completed | S::Sealed);
    assert!(!complete || after.everyone_has_signed());
    assert!(
        after.status != S::Sent || !after.everyone_has_signed(),
        "hangs though all have signed"
    );
}

pub fn assert_chain(world: &World) {
    let keys = |scope: &onesign_core::KeyScope| {
        onesign_core::audit::sha256(&[scope.to_string().as_bytes()])
    };
    let stream = StreamId::Envelope(ENVELOPE);
    let mut prev = genesis(&stream.to_string());
    let mut entries = Vec::new();
    let mut openings = Vec::new();
    for (seq, (fact, at, actor)) in world.facts.iter().enumerate() {
        let position = Position {
            log: "test".into(),
            stream,
            seq: seq as u64,
            prev,
        };
        let moment = Moment {
            at_ms: *at,
            ..world.moment()
        };
        let entry = record(fact, &position, actor, &moment, keys).unwrap();
        prev = entry.digest;
        entries.push(entry.canonical);
        openings.push(entry.openings);
    }
    let disclosed = |seq: u64| {
        openings[seq as usize]
            .iter()
            .map(|o| {
                (
                    o.name.clone(),
                    Disclosed {
                        salt: o.salt,
                        value: o.value.clone(),
                    },
                )
            })
            .collect()
    };
    let chain = chain::check(&entries, disclosed).unwrap();
    assert_eq!(chain.head, prev);
    assert!(chain.entries.iter().all(|e| e.undisclosed.is_empty()));
}
