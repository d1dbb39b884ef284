//! The storage takes no writes, or gives back something else than was written.

use super::{Notice, NoticeCode};
use crate::app::App;
use onesign_store::Trouble;

pub(super) fn notices(app: &App) -> Option<Notice> {
    let fault = app.store.health().worst()?;
    let code = match fault.trouble {
        Trouble::Full => NoticeCode::StorageFull,
        Trouble::Failing => NoticeCode::StorageFailing,
        Trouble::Unreachable => NoticeCode::StorageUnreachable,
        Trouble::Damaged => NoticeCode::StorageDamaged,
    };
    Some(Notice::new(code, fault.since_ms, []))
}
