//! The progress of recipients towards a signature: stored outside the streams, encrypted with the
//! recipient's own key.

use crate::engine::Transaction;
use crate::error::Error;
use crate::keyring::Keyring;
use crate::read::progress::{open, place};
use crate::rows::signing_progress as row;
use crate::subject_keys::SubjectKeys;
use onesign_core::ids::{EnvelopeId, RecipientId};
use onesign_core::{Aside, KeyScope};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

/// Keeps a step.
pub(super) async fn keep(
    txn: &Transaction,
    ring: &Keyring,
    keys: &mut SubjectKeys,
    envelope: EnvelopeId,
    aside: Aside,
    at_ms: i64,
) -> Result<(), Error> {
    let scope = KeyScope::Recipient(envelope, aside.recipient);
    keys.load(txn, ring, [scope]).await?;
    let key = (envelope.0, aside.recipient.0);
    let earlier = match row::Entity::find_by_id(key).one(txn).await? {
        Some(row) => open(keys, &row)?,
        None => Default::default(),
    };
    let progress = earlier.after(&aside.link, aside.step);
    let content = serde_json::to_vec(&progress)
        .map_err(|_| Error::Damaged("progress that can't be written"))?;
    let cipher = keys
        .progress(&scope)
        .ok_or(Error::Damaged("the key of a recipient is gone"))?;
    let place = place(envelope.0, aside.recipient.0);
    let row = row::ActiveModel {
        envelope: Set(envelope.0),
        recipient: Set(aside.recipient.0),
        sealed: Set(cipher.encrypt(&place.each_ref().map(String::as_str), &content)),
        at_ms: Set(at_ms),
    };
    let replace = OnConflict::columns([row::Column::Envelope, row::Column::Recipient])
        .update_columns([row::Column::Sealed, row::Column::AtMs])
        .to_owned();
    row::Entity::insert(row)
        .on_conflict(replace)
        .exec_without_returning(txn)
        .await?;
    Ok(())
}

/// Deletes the progress of one recipient, or of all.
pub(super) async fn forget(
    txn: &Transaction,
    envelope: EnvelopeId,
    recipient: Option<RecipientId>,
) -> Result<(), Error> {
    let mut rows = row::Entity::delete_many().filter(row::Column::Envelope.eq(envelope.0));
    if let Some(recipient) = recipient {
        rows = rows.filter(row::Column::Recipient.eq(recipient.0));
    }
    rows.exec(txn).await?;
    Ok(())
}
