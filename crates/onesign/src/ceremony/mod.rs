//! The ceremony: what has to be true before an envelope goes out and before anybody signs, and what a recipient does on
//! the way. Each act becomes one command.

pub(crate) mod acts;
pub(crate) mod entries;
pub(crate) mod links;
pub(crate) mod printable;
pub(crate) mod sending;
pub(crate) mod small_fields;

use crate::clock::HouseClock;
use crate::documents::Documents;
use crate::sealing::Sealing;
use onesign_evidence::text::Catalogues;
use onesign_store::{Error, Store};

/// What sending and signing are checked and shown with.
#[derive(Clone)]
pub(crate) struct Ceremony {
    pub(crate) store: Store,
    pub(crate) clock: HouseClock,
    pub(crate) texts: Catalogues,
    pub(crate) documents: Documents,
    pub(crate) sealing: Sealing,
}

/// What recipients see this instance called.
///
/// # Errors
/// Those of the vault.
pub(crate) async fn instance_name(store: &Store) -> Result<String, Error> {
    let instance = store.instance().await?;
    Ok(instance.map_or_else(|| "OneSign".into(), |i| i.name))
}
