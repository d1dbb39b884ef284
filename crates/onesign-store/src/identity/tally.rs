//! Records in the directory, from time to time, how many facts the database has, and the newest of them.
//!
//! It does not slow commands down: a background task writes the number at most every two seconds while facts are
//! added, and at the end.

use super::marker::{Fact, Found, Marker, NEWEST};
use crate::error::Error;
use crate::keys::SecretKey;
use crate::known::Added;
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use uuid::Uuid;

/// How long the directory may lag behind the facts.
const PAUSE: Duration = Duration::from_secs(2);

/// A lower bound of the number of facts. Clones share it.
#[derive(Clone)]
pub(crate) struct Tally(Arc<Shared>);

struct Shared {
    dir: PathBuf,
    key: SecretKey,
    id: Uuid,
    facts: AtomicI64,
    /// The newest facts that this process added, oldest first.
    newest: Mutex<VecDeque<Added>>,
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
            newest: Mutex::default(),
            written: AtomicI64::new(-1),
            is_writing: AtomicBool::new(false),
            is_closed: AtomicBool::new(false),
        }))
    }

    /// Facts were committed.
    pub(crate) fn add(&self, added: &[Added]) {
        if added.is_empty() {
            return;
        }
        {
            let mut newest = self.newest();
            newest.extend(added);
            let surplus = newest.len().saturating_sub(NEWEST);
            newest.drain(..surplus);
        }
        let facts = i64::try_from(added.len()).unwrap_or(0);
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
                // A fact may arrive between the check and the store; the next one records both.
                return;
            }
        }
    }

    fn newest(&self) -> std::sync::MutexGuard<'_, VecDeque<Added>> {
        self.0.newest.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_told(&self) -> bool {
        self.0.facts.load(Ordering::Relaxed) <= self.0.written.load(Ordering::Relaxed)
    }

    /// Writes to the directory. With `only_more`, a higher number from another server stays.
    pub(super) fn write(&self, only_more: bool) -> Result<(), Error> {
        if self.0.is_closed.load(Ordering::Relaxed) {
            return Ok(());
        }
        let facts = self.0.facts.load(Ordering::Relaxed);
        let (dir, key, id) = (&self.0.dir, &self.0.key, self.0.id);
        let newest = self.newest().iter().map(Fact::from).collect();
        let told = match Marker::read(dir, key)? {
            Found::Marker(marker) if marker.id == id && only_more => marker.with(facts, newest),
            // Someone removed the file while this server runs: the next start reports it.
            _ if only_more => return Ok(()),
            // A database restored on purpose lacks facts that the file records.
            _ => Marker { id, facts, newest },
        };
        told.replace(dir, key)?;
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
