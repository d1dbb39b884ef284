//! `/v1/instance`: what anybody may know about this instance.

pub(crate) mod seal_key;
mod view;

use crate::app::Shared;
use crate::auth::session::SignedIn;
use crate::http::problem::Problem;
use crate::http::v1::instance::view::InstanceView;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

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
    Ok(Json(InstanceView::new(&app, instance, signed_in)))
}
