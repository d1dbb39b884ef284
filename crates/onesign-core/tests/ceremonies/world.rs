//! The stream as a store would keep it, with the people and documents in it.

use crate::law::assert_only_touched;
use onesign_core::actor::{Access, Actor};
use onesign_core::command::CreateEnvelope;
use onesign_core::command::Upload;
use onesign_core::envelope::draft::{Draft, DraftRecipient};
use onesign_core::envelope::field::{Field, FieldKind, Rect};
use onesign_core::envelope::progress::Progress;
use onesign_core::envelope::recipient::{RecipientRole, SeenPage};
use onesign_core::envelope::{Envelope, PageSize};
use onesign_core::identity::assurance::Assurance;
use onesign_core::identity::role::Role;
use onesign_core::ids::{AccountId, EnvelopeId, FieldId, RecipientId};
use onesign_core::time::{Entropy, Moment};
use onesign_core::{Command, Decision, Fact, Refusal, State, apply, decide};
use std::collections::BTreeMap;
use uuid::Uuid;

pub const START: i64 = 1_790_000_000_000;
pub const ENVELOPE: EnvelopeId = EnvelopeId(Uuid::from_u128(0xe));
pub const OWNER: AccountId = AccountId(Uuid::from_u128(0xa));
pub const DOCUMENT: &str = "9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c9f2c41ab";

pub fn person(n: u128) -> RecipientId {
    RecipientId(Uuid::from_u128(0x100 + n))
}

pub fn field(n: u128) -> FieldId {
    FieldId(Uuid::from_u128(0x200 + n))
}

pub fn access() -> Access {
    Access {
        ip: "203.0.113.24".into(),
        ip_source: None,
        user_agent: "Simulated".into(),
    }
}

/// The stream as a store would keep it.
pub struct World {
    pub now: i64,
    pub state: Option<State>,
    pub facts: Vec<(Fact, i64, Actor)>,
    pub links: u64,
    /// The progress that the store keeps outside the stream.
    pub progress: BTreeMap<RecipientId, Progress>,
}

impl World {
    pub fn new() -> Self {
        let mut world = Self {
            now: START,
            state: None,
            facts: Vec::new(),
            links: 0,
            progress: BTreeMap::new(),
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
            enclosed: None,
        };
        let create = Command::CreateEnvelope(CreateEnvelope {
            envelope: ENVELOPE,
            sender: ("Jonas Lind".into(), "jonas@example.com".into()),
            title: "Offer of employment".into(),
            locale: "en".into(),
            upload,
        });
        world.execute(&create, &owner()).unwrap();
        world
    }

    pub fn moment(&self) -> Moment {
        Moment {
            at_ms: self.now,
            clock_error_ms: 0,
            entropy: Entropy::from_seed([7; 32]),
            build: "test".into(),
        }
    }

    pub fn envelope(&self) -> &Envelope {
        self.state.as_ref().unwrap().envelope().unwrap()
    }

    pub fn execute(&mut self, command: &Command, by: &Actor) -> Result<Decision, Refusal> {
        self.now += 1;
        let decided = decide(command, self.state.as_ref(), by, &self.moment());
        let facts = match &decided {
            Ok(decision) => {
                let kept = decision.aside.clone();
                assert_eq!(
                    decision.facts.is_empty(),
                    kept.is_some(),
                    "a change without a fact"
                );
                if let Some(aside) = kept {
                    let progress = self.progress.remove(&aside.recipient).unwrap_or_default();
                    let progress = progress.after(&aside.link, aside.step);
                    self.progress.insert(aside.recipient, progress);
                }
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

    pub fn replayed(&self) -> Option<State> {
        let mut state = None;
        for (fact, at, _) in &self.facts {
            let again = Fact::from_values(fact.kind(), fact.values()).unwrap();
            assert_eq!(&again, fact, "a fact does not survive its own evidence");
            state = apply(state, &again, *at);
        }
        state
    }

    /// Pages that were shown in the session and have no fact yet.
    pub fn seen(&self, who: u128) -> Vec<SeenPage> {
        let link = self.envelope().recipient(person(who));
        let link = link
            .and_then(|r| r.session.as_ref())
            .map(|s| s.link.clone());
        let kept = self.progress.get(&person(who)).cloned().unwrap_or_default();
        kept.in_session(&link.unwrap_or_default()).seen
    }

    pub fn session(&self, who: u128) -> Actor {
        let sid = self
            .envelope()
            .recipient(person(who))
            .and_then(|r| r.session.as_ref())
            .map_or_else(|| "none".into(), |s| s.sid_sha256.clone());
        Actor::Recipient {
            envelope: ENVELOPE,
            recipient: person(who),
            sid_sha256: sid,
            counter: 0,
            access: access(),
        }
    }
}

pub fn owner() -> Actor {
    Actor::Account {
        id: OWNER,
        role: Role::Owner,
        assurance: Assurance::Single,
        access: access(),
    }
}

pub fn draft(steps: &[i64], complete: bool) -> Draft {
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
        prefill: None,
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
                place(n + 100, n, FieldKind::Date, true),
                place(n + 200, n, FieldKind::FreeDate, false),
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
