//! The ceremony: the conditions for sending an envelope and for signing, and a recipient's actions in between. Each
//! action becomes one command.

pub(crate) mod acts;
pub(crate) mod entries;
pub(crate) mod links;
pub(crate) mod outbox;
pub(crate) mod sending;
pub(crate) mod small_fields;

use crate::clock::HouseClock;
use crate::documents::Documents;
use crate::sealing::Sealing;
use onesign_evidence::text::Catalogues;
use onesign_store::Store;

/// What sending and signing are checked and shown with.
#[derive(Clone)]
pub(crate) struct Ceremony {
    pub(crate) store: Store,
    pub(crate) clock: HouseClock,
    pub(crate) texts: Catalogues,
    pub(crate) documents: Documents,
    pub(crate) sealing: Sealing,
}
