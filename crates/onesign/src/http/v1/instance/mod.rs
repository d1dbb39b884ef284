//! `/v1/instance`: what anybody may know about this instance.

pub(crate) mod seal_key;
mod view;

use crate::auth::session::Recognised;
use crate::documents::Documents;
use crate::http::v1::instance::view::{InstanceView, Limits, Means, MeantLevel};
use crate::mail::delivery::Mailing;
use crate::problem::Problem;
use crate::sealing::Sealing;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use onesign_store::Store;

/// What anybody may know about this instance.
#[utoipa::path(get, path = "/v1/instance", responses((status = 200, body = InstanceView)))]
pub(crate) async fn show(
    State(store): State<Store>,
    State(documents): State<Documents>,
    State(sealing): State<Sealing>,
    State(mailing): State<Mailing>,
    me: Result<Recognised, Problem>,
) -> Result<Json<InstanceView>, Problem> {
    // That it can't be known is no answer.
    let signed_in = match me {
        Ok(_) => true,
        Err(problem) if problem.status == StatusCode::UNAUTHORIZED.as_u16() => false,
        Err(problem) => return Err(problem),
    };
    let instance = store.instance().await?;
    let means = Means {
        mail: mailing.way(),
        level: MeantLevel::of(&sealing),
        limits: Limits::new(documents.limits()),
    };
    Ok(Json(InstanceView::new(instance, means, signed_in)))
}
