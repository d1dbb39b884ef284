//! Authentication: determines the actor behind a request.

pub(crate) mod api_key;
pub(crate) mod browser_key;
pub(crate) mod caller;
pub(crate) mod change_password;
pub(crate) mod cookie;
pub(crate) mod familiar;
pub(crate) mod link;
pub(crate) mod password;
pub(crate) mod password_reset;
mod password_rules;
mod readable_code;
mod recovery_code;
pub(crate) mod second_factor;
pub(crate) mod session;
pub(crate) mod set_up;
pub(crate) mod setup_code;
pub(crate) mod sign_in;
pub(crate) mod signing;
pub(crate) mod ticket;
mod totp;

use crate::clock::HouseClock;
use crate::limits::Rates;
use axum::http::HeaderMap;
use cookie::{CookieKind, Cookies};
use familiar::Familiar;
use onesign_core::Viewer;
use onesign_store::Store;
use password::Passwords;
use setup_code::SetupCode;
use std::sync::Arc;
use ticket::Tickets;

/// The shortest interval between two updates of a session's last use, in milliseconds.
const TOUCH_MS: i64 = 60 * 1000;

/// Sessions of accounts and of recipients: whose a request is, and how recipients get theirs.
#[derive(Clone)]
pub(crate) struct Sessions {
    store: Store,
    clock: HouseClock,
    cookies: Arc<Cookies>,
    rates: Rates,
}

impl Sessions {
    pub(crate) fn new(store: Store, clock: HouseClock, cookies: Cookies, rates: Rates) -> Self {
        Self {
            store,
            clock,
            cookies: Arc::new(cookies),
            rates,
        }
    }

    /// Whether the browser that sends these headers has opened the link with this selector.
    pub(crate) fn has_opened(&self, selector: &str, sent: &HeaderMap) -> bool {
        let signing = CookieKind::Signing(selector);
        self.cookies.find(signing, sent).is_some()
    }
}

/// How people prove to be the holder of an account, and how the first one is made.
#[derive(Clone)]
pub(crate) struct Accounts {
    store: Store,
    clock: HouseClock,
    rates: Rates,
    /// Where those who prove it get a session.
    sessions: Sessions,
    passwords: Arc<Passwords>,
    tickets: Arc<Tickets>,
    familiar: Arc<Familiar>,
    /// Who knows it may set the instance up.
    setup_code: Arc<SetupCode>,
}

impl Accounts {
    /// With a fresh code to set the instance up with.
    pub(crate) fn new(sessions: Sessions, passwords: Passwords, tickets: Tickets) -> Self {
        Self {
            store: sessions.store.clone(),
            clock: sessions.clock.clone(),
            rates: sessions.rates.clone(),
            sessions,
            passwords: Arc::new(passwords),
            tickets: Arc::new(tickets),
            familiar: Arc::default(),
            setup_code: Arc::new(SetupCode::new()),
        }
    }

    /// The code that sets the instance up, for its operator only.
    pub(crate) fn setup_code(&self) -> String {
        self.setup_code.shown()
    }
}

/// A new password for a person who is told it: 100 random bits.
pub(crate) fn readable_password() -> String {
    readable_code::shown(&readable_code::new::<20>())
}

/// Who reads while it is not known yet who asks: only authentication, to find that out.
fn system() -> Viewer {
    Viewer::System
}

/// Records the use of a session. If the database can't be written, reading still works; the session then ends early.
async fn note_use(store: &Store, sid_sha256: &str, last_seen_ms: i64, now_ms: i64) {
    if now_ms - last_seen_ms > TOUCH_MS
        && let Err(error) = store.touch_session(sid_sha256, now_ms).await
    {
        tracing::warn!(%error, "the use of a session could not be noted");
    }
}

#[cfg(test)]
mod tests;
