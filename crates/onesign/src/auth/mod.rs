//! Authentication: who makes a request, and how that is known.

pub(crate) mod browser_key;
pub(crate) mod caller;
pub(crate) mod cookie;
pub(crate) mod familiar;
pub(crate) mod link;
pub(crate) mod password;
pub(crate) mod session;
pub(crate) mod set_up;
pub(crate) mod setup_code;
pub(crate) mod sign_in;
pub(crate) mod signing;

use crate::app::App;
use onesign_core::Viewer;

/// A session's last use is noted this often at most, in milliseconds.
const TOUCH_MS: i64 = 60 * 1000;

/// Who reads while it is not known yet who asks: only authentication, to find that out.
fn system() -> Viewer {
    Viewer::System
}

/// Notes that a session is in use. Where nothing can be written, reading goes on; the session then ends early.
async fn note_use(app: &App, sid_sha256: &str, last_seen_ms: i64, now_ms: i64) {
    if now_ms - last_seen_ms > TOUCH_MS
        && let Err(error) = app.store.touch_session(sid_sha256, now_ms).await
    {
        tracing::warn!(%error, "the use of a session could not be noted");
    }
}

#[cfg(test)]
mod tests;
