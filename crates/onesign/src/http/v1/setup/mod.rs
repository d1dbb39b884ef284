//! `/v1/setup`: whoever has the code that the server printed becomes the owner. Where a request comes from proves nothing:
//! forwarders make those of strangers look like those of this machine.

use crate::app::{App, Shared};
use crate::auth::password::{LONGEST, SHORTEST};
use crate::http::extract::{From, Json};
use crate::http::v1::envelopes::view::Me;
use crate::limits::Precedence;
use crate::printable::Unprintable;
use crate::problem::Problem;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use onesign_core::code::{Code, FaultCode};
use onesign_core::command::SetUpInstance;
use onesign_core::ids::AccountId;
use onesign_core::{Command, FieldError};
use onesign_store::window_left_ms;
use serde::Deserialize;
use std::collections::HashSet;
use utoipa::ToSchema;
use uuid::Uuid;

/// The owner to be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SetUp {
    name: String,
    email: String,
    /// As long as `limits` of `/v1/instance` says.
    password: String,
    /// What recipients see this instance called; the owner's name if absent.
    instance_name: Option<String>,
    /// The code that the server printed when it started last, at the end of its link.
    code: Option<String>,
}

/// Different characters that a password has at least: one key held down is none.
const LEAST_DIFFERENT: usize = 4;
/// Wrong codes from one network in a quarter of an hour.
const MOST_WRONG: i64 = 10;
const WINDOW_MS: i64 = 15 * 60 * 1000;

/// Sets the instance up and signs its owner in.
#[utoipa::path(post, path = "/v1/setup", request_body = SetUp,
    responses((status = 201, body = Me), (status = 409), (status = 429)))]
pub(crate) async fn create(
    State(app): State<Shared>,
    from: From,
    Json(body): Json<SetUp>,
) -> Result<(StatusCode, HeaderMap, axum::Json<Me>), Problem> {
    if app.store.is_set_up().await? {
        return Err(Problem::new(
            Code::AlreadySetUp,
            "This server already has an owner. Sign in instead.",
        ));
    }
    check_code(&app, &from, body.code.as_deref()).await?;
    check_password(&body.password)?;
    check_printable(&body)?;
    // Whoever sits here or knows the code.
    let turn = app.passwords.turn(from.network(), Precedence::Known);
    let turn = turn.await?;
    let password_hash = app
        .passwords
        .hash(turn, &body.password)
        .await
        .map_err(|e| Problem::internal(&e))?;
    let account = AccountId(Uuid::now_v7());
    let command = Command::SetUpInstance(SetUpInstance {
        instance_name: body.instance_name.unwrap_or_else(|| body.name.clone()),
        account,
        name: body.name,
        email: body.email,
        password_hash,
    });
    app.store
        .execute(command, &from.visitor(), &app.clock.moment())
        .await?;
    crate::http::v1::sessions::open(&app, account, &from).await
}

/// Name and address of the owner are on every trail, and seals name the instance.
fn check_printable(body: &SetUp) -> Result<(), Problem> {
    let instance_name = body.instance_name.as_deref().unwrap_or_default();
    let texts = [
        ("/name", body.name.trim()),
        ("/email", body.email.trim()),
        ("/instance_name", instance_name.trim()),
    ];
    let faults: Vec<FieldError> = texts
        .iter()
        .filter_map(|(pointer, text)| Unprintable::of_name((*pointer).to_owned(), text))
        .map(FieldError::from)
        .collect();
    if faults.is_empty() {
        return Ok(());
    }
    Err(Problem::new(
        Code::InvalidRequest,
        "Some entries need correcting. Check the marked ones.",
    )
    .pointing(faults))
}

/// Lets in who knows the code, however often others guessed wrong.
async fn check_code(app: &App, from: &From, code: Option<&str>) -> Result<(), Problem> {
    let (code, fault, refused) = match code {
        Some(code) if app.setup_code.is(code) => return Ok(()),
        Some(_) => (
            Code::SetupCodeWrong,
            FaultCode::SetupCodeWrong,
            "This is not the code from the server's latest start. Look at its console or log.",
        ),
        None => (
            Code::SetupCodeMissing,
            FaultCode::SetupCodeMissing,
            "To set up this server, you need the code that it printed on its console when it started. Open the link shown there.",
        ),
    };
    let (key, now) = (format!("setup/{}", from.network()), app.clock.now_ms());
    if !app.store.take(&key, MOST_WRONG, WINDOW_MS, now).await? {
        return Err(Problem::too_many_requests(window_left_ms(WINDOW_MS, now)));
    }
    Err(Problem::new(code, refused).pointing(vec![FieldError {
        pointer: "/code".into(),
        code: fault,
        detail: refused.into(),
    }]))
}

/// How many different characters, other than spaces, a text has.
fn different(text: &str) -> usize {
    let letters = text
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control());
    letters.collect::<HashSet<_>>().len()
}

fn check_password(password: &str) -> Result<(), Problem> {
    let detail = if password.chars().count() < SHORTEST {
        format!("Choose a password of at least {SHORTEST} characters.")
    } else if password.len() > LONGEST {
        // What is measured are bytes: a letter such as ä is two of them.
        format!(
            "Choose a shorter password: at most {LONGEST} characters, or fewer if it contains letters such as ä or é."
        )
    } else if different(password) < LEAST_DIFFERENT {
        format!(
            "Choose a password with at least {LEAST_DIFFERENT} different characters, not counting spaces."
        )
    } else {
        return Ok(());
    };
    Err(Problem::new(
        Code::InvalidRequest,
        "Some entries need correcting. Check the marked ones.",
    )
    .pointing(vec![FieldError {
        pointer: "/password".into(),
        code: FaultCode::BadPassword,
        detail,
    }]))
}
