//! `/v1/instance/seal`: the key of the seal, for the owner.

use crate::auth::session::SignedIn;
use crate::config::KeySource;
use crate::http::time;
use crate::problem::Problem;
use crate::sealing::Sealing;
use crate::sealing::keys::{Keeper, State as KeyState};
use axum::Json;
use axum::extract::State;
use onesign_core::access::{Resource, may_read};
use onesign_core::audit::hex;
use serde::Serialize;
use utoipa::ToSchema;

/// The key that seals are made with.
#[derive(Serialize, ToSchema)]
pub(crate) struct SealKeyView {
    state: KeyState,
    /// What the state means and what to do; empty while there is nothing to do.
    sentence: String,
    source: KeySource,
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

impl SealKeyView {
    /// The key at this time, Unix seconds.
    fn new(keeper: &Keeper, now: i64) -> Self {
        let key = keeper.current();
        let certificate = &key.certificate;
        Self {
            state: keeper.state(now),
            sentence: keeper.sentence(now),
            source: keeper.source(),
            key: certificate.key.clone(),
            subject: certificate.subject.clone(),
            issuer: certificate.issuer.clone(),
            valid_from: time(certificate.validity.0.saturating_mul(1000)),
            valid_until: time(certificate.validity.1.saturating_mul(1000)),
            certificate_sha256: hex(&certificate.sha256),
        }
    }
}

/// The key that seals are made with, and whether it can be used.
#[utoipa::path(get, path = "/v1/instance/seal",
    responses((status = 200, body = SealKeyView), (status = 404)))]
pub(crate) async fn show(
    State(sealing): State<Sealing>,
    me: SignedIn,
) -> Result<Json<SealKeyView>, Problem> {
    if !may_read(&me.viewer(), &Resource::SealKey) {
        return Err(Problem::not_found());
    }
    Ok(Json(SealKeyView::new(
        &sealing.keeper,
        sealing.clock.now_s(),
    )))
}
