//! Replays a stream: its facts, chained and folded again, must give the stored state.

use crate::error::Error;
use crate::read::Reads;
use crate::read::state::open_state;
use crate::subject_keys::SubjectKeys;
use onesign_core::access::Resource;
use onesign_core::{KeyScope, State, StreamId, apply};

impl Reads<'_> {
    /// Checks a stream from its first fact to its head: canonical form, order, links, every opened value, and that
    /// the facts add up to the stored state. Returns that state. Only the software itself may call it.
    ///
    /// # Errors
    /// [`Error::Damaged`] at the first mismatch; [`Error::NotFound`] when there is no such stream.
    pub async fn replay(&self, stream: StreamId) -> Result<State, Error> {
        self.may(&Resource::Replay)?;
        let (row, facts) = self.store.checked_facts(stream).await?;
        let mut folded = None;
        for fact in &facts {
            folded = apply(folded, &fact.fact()?, fact.at_ms);
        }
        let mut keys = SubjectKeys::default();
        keys.load(
            self.store.inner.engine.reader(),
            &self.store.inner.ring,
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
