//! Every route on one page.

use super::App;
use crate::http::edge;
use crate::http::refusals::RefusalLog;
use crate::http::site::Site;
use crate::http::{csrf, headers, host, openapi, refusals, shell, trace, unread, v1};
use crate::limits::Holds;
use crate::problem::{self, Problem};
use axum::Extension;
use axum::Router;
use axum::extract::{DefaultBodyLimit, FromRef, State};
use axum::http::{StatusCode, header};
use axum::middleware;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use bytes::Bytes;
use onesign_core::code::Code;
use onesign_store::Store;
use tower_http::catch_panic::CatchPanicLayer;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Largest JSON body, in bytes. A drawn signature of the most points there may be is well below it. Uploads bound
/// themselves: see [`crate::http::uploads`].
const JSON_LIMIT: usize = 1024 * 1024;

/// The routes of the public API, with their description.
pub(crate) fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(v1::envelopes::create, v1::envelopes::list))
        .routes(routes!(v1::verifications::create, v1::verifications::list))
        .routes(routes!(v1::verifications::show))
        .routes(routes!(v1::instance::show))
        .routes(routes!(v1::instance::seal_key::show))
        .routes(routes!(v1::setup::create))
        .merge(accounts())
        .routes(routes!(v1::notices::list))
        .routes(routes!(v1::notices::retry))
        .routes(routes!(v1::envelopes::show, v1::envelopes::delete))
        .routes(routes!(v1::envelopes::draft::replace))
        .routes(routes!(v1::envelopes::blanks::create))
        .routes(routes!(v1::envelopes::sending::create))
        .routes(routes!(v1::envelopes::voiding::create))
        .routes(routes!(v1::envelopes::reminders::create))
        .routes(routes!(v1::envelopes::link_copies::create))
        .routes(routes!(v1::envelopes::facts::list))
        .routes(routes!(v1::envelopes::pages::image))
        .routes(routes!(v1::envelopes::pages::text))
        .routes(routes!(v1::envelopes::files::document))
        .routes(routes!(v1::envelopes::files::sealed))
        .routes(routes!(v1::envelopes::files::evidence))
        .routes(routes!(v1::outbox::list))
        .routes(routes!(v1::outbox::show))
        .routes(routes!(v1::outbox::message))
        .routes(routes!(v1::links::show))
        .routes(routes!(v1::links::exchange))
        .routes(routes!(v1::links::renew))
        .routes(routes!(v1::signing::show))
        .routes(routes!(v1::signing::consent))
        .routes(routes!(v1::signing::view))
        .routes(routes!(v1::signing::save))
        .routes(routes!(v1::signing::sign))
        .routes(routes!(v1::signing::decline))
        .routes(routes!(v1::signing::files::page))
        .routes(routes!(v1::signing::files::text))
        .routes(routes!(v1::signing::files::document))
        .routes(routes!(v1::signing::files::sealed))
        .layer(DefaultBodyLimit::max(JSON_LIMIT))
}

/// Signing in, and what protects an account.
fn accounts() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(v1::sessions::create))
        .routes(routes!(v1::sessions::end))
        .routes(routes!(v1::sessions::give))
        .routes(routes!(v1::password_resets::request))
        .routes(routes!(v1::password_resets::redeem))
        .routes(routes!(v1::me::show))
        .routes(routes!(
            v1::me::sessions::list,
            v1::me::sessions::end_others
        ))
        .routes(routes!(v1::me::sessions::end))
        .routes(routes!(v1::me::password::replace))
        .routes(routes!(
            v1::me::second_factors::list,
            v1::me::second_factors::create
        ))
        .routes(routes!(v1::me::second_factors::begin))
        .routes(routes!(v1::me::second_factors::remove))
        .routes(routes!(v1::me::recovery_codes::create))
        .routes(routes!(v1::me::api_keys::list, v1::me::api_keys::create))
        .routes(routes!(v1::me::api_keys::revoke))
        .routes(routes!(v1::me::log::list))
}

/// The whole house front: API, pages, assets, health.
pub(crate) fn router(app: App) -> Router {
    let (api, document) = openapi::split(api());
    let (site, refusals) = (Site::from_ref(&app), RefusalLog::from_ref(&app));
    // All answers share it.
    let description = Bytes::from(openapi::json(&document));
    let router = api
        .route(
            "/openapi.json",
            get(move || async move { json(description) }),
        )
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(ready))
        .fallback(shell::page)
        .method_not_allowed_fallback(|| async {
            Problem::new(
                Code::MethodNotAllowed,
                "This address does not accept this kind of request.",
            )
        })
        .layer(middleware::from_fn_with_state(
            site.clone(),
            csrf::same_origin,
        ))
        .layer(middleware::from_fn_with_state(
            site.clone(),
            host::own_names,
        ))
        .layer(middleware::from_fn(problem::in_api))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(middleware::from_fn(unread::discard))
        .layer(middleware::from_fn(edge::bound))
        .layer(middleware::from_fn_with_state(refusals, refusals::log))
        .layer(middleware::from_fn_with_state(site, headers::add))
        .with_state(app);
    trace::traced(router)
}

/// The description of the API of this build, without a running server.
pub(crate) fn document() -> String {
    openapi::json(&openapi::split(api()).1)
}

fn json(text: Bytes) -> Response {
    let mime = [(header::CONTENT_TYPE, "application/json")];
    (mime, Extension(Holds::Nothing), text).into_response()
}

/// Whether the instance can keep what it is given: the storage takes writes and nothing is known to be wrong with it.
async fn ready(State(store): State<Store>) -> Response {
    if store.is_ready().await {
        "ready\n".into_response()
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "not ready\n").into_response()
    }
}

/// A defect must not end the connection without an answer.
fn panicked(_: Box<dyn std::any::Any + Send>) -> Response {
    Problem::internal(&"a request handler panicked").into_response()
}
