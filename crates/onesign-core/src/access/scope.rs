//! What a list shows to a viewer.

use crate::actor::Viewer;
use crate::ids::{AccountId, EnvelopeId};

/// The envelopes that a list may name. Drafts that were deleted are in none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All of them.
    All,
    /// Those that this account sends.
    SentBy(AccountId),
    /// This one.
    Only(EnvelopeId),
}

/// The envelopes that this viewer may see in a list.
pub fn scope(viewer: &Viewer) -> Scope {
    match viewer {
        Viewer::Account { id, .. } => Scope::SentBy(*id),
        Viewer::Recipient { envelope, .. } => Scope::Only(*envelope),
        Viewer::System => Scope::All,
    }
}
