//! Setting up the instance, signing in and out.

use crate::actor::Actor;
use crate::code::{Code, FaultCode};
use crate::command::{
    CloseOtherSessions, CloseSession, FirstFactor, OpenSession, RefuseSession, Rotation,
    SetUpInstance,
};
use crate::decide::{Decision, Recorded, second_factor};
use crate::envelope::draft::MAX_LINE;
use crate::envelope::mailbox::is_email;
use crate::fact::{
    AccountCreated, Fact, InstanceSetUp, PasswordRehashed, SessionClosed, SessionOpened,
    SessionRefused,
};
use crate::identity::account::{Account, SESSION_LIFE_MS, Session};
use crate::identity::role::Role;
use crate::identity::second_factor::FactorProof;
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

/// Opens a session of at most twelve hours, after the first factor was checked.
pub(super) fn open_session(
    account: &Account,
    command: &OpenSession,
    by: &Actor,
    at: &Moment,
) -> Result<Decision, Refusal> {
    let stream = StreamId::Account(account.id);
    let opened = |methods: &str, second_factor_at_ms| {
        let access = by.access();
        SessionOpened {
            sid_sha256: command.sid_sha256.clone(),
            expires_at_ms: at.at_ms + SESSION_LIFE_MS,
            auth_methods: vec![methods.to_owned()],
            ip: access.ip,
            user_agent: access.user_agent,
            ip_source: access.ip_source,
            second_factor_at_ms,
            since_ms: None,
        }
    };
    match &command.first {
        FirstFactor::Password { rehashed: None } => {
            Ok(Decision::fact(stream, opened("password", None)))
        }
        FirstFactor::Password {
            rehashed: Some(password_hash),
        } => {
            let rehashed = PasswordRehashed {
                password_hash: password_hash.clone(),
            };
            Ok(Decision::fact(stream, rehashed).and(opened("password", None)))
        }
        FirstFactor::Passkey { factor, credential } => {
            let proof = FactorProof::Passkey {
                factor: *factor,
                credential: credential.clone(),
            };
            let used = second_factor::used(account, &proof, by)?;
            let opened = opened(second_factor::method_of(account, &proof)?, Some(at.at_ms));
            Ok(Decision::fact(stream, used).and(opened))
        }
    }
}

/// Records a failed sign-in as a fact of its target account.
pub(super) fn refuse_session(
    account: &Account,
    command: &RefuseSession,
    by: &Actor,
) -> Result<Decision, Refusal> {
    let access = by.access();
    Ok(Decision::fact(
        StreamId::Account(account.id),
        SessionRefused {
            code: command.wrong.word().into(),
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

/// Ends all sessions but the one that asks.
pub(super) fn close_others(
    account: &Account,
    command: &CloseOtherSessions,
) -> Result<Decision, Refusal> {
    let mut closed = closed(account, Some(&command.keep));
    let Some(first) = closed.next() else {
        return Err(Refusal::new(
            Code::NothingNew,
            "You are not signed in anywhere else.",
        ));
    };
    let decision = Decision::fact(StreamId::Account(account.id), first);
    Ok(closed.fold(decision, Decision::and))
}

/// The facts that end the sessions of an account, but for the one to keep.
pub(super) fn closed<'a>(
    account: &'a Account,
    keep: Option<&'a str>,
) -> impl Iterator<Item = SessionClosed> + 'a {
    let sessions = account.sessions.iter();
    let ended = sessions.filter(move |s| keep != Some(&s.sid_sha256));
    ended.map(|session| SessionClosed {
        sid_sha256: session.sid_sha256.clone(),
    })
}

/// The facts that replace the identifier of a session whose authentication changes. It keeps its end and its time of
/// sign-in; `given` is a second factor that was just given to it, by its method.
///
/// # Errors
/// `not_signed_in` if the session has ended.
pub(super) fn rotated(
    account: &Account,
    session: &Rotation,
    given: Option<&str>,
    by: &Actor,
    at: &Moment,
) -> Result<[Fact; 2], Refusal> {
    let old = account
        .session(&session.old, at.at_ms)
        .ok_or_else(|| Refusal::new(Code::NotSignedIn, "Your session has ended. Sign in again."))?;
    let access = by.access();
    let closed = SessionClosed {
        sid_sha256: session.old.clone(),
    };
    let opened = SessionOpened {
        sid_sha256: session.new.clone(),
        expires_at_ms: old.expires_at_ms,
        auth_methods: methods(old, given),
        ip: access.ip,
        user_agent: access.user_agent,
        ip_source: access.ip_source,
        second_factor_at_ms: given.map_or(old.second_factor_at_ms, |_| Some(at.at_ms)),
        since_ms: Some(old.opened_at_ms),
    };
    Ok([closed.into(), opened.into()])
}

/// The methods of a session, each once, with the one that was just given.
fn methods(session: &Session, given: Option<&str>) -> Vec<String> {
    let mut methods = session.auth_methods.clone();
    if let Some(given) = given
        && !methods.iter().any(|method| method == given)
    {
        methods.push(given.to_owned());
    }
    methods
}
