//! Who gives the commands of the tables, and who reads.

use crate::world::{ENVELOPE, OWNER, START, access, person};
use onesign_core::fact::{AccountCreated, SecondFactorEnrolled};
use onesign_core::identity::api_scope::ApiScope;
use onesign_core::identity::assurance::{Assurance, STEP_UP_LIFE_MS};
use onesign_core::identity::role::Role;
use onesign_core::ids::{AccountId, ApiKeyId, EnvelopeId, FactorId};
use onesign_core::time::Entropy;
use onesign_core::{Actor, Fact, Moment, State, Viewer, apply};
use uuid::Uuid;

const OTHER: AccountId = AccountId(Uuid::from_u128(0xb));
const ELSEWHERE: EnvelopeId = EnvelopeId(Uuid::from_u128(0xf));

/// How sure the server can be of the holder of an account, at the moment of [`at`].
pub fn assurances() -> [(&'static str, Assurance); 8] {
    let key = |scope| Assurance::Key {
        id: ApiKeyId(Uuid::nil()),
        scopes: [scope].into_iter().collect(),
    };
    [
        ("incomplete", Assurance::Incomplete),
        ("single", Assurance::Single),
        (
            "double",
            Assurance::Double {
                at_ms: START - STEP_UP_LIFE_MS,
            },
        ),
        ("stepped up", Assurance::Double { at_ms: START - 1 }),
        ("key read", key(ApiScope::ReadEnvelopes)),
        ("key write", key(ApiScope::WriteEnvelopes)),
        ("key send", key(ApiScope::SendEnvelopes)),
        ("key links", key(ApiScope::ReadLinks)),
    ]
}

/// The sender as an actor and as a viewer, by how sure the server is.
pub fn senders() -> [(&'static str, Actor, Viewer); 8] {
    let (id, role) = (OWNER, Role::Sender);
    assurances().map(|(name, assurance)| {
        let viewer = Viewer::Account {
            id,
            role,
            assurance: assurance.clone(),
        };
        let actor = Actor::Account {
            id,
            role,
            assurance,
            access: access(),
        };
        (name, actor, viewer)
    })
}

/// An account with a second factor, which decides what its sessions must have been given.
pub fn protected() -> State {
    let facts: [Fact; 2] = [
        AccountCreated {
            account: OWNER,
            name: "Mira Holt".into(),
            email: "mira@example.com".into(),
            role: Role::Sender,
            password_hash: String::new(),
            ip: String::new(),
            user_agent: String::new(),
            ip_source: None,
        }
        .into(),
        SecondFactorEnrolled {
            factor: FactorId(Uuid::nil()),
            label: "Phone".into(),
            method: "totp".into(),
            factor_secret: "JBSWY3DP".into(),
            credential_id: String::new(),
            step: 0,
            ip: String::new(),
            user_agent: String::new(),
        }
        .into(),
    ];
    let state = facts
        .iter()
        .fold(None, |state, fact| apply(state, fact, START));
    state.unwrap()
}

pub fn at() -> Moment {
    Moment {
        at_ms: START,
        clock_error_ms: 0,
        entropy: Entropy::from_seed([7; 32]),
        build: "test".into(),
    }
}

pub fn actors() -> [(&'static str, Actor); 7] {
    let account = |id, role| Actor::Account {
        id,
        role,
        assurance: Assurance::Double { at_ms: START },
        access: access(),
    };
    let recipient = |envelope, recipient| Actor::Recipient {
        envelope,
        recipient,
        sid_sha256: "sid".into(),
        counter: 0,
        access: access(),
    };
    [
        ("visitor", Actor::Visitor { access: access() }),
        ("sender", account(OWNER, Role::Sender)),
        ("owner", account(OTHER, Role::Owner)),
        ("other sender", account(OTHER, Role::Sender)),
        ("recipient", recipient(ENVELOPE, person(0))),
        ("elsewhere", recipient(ELSEWHERE, person(0))),
        ("job", Actor::System { job: "seal" }),
    ]
}

pub fn viewers() -> [(&'static str, Viewer); 6] {
    let account = |id, role| Viewer::Account {
        id,
        role,
        assurance: Assurance::Double { at_ms: START },
    };
    let recipient = |envelope, recipient| Viewer::Recipient {
        envelope,
        recipient,
    };
    [
        ("sender", account(OWNER, Role::Sender)),
        ("owner", account(OTHER, Role::Owner)),
        ("other sender", account(OTHER, Role::Sender)),
        ("recipient", recipient(ENVELOPE, person(0))),
        ("elsewhere", recipient(ELSEWHERE, person(0))),
        ("software", Viewer::System),
    ]
}
