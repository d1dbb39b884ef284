//! The files of an envelope: the document as signers see it, the sealed one, and its evidence.

use crate::app::App;
use crate::problem::Problem;
use crate::seal;
use crate::upload::blob;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use onesign_core::envelope::Envelope;

/// The name of the attachment with the machine-readable trail.
pub(crate) const EVIDENCE: &str = "onesign-evidence.json";

/// The normalised document.
pub(crate) async fn normalised(app: &App, envelope: &Envelope) -> Result<Bytes, Problem> {
    Ok(app
        .store
        .blobs()
        .get(&blob(envelope.id, "normalised")?)
        .await?)
}

/// The normalised document as a download.
pub(crate) async fn document(app: &App, envelope: &Envelope) -> Result<Response, Problem> {
    let bytes = normalised(app, envelope).await?;
    download(bytes, "application/pdf", &envelope.title, "pdf")
}

/// The sealed document as a download.
pub(crate) async fn sealed(app: &App, envelope: &Envelope) -> Result<Response, Problem> {
    let bytes = sealed_bytes(app, envelope).await?;
    download(
        bytes,
        "application/pdf",
        &format!("{} (sealed)", envelope.title),
        "pdf",
    )
}

/// The evidence inside the sealed document as a download.
pub(crate) async fn evidence(app: &App, envelope: &Envelope) -> Result<Response, Problem> {
    let bytes = sealed_bytes(app, envelope).await?;
    let evidence = tokio::task::spawn_blocking(move || seal::evidence::attached(&bytes))
        .await
        .map_err(|e| Problem::internal(&e))?
        .ok_or_else(|| Problem::internal(&"a sealed document without evidence"))?;
    download(
        evidence.into(),
        "application/json",
        &format!("{} (evidence)", envelope.title),
        "json",
    )
}

async fn sealed_bytes(app: &App, envelope: &Envelope) -> Result<Bytes, Problem> {
    let seal = envelope.seal.as_ref().ok_or_else(|| {
        Problem::new(
            StatusCode::NOT_FOUND,
            "not_sealed_yet",
            "The sealed document does not exist yet. It is made when everybody has signed.",
        )
    })?;
    let name = blob(envelope.id, &format!("sealed-{}", seal.pdf_sha256))?;
    Ok(app.store.blobs().get(&name).await?)
}

fn download(
    bytes: Bytes,
    mime: &'static str,
    title: &str,
    ending: &str,
) -> Result<Response, Problem> {
    let plain: String = title
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || " ()-_.".contains(c) {
                c
            } else {
                '_'
            }
        })
        .collect();
    let encoded: String = url::form_urlencoded::byte_serialize(title.as_bytes())
        .collect::<String>()
        .replace('+', "%20");
    let disposition =
        format!("attachment; filename=\"{plain}.{ending}\"; filename*=UTF-8''{encoded}.{ending}");
    let disposition = HeaderValue::from_str(&disposition).map_err(|e| Problem::internal(&e))?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(mime)),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    Ok((headers, bytes).into_response())
}
