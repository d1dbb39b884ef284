//! What the API says of an envelope's document.

use crate::http::v1::views::page::PageView;
use onesign_core::envelope::field::Rect;
use onesign_core::envelope::{Detected, DetectedKind, Document, Enclosed, Removal};
use serde::Serialize;
use utoipa::ToSchema;

/// Something that intake took out of the upload.
#[derive(Serialize, ToSchema)]
pub(crate) struct RemovalView {
    kind: String,
    count: i64,
}

/// A form field that was found in the upload.
#[derive(Serialize, ToSchema)]
pub(crate) struct DetectedView {
    kind: DetectedKind,
    page: i64,
    rect: Rect,
    name: String,
    required: bool,
    /// What is filled in; for a box only if it is ticked.
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    /// The name of the field that the form shows to people.
    #[serde(skip_serializing_if = "Option::is_none")]
    caption: Option<String>,
}

impl From<&Detected> for DetectedView {
    fn from(found: &Detected) -> Self {
        Self {
            kind: found.kind,
            page: found.page,
            rect: found.rect,
            name: found.name.clone(),
            required: found.required,
            value: found.value.clone(),
            caption: found.caption.clone(),
        }
    }
}

/// The document of an envelope.
#[derive(Serialize, ToSchema)]
pub(crate) struct DocumentView {
    received_sha256: String,
    normalised_sha256: String,
    bytes: i64,
    pages: Vec<PageView>,
    removed: Vec<RemovalView>,
    /// Codes of what the sender should know. After dots, a code names the pages that it is about, counted from 1:
    /// `content_damaged.2.5-7` is about pages 2 and 5 to 7. A code without pages is about the whole document.
    warnings: Vec<String>,
    detected: Vec<DetectedView>,
    /// The upload itself, if it was already signed and is attached unchanged.
    enclosed: Option<EnclosedView>,
}

/// An upload that was already signed. Its SHA-256 is `received_sha256` of the document.
#[derive(Serialize, ToSchema)]
pub(crate) struct EnclosedView {
    /// Name of the attachment.
    filename: String,
    /// How many pages of the document are copies of its pages; the pages after them describe what is enclosed.
    copied_pages: i64,
    /// Whether fields may be on the copies. If not, a signature permits no changes, and fields go on the last page.
    permits_stamps: bool,
}

impl From<&Enclosed> for EnclosedView {
    fn from(enclosed: &Enclosed) -> Self {
        Self {
            filename: enclosed.filename.clone(),
            copied_pages: enclosed.copied_pages,
            permits_stamps: enclosed.permits_stamps,
        }
    }
}

impl From<&Removal> for RemovalView {
    fn from(removal: &Removal) -> Self {
        Self {
            kind: removal.kind.clone(),
            count: removal.count,
        }
    }
}

impl From<&Document> for DocumentView {
    fn from(document: &Document) -> Self {
        Self {
            received_sha256: document.received_sha256.clone(),
            normalised_sha256: document.normalised_sha256.clone(),
            bytes: document.normalised_bytes,
            pages: document.pages.iter().map(PageView::from).collect(),
            removed: document.removed.iter().map(RemovalView::from).collect(),
            warnings: document.warnings.clone(),
            detected: document.detected.iter().map(DetectedView::from).collect(),
            enclosed: document.enclosed.as_ref().map(EnclosedView::from),
        }
    }
}
