//! Simulated ceremonies: random sequences of commands against the law. Whatever is tried, in whatever order
//! and by whoever, replaying the facts gives the state, and no forbidden transition ever happens.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use onesign_core::audit::chain::{self, Disclosed};
use onesign_core::audit::entry::{Position, genesis, record};
use onesign_core::command::Upload;
use onesign_core::envelope::draft::{Draft, DraftRecipient};
use onesign_core::envelope::field::{Field, FieldKind, Rect};
use onesign_core::envelope::recipient::{LinkPurpose, RecipientRole, RecipientStatus, SeenPage};
use onesign_core::envelope::value::{Mark, Value};
use onesign_core::envelope::{Envelope, EnvelopeStatus, PageSize};
use onesign_core::identity::role::Role;
use onesign_core::ids::{AccountId, EnvelopeId, FieldId, RecipientId, StreamId};
use onesign_core::policy::{Access, Actor};
use onesign_core::time::{DAY_MS, Entropy, Moment};
use onesign_core::{Command, Decision, Fact, Refusal, State, apply, decide};
use proptest::prelude::*;
use std::collections::BTreeMap;
use uuid::Uuid;

const START: i64 = 1_790_000_000_000;
const ENVELOPE: EnvelopeId = EnvelopeId(Uuid::from_u128(0xe));
const OWNER: AccountId = AccountId(Uuid::from_u128(0xa));
const DOCUMENT: &str = "9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c41ab";

fn person(n: u128) -> RecipientId {
    RecipientId(Uuid::from_u128(0x100 + n))
}

fn field(n: u128) -> FieldId {
    FieldId(Uuid::from_u128(0x200 + n))
}

fn access() -> Access {
    Access {
        ip: "203.0.113.24".into(),
        user_agent: "Simulated".into(),
    }
}

/// One step somebody tries.
#[derive(Clone, Debug)]
enum Try {
    Revise {
        steps: Vec<i64>,
        complete: bool,
    },
    Send,
    Void,
    Remind(u128),
    Request(u128),
    Issue(u128, bool),
    Exchange {
        who: u128,
        forged: bool,
    },
    Consent(u128),
    View(u128, i64),
    Save(u128),
    Sign {
        who: u128,
        changed: bool,
        empty: bool,
    },
    Decline(u128),
    Expire,
    Seal,
    Inform(u128),
    Wait(i64),
}

fn any_try() -> impl Strategy<Value = Try> {
    let who = 0u128..3;
    prop_oneof![
        1 => (prop::collection::vec(1i64..3, 1..4), prop::bool::weighted(0.9))
            .prop_map(|(steps, complete)| Try::Revise { steps, complete }),
        3 => Just(Try::Send),
        1 => Just(Try::Void),
        1 => who.clone().prop_map(Try::Remind),
        1 => who.clone().prop_map(Try::Request),
        6 => (who.clone(), prop::bool::weighted(0.2)).prop_map(|(w, copy)| Try::Issue(w, copy)),
        6 => (who.clone(), prop::bool::weighted(0.1))
            .prop_map(|(who, forged)| Try::Exchange { who, forged }),
        6 => who.clone().prop_map(Try::Consent),
        2 => (who.clone(), -1i64..3).prop_map(|(w, p)| Try::View(w, p)),
        2 => who.clone().prop_map(Try::Save),
        8 => (who.clone(), prop::bool::weighted(0.1), prop::bool::weighted(0.1))
            .prop_map(|(who, changed, empty)| Try::Sign { who, changed, empty }),
        1 => who.clone().prop_map(Try::Decline),
        1 => Just(Try::Expire),
        3 => Just(Try::Seal),
        1 => who.prop_map(Try::Inform),
        1 => (0i64..20 * DAY_MS).prop_map(Try::Wait),
    ]
}

/// The stream as a store would keep it.
struct World {
    now: i64,
    state: Option<State>,
    facts: Vec<(Fact, i64, Actor)>,
    links: u64,
}

impl World {
    fn new() -> Self {
        let mut world = Self {
            now: START,
            state: None,
            facts: Vec::new(),
            links: 0,
        };
        let upload = Upload {
            filename: "offer.pdf".into(),
            received_sha256: DOCUMENT.into(),
            received_bytes: 50_000,
            normalised_sha256: DOCUMENT.into(),
            normalised_bytes: 48_000,
            pages: vec![
                PageSize {
                    w: 595_000,
                    h: 842_000
                };
                2
            ],
            removed: vec![],
            warnings: vec![],
            detected: vec![],
        };
        let create = Command::CreateEnvelope {
            envelope: ENVELOPE,
            sender: ("Jonas Lind".into(), "jonas@example.com".into()),
            title: "Offer of employment".into(),
            locale: "en".into(),
            upload,
        };
        world.execute(&create, &owner()).unwrap();
        world
    }

