//! `/v1/sessions`: signing in and out.

use crate::app::{App, Shared};
use crate::auth::cookie::CookieKind;
use crate::auth::password::LONGEST;
use crate::http::client_address::Network;
use crate::http::extract::{Brief, From, SignedIn};
use crate::http::recorded;
use crate::http::v1::envelopes::view::Me;
use crate::limits::{Precedence, Turn};
use crate::problem::Problem;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use onesign_core::code::Code;
use onesign_core::command::{CloseSession, OpenSession, RefuseSession};
use onesign_core::identity::account::{Account, SESSION_LIFE_MS};
use onesign_core::ids::AccountId;
use onesign_core::{Command, Viewer};
use onesign_store::window_left_ms;
use serde::Deserialize;
use utoipa::ToSchema;

/// Failed attempts to sign in to one account from one browser or network in a quarter of an hour. Successes don't count.
const MOST_FAILURES: i64 = 10;
/// Failed attempts from one network in a quarter of an hour, whatever the accounts.
const MOST_FAILURES_OF_NETWORK: i64 = 50;
const WINDOW_MS: i64 = 15 * 60 * 1000;
/// Refused sign-ins that are recorded for an account in an hour. The log has all of them.
const MOST_RECORDED: i64 = 60;
const HOUR_MS: i64 = 60 * 60 * 1000;
/// How long a browser is remembered after signing in, in seconds.
const DEVICE_LIFE: i64 = 180 * 24 * 60 * 60;

/// Who signs in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignIn {
    email: String,
    password: String,
}

/// Signs in.
#[utoipa::path(post, path = "/v1/sessions", request_body = SignIn,
    responses((status = 201, body = Me), (status = 401), (status = 429)))]
pub(crate) async fn create(
    State(app): State<Shared>,
    from: From,
    headers: HeaderMap,
    Brief(body): Brief<SignIn>,
) -> Result<(StatusCode, HeaderMap, axum::Json<Me>), Problem> {
    if body.password.len() > LONGEST {
        // Nobody's: none so long can be chosen.
        return Err(wrong_credentials());
    }
    let email = body.email.trim().to_lowercase();
    let account = app
        .store
        .read(&Viewer::System)
        .account_by_email(body.email.trim())
        .await?;
    let standing = standing(&app, account.as_ref(), &headers, from.network()).await?;
    let precedence = match standing {
        Standing::Device(_) => Precedence::Known,
        Standing::Network => Precedence::Near,
        Standing::Stranger => Precedence::Stranger,
    };
    // Nothing is written for those who wait: strangers would keep the database from others.
    let turn = app.passwords.turn(from.network(), precedence).await?;
    // Goes on if the browser hangs up: what was tried is recorded.
    let attempt = Attempt {
        email,
        password: body.password,
        account,
        standing,
        from,
    };
    tokio::spawn(async move { attempt.judge(&app, turn).await })
        .await
        .map_err(|stopped| Problem::internal(&stopped))?
}

/// What is known of who tries to sign in.
enum Standing {
    /// The browser has signed in to this account before; the hash of its own identifier.
    Device(String),
    /// The account has signed in from this network before.
    Network,
    /// Neither, or there is no such account.
    Stranger,
}

async fn standing(
    app: &App,
    account: Option<&Account>,
    headers: &HeaderMap,
    network: Network,
) -> Result<Standing, Problem> {
    let Some(account) = account else {
        return Ok(Standing::Stranger);
    };
    let id = account.id.to_string();
    let device = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .find_map(|value| app.cookies.read(CookieKind::Device(&id), value));
    if let Some(device) = device {
        return Ok(Standing::Device(device));
    }
    Ok(
        match app.familiar.knows(&app.store, account.id, network).await? {
            true => Standing::Network,
            false => Standing::Stranger,
        },
    )
}

/// An attempt that counts as failed until it turns out not to be.
struct Counted {
    keys: Vec<String>,
    taken_ms: i64,
}

