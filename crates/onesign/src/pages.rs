//! Pages as people see them: pictures drawn once and kept, and the text in them.

use crate::app::App;
use crate::files;
use crate::http::RectView;
use crate::problem::Problem;
use crate::worker::PressError;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use onesign_core::audit::{hex, sha256};
use onesign_core::envelope::Envelope;
use onesign_store::BlobName;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Narrowest and widest picture, in pixels.
const NARROWEST: u32 = 200;
const WIDEST: u32 = 2_400;
/// What draws the pictures; part of their name, so that a newer renderer never serves an older one's picture.
const RENDERER: &str = "hayro-0.9";

/// How wide.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct PageQuery {
    /// Width of the picture in pixels, 200 to 2400.
    #[serde(default = "phone")]
    pub(crate) width: u32,
}

fn phone() -> u32 {
    1_200
}

/// A piece of text on a page.
#[derive(Serialize, ToSchema)]
pub(crate) struct TextItem {
    text: String,
    rect: RectView,
}

/// The text of a page, in drawing order.
#[derive(Serialize, ToSchema)]
pub(crate) struct TextView {
    items: Vec<TextItem>,
}

fn checked(envelope: &Envelope, page: u32) -> Result<(), Problem> {
    let count = envelope.document.pages.len();
    if usize::try_from(page).is_ok_and(|p| p < count) {
        Ok(())
    } else {
        Err(Problem::not_found())
    }
}

fn undrawable(error: &PressError) -> Problem {
    if error.code == "busy" {
        return Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "busy",
            "Many pages are being drawn. Please try again in a moment.",
        );
    }
    tracing::warn!(code = error.code, "a page could not be drawn");
    Problem::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "page_undrawable",
        "This page can't be shown here. Download the document to read it.",
    )
}

/// The picture of a page. Its SHA-256 goes into the header that the signing page reports back as seen.
pub(crate) async fn image(
    app: &App,
    envelope: &Envelope,
    page: u32,
    width: u32,
) -> Result<Response, Problem> {
    checked(envelope, page)?;
    let width = width.clamp(NARROWEST, WIDEST);
    let document = &envelope.document.normalised_sha256;
    let name: BlobName = format!("pages/{document}/{RENDERER}/{page}-{width}").parse()?;
    let blobs = app.store.blobs();
    let bytes = match blobs.get(&name).await {
        Ok(bytes) => bytes,
        Err(_) => {
            let pdf = files::normalised(app, envelope).await?;
            let image = app
                .press
                .render(document, pdf, page, width)
                .await
                .map_err(|e| undrawable(&e))?;
            let bytes = Bytes::from(image.bytes);
            if let Err(error) = blobs.put(&name, bytes.clone()).await {
                // Drawn again the next time: reading goes on where nothing can be written.
                tracing::warn!(%error, "the picture of a page could not be kept");
            }
            bytes
        }
    };
    let mime = if bytes.starts_with(b"\x89PNG") {
        "image/png"
    } else {
        "image/jpeg"
    };
    let digest = hex(&sha256(&[&bytes]));
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(mime));
    if let Ok(digest) = HeaderValue::from_str(&digest) {
        headers.insert("onesign-page-sha256", digest);
    }
    Ok(response)
}

/// The text of a page.
pub(crate) async fn text(app: &App, envelope: &Envelope, page: u32) -> Result<TextView, Problem> {
    checked(envelope, page)?;
    let pdf = files::normalised(app, envelope).await?;
    let document = &envelope.document.normalised_sha256;
    let runs = app
        .press
        .text(document, pdf, page)
        .await
        .map_err(|e| undrawable(&e))?;
    let items = runs
        .into_iter()
        .map(|run| TextItem {
            text: run.text,
            rect: RectView {
                x: run.rect.x,
                y: run.rect.y,
                w: run.rect.w,
                h: run.rect.h,
            },
        })
        .collect();
    Ok(TextView { items })
}
