//! Whether the storage accepts writes.

mod probe;
mod watch;

pub(crate) use watch::watch;

use crate::condition::{Fault, Trouble};
use crate::store::Store;

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

#[cfg(test)]
mod tests {
    use super::*;

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
