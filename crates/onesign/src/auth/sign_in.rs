//! Sign-in with a password: the order of turns, the limit of attempts, and the record of failures.

use super::Accounts;
use super::caller::Caller;
use super::cookie::Device;
use super::password::{Checked, LONGEST};
use super::session::{self, Opened};
use super::system;
use crate::limits::{Precedence, Turn};
use crate::net::client_address::Network;
use crate::problem::Problem;
use axum::http::HeaderMap;
use onesign_core::code::Code;
use onesign_core::command::{FirstFactor, RefuseSession, WrongFactor};
use onesign_core::identity::account::Account;
use onesign_core::ids::AccountId;
use onesign_core::{Actor, Command};
use onesign_store::window_left_ms;
use serde::Deserialize;
use utoipa::ToSchema;

/// The most failed sign-ins to one account from one browser or network in a quarter of an hour. Successes don't count.
const MOST_FAILURES: i64 = 10;
/// The most failed sign-ins from one network in a quarter of an hour, to any accounts.
const MOST_FAILURES_OF_NETWORK: i64 = 50;
const WINDOW_MS: i64 = 15 * 60 * 1000;
/// The most refused sign-ins to record for an account in an hour. The log has all of them.
const MOST_RECORDED: i64 = 60;
const HOUR_MS: i64 = 60 * 60 * 1000;

/// Who signs in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignIn {
    email: String,
    password: String,
}

/// Signs in. `sent` are the headers with the browser's cookies.
///
/// # Errors
/// `wrong_credentials`, and `too_many_requests` after too many failures.
pub(crate) async fn sign_in(
    accounts: &Accounts,
    caller: Caller,
    sent: &HeaderMap,
    who: SignIn,
) -> Result<Opened, Problem> {
    if who.password.len() > LONGEST {
        // No account has such a password, because none so long is allowed.
        return Err(wrong_credentials());
    }
    let written = who.email.trim();
    let account = accounts
        .store
        .read(&system())
        .account_by_email(written)
        .await?;
    let standing = Standing::of(accounts, account.as_ref(), sent, caller.network).await?;
    // Waiting callers cause no write, otherwise strangers could keep the database busy.
    let turn = accounts
        .passwords
        .turn(caller.network, standing.precedence());
    let turn = turn.await?;
    let attempt = Attempt {
        email: written.to_lowercase(),
        password: who.password,
        account,
        standing,
        caller,
        sent: sent.clone(),
    };
    // Continues if the browser hangs up, so that the attempt is recorded.
    let accounts = accounts.clone();
    tokio::spawn(async move { attempt.judge(&accounts, turn).await })
        .await
        .map_err(|stopped| Problem::internal(&stopped))?
}

/// What the server knows about the person who tries to sign in.
enum Standing {
    /// The browser has signed in to this account before; contains the hash of its identifier.
    Device(String),
    /// The account has signed in from this network before.
    Network,
    /// Neither, or the account does not exist.
    Stranger,
}

impl Standing {
    async fn of(
        accounts: &Accounts,
        account: Option<&Account>,
        sent: &HeaderMap,
        network: Network,
    ) -> Result<Self, Problem> {
        let Some(account) = account else {
            return Ok(Self::Stranger);
        };
        let known = Device::of(account);
        if let Some(device) = accounts.sessions.cookies.find(known.kind(), sent) {
            return Ok(Self::Device(device));
        }
        let familiar = &accounts.familiar;
        Ok(
            match familiar.knows(&accounts.store, account.id, network).await? {
                true => Self::Network,
                false => Self::Stranger,
            },
        )
    }

    /// The precedence of this person's turn.
    fn precedence(&self) -> Precedence {
        match self {
            Self::Device(_) => Precedence::Known,
            Self::Network => Precedence::Near,
            Self::Stranger => Precedence::Stranger,
        }
    }
}

/// An attempt that counts as failed until it succeeds.
struct Counted {
    keys: Vec<String>,
    taken_ms: i64,
}

impl Counted {
    /// Counts an attempt before the password is checked, so that neither parallel guesses nor browsers that hang up
    /// evade the limits. A browser that has signed in before has its own limit, and a network from which the account
    /// has signed in is not charged for strangers in it.
    async fn take(
        accounts: &Accounts,
        email: &str,
        standing: &Standing,
        network: Network,
    ) -> Result<Self, Problem> {
        let now = accounts.clock.now_ms();
        let own = match standing {
            Standing::Device(device) => format!("sign-in/{email}/device/{device}"),
            Standing::Network | Standing::Stranger => format!("sign-in/{email}/{network}"),
        };
        let mut limits = vec![(own, MOST_FAILURES)];
        if matches!(standing, Standing::Stranger) {
            limits.push((format!("sign-in//{network}"), MOST_FAILURES_OF_NETWORK));
        }
        let mut counted = Self {
            keys: Vec::new(),
            taken_ms: now,
        };
        for (key, most) in limits {
            if !accounts.store.take(&key, most, WINDOW_MS, now).await? {
                counted.give_back(accounts).await?;
                return Err(Problem::too_many_requests(window_left_ms(WINDOW_MS, now)));
            }
            counted.keys.push(key);
        }
        Ok(counted)
    }

    async fn give_back(self, accounts: &Accounts) -> Result<(), Problem> {
        for key in &self.keys {
            accounts
                .store
                .give_back(key, WINDOW_MS, self.taken_ms)
                .await?;
        }
        Ok(())
    }
}

/// A sign-in attempt that has its turn.
struct Attempt {
    email: String,
    password: String,
    account: Option<Account>,
    standing: Standing,
    caller: Caller,
    /// The headers with the browser's cookies.
    sent: HeaderMap,
}

impl Attempt {
    async fn judge(self, accounts: &Accounts, turn: Turn<Network>) -> Result<Opened, Problem> {
        let network = self.caller.network;
        let counted = Counted::take(accounts, &self.email, &self.standing, network).await?;
        let hash = self.account.as_ref().map(|a| a.password_hash.as_str());
        let checked = accounts
            .passwords
            .check(turn, &self.password, hash)
            .await
            .map_err(|e| Problem::internal(&e))?;
        match (self.account, checked) {
            (Some(account), Checked::Right { rehashed }) => {
                counted.give_back(accounts).await?;
                let first = FirstFactor::Password { rehashed };
                session::open(accounts, account.id, first, &self.caller, &self.sent).await
            }
            (account, _) => {
                if let Some(account) = account {
                    record_refusal(
                        accounts,
                        account.id,
                        WrongFactor::Password,
                        &self.caller.visitor(),
                    )
                    .await?;
                }
                Err(wrong_credentials())
            }
        }
    }
}

/// Records a refused sign-in, unless the account already has too many recent ones.
pub(super) async fn record_refusal(
    accounts: &Accounts,
    account: AccountId,
    wrong: WrongFactor,
    by: &Actor,
) -> Result<(), Problem> {
    let recorded = format!("sign-in-refused/{account}");
    if accounts
        .store
        .take(&recorded, MOST_RECORDED, HOUR_MS, accounts.clock.now_ms())
        .await?
    {
        let refused = Command::RefuseSession(RefuseSession { account, wrong });
        accounts
            .store
            .execute(refused, by, &accounts.clock.moment())
            .await?;
    }
    Ok(())
}

fn wrong_credentials() -> Problem {
    Problem::new(
        Code::WrongCredentials,
        "E-mail address or password is wrong.",
    )
}
