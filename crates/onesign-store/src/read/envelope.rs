//! One envelope.

use crate::error::Error;
use crate::read::Reads;
use crate::rows::envelope as row;
use onesign_core::access::Resource;
use onesign_core::envelope::{Envelope, EnvelopeStatus};
use onesign_core::ids::EnvelopeId;
use onesign_core::{State, StreamId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

impl Reads<'_> {
    /// The current envelope.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none or the viewer may not see it.
    pub async fn envelope(&self, id: EnvelopeId) -> Result<Envelope, Error> {
        match self.store.inner.state(StreamId::Envelope(id)).await? {
            State::Envelope(envelope) => {
                self.may(&Resource::Envelope(&envelope))?;
                Ok(*envelope)
            }
            _ => Err(Error::NotFound),
        }
    }

    /// Sent envelopes that have expired by `now_ms`, the longest overdue first, `most` at most.
    ///
    /// # Errors
    /// [`Error::NotFound`] unless the viewer is the software itself.
    pub async fn overdue(&self, now_ms: i64, most: u64) -> Result<Vec<EnvelopeId>, Error> {
        self.may(&Resource::Schedules)?;
        let overdue = row::Entity::find()
            .filter(row::Column::Status.eq(EnvelopeStatus::Sent.as_str()))
            .filter(row::Column::ExpiresAtMs.lte(now_ms))
            .order_by_asc(row::Column::ExpiresAtMs)
            .limit(most);
        let rows = overdue.all(self.store.inner.engine.reader()).await?;
        Ok(rows.into_iter().map(|row| EnvelopeId(row.id)).collect())
    }

    /// Sealed envelopes whose seal is due for extension, the longest due first.
    ///
    /// # Errors
    /// [`Error::NotFound`] unless the viewer is the software itself.
    pub async fn due_seals(&self, now_ms: i64, most: u64) -> Result<Vec<EnvelopeId>, Error> {
        self.may(&Resource::Schedules)?;
        let due = row::Entity::find()
            .filter(row::Column::SealDueMs.lte(now_ms))
            .order_by_asc(row::Column::SealDueMs)
            .limit(most);
        let rows = due.all(self.store.inner.engine.reader()).await?;
        Ok(rows.into_iter().map(|row| EnvelopeId(row.id)).collect())
    }
}
