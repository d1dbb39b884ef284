//! So many events in a time: what is counted is kept in the vault.

use crate::app::App;
use crate::http::problem::Problem;
use onesign_store::window_left_ms;

pub(crate) const HOUR_MS: i64 = 60 * 60 * 1000;

/// Takes one of the `most` events under this key that a window of time allows.
///
/// # Errors
/// 429, with the time to come back.
pub(crate) async fn take(app: &App, key: &str, most: i64, window_ms: i64) -> Result<(), Problem> {
    let now = app.clock.now_ms();
    if app.store.take(key, most, window_ms, now).await? {
        return Ok(());
    }
    Err(Problem::too_many_requests(window_left_ms(window_ms, now)))
}
