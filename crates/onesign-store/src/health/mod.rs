//! Whether the storage accepts writes. The state is in memory, so it is known even if nothing can be written.

mod probe;
mod watch;

pub(crate) use probe::Probe;
pub(crate) use watch::watch;

use crate::store::Store;
use onesign_core::Clock;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long after a failed write a success proves nothing: a small write may still fit while the next one does not.
const DOUBT: Duration = Duration::from_secs(5);

/// A trouble of a storage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It has no room left.
    Full,
    /// The system refuses to read or to write: a broken disk, a read-only file system, too few descriptors.
    Failing,
    /// The database server can't be reached.
    Unreachable,
    /// The data read differ from the data written. This does not pass by itself.
    Damaged,
}

impl Trouble {
    /// A stable machine code. The messages for people use it as their key.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Full => "storage_full",
            Self::Failing => "storage_failing",
            Self::Unreachable => "storage_unreachable",
            Self::Damaged => "storage_damaged",
        }
    }
}

/// A trouble and when it began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The trouble.
    pub trouble: Trouble,
    /// Since when, Unix milliseconds: the first failure after the last success.
    pub since_ms: i64,
}

/// The state of the storages. `None`: no fault is known.
///
/// Every read and write updates it. While there is a fault, the store tests every two seconds whether it is over,
/// and then clears it. Reading this is free, so a banner can poll it as often as it likes. [`Health::worst`] is the
/// fault to show if there is room for only one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Health {
    /// The database.
    pub database: Option<Fault>,
    /// The directory of the blobs.
    pub blobs: Option<Fault>,
    /// The folders for files on their way in.
    pub spool: Option<Fault>,
}

impl Health {
    /// Whether nothing is known to be wrong.
    #[must_use]
    pub fn is_good(&self) -> bool {
        *self == Self::default()
    }

    /// The fault to tell people about first: damage, else the one that began first.
    #[must_use]
    pub fn worst(&self) -> Option<Fault> {
        let faults = [self.database, self.blobs, self.spool]
            .into_iter()
            .flatten();
        faults.min_by_key(|fault| (fault.trouble != Trouble::Damaged, fault.since_ms))
    }
}

impl Store {
    /// The current state of the storage. Reads memory only.
    #[must_use]
    pub fn health(&self) -> Health {
        Health {
            database: self.inner.engine.condition().fault(),
            blobs: self.inner.blobs_condition.fault(),
            spool: self.inner.spools.condition().fault(),
        }
    }
}

/// The known state of one storage.
pub(crate) struct Condition {
    known: Mutex<Option<Known>>,
    clock: Arc<dyn Clock>,
}

struct Known {
    fault: Fault,
    last: Instant,
}

impl Condition {
    pub(crate) fn new(clock: Arc<dyn Clock>) -> Arc<Self> {
        let known = Mutex::default();
        Arc::new(Self { known, clock })
    }

    pub(crate) fn fault(&self) -> Option<Fault> {
        self.lock().as_ref().map(|known| known.fault)
    }

    /// Notes a failure. A lesser trouble never replaces damage.
    pub(crate) fn failed(&self, trouble: Trouble) {
        let mut known = self.lock();
        let (last, since_ms) = (Instant::now(), self.clock.now_ms());
        match &mut *known {
            Some(known) if known.fault.trouble == Trouble::Damaged => known.last = last,
            Some(known) if known.fault.trouble == trouble => known.last = last,
            _ => {
                tracing::error!(code = trouble.code(), "the storage fails");
                let fault = Fault { trouble, since_ms };
                *known = Some(Known { fault, last });
            }
        }
    }

    /// Notes a success. It ends a fault that has not recurred for a moment, except damage.
    pub(crate) fn works(&self) {
        self.end_if(|known| match known.fault.trouble {
            Trouble::Damaged => false,
            Trouble::Unreachable => true,
            Trouble::Full | Trouble::Failing => known.last.elapsed() >= DOUBT,
        });
    }

    /// Notes that all stored data were read and are intact, which ends damage.
    pub(crate) fn is_sound(&self) {
        self.end_if(|known| known.fault.trouble == Trouble::Damaged);
    }

    fn end_if(&self, ended: impl FnOnce(&Known) -> bool) {
        let mut known = self.lock();
        if let Some(past) = known.take_if(|known| ended(known)) {
            let code = past.fault.trouble.code();
            tracing::warn!(code, "the storage works again");
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Known>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damage_outlasts_successes_and_lesser_troubles() {
        let condition = Condition::new(Arc::new(crate::SystemClock));
        condition.failed(Trouble::Full);
        condition.works();
        // A success in the same moment proves nothing.
        assert_eq!(condition.fault().map(|f| f.trouble), Some(Trouble::Full));
        condition.failed(Trouble::Damaged);
        condition.failed(Trouble::Full);
        condition.works();
        assert_eq!(condition.fault().map(|f| f.trouble), Some(Trouble::Damaged));
        condition.is_sound();
        assert_eq!(condition.fault(), None);
    }

    #[test]
    fn damage_is_reported_before_the_older_fault() {
        let fault = |trouble, since_ms| Some(Fault { trouble, since_ms });
        let worst = |database, blobs| {
            let health = Health {
                database,
                blobs,
                spool: None,
            };
            health.worst().map(|f| f.trouble)
        };
        assert_eq!(worst(None, None), None);
        assert_eq!(
            worst(fault(Trouble::Full, 1), fault(Trouble::Damaged, 2)),
            Some(Trouble::Damaged)
        );
        assert_eq!(
            worst(fault(Trouble::Full, 2), fault(Trouble::Failing, 1)),
            Some(Trouble::Failing)
        );
    }
}
