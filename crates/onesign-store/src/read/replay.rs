//! Replaying a stream: its facts, chained and folded again, must give what is stored.

use crate::error::Error;
use crate::keys::SubjectKeys;
use crate::read::state::open_state;
use crate::rows::stream as row;
use crate::store::Store;
use onesign_core::audit::chain::{Disclosed, check};
use onesign_core::{KeyScope, State, StreamId, Viewer, apply};
use sea_orm::EntityTrait;
use std::collections::BTreeMap;

impl Store {
    /// Checks a stream from its first fact to its head: canonical form, order, links, every opened value, and that
    /// the facts add up to the stored state. Returns that state. Only the software itself may ask.
    ///
    /// # Errors
    /// [`Error::Damaged`] at the first thing that doesn't fit; [`Error::NotFound`] when there is no such stream.
    pub async fn replay(&self, viewer: &Viewer, stream: StreamId) -> Result<State, Error> {
        if *viewer != Viewer::System {
            return Err(Error::NotFound);
        }
        // The head first: facts are only ever added, so those up to it are one consistent picture.
        let row = row::Entity::find_by_id(stream.to_string())
            .one(self.inner.engine.reader())
            .await?;
        let row = row.ok_or(Error::NotFound)?;
        let mut facts = self.facts(viewer, stream).await?;
        facts.retain(|fact| i64::try_from(fact.seq).is_ok_and(|seq| seq < row.seq));
        let disclosed = |seq: u64| -> BTreeMap<String, Disclosed> {
            let place = usize::try_from(seq).unwrap_or(usize::MAX);
            let openings = facts
                .get(place)
                .map(|fact| fact.openings.as_slice())
                .unwrap_or_default();
            openings
                .iter()
                .map(|o| {
                    (
                        o.name.clone(),
                        Disclosed {
                            salt: o.salt,
                            value: o.value.clone(),
                        },
                    )
                })
                .collect()
        };
        let entries: Vec<Vec<u8>> = facts.iter().map(|fact| fact.canonical.clone()).collect();
        let chain =
            check(&entries, disclosed).map_err(|_| Error::Damaged("the chain of a stream"))?;
        if row.head != chain.head || chain.stream != row.id || row.seq != facts.len() as i64 {
            return Err(Error::Damaged(
                "the head of a stream is not the end of its chain",
            ));
        }
        let mut folded = None;
        for fact in &facts {
            folded = apply(folded, &fact.fact()?, fact.at_ms);
        }
        let mut keys = SubjectKeys::default();
        keys.load(
            self.inner.engine.reader(),
            &self.inner.ring,
            [KeyScope::of_stream(stream)],
        )
        .await?;
        let stored = open_state(&keys, stream, &row)?;
        if folded.as_ref() == Some(&stored) {
            Ok(stored)
        } else {
            Err(Error::Damaged(
                "the facts of a stream do not add up to its state",
            ))
        }
    }
}