impl Counted {
    /// Counts an attempt before the password is looked at, so that neither parallel guesses nor those of browsers that
    /// hang up slip past the limits. A browser that has signed in before has a limit of its own, and a network from
    /// which the account has signed in is not held to account for strangers there.
    async fn take(
        app: &App,
        email: &str,
        standing: &Standing,
        network: Network,
    ) -> Result<Self, Problem> {
        let now = app.clock.now_ms();
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
            if !app.store.take(&key, most, WINDOW_MS, now).await? {
                counted.give_back(app).await?;
                return Err(Problem::too_many_requests(window_left_ms(WINDOW_MS, now)));
            }
            counted.keys.push(key);
        }
        Ok(counted)
    }

    async fn give_back(self, app: &App) -> Result<(), Problem> {
        for key in &self.keys {
            app.store.give_back(key, WINDOW_MS, self.taken_ms).await?;
        }
        Ok(())
    }
}

/// An attempt to sign in whose turn it is.
struct Attempt {
    email: String,
    password: String,
    account: Option<Account>,
    standing: Standing,
    from: From,
}

impl Attempt {
    async fn judge(
        self,
        app: &App,
        turn: Turn<Network>,
    ) -> Result<(StatusCode, HeaderMap, axum::Json<Me>), Problem> {
        let counted = Counted::take(app, &self.email, &self.standing, self.from.network()).await?;
        let hash = self.account.as_ref().map(|a| a.password_hash.as_str());
        let right = app
            .passwords
            .is_right(turn, &self.password, hash)
            .await
            .map_err(|e| Problem::internal(&e))?;
        match self.account {
            Some(account) if right => {
                counted.give_back(app).await?;
                open(app, account.id, &self.from).await
            }
            account => {
                if let Some(account) = account {
                    record_refusal(app, account.id, &self.from).await?;
                }
                Err(wrong_credentials())
            }
        }
    }
}

/// Records a refused sign-in, unless there are so many that they would only make the account's facts longer.
async fn record_refusal(app: &App, account: AccountId, from: &From) -> Result<(), Problem> {
    let recorded = format!("sign-in-refused/{account}");
    if app
        .store
        .take(&recorded, MOST_RECORDED, HOUR_MS, app.clock.now_ms())
        .await?
    {
        let refused = Command::RefuseSession(RefuseSession { account });
        app.store
            .execute(refused, &from.visitor(), &app.clock.moment())
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

/// Opens a session for an account that has just proved itself.
pub(crate) async fn open(
    app: &App,
    account: AccountId,
    from: &From,
) -> Result<(StatusCode, HeaderMap, axum::Json<Me>), Problem> {
    let session = app
        .cookies
        .issue(CookieKind::Account, SESSION_LIFE_MS / 1000);
    let command = Command::OpenSession(OpenSession {
        account,
        sid_sha256: session.sid_sha256,
        auth_methods: vec!["password".into()],
    });
    app.store
        .execute(command, &from.visitor(), &app.clock.moment())
        .await?;
    app.familiar.remember(account, from.network());
    let device = CookieKind::Device(&account.to_string());
    let device = app.cookies.issue(device, DEVICE_LIFE);
    let mut headers = cookie(&session.set_cookie)?;
    add_cookie(&mut headers, &device.set_cookie)?;
    let read = move || async move { Ok(app.store.read(&Viewer::System).account(account).await?) };
    let account = recorded::shown(read).await?;
    Ok((StatusCode::CREATED, headers, axum::Json(Me::from(&account))))
}

/// Adds a `Set-Cookie` header to others.
pub(crate) fn add_cookie(headers: &mut HeaderMap, text: &str) -> Result<(), Problem> {
    let value = HeaderValue::from_str(text).map_err(|e| Problem::internal(&e))?;
    headers.append(header::SET_COOKIE, value);
    Ok(())
}

/// A `Set-Cookie` header.
pub(crate) fn cookie(text: &str) -> Result<HeaderMap, Problem> {
    let value = HeaderValue::from_str(text).map_err(|e| Problem::internal(&e))?;
    Ok(HeaderMap::from_iter([(header::SET_COOKIE, value)]))
}

/// Signs out.
#[utoipa::path(delete, path = "/v1/sessions/current",
    responses((status = 204), (status = 404)))]
pub(crate) async fn end(
    State(app): State<Shared>,
    me: SignedIn,
) -> Result<(StatusCode, HeaderMap), Problem> {
    let command = Command::CloseSession(CloseSession {
        account: me.account.id,
        sid_sha256: me.sid_sha256.clone(),
    });
    app.store
        .execute(command, &me.actor(), &app.clock.moment())
        .await?;
    Ok((
        StatusCode::NO_CONTENT,
        cookie(&app.cookies.clear(CookieKind::Account))?,
    ))
}
