//! Mails with links wait for the mail server.

use super::{Notice, NoticeCode};
use crate::app::App;
use crate::http::problem::Problem;

/// Shorter waits pass by themselves, in milliseconds.
const TOLD_AFTER_MS: i64 = 30_000;

pub(super) async fn notices(app: &App) -> Result<Option<Notice>, Problem> {
    let waiting = app.store.waiting_mails().await?;
    let lasting = waiting.filter(|(_, wait)| app.clock.now_ms() - wait.since_ms >= TOLD_AFTER_MS);
    Ok(lasting.map(|(count, wait)| {
        let detail = [
            ("count", count.to_string()),
            ("reason", wait.code.to_string()),
        ];
        Notice::new(NoticeCode::MailsWaiting, wait.since_ms, detail)
    }))
}
