//! Sessions of accounts: their beginning, their owner, and their end.

use super::caller::Caller;
use super::cookie::CookieKind;
use super::{Accounts, Sessions};
use super::{note_use, system};
use crate::problem::Problem;
use axum::http::HeaderMap;
use onesign_core::actor::Access;
use onesign_core::command::{CloseSession, OpenSession};
use onesign_core::identity::account::{Account, SESSION_LIFE_MS};
use onesign_core::ids::AccountId;
use onesign_core::{Actor, Command, Viewer};
use onesign_store::read::Session;

/// How long an unused session of an account lasts, in milliseconds.
const IDLE_MS: i64 = 30 * 60 * 1000;
/// How long a browser is remembered after a sign-in, in seconds.
const DEVICE_LIFE: i64 = 180 * 24 * 60 * 60;

/// A signed-in account.
pub(crate) struct SignedIn {
    pub(crate) account: Account,
    sid_sha256: String,
    access: Access,
}

impl SignedIn {
    /// The session of the browser that sends these headers.
    ///
    /// # Errors
    /// `not_signed_in` when there is none, or when it has ended.
    pub(crate) async fn of(
        sessions: &Sessions,
        sent: &HeaderMap,
        access: Access,
    ) -> Result<Self, Problem> {
        let sid_sha256 = sessions.cookies.find(CookieKind::Account, sent);
        let sid_sha256 = sid_sha256.ok_or_else(Problem::not_signed_in)?;
        let now = sessions.clock.now_ms();
        let Some(Session::Account {
            account,
            last_seen_ms,
            ..
        }) = sessions.store.session(&sid_sha256, now).await?
        else {
            return Err(Problem::not_signed_in());
        };
        if now - last_seen_ms > IDLE_MS {
            return Err(Problem::not_signed_in());
        }
        note_use(&sessions.store, &sid_sha256, last_seen_ms, now).await;
        let account = sessions.store.read(&system()).account(account).await?;
        // The row is only an index. The encrypted state decides, so a restored row opens nothing.
        if !account.has_session(&sid_sha256, now) {
            return Err(Problem::not_signed_in());
        }
        Ok(Self {
            account,
            sid_sha256,
            access,
        })
    }

    pub(crate) fn actor(&self) -> Actor {
        Actor::Account {
            id: self.account.id,
            role: self.account.role,
            access: self.access.clone(),
        }
    }

    pub(crate) fn viewer(&self) -> Viewer {
        Viewer::Account {
            id: self.account.id,
            role: self.account.role,
        }
    }

    /// Ends the session. Returns the cookie that removes it from the browser.
    ///
    /// # Errors
    /// Those of the vault.
    pub(crate) async fn end(self, sessions: &Sessions) -> Result<String, Problem> {
        let command = Command::CloseSession(CloseSession {
            account: self.account.id,
            sid_sha256: self.sid_sha256.clone(),
        });
        sessions
            .store
            .execute(command, &self.actor(), &sessions.clock.moment())
            .await?;
        Ok(sessions.cookies.clear(CookieKind::Account))
    }
}

/// A new session.
pub(crate) struct Opened {
    pub(crate) account: Account,
    /// The cookies to set, as `Set-Cookie` headers.
    pub(crate) cookies: Vec<String>,
}

/// Opens a session for an account that has just authenticated.
///
/// # Errors
/// Those of the vault.
pub(super) async fn open(
    accounts: &Accounts,
    account: AccountId,
    by: &Caller,
) -> Result<Opened, Problem> {
    let sessions = &accounts.sessions;
    let session = sessions
        .cookies
        .issue(CookieKind::Account, SESSION_LIFE_MS / 1000);
    let command = Command::OpenSession(OpenSession {
        account,
        sid_sha256: session.sid_sha256,
        auth_methods: vec!["password".into()],
    });
    let receipt = sessions
        .store
        .execute(command, &by.visitor(), &sessions.clock.moment())
        .await?;
    accounts.familiar.remember(account, by.network);
    let device = CookieKind::Device(&account.to_string());
    let device = sessions.cookies.issue(device, DEVICE_LIFE);
    let opened = receipt.state.account().ok_or_else(Problem::not_found)?;
    Ok(Opened {
        account: opened.clone(),
        cookies: vec![session.set_cookie, device.set_cookie],
    })
}
