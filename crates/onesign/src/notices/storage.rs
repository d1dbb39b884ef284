//! The storage refuses writes, or returns other data than was written.

use super::{Notice, NoticeCode};
use onesign_store::{Store, Trouble};

pub(super) fn notices(store: &Store) -> Option<Notice> {
    let fault = store.health().worst()?;
    let code = match fault.trouble {
        Trouble::Full => NoticeCode::StorageFull,
        Trouble::Failing => NoticeCode::StorageFailing,
        Trouble::Unreachable => NoticeCode::StorageUnreachable,
        Trouble::Damaged => NoticeCode::StorageDamaged,
    };
    Some(Notice::new(code, fault.since_ms, []))
}
