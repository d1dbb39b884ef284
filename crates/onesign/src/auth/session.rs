//! Sessions of accounts: their beginning, their owner, and their end.

use super::api_key;
use super::caller::Caller;
use super::cookie::{CookieKind, Device, NewSession};
use super::{Accounts, Sessions};
use super::{note_use, system};
use crate::net::client_address::ClientAddress;
use crate::problem::Problem;
use axum::http::HeaderMap;
use onesign_core::actor::Access;
use onesign_core::code::Code;
use onesign_core::command::{CloseOtherSessions, CloseSession, FirstFactor, OpenSession, Rotation};
use onesign_core::identity::account::{Account, SESSION_LIFE_MS};
use onesign_core::identity::api_scope::ApiScope;
use onesign_core::identity::assurance::{Assurance, Least};
use onesign_core::identity::role::Role;
use onesign_core::ids::AccountId;
use onesign_core::{Actor, Command, Refusal, Viewer};
use onesign_store::read::Session;

/// How long an unused session of an account lasts, in milliseconds.
const IDLE_MS: i64 = 30 * 60 * 1000;
/// How long a browser is remembered after a sign-in, in seconds.
const DEVICE_LIFE: i64 = 180 * 24 * 60 * 60;

/// Whether a request shows that somebody is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum UseOf {
    /// A person did something.
    Person,
    /// A page that is left open looks for news. This keeps no session alive.
    Page,
}

/// The holder of an account, by a session or an API key. A session may still lack the account's second factor.
pub(crate) struct Recognised {
    pub(crate) account: Account,
    assurance: Assurance,
    /// Of the session; none for an API key.
    sid_sha256: Option<String>,
    access: Access,
}

impl Recognised {
    /// The holder of the credential in these headers: an API key, or the cookie of a session.
    ///
    /// # Errors
    /// `not_signed_in` when there is no session, or it has ended; `api_key_refused`.
    pub(crate) async fn of(
        sessions: &Sessions,
        sent: &HeaderMap,
        (address, access): (ClientAddress, Access),
        use_of: UseOf,
    ) -> Result<Self, Problem> {
        if let Some(key) = api_key::sent(sent)? {
            let (account, assurance) = api_key::holder(sessions, &key, address).await?;
            return Ok(Self {
                account,
                assurance,
                sid_sha256: None,
                access,
            });
        }
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
        if use_of == UseOf::Person {
            note_use(&sessions.store, &sid_sha256, last_seen_ms, now).await;
        }
        let account = sessions.store.read(&system()).account(account).await?;
        // The row is only an index. The encrypted state decides, so a restored row opens nothing.
        let session = account.session(&sid_sha256, now);
        let assurance = account.assurance(session.ok_or_else(Problem::not_signed_in)?);
        Ok(Self {
            account,
            assurance,
            sid_sha256: Some(sid_sha256),
            access,
        })
    }

    pub(crate) fn assurance(&self) -> &Assurance {
        &self.assurance
    }

    pub(crate) fn actor(&self) -> Actor {
        Actor::Account {
            id: self.account.id,
            role: self.account.role,
            assurance: self.assurance.clone(),
            access: self.access.clone(),
        }
    }

    pub(crate) fn viewer(&self) -> Viewer {
        Viewer::Account {
            id: self.account.id,
            role: self.account.role,
            assurance: self.assurance.clone(),
        }
    }

    /// The hash of the session's identifier.
    ///
    /// # Errors
    /// `forbidden` for an API key, which has no session.
    pub(crate) fn sid_sha256(&self) -> Result<&str, Problem> {
        let sid = self.sid_sha256.as_deref();
        sid.ok_or_else(|| unsure(Code::Forbidden))
    }

    /// Ends the session. Returns the cookie that removes it from the browser.
    ///
    /// # Errors
    /// Those of the vault.
    pub(crate) async fn end(self, sessions: &Sessions) -> Result<String, Problem> {
        self.end_one(sessions, self.sid_sha256()?.to_owned())
            .await?;
        Ok(sessions.cookies.clear(CookieKind::Account))
    }

    /// Ends a session of the same account, by the hash of its identifier.
    ///
    /// # Errors
    /// `not_found`, and those of the vault.
    pub(crate) async fn end_one(
        &self,
        sessions: &Sessions,
        sid_sha256: String,
    ) -> Result<(), Problem> {
        let command = Command::CloseSession(CloseSession {
            account: self.account.id,
            sid_sha256,
        });
        self.execute(sessions, command).await
    }

    /// Ends all other sessions of the account.
    ///
    /// # Errors
    /// `nothing_new` when there is none, and those of the vault.
    pub(crate) async fn end_others(&self, sessions: &Sessions) -> Result<(), Problem> {
        let command = Command::CloseOtherSessions(CloseOtherSessions {
            account: self.account.id,
            keep: self.sid_sha256()?.to_owned(),
        });
        self.execute(sessions, command).await
    }

    async fn execute(&self, sessions: &Sessions, command: Command) -> Result<(), Problem> {
        let at = sessions.clock.moment();
        sessions.store.execute(command, &self.actor(), &at).await?;
        Ok(())
    }

