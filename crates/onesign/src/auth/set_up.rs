//! Setting up the instance: the holder of the printed code becomes the owner. The origin of a request proves nothing,
//! because a forwarder makes strangers' requests look local.

use super::Accounts;
use super::caller::Caller;
use super::password_rules;
use super::session::{self, Opened};
use crate::limits::Precedence;
use crate::printable::Unprintable;
use crate::problem::Problem;
use axum::http::HeaderMap;
use onesign_core::code::{Code, FaultCode};
use onesign_core::command::{FirstFactor, SetUpInstance};
use onesign_core::ids::AccountId;
use onesign_core::{Command, FieldError};
use serde::Deserialize;
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
    /// The name of this instance that recipients see; if absent, the owner's name.
    instance_name: Option<String>,
    /// The code that the server printed when it started last, at the end of its link.
    code: Option<String>,
}

/// The most wrong codes from one network in a quarter of an hour.
const MOST_WRONG: i64 = 10;
const WINDOW_MS: i64 = 15 * 60 * 1000;

/// Sets up the instance and signs in its owner.
///
/// # Errors
/// `already_set_up`, the errors of a wrong or missing code, and faults of single entries.
pub(crate) async fn set_up(
    accounts: &Accounts,
    caller: &Caller,
    owner: SetUp,
) -> Result<Opened, Problem> {
    if accounts.store.is_set_up().await? {
        return Err(Problem::new(
            Code::AlreadySetUp,
            "This server already has an owner. Sign in instead.",
        ));
    }
    check_code(accounts, caller, owner.code.as_deref()).await?;
    password_rules::check(&owner.password)?;
    check_printable(&owner)?;
    // The operator at this machine, or a caller with the code.
    let turn = accounts.passwords.turn(caller.network, Precedence::Known);
    let turn = turn.await?;
    let password_hash = accounts
        .passwords
        .hash(turn, &owner.password)
        .await
        .map_err(|e| Problem::internal(&e))?;
    let account = AccountId(Uuid::now_v7());
    let command = Command::SetUpInstance(SetUpInstance {
        instance_name: owner.instance_name.unwrap_or_else(|| owner.name.clone()),
        account,
        name: owner.name,
        email: owner.email,
        password_hash,
    });
    accounts
        .store
        .execute(command, &caller.visitor(), &accounts.clock.moment())
        .await?;
    let first = FirstFactor::Password { rehashed: None };
    session::open(accounts, account, first, caller, &HeaderMap::new()).await
}

/// The owner's name and address appear on every trail, and seals name the instance.
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

/// Admits a caller with the code, however often others guessed wrong.
async fn check_code(accounts: &Accounts, by: &Caller, code: Option<&str>) -> Result<(), Problem> {
    let (code, fault, refused) = match code {
        Some(code) if accounts.setup_code.is(code) => return Ok(()),
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
    let key = format!("setup/{}", by.network);
    accounts.rates.take(&key, MOST_WRONG, WINDOW_MS).await?;
    Err(Problem::new(code, refused).pointing(vec![FieldError {
        pointer: "/code".into(),
        code: fault,
        detail: refused.into(),
    }]))
}
