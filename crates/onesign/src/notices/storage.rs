//! The storage takes no writes, or gives back something else than was written.

use super::{Code, Notice};
use crate::app::App;
use onesign_store::Trouble;

pub(super) fn notices(app: &App) -> Option<Notice> {
    let fault = app.store.health().worst()?;
    let code = match fault.trouble {
        Trouble::Full => Code::StorageFull,
        Trouble::Failing => Code::StorageFailing,
        Trouble::Unreachable => Code::StorageUnreachable,
        Trouble::Damaged => Code::StorageDamaged,
    };
    Some(Notice::new(code, fault.since_ms, []))
}
