//! The holder of an account, with its facts and the session in which they act.

use crate::world::{OWNER, START, access};
use onesign_core::command::*;
use onesign_core::fact::AccountCreated;
use onesign_core::identity::account::Account;
use onesign_core::identity::api_scope::ApiScopes;
use onesign_core::identity::assurance::Assurance;
use onesign_core::identity::role::Role;
use onesign_core::identity::second_factor::{FactorMethod, FactorProof, RECOVERY_CODES};
use onesign_core::ids::{ApiKeyId, FactorId};
use onesign_core::time::Entropy;
use onesign_core::{Actor, Code, Command, Fact, Moment, State, apply, decide};
use uuid::Uuid;

/// One account, its facts, and the session of the person who acts.
pub struct Person {
    pub now: i64,
    pub state: Option<State>,
    facts: Vec<(Fact, i64)>,
    pub sid: String,
    sids: u32,
}

pub fn factor(n: u128) -> FactorId {
    FactorId(Uuid::from_u128(n))
}

pub fn codes() -> Vec<String> {
    (0..RECOVERY_CODES).map(|n| format!("code {n}")).collect()
}

impl Person {
    pub fn new() -> Self {
        let mut person = Self {
            now: START,
            state: None,
            facts: Vec::new(),
            sid: String::new(),
            sids: 0,
        };
        let created = AccountCreated {
            account: OWNER,
            name: "Mira Holt".into(),
            email: "mira@example.com".into(),
            role: Role::Sender,
            password_hash: "first".into(),
            ip: String::new(),
            user_agent: String::new(),
            ip_source: None,
        };
        person.add(created.into());
        person.signs_in();
        person
    }

    pub fn add(&mut self, fact: Fact) {
        self.state = apply(self.state.take(), &fact, self.now);
        self.facts.push((fact, self.now));
    }

    pub fn account(&self) -> &Account {
        self.state.as_ref().unwrap().account().unwrap()
    }

    pub fn fresh_sid(&mut self) -> String {
        self.sids += 1;
        format!("sid {}", self.sids)
    }

    pub fn assurance(&self) -> Assurance {
        let session = self.account().session(&self.sid, self.now);
        session.map_or(Assurance::Incomplete, |s| self.account().assurance(s))
    }

    pub fn visitor() -> Actor {
        Actor::Visitor { access: access() }
    }

    pub fn holder(&self) -> Actor {
        Actor::Account {
            id: OWNER,
            role: Role::Sender,
            assurance: self.assurance(),
            access: access(),
        }
    }

    pub fn gives(&mut self, command: Command, by: &Actor) -> Result<(), Code> {
        self.now += 1;
        let at = Moment {
            at_ms: self.now,
            clock_error_ms: 0,
            entropy: Entropy::from_seed([7; 32]),
            build: "test".into(),
        };
        let decision = decide(&command, self.state.as_ref(), by, &at).map_err(|r| r.code)?;
        for recorded in decision.facts {
            self.add(recorded.fact);
        }
        assert_eq!(
            self.state,
            self.replayed(),
            "a replay differs from the state"
        );
        Ok(())
    }

    pub fn replayed(&self) -> Option<State> {
        self.facts.iter().fold(None, |state, (fact, at)| {
            let again = Fact::from_values(fact.kind(), fact.values()).unwrap();
            assert_eq!(&again, fact, "a fact does not survive its own evidence");
            apply(state, &again, *at)
        })
    }

    pub fn signs_in(&mut self) {
        self.sid = self.fresh_sid();
        let open = OpenSession {
            account: OWNER,
            sid_sha256: self.sid.clone(),
            first: FirstFactor::Password { rehashed: None },
        };
        self.gives(Command::OpenSession(open), &Self::visitor())
            .unwrap();
    }

    /// The session is rotated if the law agrees.
    pub fn rotates(&mut self, command: impl FnOnce(Rotation) -> Command) -> Result<(), Code> {
        let new = self.fresh_sid();
        let session = Rotation {
            old: self.sid.clone(),
            new: new.clone(),
        };
        let by = self.holder();
        self.gives(command(session), &by)?;
        self.sid = new;
        Ok(())
    }

    pub fn enrols(&mut self, n: u128) -> Result<(), Code> {
        self.rotates(|session| {
            Command::EnrolSecondFactor(EnrolSecondFactor {
                account: OWNER,
                session,
                factor: factor(n),
                label: "Phone".into(),
                method: FactorMethod::Totp {
                    secret: "JBSWY3DP".into(),
                    last_step: 10,
                },
                recovery_codes: codes(),
            })
        })
    }

    pub fn proves(&mut self, proof: FactorProof) -> Result<(), Code> {
        self.rotates(|session| {
            Command::ProveSecondFactor(ProveSecondFactor {
                account: OWNER,
                session,
                proof,
            })
        })
    }

    pub fn gives_step(&mut self, step: i64) -> Result<(), Code> {
        self.proves(FactorProof::Totp {
            factor: factor(1),
            step,
        })
    }

    pub fn gives_code(&mut self, code: &str) -> Result<(), Code> {
        self.proves(FactorProof::RecoveryCode {
            sha256: code.into(),
        })
    }

    pub fn creates_key(&mut self, life_ms: i64, scopes: ApiScopes) -> Result<(), Code> {
        let create = CreateApiKey {
            account: OWNER,
            key: ApiKeyId(Uuid::from_u128(5)),
            label: "Script".into(),
            secret_sha256: "secret".into(),
            scopes,
            networks: vec![],
            expires_at_ms: self.now + 1 + life_ms,
        };
        let by = self.holder();
        self.gives(Command::CreateApiKey(create), &by)
    }
}