    /// A new identifier for the session, and the cookie that carries it to the browser.
    ///
    /// # Errors
    /// `forbidden` for an API key, `not_signed_in` if the session has just ended.
    pub(super) fn rotation(&self, sessions: &Sessions) -> Result<(Rotation, NewSession), Problem> {
        let (old, now) = (self.sid_sha256()?, sessions.clock.now_ms());
        let session = self.account.session(old, now);
        let session = session.ok_or_else(Problem::not_signed_in)?;
        let left = (session.expires_at_ms - now) / 1000;
        let new = sessions.cookies.issue(CookieKind::Account, left);
        let rotation = Rotation {
            old: old.to_owned(),
            new: new.sid_sha256.clone(),
        };
        Ok((rotation, new))
    }
}

/// A holder of an account who has given everything that the account asks for.
pub(crate) struct SignedIn(Recognised);

impl SignedIn {
    /// # Errors
    /// `second_factor_required` for a session that lacks it.
    pub(crate) fn of(recognised: Recognised) -> Result<Self, Problem> {
        match recognised.assurance {
            Assurance::Incomplete => Err(unsure(Code::SecondFactorRequired)),
            Assurance::Single | Assurance::Double { .. } | Assurance::Key { .. } => {
                Ok(Self(recognised))
            }
        }
    }

    /// Refuses a request before work is spent on it that the law would refuse afterwards.
    ///
    /// # Errors
    /// `forbidden` for an API key without this scope.
    pub(crate) fn demand_scope(&self, scope: ApiScope) -> Result<(), Problem> {
        match self.0.assurance() {
            Assurance::Key { scopes, .. } if !scopes.has(scope) => Err(unsure(Code::Forbidden)),
            _ => Ok(()),
        }
    }

    /// The same for the assurance of a person.
    ///
    /// # Errors
    /// `forbidden` for an API key, otherwise the code of what is missing.
    pub(crate) fn demand(&self, least: Least, now_ms: i64) -> Result<(), Problem> {
        let reached = self.0.assurance.reaches(least, now_ms);
        reached.map_err(unsure)
    }
}

impl std::ops::Deref for SignedIn {
    type Target = Recognised;

    fn deref(&self) -> &Recognised {
        &self.0
    }
}

/// The answer to a holder of whom the server is not sure enough.
fn unsure(code: Code) -> Problem {
    (&Refusal::unsure(code)).into()
}

/// A new session.
pub(crate) struct Opened {
    pub(crate) account: Account,
    pub(crate) assurance: Assurance,
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
    first: FirstFactor,
    by: &Caller,
    sent: &HeaderMap,
) -> Result<Opened, Problem> {
    let sessions = &accounts.sessions;
    end_earlier(sessions, by, sent).await;
    let session = sessions
        .cookies
        .issue(CookieKind::Account, SESSION_LIFE_MS / 1000);
    let command = Command::OpenSession(OpenSession {
        account,
        sid_sha256: session.sid_sha256.clone(),
        first,
    });
    let at = sessions.clock.moment();
    let receipt = sessions.store.execute(command, &by.visitor(), &at).await?;
    accounts.familiar.remember(account, by.network);
    let opened = receipt.state.account().ok_or_else(Problem::not_found)?;
    let device = sessions
        .cookies
        .issue(Device::of(opened).kind(), DEVICE_LIFE);
    opened_as(opened, &session, vec![device.set_cookie])
}

/// Ends the session that the browser had before, of whatever account: its cookie is replaced, and a copy of it must not
/// stay valid.
async fn end_earlier(sessions: &Sessions, by: &Caller, sent: &HeaderMap) {
    let Some(sid_sha256) = sessions.cookies.find(CookieKind::Account, sent) else {
        return;
    };
    let now = sessions.clock.now_ms();
    let Ok(Some(Session::Account { account, .. })) = sessions.store.session(&sid_sha256, now).await
    else {
        return;
    };
    let holder = Actor::Account {
        id: account,
        role: Role::Sender,
        assurance: Assurance::Incomplete,
        access: by.access.clone(),
    };
    let close = Command::CloseSession(CloseSession {
        account,
        sid_sha256,
    });
    let at = sessions.clock.moment();
    if let Err(error) = sessions.store.execute(close, &holder, &at).await {
        tracing::warn!(%error, "the earlier session of a browser could not be ended");
    }
}

/// The answer to a changed session: who it is, and the cookies, the session's first.
pub(super) fn opened_as(
    account: &Account,
    session: &NewSession,
    others: Vec<String>,
) -> Result<Opened, Problem> {
    let mut own = account.sessions.iter();
    let found = own.find(|own| own.sid_sha256 == session.sid_sha256);
    let assurance = account.assurance(found.ok_or_else(Problem::not_signed_in)?);
    let cookies = [session.set_cookie.clone()].into_iter().chain(others);
    Ok(Opened {
        account: account.clone(),
        assurance,
        cookies: cookies.collect(),
    })
}
