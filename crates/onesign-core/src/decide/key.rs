//! The key of the seal changes.

use crate::code::Code;
use crate::command::RecordSealKey;
use crate::decide::Decision;
use crate::fact::KeyRotated;
use crate::identity::instance::Instance;
use crate::ids::StreamId;
use crate::refusal::Refusal;

/// Records the key in use. Refuses the same key a second time, so that several nodes and many starts leave one fact.
pub(super) fn record(instance: &Instance, command: &RecordSealKey) -> Result<Decision, Refusal> {
    let RecordSealKey {
        certificate_sha256,
        ends_at_ms,
    } = command;
    let before = instance.seal_key.as_ref();
    if before.is_some_and(|key| key.certificate_sha256 == *certificate_sha256) {
        return Err(Refusal::new(
            Code::NothingNew,
            "This key is on record already.",
        ));
    }
    let rotated = KeyRotated {
        purpose: "seal".into(),
        certificate_sha256: certificate_sha256.to_owned(),
        previous_sha256: before
            .map(|key| key.certificate_sha256.clone())
            .unwrap_or_default(),
        ends_at_ms: *ends_at_ms,
    };
    Ok(Decision::fact(StreamId::Instance, rotated))
}

#[cfg(test)]
mod tests {
    use crate::actor::{Access, Actor};
    use crate::code::Code;
    use crate::command::RecordSealKey;
    use crate::fact::InstanceSetUp;
    use crate::ids::{AccountId, StreamId};
    use crate::time::{Entropy, Moment};
    use crate::{Command, Fact, State, apply, decide};
    use uuid::Uuid;

    const SYSTEM: Actor = Actor::System { job: "key" };

    fn at() -> Moment {
        Moment {
            at_ms: 1_790_000_000_000,
            clock_error_ms: 0,
            entropy: Entropy::from_seed([7; 32]),
            build: "test".into(),
        }
    }

    fn use_of(certificate: &str) -> Command {
        Command::RecordSealKey(RecordSealKey {
            certificate_sha256: certificate.into(),
            ends_at_ms: 1_900_000_000_000,
        })
    }

    fn set_up() -> Option<State> {
        let fact = InstanceSetUp {
            name: "Nordwind Werft".into(),
            owner: AccountId(Uuid::from_u128(1)),
        };
        apply(None, &fact.into(), 0)
    }

    #[test]
    fn each_certificate_is_recorded_once_with_the_previous_one() {
        let mut state = set_up();
        for (certificate, before) in [("aa", ""), ("bb", "aa"), ("aa", "bb")] {
            let decision = decide(&use_of(certificate), state.as_ref(), &SYSTEM, &at()).unwrap();
            let [recorded] = &decision.facts[..] else {
                panic!("{decision:?}");
            };
            assert_eq!(recorded.stream, StreamId::Instance);
            let Fact::KeyRotated(fact) = &recorded.fact else {
                panic!("{recorded:?}");
            };
            assert_eq!(fact.previous_sha256, before);
            state = apply(state, &recorded.fact, 1);
            let again = decide(&use_of(certificate), state.as_ref(), &SYSTEM, &at());
            assert_eq!(again.unwrap_err().code, Code::NothingNew);
        }
    }

    #[test]
    fn only_the_software_records_keys_and_only_after_set_up() {
        let visitor = Actor::Visitor {
            access: Access::default(),
        };
        let refused = decide(&use_of("aa"), set_up().as_ref(), &visitor, &at());
        assert_eq!(refused.unwrap_err().code, Code::Forbidden);
        let early = decide(&use_of("aa"), None, &SYSTEM, &at());
        assert_eq!(early.unwrap_err().code, Code::NotFound);
    }

    #[test]
    fn states_from_before_keys_were_recorded_are_read() {
        let state = set_up().unwrap();
        let text = serde_json::to_string(&state).unwrap();
        assert!(!text.contains("seal_key"));
        assert_eq!(serde_json::from_str::<State>(&text).unwrap(), state);
    }
}
