//! Mails with links wait for the mail server.

use super::{Notice, NoticeCode};
use crate::problem::Problem;
use onesign_store::Store;

/// Shorter waits usually end on their own, in milliseconds.
const TOLD_AFTER_MS: i64 = 30_000;

pub(super) async fn notices(store: &Store, now_ms: i64) -> Result<Option<Notice>, Problem> {
    let waiting = store.waiting_mails().await?;
    let lasting = waiting.filter(|(_, wait)| now_ms - wait.since_ms >= TOLD_AFTER_MS);
    Ok(lasting.map(|(count, wait)| {
        let detail = [
            ("count", count.to_string()),
            ("reason", wait.code.to_string()),
        ];
        Notice::new(NoticeCode::MailsWaiting, wait.since_ms, detail)
    }))
}
