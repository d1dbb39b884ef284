//! The entries of a recipient before the signature, and the pages that they were shown.

use crate::error::Error;
use crate::read::Reads;
use crate::rows::signing_progress as row;
use crate::subject_keys::SubjectKeys;
use onesign_core::KeyScope;
use onesign_core::access::Resource;
use onesign_core::envelope::progress::Progress;
use onesign_core::ids::{EnvelopeId, RecipientId};
use sea_orm::EntityTrait;
use uuid::Uuid;

impl Reads<'_> {
    /// A recipient's progress; empty if none is stored. Only the recipient and the software may read it.
    ///
    /// # Errors
    /// [`Error::NotFound`] for anyone else; [`Error::Damaged`] when it can't be decrypted; [`Error::Database`].
    pub async fn progress(
        &self,
        envelope: EnvelopeId,
        recipient: RecipientId,
    ) -> Result<Progress, Error> {
        self.may(&Resource::Progress(envelope, recipient))?;
        let db = self.store.inner.engine.reader();
        let key = (envelope.0, recipient.0);
        let Some(row) = row::Entity::find_by_id(key).one(db).await? else {
            return Ok(Progress::default());
        };
        let mut keys = SubjectKeys::default();
        let scope = KeyScope::Recipient(envelope, recipient);
        keys.load(db, &self.store.inner.ring, [scope]).await?;
        open(&keys, &row)
    }
}

/// Decrypts a row. The key of the recipient must have been loaded.
pub(crate) fn open(keys: &SubjectKeys, row: &row::Model) -> Result<Progress, Error> {
    let scope = KeyScope::Recipient(EnvelopeId(row.envelope), RecipientId(row.recipient));
    let cipher = keys
        .progress(&scope)
        .ok_or(Error::Damaged("the key of a recipient is gone"))?;
    let place = place(row.envelope, row.recipient);
    let opened = cipher.decrypt(&place.each_ref().map(String::as_str), &row.sealed)?;
    serde_json::from_slice(&opened).map_err(|_| Error::Damaged("progress does not read back"))
}

/// The place for which a row is encrypted.
pub(crate) fn place(envelope: Uuid, recipient: Uuid) -> [String; 4] {
    let column = ["signing_progress", "sealed"].map(str::to_owned);
    let [table, column] = column;
    [table, column, envelope.to_string(), recipient.to_string()]
}