    fn moment(&self) -> Moment {
        Moment {
            at_ms: self.now,
            clock_error_ms: 0,
            entropy: Entropy::from_seed([7; 32]),
            build: "test".into(),
        }
    }

    fn envelope(&self) -> &Envelope {
        self.state.as_ref().unwrap().envelope().unwrap()
    }

    fn execute(&mut self, command: &Command, by: &Actor) -> Result<Decision, Refusal> {
        self.now += 1;
        let decided = decide(command, self.state.as_ref(), by, &self.moment());
        let facts = match &decided {
            Ok(decision) => {
                assert!(!decision.facts.is_empty(), "a change without a fact");
                decision.facts.iter().map(|r| r.fact.clone()).collect()
            }
            Err(refusal) => refusal
                .remember
                .iter()
                .map(|f| (**f).clone())
                .collect::<Vec<_>>(),
        };
        let before = self.state.clone();
        for fact in facts {
            self.state = apply(self.state.take(), &fact, self.now);
            self.facts.push((fact, self.now, by.clone()));
        }
        if decided.is_err() {
            assert_only_touched(before.as_ref(), self.state.as_ref());
        }
        decided
    }

    fn replayed(&self) -> Option<State> {
        let mut state = None;
        for (fact, at, _) in &self.facts {
            let again = Fact::from_values(fact.kind(), fact.values()).unwrap();
            assert_eq!(&again, fact, "a fact does not survive its own evidence");
            state = apply(state, &again, *at);
        }
        state
    }

    fn session(&self, who: u128) -> Actor {
        let sid = self
            .envelope()
            .recipient(person(who))
            .and_then(|r| r.session.as_ref())
            .map_or_else(|| "none".into(), |s| s.sid_sha256.clone());
        Actor::Recipient {
            envelope: ENVELOPE,
            recipient: person(who),
            sid_sha256: sid,
            access: access(),
        }
    }

    fn attempt(&mut self, step: &Try) -> Result<Decision, Refusal> {
        let system = Actor::System { job: "test" };
        let visitor = Actor::Visitor { access: access() };
        match step {
            Try::Revise { steps, complete } => {
                let draft = draft(steps, *complete);
                self.execute(
                    &Command::ReviseDraft {
                        envelope: ENVELOPE,
                        draft,
                    },
                    &owner(),
                )
            }
            Try::Send => self.execute(&Command::SendEnvelope { envelope: ENVELOPE }, &owner()),
            Try::Void => self.execute(
                &Command::VoidEnvelope {
                    envelope: ENVELOPE,
                    reason: "Wrong version".into(),
                },
                &owner(),
            ),
            Try::Remind(who) => self.execute(
                &Command::RemindRecipient {
                    envelope: ENVELOPE,
                    recipient: person(*who),
                },
                &owner(),
            ),
            Try::Request(who) => self.execute(
                &Command::RequestLink {
                    envelope: ENVELOPE,
                    recipient: person(*who),
                },
                &visitor,
            ),
            Try::Issue(who, copy) => {
                self.links += 1;
                let command = Command::IssueLink {
                    envelope: ENVELOPE,
                    recipient: person(*who),
                    selector: format!("link{}", self.links),
                    secret_sha256: format!("{:064x}", self.links),
                    purpose: if *copy {
                        LinkPurpose::Copy
                    } else {
                        LinkPurpose::Sign
                    },
                };
                self.execute(&command, &system)
            }
            Try::Exchange { who, forged } => self.exchange(*who, *forged, &visitor),
            Try::Consent(who) => {
                let command = Command::GiveConsent {
                    envelope: ENVELOPE,
                    sha256: DOCUMENT.into(),
                    version: 1,
                    locale: "en".into(),
                };
                self.execute(&command, &self.session(*who))
            }
            Try::View(who, page) => {
                let pages = vec![SeenPage {
                    page: *page,
                    sha256: DOCUMENT.into(),
                }];
                self.execute(
                    &Command::RecordView {
                        envelope: ENVELOPE,
                        pages,
                    },
                    &self.session(*who),
                )
            }
            Try::Save(who) => {
                let values =
                    BTreeMap::from([(field(*who * 2 + 1), Some(Value::Text("Oslo".into())))]);
                self.execute(
                    &Command::SaveValues {
                        envelope: ENVELOPE,
                        values,
                    },
                    &self.session(*who),
                )
            }
            Try::Sign {
                who,
                changed,
                empty,
            } => {
                let mark = Value::Mark(Mark::Typed {
                    text: "Mira Holt".into(),
                    hand: "caveat".into(),
                });
                let values = BTreeMap::from([(field(*who * 2), (!empty).then_some(mark))]);
                let document_sha256 = if *changed {
                    "0".repeat(64)
                } else {
                    DOCUMENT.into()
                };
                self.execute(
                    &Command::Sign {
                        envelope: ENVELOPE,
                        document_sha256,
                        values,
                    },
                    &self.session(*who),
                )
            }
            Try::Decline(who) => self.execute(
                &Command::Decline {
                    envelope: ENVELOPE,
                    reason: "Not my name".into(),
                },
                &self.session(*who),
            ),
            Try::Expire => self.execute(&Command::ExpireEnvelope { envelope: ENVELOPE }, &system),
            Try::Seal => {
                let command = Command::RecordSeal {
                    envelope: ENVELOPE,
                    pdf_sha256: DOCUMENT.into(),
                    level: "B-B".into(),
                    facts: self.facts.len() as i64,
                    head: "head".into(),
                };
                self.execute(&command, &system)
            }
            Try::Inform(who) => self.execute(
                &Command::RecordInformed {
                    envelope: ENVELOPE,
                    recipient: person(*who),
                },
                &system,
            ),
            Try::Wait(ms) => {
                self.now += ms;
                Err(Refusal::not_found())
            }
        }
    }

