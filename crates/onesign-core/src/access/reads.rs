//! Viewer × Resource: who may read what.

use crate::actor::Viewer;
use crate::envelope::{Envelope, EnvelopeStatus};
use crate::identity::role::Role;
use crate::ids::{AccountId, EnvelopeId, RecipientId};
use strum::{Display, EnumDiscriminants, VariantArray};

/// Something that is read.
#[derive(Clone, Copy, Debug, PartialEq, EnumDiscriminants)]
#[strum_discriminants(name(ResourceName), derive(Display, VariantArray))]
#[strum_discriminants(doc = "The name of a resource.")]
pub enum Resource<'a> {
    /// An envelope: its document, its people and how far it is.
    Envelope(&'a Envelope),
    /// The facts of an envelope. Recipients get theirs inside the sealed document.
    EnvelopeRecord(&'a Envelope),
    /// The names of those values of an envelope's record that can't be opened any more: whether it is whole, and nothing
    /// of what is in it.
    RecordHealth(&'a Envelope),
    /// The secret of a link on its way out, which lets whoever has it sign as the recipient.
    LinkSecret(&'a Envelope),
    /// What a recipient has entered and was shown, before the signature.
    Progress(EnvelopeId, RecipientId),
    /// An account, with its password hash.
    Account(AccountId),
    /// The facts of an account.
    AccountRecord(AccountId),
    /// The account that has an e-mail address, if there is one.
    AccountByEmail,
    /// The facts of the instance.
    InstanceRecord,
    /// Mails, with links that nobody has opened yet.
    Outbox,
    /// What the owner has to know: mails that wait, work that was given up, damage.
    Notices,
    /// The key of the seal and its state.
    SealKey,
    /// What only the software goes through: lists of what is overdue and which seals are due.
    Schedules,
    /// A stream folded again from its facts, to be compared with what is stored.
    Replay,
}

/// Whether this viewer may read this. What somebody may not read is answered as if it did not exist.
///
/// An account reads its own envelopes, whatever its role: running an instance is no licence to read other people's
/// contracts.
pub fn may_read(viewer: &Viewer, of: &Resource<'_>) -> bool {
    use Resource as R;
    match (viewer, of) {
        (Viewer::System, _) => true,
        (
            Viewer::Account { id, .. },
            R::Envelope(envelope)
            | R::EnvelopeRecord(envelope)
            | R::RecordHealth(envelope)
            | R::LinkSecret(envelope),
        ) => envelope.sender.account == *id && envelope.status != EnvelopeStatus::Deleted,
        (Viewer::Account { id, .. }, R::Account(of) | R::AccountRecord(of)) => id == of,
        (Viewer::Account { role, .. }, R::InstanceRecord | R::Outbox | R::Notices | R::SealKey) => {
            *role == Role::Owner
        }
        (
            Viewer::Recipient {
                envelope: own,
                recipient,
            },
            R::Envelope(envelope) | R::RecordHealth(envelope),
        ) => envelope.id == *own && envelope.recipient(*recipient).is_some(),
        (
            Viewer::Recipient {
                envelope: own,
                recipient,
            },
            R::Progress(envelope, of),
        ) => own == envelope && recipient == of,
        (
            Viewer::Account { .. },
            R::Progress(..) | R::AccountByEmail | R::Schedules | R::Replay,
        ) => false,
        (
            Viewer::Recipient { .. },
            R::EnvelopeRecord(_)
            | R::LinkSecret(_)
            | R::Account(_)
            | R::AccountRecord(_)
            | R::AccountByEmail
            | R::InstanceRecord
            | R::Outbox
            | R::Notices
            | R::SealKey
            | R::Schedules
            | R::Replay,
        ) => false,
    }
}
