//! Troubles that work reported, stored in the vault until they end.

use super::{Notice, NoticeCode};
use crate::problem::Problem;
use onesign_core::Viewer;
use onesign_store::Store;

pub(super) async fn notices(store: &Store, viewer: &Viewer) -> Result<Vec<Notice>, Problem> {
    let mut notices = Vec::new();
    for stored in store.read(viewer).notices().await? {
        let Some(code) = NoticeCode::of(&stored.code) else {
            // A newer version of the program, which ran on this database before, has more kinds.
            tracing::warn!(code = stored.code, "a notice of an unknown kind");
            continue;
        };
        let mut detail = stored.detail;
        if let Some(id) = stored.envelope
            && let Ok(envelope) = store.read(viewer).envelope(id).await
        {
            detail.insert("title".into(), envelope.title);
        }
        notices.push(Notice {
            code,
            since_ms: stored.since_ms,
            envelope: stored.envelope,
            detail,
        });
    }
    Ok(notices)
}
