//! How many facts the database is known to have, told to the directory now and then.
//!
//! It costs a command nothing: a background task writes the number at most every two seconds while facts are written,
//! and at the end.

use super::marker::{Found, Marker};
use crate::error::Error;
use crate::keys::SecretKey;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::Duration;
use uuid::Uuid;

/// How long facts may be unknown to the directory.
const PAUSE: Duration = Duration::from_secs(2);

/// A lower bound of the number of facts. Clones share it.
#[derive(Clone)]
pub(crate) struct Tally(Arc<Shared>);

struct Shared {
    dir: PathBuf,
    key: SecretKey,
    id: Uuid,
    facts: AtomicI64,
    written: AtomicI64,
    is_writing: AtomicBool,
    is_closed: AtomicBool,
}

impl Tally {
    pub(super) fn new(dir: &Path, key: SecretKey, id: Uuid, facts: i64) -> Self {
        Self(Arc::new(Shared {
            dir: dir.to_owned(),
            key,
            id,
            facts: AtomicI64::new(facts),
            written: AtomicI64::new(-1),
            is_writing: AtomicBool::new(false),
            is_closed: AtomicBool::new(false),
        }))
    }

    /// Facts were committed.
    pub(crate) fn add(&self, facts: usize) {
        let facts = i64::try_from(facts).unwrap_or(0);
        self.0.facts.fetch_add(facts, Ordering::Relaxed);
        if !self.0.is_writing.swap(true, Ordering::Relaxed) {
            tokio::spawn(self.clone().follow());
        }
    }

    /// Writes as long as there is news.
    async fn follow(self) {
        loop {
            let this = self.clone();
            let written = crate::background(move || this.write(true)).await;
            if let Ok(Err(error)) = written {
                tracing::debug!(%error, "the number of facts can't be written");
            }
            tokio::time::sleep(PAUSE).await;
            if self.is_told() || self.0.is_closed.load(Ordering::Relaxed) {
                self.0.is_writing.store(false, Ordering::Relaxed);
                // A fact may have come between the look and the store; the next one tells of both.
                return;
            }
        }
    }

    fn is_told(&self) -> bool {
        self.0.facts.load(Ordering::Relaxed) <= self.0.written.load(Ordering::Relaxed)
    }

    /// Tells the directory. With `only_more`, a higher number that another server wrote stays.
    pub(super) fn write(&self, only_more: bool) -> Result<(), Error> {
        if self.0.is_closed.load(Ordering::Relaxed) {
            return Ok(());
        }
        let facts = self.0.facts.load(Ordering::Relaxed);
        let (dir, key, id) = (&self.0.dir, &self.0.key, self.0.id);
        let known = match Marker::read(dir, key)? {
            Found::Marker(marker) if marker.id == id => marker.facts,
            // Somebody took the file away while this server runs: the next start says so.
            _ if only_more => return Ok(()),
            _ => -1,
        };
        if !only_more || facts > known {
            Marker { id, facts }.replace(dir, key)?;
        }
        self.0.written.fetch_max(facts, Ordering::Relaxed);
        Ok(())
    }

    /// Tells the directory for the last time.
    pub(crate) fn close(&self) {
        if let Err(error) = self.write(true) {
            tracing::warn!(%error, "the number of facts can't be written");
        }
        self.0.is_closed.store(true, Ordering::Relaxed);
    }
}
