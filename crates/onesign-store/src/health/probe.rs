//! Tests whether the storage accepts writes.

use crate::condition::Condition;
use crate::error::Error;
use crate::rows::meta;
use crate::store::{Inner, Store};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, EntityTrait};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How long one try may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long a good result stays valid. Anyone may ask for readiness, and frequent requests must not cause frequent
/// writes.
const FRESH: Duration = Duration::from_secs(5);

/// How long a bad result is kept.
const FRESH_IF_BAD: Duration = Duration::from_secs(1);

/// The row that is written.
const ROW: &str = "probe";

impl Store {
    /// Whether the instance can store data: commits a row, synced like any fact, and writes and removes a file among
    /// the blobs and in each spool folder. One test serves all requests within five seconds, or within one second after
    /// a failure, and a test ends after five seconds. `false` as well while [`Store::health`] knows of a fault.
    pub async fn is_ready(&self) -> bool {
        let inner = Arc::clone(&self.inner);
        // A separate task, so that a disconnected client does not make the next one start another test.
        tokio::spawn(inner.probe()).await.unwrap_or(false) && self.health().is_good()
    }
}

impl Inner {
    async fn probe(self: Arc<Self>) -> bool {
        let mut last = self.probe.0.lock().await;
        if let Some((at, good)) = *last
            && at.elapsed() < if good { FRESH } else { FRESH_IF_BAD }
        {
            return good;
        }
        let tried = tokio::time::timeout(PATIENCE, self.try_writes()).await;
        let good = match tried {
            Ok(Ok(())) => true,
            Ok(Err(error)) => {
                tracing::warn!(%error, "the storage does not take writes");
                false
            }
            Err(_) => {
                tracing::warn!("the storage takes too long to write");
                false
            }
        };
        *last = Some((Instant::now(), good && self.is_good()));
        good
    }

    fn is_good(&self) -> bool {
        let good = |condition: &Condition| condition.fault().is_none();
        good(self.engine.condition())
            && good(&self.blobs_condition)
            && good(self.spools.condition())
    }

    async fn try_writes(&self) -> Result<(), Error> {
        let (blobs, spools) = (self.blobs.try_write().await, self.spools.try_writes().await);
        blobs.and(spools)?;
        let row = meta::ActiveModel {
            key: Set(ROW.to_owned()),
            value: Set(self.clock.now_ms().to_string()),
        };
        let replace = OnConflict::column(meta::Column::Key)
            .update_column(meta::Column::Value)
            .to_owned();
        let turn = self.engine.turn().await;
        let txn = self.engine.begin(&turn).await?;
        meta::Entity::insert(row)
            .on_conflict(replace)
            .exec_without_returning(&txn)
            .await?;
        Ok(txn.commit().await?)
    }
}
