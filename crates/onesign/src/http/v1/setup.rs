//! `/v1/setup`: the first visitor becomes the owner.

use super::views::Me;
use crate::app::Shared;
use crate::auth::password::{LONGEST, SHORTEST};
use crate::clock::moment;
use crate::http::extract::{From, Json};
use crate::problem::Problem;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
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
    /// What recipients see this instance called; the owner's name if absent.
    instance_name: Option<String>,
}

/// Sets the instance up and signs its owner in.
#[utoipa::path(post, path = "/v1/setup", request_body = SetUp,
    responses((status = 201, body = Me), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn create(
    State(app): State<Shared>,
    from: From,
    Json(body): Json<SetUp>,
) -> Result<(StatusCode, HeaderMap, axum::Json<Me>), Problem> {
    if app.store.is_set_up().await? {
        return Err(Problem::new(
            StatusCode::CONFLICT,
            "already_set_up",
            "This instance has an owner already. Sign in instead.",
        ));
    }
    check_password(&body.password)?;
    let password_hash = app
        .passwords
        .hash(&body.password)
        .await
        .map_err(|e| Problem::internal(&e))?;
    let account = AccountId(Uuid::now_v7());
    let command = Command::SetUpInstance {
        instance_name: body.instance_name.unwrap_or_else(|| body.name.clone()),
        account,
        name: body.name,
        email: body.email,
        password_hash,
    };
    app.store
        .execute(command, &from.visitor(), &moment())
        .await?;
    super::sessions::open(&app, account, &from).await
}

fn check_password(password: &str) -> Result<(), Problem> {
    let detail = if password.chars().count() < SHORTEST {
        format!("Choose a password of at least {SHORTEST} characters.")
    } else if password.len() > LONGEST {
        format!("Choose a password of at most {LONGEST} bytes; letters beyond A to Z take several.")
    } else {
        return Ok(());
    };
    Err(Problem::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "invalid_request",
        "Some entries need another look.",
    )
    .pointing(vec![FieldError {
        pointer: "/password".into(),
        code: "bad_password",
        detail,
    }]))
}
