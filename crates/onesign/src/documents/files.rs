//! The files of an envelope: the document as signers see it, the sealed one, and its evidence.

use crate::documents::Documents;
use crate::documents::stored_body::StoredBody;
use crate::documents::stored_document::StoredDocument;
use crate::documents::upload::blob;
use crate::notices::NoticeCode;
use crate::problem::Problem;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use onesign_core::code::Code;
use onesign_core::envelope::Envelope;
use onesign_evidence::evidence::attached;
use onesign_pdf::read::Document;
use onesign_store::BlobName;
use onesign_store::blobs::{Blob, BlobError, Content};

/// The normalised document, to be read in parts.
pub(crate) async fn normalised(room: &Documents, envelope: &Envelope) -> Result<Content, Problem> {
    let name = blob(envelope.id, "normalised")?;
    Ok(room.store.blobs().open(&name).await?.into())
}

/// The normalised document as a download.
pub(crate) async fn document(room: &Documents, envelope: &Envelope) -> Result<Response, Problem> {
    let name = blob(envelope.id, "normalised")?;
    let kept = (envelope, NoticeCode::DocumentDamaged);
    streamed(room, kept, &name, &envelope.title).await
}

/// The sealed document as a download.
pub(crate) async fn sealed(room: &Documents, envelope: &Envelope) -> Result<Response, Problem> {
    let title = format!("{} (sealed)", envelope.title);
    let kept = (envelope, NoticeCode::SealedDamaged);
    streamed(room, kept, &sealed_name(envelope)?, &title).await
}

/// The evidence inside the sealed document as a download.
pub(crate) async fn evidence(room: &Documents, envelope: &Envelope) -> Result<Response, Problem> {
    let kept = (envelope, NoticeCode::SealedDamaged);
    let sealed = StoredDocument(opened(room, kept, &sealed_name(envelope)?).await?);
    let evidence = onesign_store::background(move || attached(&Document::open(&sealed).ok()?))
        .await
        .map_err(|e| Problem::internal(&e))?
        .ok_or_else(|| Problem::internal(&"a sealed document without evidence"))?;
    let title = format!("{} (evidence)", envelope.title);
    download(evidence.into_response(), "application/json", &title, "json")
}

pub(crate) fn sealed_name(envelope: &Envelope) -> Result<BlobName, Problem> {
    let seal = envelope.seal.as_ref().ok_or_else(|| {
        Problem::new(
            Code::NotSealedYet,
            "The sealed document does not exist yet. It is made when everyone has signed.",
        )
    })?;
    blob(envelope.id, &format!("sealed-{}", seal.pdf_sha256))
}

/// A stored file; the owner is told if it is damaged or missing.
async fn opened(
    room: &Documents,
    (envelope, code): (&Envelope, NoticeCode),
    name: &BlobName,
) -> Result<Blob, Problem> {
    let opened = room.store.blobs().open(name).await;
    if let Err(BlobError::Damaged | BlobError::NotFound) = &opened {
        room.notices.tell(code, Some(envelope.id), &[]).await;
    }
    Ok(opened?)
}

/// A stored PDF as a download.
async fn streamed(
    room: &Documents,
    kept: (&Envelope, NoticeCode),
    name: &BlobName,
    title: &str,
) -> Result<Response, Problem> {
    let blob = opened(room, kept, name).await?;
    let (told, id, code) = (room.notices.clone(), kept.0.id, kept.1);
    let body = StoredBody::new(blob, move || {
        tokio::spawn(async move { told.tell(code, Some(id), &[]).await });
    });
    download(body.into_answer(), "application/pdf", title, "pdf")
}

fn download(
    answer: Response,
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
    Ok((headers, answer).into_response())
}
