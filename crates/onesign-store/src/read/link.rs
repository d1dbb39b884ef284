//! Links, found by their selector, which is not secret and gives no access.

use crate::error::Error;
use crate::rows::link as row;
use crate::store::Store;
use onesign_core::ids::{EnvelopeId, RecipientId};
use sea_orm::EntityTrait;

impl Store {
    /// The recipient of this link, even a dead one; the envelope's state says whether it is dead.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn link(&self, selector: &str) -> Result<Option<(EnvelopeId, RecipientId)>, Error> {
        let row = row::Entity::find_by_id(selector)
            .one(self.inner.engine.reader())
            .await?;
        Ok(row.map(|row| (EnvelopeId(row.envelope), RecipientId(row.recipient))))
    }
}
