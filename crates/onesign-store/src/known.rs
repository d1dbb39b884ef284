//! The facts that this process has seen committed. A stream must never lack them later.
//!
//! An attacker with write access to the database but without keys can restore earlier rows of a stream, each of which
//! is genuine. Against this, the process remembers the newest fact of each stream that it recently wrote to, and the
//! data directory records the newest facts overall (`identity/marker.rs`).

use crate::engine::Transaction;
use crate::error::Error;
use crate::order::Written;
use crate::rows::fact as row;
use onesign_core::StreamId;
use sea_orm::EntityTrait;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};

/// The most streams of one generation; two are kept, which take some megabytes.
const MOST: usize = 20_000;

/// Number and digest of a fact.
pub(crate) type Newest = (u64, [u8; 32]);

/// Where a fact was added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Added {
    pub(crate) stream: StreamId,
    pub(crate) seq: u64,
    pub(crate) digest: [u8; 32],
}

impl Added {
    pub(crate) fn of(written: &[Written]) -> Vec<Self> {
        let added = written.iter().map(|fact| Self {
            stream: fact.stream,
            seq: fact.seq,
            digest: fact.digest,
        });
        added.collect()
    }
}

/// The newest facts by stream.
#[derive(Default)]
pub(crate) struct Known {
    facts: Mutex<Generations<StreamId, Newest>>,
    /// The counters of signing sessions.
    counters: Mutex<Generations<String, i64>>,
}

/// Recent notes: when the young generation is full, it replaces the old one.
struct Generations<K, V> {
    young: HashMap<K, V>,
    old: HashMap<K, V>,
}

impl<K, V> Default for Generations<K, V> {
    fn default() -> Self {
        Self {
            young: HashMap::new(),
            old: HashMap::new(),
        }
    }
}

impl<K: Eq + Hash, V: Copy> Generations<K, V> {
    fn note(&mut self, key: K, value: V) {
        self.young.insert(key, value);
        if self.young.len() > MOST {
            self.old = std::mem::take(&mut self.young);
        }
    }

    fn get<Q: Eq + Hash + ?Sized>(&self, key: &Q) -> Option<V>
    where
        K: std::borrow::Borrow<Q>,
    {
        self.young.get(key).or_else(|| self.old.get(key)).copied()
    }
}

impl Known {
    /// Remembers facts that were committed.
    pub(crate) fn committed(&self, facts: &[Added]) {
        let mut known = self.facts.lock().unwrap_or_else(PoisonError::into_inner);
        for fact in facts {
            known.note(fact.stream, (fact.seq, fact.digest));
        }
    }

    /// Remembers the counter of a signed write that was executed or refused.
    pub(crate) fn signed(&self, session: String, counter: i64) {
        let mut known = self.counters.lock().unwrap_or_else(PoisonError::into_inner);
        let newest = known.get(session.as_str()).unwrap_or(i64::MIN);
        known.note(session, newest.max(counter));
    }

    /// The newest counter of a session, as far as known.
    pub(crate) fn counter(&self, session: &str) -> Option<i64> {
        let known = self.counters.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(session)
    }

    /// The newest fact of a stream that this process has seen. Read this before the stream, so that facts committed in
    /// between don't count as missing.
    pub(crate) fn newest(&self, stream: StreamId) -> Option<Newest> {
        let known = self.facts.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(&stream)
    }

    /// Refuses a stream that lacks a fact that this process has seen in it, or has another in its place. `next` and
    /// `head` are the number of its next fact and the digest of its newest one.
    pub(crate) async fn check(
        &self,
        txn: &Transaction,
        stream: StreamId,
        next: u64,
        head: &[u8; 32],
    ) -> Result<(), Error> {
        let Some((seq, digest)) = self.newest(stream) else {
            return Ok(());
        };
        let lost = Err(Error::Damaged("a stream lacks a fact that was in it"));
        if next == seq + 1 {
            return if *head == digest { Ok(()) } else { lost };
        }
        if next <= seq {
            return lost;
        }
        // Another server has added facts in the meantime.
        let place = (stream.to_string(), i64::try_from(seq).unwrap_or(i64::MAX));
        match row::Entity::find_by_id(place).one(txn).await? {
            Some(fact) if fact.digest == digest => Ok(()),
            _ => lost,
        }
    }
}

/// Refuses facts, read in order from the first, that lack one seen before the read.
pub(crate) fn check_read(seen: Option<Newest>, digests: &[[u8; 32]]) -> Result<(), Error> {
    let Some((seq, digest)) = seen else {
        return Ok(());
    };
    let place = usize::try_from(seq).unwrap_or(usize::MAX);
    if digests.get(place) == Some(&digest) {
        return Ok(());
    }
    Err(Error::Damaged("a stream lacks a fact that was in it"))
}
