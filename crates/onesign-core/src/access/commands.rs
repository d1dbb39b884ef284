//! Actor × Command: who may do what.

use crate::actor::Actor;
use crate::code::Code;
use crate::command::Command;
use crate::envelope::EnvelopeStatus;
use crate::identity::api_scope::ApiScope;
use crate::identity::assurance::{Assurance, Least};
use crate::ids::{AccountId, StreamId};
use crate::refusal::Refusal;
use crate::state::State;
use crate::time::Moment;

/// Whether this actor may give this command, in the state that it would change, at this moment.
///
/// A thing that the actor may not know about is "not found"; one that they may know but not change
/// is "forbidden". A holder of an account also has to be sure enough: see [`Least`].
pub fn may(
    actor: &Actor,
    command: &Command,
    state: Option<&State>,
    at: &Moment,
) -> Result<(), Refusal> {
    if !permits(actor, command, state)? {
        return Err(Refusal::forbidden());
    }
    match actor {
        Actor::Account { assurance, .. } => sure(assurance, command, state, at),
        Actor::Recipient { .. } | Actor::Visitor { .. } | Actor::System { .. } => Ok(()),
    }
}

/// Whether this kind of actor may give this command, however sure the server is of them.
fn permits(actor: &Actor, command: &Command, state: Option<&State>) -> Result<bool, Refusal> {
    use Command as C;
    Ok(match (command, actor) {
        (
            C::SetUpInstance(_)
            | C::OpenSession(_)
            | C::RefuseSession(_)
            | C::RequestPasswordReset(_)
            | C::ResetPassword(_)
            | C::ExchangeLink(_)
            | C::RequestLink(_),
            Actor::Visitor { .. },
        ) => true,
        (
            C::CloseSession(_)
            | C::CloseOtherSessions(_)
            | C::RefuseSession(_)
            | C::ProveSecondFactor(_)
            | C::EnrolSecondFactor(_)
            | C::RemoveSecondFactor(_)
            | C::IssueRecoveryCodes(_)
            | C::ChangePassword(_)
            | C::CreateApiKey(_)
            | C::RevokeApiKey(_),
            Actor::Account { id, .. },
        ) => command.stream() == StreamId::Account(*id),
        (C::CreateEnvelope(_), Actor::Account { .. }) => true,
        (
            C::ReviseDraft(_)
            | C::SendEnvelope(_)
            | C::DeleteDraft(_)
            | C::VoidEnvelope(_)
            | C::RemindRecipient(_)
            | C::RevealLink(_)
            | C::CopyLink(_),
            Actor::Account { id, .. },
        ) => return sends(state, *id).map(|()| true),
        (
            C::GiveConsent(_) | C::RecordView(_) | C::SaveEntries(_) | C::Sign(_) | C::Decline(_),
            Actor::Recipient { envelope: own, .. },
        ) => command.stream() == StreamId::Envelope(*own),
        (
            C::IssuePasswordReset(_)
            | C::BreakGlass(_)
            | C::IssueLink(_)
            | C::RecordHandOver(_)
            | C::RecordDeliveryFailure(_)
            | C::RecordUnanswered(_)
            | C::ExpireEnvelope(_)
            | C::RecordSeal(_)
            | C::ExtendSeal(_)
            | C::RecordSealKey(_)
            | C::RecordInformed(_),
            Actor::System { .. },
        ) => true,
        _ => false,
    })
}

/// An envelope that is not this account's, or that its sender deleted, does not exist for it.
fn sends(state: Option<&State>, id: AccountId) -> Result<(), Refusal> {
    match state.and_then(State::envelope) {
        Some(envelope)
            if envelope.sender.account == id && envelope.status != EnvelopeStatus::Deleted =>
        {
            Ok(())
        }
        _ => Err(Refusal::not_found()),
    }
}

/// Whether the server is sure enough of the account holder for this command.
fn sure(
    assurance: &Assurance,
    command: &Command,
    state: Option<&State>,
    at: &Moment,
) -> Result<(), Refusal> {
    let (least, scope) = demanded(command, state);
    let missing = match (assurance, scope) {
        (Assurance::Key { scopes, .. }, Some(scope)) if scopes.has(scope) => return Ok(()),
        (Assurance::Key { .. }, _) => Code::Forbidden,
        _ => match assurance.reaches(least, at.at_ms) {
            Ok(()) => return Ok(()),
            Err(code) => code,
        },
    };
    Err(Refusal::unsure(missing))
}

/// What a command of an account demands: the least assurance of a person, and the scope of an API key; none if no key
/// may give it.
fn demanded(command: &Command, state: Option<&State>) -> (Least, Option<ApiScope>) {
    use Command as C;
    let has_factor = state
        .and_then(State::account)
        .is_some_and(|account| !account.second_factors.is_empty());
    match command {
        C::CloseSession(_) | C::RefuseSession(_) | C::ProveSecondFactor(_) => {
            (Least::Incomplete, None)
        }
        // The first factor is enrolled with the password alone; a further one could let somebody else in.
        C::EnrolSecondFactor(_) if !has_factor => (Least::Complete, None),
        C::EnrolSecondFactor(_)
        | C::RemoveSecondFactor(_)
        | C::IssueRecoveryCodes(_)
        | C::CreateApiKey(_) => (Least::StepUp, None),
        C::CreateEnvelope(_) | C::ReviseDraft(_) | C::DeleteDraft(_) => {
            (Least::Complete, Some(ApiScope::WriteEnvelopes))
        }
        C::SendEnvelope(_) | C::VoidEnvelope(_) | C::RemindRecipient(_) => {
            (Least::Complete, Some(ApiScope::SendEnvelopes))
        }
        C::RevealLink(_) | C::CopyLink(_) => (Least::Complete, Some(ApiScope::ReadLinks)),
        _ => (Least::Complete, None),
    }
}
