//! Actor × Command: who may do what.

use crate::actor::Actor;
use crate::command::Command;
use crate::envelope::EnvelopeStatus;
use crate::ids::StreamId;
use crate::refusal::Refusal;
use crate::state::State;

/// Whether this actor may give this command, in the state that it would change.
///
/// A thing that the actor may not know about is "not found"; one that they may know but not change
/// is "forbidden".
pub fn may(actor: &Actor, command: &Command, state: Option<&State>) -> Result<(), Refusal> {
    use Command as C;
    let allowed = match (command, actor) {
        (C::SetUpInstance(_) | C::OpenSession(_) | C::RefuseSession(_), Actor::Visitor { .. }) => {
            true
        }
        (C::CloseSession(close), Actor::Account { id, .. }) => close.account == *id,
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
        ) => match state.and_then(State::envelope) {
            Some(envelope)
                if envelope.sender.account == *id && envelope.status != EnvelopeStatus::Deleted =>
            {
                true
            }
            _ => return Err(Refusal::not_found()),
        },
        (C::ExchangeLink(_) | C::RequestLink(_), Actor::Visitor { .. }) => true,
        (
            C::GiveConsent(_) | C::RecordView(_) | C::SaveEntries(_) | C::Sign(_) | C::Decline(_),
            Actor::Recipient { envelope: own, .. },
        ) => command.stream() == StreamId::Envelope(*own),
        (
            C::IssueLink(_)
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
    };
    if allowed {
        Ok(())
    } else {
        Err(Refusal::forbidden())
    }
}
