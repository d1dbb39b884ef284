//! The known condition of a storage. It is in memory, so it is known even if nothing can be written.

use onesign_core::Clock;
use std::io::ErrorKind;
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

    /// The trouble behind an error of the file system.
    pub(crate) fn of_io(error: &std::io::Error) -> Self {
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
                Self::Full
            }
            _ => Self::Failing,
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
}
