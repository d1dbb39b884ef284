//! `/v1/sessions`: signing in and out.

use super::views::Me;
use crate::app::{App, Shared};
use crate::auth::cookie::CookieKind;
use crate::auth::password::LONGEST;
use crate::clock::{moment, now_ms};
use crate::http::extract::{From, Json, SignedIn};
use crate::problem::Problem;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use onesign_core::identity::account::SESSION_LIFE_MS;
use onesign_core::ids::AccountId;
use onesign_core::{Command, Viewer};
use serde::Deserialize;
use utoipa::ToSchema;

/// Failed attempts to sign in to one account from one address in a quarter of an hour. Successes don't count.
const MOST_FAILURES: i64 = 10;
const WINDOW_MS: i64 = 15 * 60 * 1000;

/// Who signs in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignIn {
    email: String,
    password: String,
}

/// Signs in.
#[utoipa::path(post, path = "/v1/sessions", request_body = SignIn,
    responses((status = 201, body = Me), (status = 401, body = Problem), (status = 429, body = Problem)))]
pub(crate) async fn create(
    State(app): State<Shared>,
    from: From,
    Json(body): Json<SignIn>,
) -> Result<(StatusCode, HeaderMap, axum::Json<Me>), Problem> {
    let failures = format!("sign-in/{}/{}", body.email.trim().to_lowercase(), from.0.ip);
    let now = now_ms();
    if body.password.len() > LONGEST {
        // Nobody's: none so long can be chosen.
        return Err(wrong_credentials());
    }
    // Taken before the password is looked at, so that parallel guesses can't slip past the limit, and given back
    // for the right one.
    if !app
        .store
        .take(&failures, MOST_FAILURES, WINDOW_MS, now)
        .await?
    {
        return Err(Problem::too_many_requests());
    }
    let account = app
        .store
        .account_by_email(&Viewer::System, body.email.trim())
        .await?;
    let hash = account.as_ref().map(|a| a.password_hash.as_str());
    let right = app
        .passwords
        .is_right(&body.password, hash)
        .await
        .map_err(|e| Problem::internal(&e))?;
    match account {
        Some(account) if right => {
            app.store.give_back(&failures, WINDOW_MS, now).await?;
            open(&app, account.id, &from).await
        }
        account => {
            if let Some(account) = account {
                let refused = Command::RefuseSession {
                    account: account.id,
                };
                app.store
                    .execute(refused, &from.visitor(), &moment())
                    .await?;
            }
            Err(wrong_credentials())
        }
    }
}

fn wrong_credentials() -> Problem {
    Problem::new(
        StatusCode::UNAUTHORIZED,
        "wrong_credentials",
        "E-mail address or password is wrong.",
    )
}

/// Opens a session for an account that has just proved itself.
pub(super) async fn open(
    app: &App,
    account: AccountId,
    from: &From,
) -> Result<(StatusCode, HeaderMap, axum::Json<Me>), Problem> {
    let session = app
        .cookies
        .issue(CookieKind::Account, SESSION_LIFE_MS / 1000);
    let command = Command::OpenSession {
        account,
        sid_sha256: session.sid_sha256,
        auth_methods: vec!["password".into()],
    };
    app.store
        .execute(command, &from.visitor(), &moment())
        .await?;
    let account = app.store.account(&Viewer::System, account).await?;
    Ok((
        StatusCode::CREATED,
        cookie(&session.set_cookie)?,
        axum::Json(Me::from(&account)),
    ))
}

/// A `Set-Cookie` header.
pub(super) fn cookie(text: &str) -> Result<HeaderMap, Problem> {
    let value = HeaderValue::from_str(text).map_err(|e| Problem::internal(&e))?;
    Ok(HeaderMap::from_iter([(header::SET_COOKIE, value)]))
}

/// Signs out.
#[utoipa::path(delete, path = "/v1/sessions/current",
    responses((status = 204), (status = 401, body = Problem)))]
pub(crate) async fn end(
    State(app): State<Shared>,
    me: SignedIn,
) -> Result<(StatusCode, HeaderMap), Problem> {
    let command = Command::CloseSession {
        account: me.account.id,
        sid_sha256: me.sid_sha256.clone(),
    };
    app.store.execute(command, &me.actor(), &moment()).await?;
    Ok((
        StatusCode::NO_CONTENT,
        cookie(&app.cookies.clear(CookieKind::Account))?,
    ))
}
