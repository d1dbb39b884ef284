//! Viewer × Resource: who may read what.

use crate::actor::Viewer;
use crate::envelope::{Envelope, EnvelopeStatus};
use crate::identity::api_scope::ApiScope;
use crate::identity::assurance::Assurance;
use crate::identity::role::Role;
use crate::ids::{AccountId, EnvelopeId, RecipientId};
use strum::{Display, EnumDiscriminants, VariantArray};

/// A thing that a viewer asks to read.
#[derive(Clone, Copy, Debug, PartialEq, EnumDiscriminants)]
#[strum_discriminants(name(ResourceName), derive(Display, VariantArray))]
#[strum_discriminants(doc = "The name of a resource.")]
pub enum Resource<'a> {
    /// An envelope: its document, its recipients and its status.
    Envelope(&'a Envelope),
    /// The facts of an envelope. Recipients get these facts inside the sealed document.
    EnvelopeRecord(&'a Envelope),
    /// The names of the values in an envelope's record that can no longer be decrypted. They show whether the
    /// record is complete and reveal none of its content.
    RecordHealth(&'a Envelope),
    /// The secret of a link that has not been delivered yet. Anyone who has it can sign as the recipient.
    LinkSecret(&'a Envelope),
    /// The entries of a recipient before the signature, and the pages that they were shown.
    Progress(EnvelopeId, RecipientId),
    /// An account, with its password hash.
    Account(AccountId),
    /// The facts of an account.
    AccountRecord(AccountId),
    /// The account that has an e-mail address, if there is one.
    AccountByEmail,
    /// The facts of the instance.
    InstanceRecord,
    /// Mails, which contain unopened links.
    Outbox,
    /// The notices for the owner: mails that wait, jobs that were given up, damage.
    Notices,
    /// The key of the seal and its state.
    SealKey,
    /// Lists that only the software itself reads: overdue envelopes and seals due for extension.
    Schedules,
    /// A state folded again from the facts of its stream, to compare with the stored one.
    Replay,
}

/// Whether this viewer may read this. If not, the answer is the same as for a thing that does not exist.
///
/// An account reads its own envelopes, whatever its role: running an instance is no licence to read other people's
/// contracts.
pub fn may_read(viewer: &Viewer, of: &Resource<'_>) -> bool {
    use Resource as R;
    if let Viewer::Account { assurance, .. } = viewer
        && !is_sure(assurance, of)
    {
        return false;
    }
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

/// Whether the server is sure enough of the account holder for this. Before the second factor is given, a session sees
/// only whose it is; an API key sees what its scopes say.
fn is_sure(assurance: &Assurance, of: &Resource<'_>) -> bool {
    use Resource as R;
    match assurance {
        Assurance::Single | Assurance::Double { .. } => true,
        Assurance::Incomplete => matches!(of, R::Account(_)),
        Assurance::Key { scopes, .. } => match of {
            R::Envelope(_) | R::EnvelopeRecord(_) | R::RecordHealth(_) => {
                scopes.has(ApiScope::ReadEnvelopes)
            }
            R::LinkSecret(_) => scopes.has(ApiScope::ReadLinks),
            R::Account(_) => true,
            _ => false,
        },
    }
}
