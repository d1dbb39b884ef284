//! `/v1/instance/seal`: the key of the seal, for the owner.

use crate::app::Shared;
use crate::http::extract::SignedIn;
use crate::http::time;
use crate::problem::Problem;
use axum::Json;
use axum::extract::State;
use onesign_core::audit::hex;
use onesign_core::identity::role::Role;
use serde::Serialize;
use utoipa::ToSchema;

/// The key that seals are made with.
#[derive(Serialize, ToSchema)]
pub(crate) struct SealKeyView {
    /// Whether seals can be made: `ready`, `ends_soon`, `ended`, `not_yet_valid` or `unavailable`.
    state: &'static str,
    /// What the state means and what to do; empty while there is nothing to do.
    sentence: String,
    /// `self_made`, `pem`, `pkcs12`, `pkcs11` or `csc`.
    source: &'static str,
    /// Such as `P-256`.
    key: String,
    /// Holder of the certificate.
    subject: String,
    /// Who issued it.
    issuer: String,
    valid_from: String,
    valid_until: String,
    /// SHA-256 of the certificate, lower-case hex.
    certificate_sha256: String,
}

/// The key that seals are made with, and whether it can be used.
#[utoipa::path(get, path = "/v1/instance/seal",
    responses((status = 200, body = SealKeyView), (status = 404)))]
pub(crate) async fn show(
    State(app): State<Shared>,
    me: SignedIn,
) -> Result<Json<SealKeyView>, Problem> {
    if me.account.role != Role::Owner {
        return Err(Problem::not_found());
    }
    let now = app.clock.now_s();
    let key = app.seal.current();
    let certificate = &key.certificate;
    Ok(Json(SealKeyView {
        state: app.seal.state(now).code(),
        sentence: app.seal.sentence(now),
        source: app.config.seal.name(),
        key: certificate.key.clone(),
        subject: certificate.subject.clone(),
        issuer: certificate.issuer.clone(),
        valid_from: time(certificate.validity.0.saturating_mul(1000)),
        valid_until: time(certificate.validity.1.saturating_mul(1000)),
        certificate_sha256: hex(&certificate.sha256),
    }))
}
