//! Which envelopes a list shows to a viewer.

use crate::actor::Viewer;
use crate::identity::api_scope::ApiScope;
use crate::identity::assurance::Assurance;
use crate::ids::{AccountId, EnvelopeId};

/// The envelopes that a list may name. No list names a deleted draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All envelopes.
    All,
    /// The envelopes that this account sends.
    SentBy(AccountId),
    /// This envelope.
    Only(EnvelopeId),
    /// None.
    Nothing,
}

/// The envelopes that this viewer may see in a list.
pub fn scope(viewer: &Viewer) -> Scope {
    match viewer {
        Viewer::Account { id, assurance, .. } => match assurance {
            Assurance::Incomplete => Scope::Nothing,
            Assurance::Key { scopes, .. } if !scopes.has(ApiScope::ReadEnvelopes) => Scope::Nothing,
            Assurance::Single | Assurance::Double { .. } | Assurance::Key { .. } => {
                Scope::SentBy(*id)
            }
        },
        Viewer::Recipient { envelope, .. } => Scope::Only(*envelope),
        Viewer::System => Scope::All,
    }
}
