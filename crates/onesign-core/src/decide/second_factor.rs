//! Second factors: given to a session, enrolled, removed, and the recovery codes beside them.

use super::account::{closed, rotated};
use super::{Decision, label};
use crate::actor::Actor;
use crate::code::Code;
use crate::command::{
    EnrolSecondFactor, IssueRecoveryCodes, ProveSecondFactor, RemoveSecondFactor,
};
use crate::fact::{
    Fact, RecoveryCodeUsed, RecoveryCodesIssued, SecondFactorEnrolled, SecondFactorRemoved,
    SecondFactorUsed,
};
use crate::identity::account::Account;
use crate::identity::second_factor::{
    FactorMethod, FactorProof, MAX_FACTORS, RECOVERY_CODE, RECOVERY_CODES,
};
use crate::ids::StreamId;
use crate::refusal::Refusal;
use crate::time::Moment;

/// Gives a second factor to a session, whose identifier changes.
pub(super) fn prove(
    account: &Account,
    command: &ProveSecondFactor,
    by: &Actor,
    at: &Moment,
) -> Result<Decision, Refusal> {
    let used = used(account, &command.proof, by)?;
    let method = method_of(account, &command.proof)?;
    let rotated = rotated(account, &command.session, Some(method), by, at)?;
    let decision = Decision::fact(StreamId::Account(account.id), used);
    Ok(rotated.into_iter().fold(decision, Decision::and))
}

/// The fact that uses up a proof.
///
/// # Errors
/// `second_factor_wrong` if it does not belong to the account or was used before.
pub(super) fn used(account: &Account, proof: &FactorProof, by: &Actor) -> Result<Fact, Refusal> {
    match proof {
        FactorProof::Totp { factor, step } => {
            let known = account
                .second_factor(*factor)
                .ok_or_else(Refusal::wrong_second_factor)?;
            match &known.method {
                FactorMethod::Totp { last_step, .. } if step > last_step => Ok(SecondFactorUsed {
                    factor: *factor,
                    method: known.method.word().into(),
                    step: *step,
                    factor_secret: String::new(),
                }
                .into()),
                _ => Err(Refusal::wrong_second_factor()),
            }
        }
        FactorProof::Passkey { factor, credential } => {
            let known = account
                .second_factor(*factor)
                .ok_or_else(Refusal::wrong_second_factor)?;
            match &known.method {
                FactorMethod::Passkey { .. } => Ok(SecondFactorUsed {
                    factor: *factor,
                    method: known.method.word().into(),
                    step: 0,
                    factor_secret: credential.clone(),
                }
                .into()),
                FactorMethod::Totp { .. } => Err(Refusal::wrong_second_factor()),
            }
        }
        FactorProof::RecoveryCode { sha256 } if account.recovery_codes.contains(sha256) => {
            let access = by.access();
            Ok(RecoveryCodeUsed {
                recovery_sha256: sha256.clone(),
                ip: access.ip,
                user_agent: access.user_agent,
            }
            .into())
        }
        FactorProof::RecoveryCode { .. } => Err(Refusal::wrong_second_factor()),
    }
}

/// The word of a proof's method.
pub(super) fn method_of(account: &Account, proof: &FactorProof) -> Result<&'static str, Refusal> {
    match proof {
        FactorProof::RecoveryCode { .. } => Ok(RECOVERY_CODE),
        FactorProof::Totp { factor, .. } | FactorProof::Passkey { factor, .. } => {
            let known = account
                .second_factor(*factor)
                .ok_or_else(Refusal::wrong_second_factor)?;
            Ok(known.method.word())
        }
    }
}

/// Enrols a factor. With the first one come recovery codes, and sessions that never gave a second factor end.
pub(super) fn enrol(
    account: &Account,
    command: &EnrolSecondFactor,
    by: &Actor,
    at: &Moment,
) -> Result<Decision, Refusal> {
    if account.second_factors.len() >= MAX_FACTORS {
        return Err(Refusal::new(
            Code::InvalidRequest,
            format!("An account has at most {MAX_FACTORS} second factors. Remove one first."),
        ));
    }
    let is_first = account.second_factors.is_empty();
    if is_first && command.recovery_codes.len() != RECOVERY_CODES {
        return Err(Refusal::new(
            Code::InvalidRequest,
            "The first second factor comes with recovery codes.",
        ));
    }
    let access = by.access();
    let (factor_secret, credential_id, step) = match &command.method {
        FactorMethod::Totp { secret, last_step } => (secret.clone(), String::new(), *last_step),
        FactorMethod::Passkey {
            credential_id,
            credential,
        } => (credential.clone(), credential_id.clone(), 0),
    };
    let known = |factor: &crate::identity::second_factor::SecondFactor| matches!(&factor.method, FactorMethod::Passkey { credential_id: id, .. } if *id == credential_id);
    if account.second_factors.iter().any(known) {
        return Err(Refusal::new(
            Code::AlreadyExists,
            "This passkey belongs to your account already.",
        ));
    }
    let enrolled = SecondFactorEnrolled {
        factor: command.factor,
        label: label(&command.label)?,
        method: command.method.word().into(),
        factor_secret,
        credential_id,
        step,
        ip: access.ip.clone(),
        user_agent: access.user_agent.clone(),
    };
    let mut decision = Decision::fact(StreamId::Account(account.id), enrolled);
    if is_first {
        decision = decision.and(RecoveryCodesIssued {
            recovery_sha256: command.recovery_codes.clone(),
            ip: access.ip,
            user_agent: access.user_agent,
        });
        decision = closed(account, Some(&command.session.old)).fold(decision, Decision::and);
    }
    let method = Some(command.method.word());
    let rotated = rotated(account, &command.session, method, by, at)?;
    Ok(rotated.into_iter().fold(decision, Decision::and))
}

/// Removes a factor, and ends all sessions but the one that asks.
pub(super) fn remove(
    account: &Account,
    command: &RemoveSecondFactor,
    by: &Actor,
) -> Result<Decision, Refusal> {
    let factor = account
        .second_factor(command.factor)
        .ok_or_else(Refusal::not_found)?;
    let access = by.access();
    let removed = SecondFactorRemoved {
        factor: factor.id,
        label: factor.label.clone(),
        method: factor.method.word().into(),
        ip: access.ip,
        user_agent: access.user_agent,
    };
    let decision = Decision::fact(StreamId::Account(account.id), removed);
    Ok(closed(account, Some(&command.keep)).fold(decision, Decision::and))
}

/// Replaces the recovery codes.
pub(super) fn new_codes(
    account: &Account,
    command: &IssueRecoveryCodes,
    by: &Actor,
) -> Result<Decision, Refusal> {
    if command.sha256.len() != RECOVERY_CODES {
        return Err(Refusal::new(
            Code::InvalidRequest,
            format!("An account gets {RECOVERY_CODES} recovery codes at a time."),
        ));
    }
    let access = by.access();
    let issued = RecoveryCodesIssued {
        recovery_sha256: command.sha256.clone(),
        ip: access.ip,
        user_agent: access.user_agent,
    };
    Ok(Decision::fact(StreamId::Account(account.id), issued))
}