    fn exchange(&mut self, who: u128, forged: bool, by: &Actor) -> Result<Decision, Refusal> {
        let link = self
            .envelope()
            .recipient(person(who))
            .and_then(|r| r.link.clone());
        let (selector, secret_sha256) = link.map_or_else(
            || ("none".into(), "none".into()),
            |l| (l.selector, l.secret_sha256),
        );
        self.links += 1;
        let command = Command::ExchangeLink {
            envelope: ENVELOPE,
            recipient: person(who),
            selector,
            secret_sha256: if forged {
                "f".repeat(64)
            } else {
                secret_sha256
            },
            sid_sha256: format!("sid{}", self.links),
            session_key: "key".into(),
        };
        self.execute(&command, by)
    }
}

fn owner() -> Actor {
    Actor::Account {
        id: OWNER,
        role: Role::Owner,
        access: access(),
    }
}

fn draft(steps: &[i64], complete: bool) -> Draft {
    let recipients = steps
        .iter()
        .enumerate()
        .map(|(n, step)| DraftRecipient {
            id: person(n as u128),
            name: if complete {
                format!("Person {n}")
            } else {
                String::new()
            },
            email: format!("p{n}@example.com"),
            role: if n == 2 {
                RecipientRole::Copy
            } else {
                RecipientRole::Signer
            },
            step: *step,
        })
        .collect::<Vec<_>>();
    let place = |n: u128, who: u128, kind, required| Field {
        id: field(n),
        recipient: person(who),
        kind,
        page: 0,
        rect: Rect {
            x: 60_000,
            y: 600_000,
            w: 150_000,
            h: 40_000,
        },
        required,
        label: String::new(),
    };
    let fields = recipients
        .iter()
        .filter(|r| r.role == RecipientRole::Signer)
        .enumerate()
        .flat_map(|(n, _)| {
            let n = n as u128;
            [
                place(n * 2, n, FieldKind::Signature, true),
                place(n * 2 + 1, n, FieldKind::Text, false),
            ]
        })
        .collect();
    Draft {
        title: "Offer".into(),
        message: String::new(),
        locale: "en".into(),
        expires_in_days: 14,
        recipients,
        fields,
    }
}

/// A refusal may leave its own fact, which touches nothing but the time of the last change.
fn assert_only_touched(before: Option<&State>, after: Option<&State>) {
    let (Some(State::Envelope(before)), Some(State::Envelope(after))) = (before, after) else {
        return;
    };
    let mut after = after.clone();
    after.updated_at_ms = before.updated_at_ms;
    assert_eq!(before, &after, "a refused command changed something");
}

/// What may follow what, for envelopes and for recipients.
fn assert_transition(before: &Envelope, after: &Envelope) {
    use EnvelopeStatus as S;
    let allowed: &[S] = match before.status {
        S::Draft => &[S::Draft, S::Sent, S::Voided],
        S::Sent => &[S::Sent, S::Completed, S::Declined, S::Voided, S::Expired],
        S::Completed => &[S::Completed, S::Sealed],
        S::Sealed => &[S::Sealed],
        S::Declined => &[S::Declined],
        S::Voided => &[S::Voided],
        S::Expired => &[S::Expired],
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
            assert!(old.consent.is_some(), "signed without consent");
            let earlier = |r: &&onesign_core::envelope::recipient::Recipient| {
                r.signs() && r.step < old.step && r.status != RecipientStatus::Signed
            };
            assert!(
                before.recipients.iter().find(earlier).is_none(),
                "signed before an earlier step"
            );
        }
    }
    let complete = matches!(after.status, S::Completed | S::Sealed);
    assert!(!complete || after.everyone_has_signed());
    assert!(
        after.status != S::Sent || !after.everyone_has_signed(),
        "hangs though all have signed"
    );
}

