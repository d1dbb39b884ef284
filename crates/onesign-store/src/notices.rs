//! Notices: troubles to report to the owner until they are over, stored so that a restart forgets none. Bookkeeping,
//! not evidence.

use crate::error::Error;
use crate::read::Reads;
use crate::rows::notice as row;
use crate::store::Store;
use onesign_core::StreamId;
use onesign_core::access::Resource;
use onesign_core::ids::EnvelopeId;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, EntityTrait, QueryOrder, QuerySelect};
use std::collections::BTreeMap;

/// The most notices to read at a time.
const MOST: u64 = 200;

/// A known trouble that is not over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredNotice {
    /// A stable word.
    pub code: String,
    /// The affected envelope, if there is one.
    pub envelope: Option<EnvelopeId>,
    /// When it was first found, Unix milliseconds.
    pub since_ms: i64,
    /// Words for its sentence, by name.
    pub detail: BTreeMap<String, String>,
}

impl Store {
    /// Tells the owner about a trouble until [`Store::withdraw_notice`] is called. A repeated call keeps the time of
    /// the first. `detail` may hold only codes and numbers, nothing about a person.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn post_notice(
        &self,
        code: &str,
        envelope: Option<EnvelopeId>,
        detail: &BTreeMap<String, String>,
    ) -> Result<(), Error> {
        let detail = serde_json::to_string(detail)
            .map_err(|_| Error::Damaged("a notice that can't be written"))?;
        let row = row::ActiveModel {
            code: Set(code.to_owned()),
            subject: Set(subject(envelope)),
            since_ms: Set(self.inner.clock.now_ms()),
            detail: Set(detail),
        };
        let again = OnConflict::columns([row::Column::Code, row::Column::Subject])
            .update_column(row::Column::Detail)
            .to_owned();
        row::Entity::insert(row)
            .on_conflict(again)
            .exec_without_returning(&*self.inner.engine.books().await)
            .await?;
        Ok(())
    }

    /// Ends a trouble. Writes nothing if it was unknown.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn withdraw_notice(
        &self,
        code: &str,
        envelope: Option<EnvelopeId>,
    ) -> Result<(), Error> {
        let key = (code.to_owned(), subject(envelope));
        let known = row::Entity::find_by_id(key.clone())
            .one(self.inner.engine.reader())
            .await?;
        if known.is_some() {
            row::Entity::delete_by_id(key)
                .exec(&*self.inner.engine.books().await)
                .await?;
        }
        Ok(())
    }
}

impl Reads<'_> {
    /// The notices, oldest first, 200 at most; only for the owner.
    ///
    /// # Errors
    /// [`Error::NotFound`] for any other viewer; [`Error::Damaged`] when one can't be read.
    pub async fn notices(&self) -> Result<Vec<StoredNotice>, Error> {
        self.may(&Resource::Notices)?;
        let rows = row::Entity::find()
            .order_by_asc(row::Column::SinceMs)
            .limit(MOST)
            .all(self.store.inner.engine.reader())
            .await?;
        rows.into_iter().map(read).collect()
    }
}

/// The code for a damaged record, which this crate detects and reports.
const RECORD_DAMAGED: &str = "record_damaged";

impl Store {
    /// Reports that the record of a stream is damaged.
    pub(crate) async fn tell_damage(&self, stream: StreamId, what: &str) -> Result<(), Error> {
        tracing::error!(%stream, what, "the record of a stream is damaged");
        let detail = BTreeMap::from([("what".to_owned(), what.to_owned())]);
        self.post_notice(RECORD_DAMAGED, envelope_of(stream), &detail)
            .await
    }

    /// The record of a stream is whole.
    pub(crate) async fn withdraw_damage(&self, stream: StreamId) -> Result<(), Error> {
        self.withdraw_notice(RECORD_DAMAGED, envelope_of(stream))
            .await
    }
}

fn envelope_of(stream: StreamId) -> Option<EnvelopeId> {
    match stream {
        StreamId::Envelope(id) => Some(id),
        StreamId::Instance | StreamId::Account(_) => None,
    }
}

fn subject(envelope: Option<EnvelopeId>) -> String {
    envelope.map(|id| id.to_string()).unwrap_or_default()
}

fn read(row: row::Model) -> Result<StoredNotice, Error> {
    let envelope = match row.subject.as_str() {
        "" => None,
        id => Some(
            id.parse()
                .map_err(|_| Error::Damaged("the envelope of a notice"))?,
        ),
    };
    Ok(StoredNotice {
        code: row.code,
        envelope,
        since_ms: row.since_ms,
        detail: serde_json::from_str(&row.detail)
            .map_err(|_| Error::Damaged("the detail of a notice"))?,
    })
}
