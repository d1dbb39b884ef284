//! Decrypts the states of streams.

use crate::error::Error;
use crate::rows::stream as row;
use crate::store::Inner;
use crate::subject_keys::SubjectKeys;
use onesign_core::{KeyScope, State, StreamId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use std::collections::HashMap;

/// Decrypts one state. The key of the stream must have been loaded.
pub(crate) fn open_state(
    keys: &SubjectKeys,
    stream: StreamId,
    row: &row::Model,
) -> Result<State, Error> {
    let cipher = keys
        .states(&KeyScope::of_stream(stream))
        .ok_or(Error::Damaged("the key of a stream is gone"))?;
    let opened = cipher.decrypt(
        &["streams", "state", &row.id, &row.seq.to_string()],
        &row.state,
    )?;
    serde_json::from_slice(&opened).map_err(|_| Error::Damaged("a state does not read back"))
}

impl Inner {
    /// The states of those streams that exist.
    pub(crate) async fn states(
        &self,
        streams: &[StreamId],
    ) -> Result<HashMap<StreamId, State>, Error> {
        let db = self.engine.reader();
        let names = streams.iter().map(|stream| stream.to_string());
        let rows = row::Entity::find()
            .filter(row::Column::Id.is_in(names))
            .all(db)
            .await?;
        let mut keys = SubjectKeys::default();
        keys.load(
            db,
            &self.ring,
            streams.iter().map(|stream| KeyScope::of_stream(*stream)),
        )
        .await?;
        let mut states = HashMap::with_capacity(rows.len());
        for row in rows.iter().filter(|row| !row.state.is_empty()) {
            let stream = row
                .id
                .parse()
                .map_err(|_| Error::Damaged("a stream of an unknown kind"))?;
            states.insert(stream, open_state(&keys, stream, row)?);
        }
        Ok(states)
    }

    /// The state of one stream.
    pub(crate) async fn state(&self, stream: StreamId) -> Result<State, Error> {
        self.states(&[stream])
            .await?
            .remove(&stream)
            .ok_or(Error::NotFound)
    }
}