fn assert_chain(world: &World) {
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

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, max_shrink_iters: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn replay_of_facts_equals_state_and_no_forbidden_transition(
        steps in prop::collection::vec(any_try(), 1..60),
        head_start in prop::bool::weighted(0.8),
        sample in 0u8..50,
    ) {
        let mut world = World::new();
        if head_start {
            world.attempt(&Try::Revise { steps: vec![1, 2], complete: true }).unwrap();
            world.attempt(&Try::Send).unwrap();
        }
        for step in &steps {
            let before = world.envelope().clone();
            let _ = world.attempt(step);
            assert_transition(&before, world.envelope());
        }
        prop_assert_eq!(world.replayed(), world.state.clone());
        let count = |kind: &str| world.facts.iter().filter(|(f, _, _)| f.kind() == kind).count();
        prop_assert!(count("envelope.completed") <= 1);
        prop_assert!(count("envelope.sealed") <= 1);
        // The chain is checked on a sample: hashing every run would make up most of the test's time.
        if sample == 0 {
            assert_chain(&world);
        }
    }
}

/// One whole ceremony of two people in order, as it should go.
#[test]
fn two_people_sign_in_order() {
    let mut world = World::new();
    world
        .attempt(&Try::Revise {
            steps: vec![1, 2],
            complete: true,
        })
        .unwrap();
    world.attempt(&Try::Send).unwrap();
    assert_eq!(
        world.attempt(&Try::Issue(1, false)).unwrap_err().code,
        "not_their_turn"
    );
    for who in 0..2 {
        world.attempt(&Try::Issue(who, false)).unwrap();
        let forged = world
            .attempt(&Try::Exchange { who, forged: true })
            .unwrap_err();
        assert_eq!(forged.code, "link_forged");
        world
            .attempt(&Try::Exchange { who, forged: false })
            .unwrap();
        let again = world
            .attempt(&Try::Exchange { who, forged: false })
            .unwrap_err();
        assert_eq!(again.code, "link_used");
        let early = world
            .attempt(&Try::Sign {
                who,
                changed: false,
                empty: false,
            })
            .unwrap_err();
        assert_eq!(early.code, "consent_missing");
        world.attempt(&Try::Consent(who)).unwrap();
        let empty = world
            .attempt(&Try::Sign {
                who,
                changed: false,
                empty: true,
            })
            .unwrap_err();
        assert_eq!(empty.errors[0].code, "missing");
        let decision = world
            .attempt(&Try::Sign {
                who,
                changed: false,
                empty: false,
            })
            .unwrap();
        let completes = decision
            .facts
            .iter()
            .any(|r| r.fact.kind() == "envelope.completed");
        assert_eq!(completes, who == 1);
        assert_eq!(
            world.attempt(&Try::Decline(who)).unwrap_err().code,
            "already_signed"
        );
    }
    world.attempt(&Try::Seal).unwrap();
    assert_eq!(
        world.attempt(&Try::Seal).unwrap_err().code,
        "already_sealed"
    );
    assert_eq!(
        world.attempt(&Try::Void).unwrap_err().code,
        "envelope_closed"
    );
    assert_chain(&world);
}

#[test]
fn a_changed_document_is_refused_and_remembered() {
    let mut world = World::new();
    world
        .attempt(&Try::Revise {
            steps: vec![1],
            complete: true,
        })
        .unwrap();
    world.attempt(&Try::Send).unwrap();
    world.attempt(&Try::Issue(0, false)).unwrap();
    world
        .attempt(&Try::Exchange {
            who: 0,
            forged: false,
        })
        .unwrap();
    world.attempt(&Try::Consent(0)).unwrap();
    let refusal = world
        .attempt(&Try::Sign {
            who: 0,
            changed: true,
            empty: false,
        })
        .unwrap_err();
    assert_eq!(refusal.code, "document_changed");
    assert_eq!(world.facts.last().unwrap().0.kind(), "signature.refused");
    assert_eq!(
        world.envelope().recipients[0].status,
        RecipientStatus::Consented
    );
}
