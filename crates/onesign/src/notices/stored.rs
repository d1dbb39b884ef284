//! Troubles that work met, kept in the vault until they are over.

use super::{Notice, NoticeCode};
use crate::app::App;
use crate::http::problem::Problem;
use onesign_core::Viewer;

pub(super) async fn notices(app: &App, viewer: &Viewer) -> Result<Vec<Notice>, Problem> {
    let mut notices = Vec::new();
    for stored in app.store.read(viewer).notices().await? {
        let Some(code) = NoticeCode::of(&stored.code) else {
            // A newer version of the program, which ran on this database before, knows more.
            tracing::warn!(code = stored.code, "a notice of an unknown kind");
            continue;
        };
        let mut detail = stored.detail;
        if let Some(id) = stored.envelope
            && let Ok(envelope) = app.store.read(viewer).envelope(id).await
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
