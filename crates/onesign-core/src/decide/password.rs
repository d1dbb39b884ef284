//! A new password: by its holder, by a mailed link, or by the operator of the machine.

use super::Decision;
use super::account::{closed, rotated};
use crate::actor::Actor;
use crate::code::Code;
use crate::command::{
    BreakGlass, ChangePassword, IssuePasswordReset, RequestPasswordReset, ResetPassword,
};
use crate::fact::{
    ApiKeyRevoked, Fact, PasswordChanged, PasswordResetIssued, PasswordResetRequested,
    SecondFactorRemoved,
};
use crate::identity::account::{Account, RESET_LIFE_MS};
use crate::ids::StreamId;
use crate::job::Job;
use crate::refusal::Refusal;
use crate::time::Moment;

/// The holder's new password: all other sessions end, and this one gets a new identifier.
pub(super) fn change(
    account: &Account,
    command: &ChangePassword,
    by: &Actor,
    at: &Moment,
) -> Result<Decision, Refusal> {
    let changed = changed(&command.password_hash, "holder", by);
    let decision = Decision::fact(StreamId::Account(account.id), changed);
    let decision = closed(account, Some(&command.session.old)).fold(decision, Decision::and);
    let rotated = rotated(account, &command.session, None, by, at)?;
    Ok(rotated.into_iter().fold(decision, Decision::and))
}

/// The mail with the link follows.
pub(super) fn request_reset(
    account: &Account,
    command: &RequestPasswordReset,
    by: &Actor,
) -> Result<Decision, Refusal> {
    let access = by.access();
    let requested = PasswordResetRequested {
        ip: access.ip,
        user_agent: access.user_agent,
        ip_source: access.ip_source,
    };
    let mail = Job::MailPasswordReset {
        account: account.id,
        locale: command.locale.clone(),
    };
    Ok(Decision::fact(StreamId::Account(account.id), requested).then(mail))
}

/// A new link replaces the one before it.
pub(super) fn issue_reset(
    account: &Account,
    command: &IssuePasswordReset,
    at: &Moment,
) -> Result<Decision, Refusal> {
    Ok(Decision::fact(
        StreamId::Account(account.id),
        PasswordResetIssued {
            reset_sha256: command.secret_sha256.clone(),
            expires_at_ms: at.at_ms + RESET_LIFE_MS,
        },
    ))
}

/// Uses up the mailed link. Nobody is signed in by it, and all sessions and API keys end.
pub(super) fn reset(
    account: &Account,
    command: &ResetPassword,
    by: &Actor,
    at: &Moment,
) -> Result<Decision, Refusal> {
    let live = account.reset.as_ref().is_some_and(|reset| {
        reset.secret_sha256 == command.secret_sha256 && at.at_ms < reset.expires_at_ms
    });
    if !live {
        return Err(Refusal::new(
            Code::ResetLinkDead,
            "This link was used, replaced or has expired. Ask for a new one.",
        ));
    }
    let changed = changed(&command.password_hash, "link", by);
    let decision = Decision::fact(StreamId::Account(account.id), changed);
    let decision = revoked(account, by).fold(decision, Decision::and);
    Ok(closed(account, None).fold(decision, Decision::and))
}

/// The facts that revoke all API keys: whoever had the account may have made some.
fn revoked(account: &Account, by: &Actor) -> impl Iterator<Item = ApiKeyRevoked> {
    let access = by.access();
    account.api_keys.iter().map(move |key| ApiKeyRevoked {
        key: key.id,
        label: key.label.clone(),
        ip: access.ip.clone(),
        user_agent: access.user_agent.clone(),
    })
}

/// What the operator of the machine may do for a person who can't sign in any more. All sessions
/// and API keys end.
pub(super) fn break_glass(
    account: &Account,
    command: &BreakGlass,
    by: &Actor,
) -> Result<Decision, Refusal> {
    let mut facts: Vec<Fact> = Vec::new();
    if let Some(password_hash) = &command.password_hash {
        facts.push(changed(password_hash, "operator", by).into());
    }
    if command.removes_second_factors {
        facts.extend(account.second_factors.iter().map(|factor| {
            SecondFactorRemoved {
                factor: factor.id,
                label: factor.label.clone(),
                method: factor.method.word().into(),
                ip: String::new(),
                user_agent: String::new(),
            }
            .into()
        }));
    }
    let mut facts = facts.into_iter();
    let Some(first) = facts.next() else {
        return Err(Refusal::new(
            Code::NothingNew,
            "This account has no second factor.",
        ));
    };
    let decision = Decision::fact(StreamId::Account(account.id), first);
    let decision = facts.fold(decision, Decision::and);
    let decision = revoked(account, by).fold(decision, Decision::and);
    Ok(closed(account, None).fold(decision, Decision::and))
}

fn changed(password_hash: &str, who: &str, by: &Actor) -> PasswordChanged {
    let access = by.access();
    PasswordChanged {
        password_hash: password_hash.to_owned(),
        by: who.to_owned(),
        ip: access.ip,
        user_agent: access.user_agent,
    }
}
