//! Setting up the instance, signing in and out.

use crate::actor::Actor;
use crate::code::{Code, FaultCode};
use crate::command::{CloseSession, OpenSession, SetUpInstance};
use crate::decide::{Decision, Recorded};
use crate::envelope::draft::MAX_LINE;
use crate::envelope::mailbox::is_email;
use crate::fact::{AccountCreated, InstanceSetUp, SessionClosed, SessionOpened, SessionRefused};
use crate::identity::account::{Account, SESSION_LIFE_MS};
use crate::identity::role::Role;
use crate::ids::StreamId;
use crate::ink::is_blank;
use crate::refusal::{FieldError, Refusal};
use crate::state::State;
use crate::time::Moment;

/// The first visitor becomes the owner; no later one does.
pub(super) fn set_up(
    command: &SetUpInstance,
    state: Option<&State>,
    by: &Actor,
) -> Result<Decision, Refusal> {
    let SetUpInstance {
        instance_name,
        account,
        name,
        email,
        password_hash,
    } = command;
    if state.is_some() {
        return Err(Refusal::new(
            Code::AlreadySetUp,
            "This server already has an owner. Sign in instead.",
        ));
    }
    let faults = check_owner(instance_name, name, email);
    if !faults.is_empty() {
        return Err(Refusal::new(
            Code::InvalidRequest,
            "Some entries need correcting. Check the marked ones.",
        )
        .pointing(faults));
    }
    let access = by.access();
    let created = AccountCreated {
        account: *account,
        name: super::draft::one_line(name),
        email: email.trim().to_owned(),
        role: Role::Owner,
        password_hash: password_hash.clone(),
        ip: access.ip,
        user_agent: access.user_agent,
        ip_source: access.ip_source,
    };
    let set_up = InstanceSetUp {
        name: super::draft::one_line(instance_name),
        owner: *account,
    };
    let mut decision = Decision::fact(StreamId::Instance, set_up);
    decision.facts.push(Recorded {
        stream: StreamId::Account(*account),
        fact: created.into(),
    });
    Ok(decision)
}

fn check_owner(instance_name: &str, name: &str, email: &str) -> Vec<FieldError> {
    let mut faults = Vec::new();
    for (pointer, text) in [("/instance_name", instance_name), ("/name", name)] {
        let text = text.trim();
        if is_blank(text) || text.chars().count() > MAX_LINE || text.chars().any(char::is_control) {
            faults.push(FieldError {
                pointer: pointer.into(),
                code: FaultCode::BadText,
                detail: "Enter a name of at most 200 characters.".into(),
            });
        }
    }
    if !is_email(email.trim()) {
        faults.push(FieldError {
            pointer: "/email".into(),
            code: FaultCode::BadEmail,
            detail: "Enter an e-mail address such as name@example.com.".into(),
        });
    }
    faults
}

/// Opens a session of at most twelve hours, after the password was checked.
pub(super) fn open_session(
    account: &Account,
    command: &OpenSession,
    by: &Actor,
    at: &Moment,
) -> Result<Decision, Refusal> {
    let access = by.access();
    Ok(Decision::fact(
        StreamId::Account(account.id),
        SessionOpened {
            sid_sha256: command.sid_sha256.clone(),
            expires_at_ms: at.at_ms + SESSION_LIFE_MS,
            auth_methods: command.auth_methods.clone(),
            ip: access.ip,
            user_agent: access.user_agent,
            ip_source: access.ip_source,
        },
    ))
}

/// Records a failed sign-in as a fact of its target account.
pub(super) fn refuse_session(account: &Account, by: &Actor) -> Result<Decision, Refusal> {
    let access = by.access();
    Ok(Decision::fact(
        StreamId::Account(account.id),
        SessionRefused {
            code: "wrong_password".into(),
            ip: access.ip,
            user_agent: access.user_agent,
            ip_source: access.ip_source,
        },
    ))
}

/// Signing out ends exactly one session.
pub(super) fn close_session(
    account: &Account,
    command: &CloseSession,
) -> Result<Decision, Refusal> {
    let sid_sha256 = &command.sid_sha256;
    if !account.sessions.iter().any(|s| s.sid_sha256 == *sid_sha256) {
        return Err(Refusal::not_found());
    }
    Ok(Decision::fact(
        StreamId::Account(account.id),
        SessionClosed {
            sid_sha256: sid_sha256.to_owned(),
        },
    ))
}
