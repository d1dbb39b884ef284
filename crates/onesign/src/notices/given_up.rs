//! Work that failed too often: mails that were not written, seals that were not renewed.

use super::{Notice, NoticeCode};
use crate::problem::Problem;
use onesign_store::Store;

pub(super) async fn notices(store: &Store) -> Result<Option<Notice>, Problem> {
    let dead = store.dead_jobs().await?;
    Ok(dead.first().map(|oldest| {
        let queued = oldest.id.get_timestamp().map_or(0, |at| at.to_unix().0);
        let since_ms = i64::try_from(queued).unwrap_or(0).saturating_mul(1_000);
        let reason = oldest.last_error.clone().unwrap_or_default();
        let detail = [("count", dead.len().to_string()), ("reason", reason)];
        Notice::new(NoticeCode::WorkGivenUp, since_ms, detail)
    }))
}
