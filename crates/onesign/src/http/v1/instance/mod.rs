//! `/v1/instance`: what anybody may know about this instance.

pub(crate) mod seal_key;

use crate::app::Shared;
use crate::auth::password::{LONGEST, SHORTEST};
use crate::http::extract::SignedIn;
use crate::problem::Problem;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use onesign_core::envelope::draft::LOCALES;
use serde::Serialize;
use utoipa::ToSchema;

/// Limits of uploads and passwords.
#[derive(Serialize, ToSchema)]
pub(crate) struct Limits {
    /// Bytes of an uploaded PDF.
    max_bytes: u64,
    /// Pages of an uploaded PDF.
    max_pages: u32,
    /// Characters a new password has at least.
    min_password_chars: usize,
    /// Bytes of UTF-8 a password has at most; every one of them counts.
    max_password_bytes: usize,
}

/// This instance.
#[derive(Serialize, ToSchema)]
pub(crate) struct InstanceView {
    name: String,
    version: &'static str,
    /// Whether it has still to be set up, by whoever has the code that the server printed.
    setup_required: bool,
    /// `outbox` or `smtp`.
    mail: &'static str,
    /// The PAdES level new seals are meant to reach.
    seal_level: &'static str,
    limits: Limits,
    locales: Vec<&'static str>,
    /// Whether whoever asks is signed in, so that `/v1/me` has an answer.
    signed_in: bool,
}

/// What anybody may know about this instance.
#[utoipa::path(get, path = "/v1/instance", responses((status = 200, body = InstanceView)))]
pub(crate) async fn show(
    State(app): State<Shared>,
    me: Result<SignedIn, Problem>,
) -> Result<Json<InstanceView>, Problem> {
    // That it can't be known is no answer.
    let signed_in = match me {
        Ok(_) => true,
        Err(problem) if problem.status == StatusCode::UNAUTHORIZED.as_u16() => false,
        Err(problem) => return Err(problem),
    };
    let instance = app.store.instance().await?;
    Ok(Json(InstanceView {
        setup_required: instance.is_none(),
        name: instance.map_or_else(|| "OneSign".into(), |i| i.name),
        version: env!("CARGO_PKG_VERSION"),
        mail: app.config.mail(),
        seal_level: app.seal_level(),
        limits: Limits {
            max_bytes: app.config.max_bytes,
            max_pages: app.config.max_pages,
            min_password_chars: SHORTEST,
            max_password_bytes: LONGEST,
        },
        locales: LOCALES.to_vec(),
        signed_in,
    }))
}
