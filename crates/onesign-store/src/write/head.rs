//! The head of a stream: locked, decrypted, and saved again.

use crate::engine::Transaction;
use crate::error::Error;
use crate::keyring::Keyring;
use crate::read::state::open_state;
use crate::rows::{fact as fact_row, stream as row};
use crate::subject_keys::SubjectKeys;
use onesign_core::audit::entry::{digest, genesis};
use onesign_core::{KeyScope, State, StreamId};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait, DbBackend, EntityTrait, QuerySelect};

/// The end of a chain and the state of its stream.
pub(super) struct Head {
    pub(super) stream: StreamId,
    /// Number of the next fact.
    pub(super) next: u64,
    /// The digest that the next fact refers to.
    pub(super) prev: [u8; 32],
    /// `None` before the first fact.
    pub(super) state: Option<State>,
    /// When the newest fact was recorded, Unix milliseconds; 0 before the first.
    pub(super) newest_ms: i64,
}

impl Head {
    /// Locks the stream until the transaction ends, so that commands on it run one after the other, and decrypts its
    /// state. It also loads the key of the stream.
    pub(super) async fn lock(
        txn: &Transaction,
        ring: &Keyring,
        keys: &mut SubjectKeys,
        stream: StreamId,
    ) -> Result<Self, Error> {
        let row = match find(txn, stream).await? {
            Some(row) => row,
            // On SQLite, the transaction is already the lock.
            None if txn.get_database_backend() == DbBackend::Sqlite => {
                return Ok(Self::new(stream));
            }
            None => reserve(txn, stream).await?,
        };
        if row.state.is_empty() {
            return Ok(Self::new(stream));
        }
        keys.load(txn, ring, [KeyScope::of_stream(stream)]).await?;
        let state = open_state(keys, stream, &row)?;
        let damaged = || Error::Damaged("the head of a stream");
        let mut head = Self {
            stream,
            next: u64::try_from(row.seq).map_err(|_| damaged())?,
            prev: row.head.as_slice().try_into().map_err(|_| damaged())?,
            state: Some(state),
            newest_ms: 0,
        };
        head.newest_ms = head.check_newest(txn).await?;
        Ok(head)
    }

    /// The digest of the newest fact, if there is one.
    pub(super) fn newest(&self) -> Option<&[u8; 32]> {
        (self.next > 0).then_some(&self.prev)
    }

    /// The newest fact must exist and match the head, so that nothing is chained to a removed fact. Reads check all
    /// facts. Returns when it was recorded.
    async fn check_newest(&self, txn: &Transaction) -> Result<i64, Error> {
        let seq = self.next.checked_sub(1).map(i64::try_from);
        let Some(Ok(seq)) = seq else {
            return Err(Error::Damaged("a stream without a fact"));
        };
        let newest = fact_row::Entity::find_by_id((self.stream.to_string(), seq))
            .one(txn)
            .await?;
        match newest {
            Some(fact) if digest(&fact.canonical) == self.prev => Ok(fact.at_ms),
            _ => Err(Error::Damaged("the newest fact of a stream")),
        }
    }

    fn new(stream: StreamId) -> Self {
        Self {
            stream,
            next: 0,
            prev: genesis(&stream.to_string()),
            state: None,
            newest_ms: 0,
        }
    }

    /// The row to save.
    pub(super) fn seal(&self, keys: &SubjectKeys, at_ms: i64) -> Result<row::ActiveModel, Error> {
        let cipher = keys
            .states(&KeyScope::of_stream(self.stream))
            .ok_or(Error::Damaged("the key of a stream is gone"))?;
        let state = serde_json::to_vec(&self.state)
            .map_err(|_| Error::Damaged("a state that can't be written"))?;
        let (id, seq) = (self.stream.to_string(), self.next.to_string());
        Ok(row::ActiveModel {
            seq: Set(i64::try_from(self.next).map_err(|_| Error::Damaged("a chain without end"))?),
            head: Set(self.prev.to_vec()),
            state: Set(cipher.encrypt(&["streams", "state", &id, &seq], &state)),
            updated_at_ms: Set(at_ms),
            id: Set(id),
        })
    }

    /// Saves the heads of all streams that a command touched.
    pub(super) async fn save(txn: &Transaction, rows: Vec<row::ActiveModel>) -> Result<(), Error> {
        let replace = OnConflict::column(row::Column::Id)
            .update_columns([
                row::Column::Seq,
                row::Column::Head,
                row::Column::State,
                row::Column::UpdatedAtMs,
            ])
            .to_owned();
        row::Entity::insert_many(rows)
            .on_conflict(replace)
            .exec_without_returning(txn)
            .await?;
        Ok(())
    }
}

async fn find(txn: &Transaction, stream: StreamId) -> Result<Option<row::Model>, Error> {
    Ok(row::Entity::find_by_id(stream.to_string())
        .lock_exclusive()
        .one(txn)
        .await?)
}

/// On PostgreSQL, makes an empty row to lock: if two commands begin the same stream, the second waits here for the
/// first and then sees its result.
async fn reserve(txn: &Transaction, stream: StreamId) -> Result<row::Model, Error> {
    let empty = row::ActiveModel {
        id: Set(stream.to_string()),
        seq: Set(0),
        head: Set(Vec::new()),
        state: Set(Vec::new()),
        updated_at_ms: Set(0),
    };
    row::Entity::insert(empty)
        .on_conflict_do_nothing()
        .exec_without_returning(txn)
        .await?;
    find(txn, stream)
        .await?
        .ok_or(Error::Damaged("a stream vanished"))
}
