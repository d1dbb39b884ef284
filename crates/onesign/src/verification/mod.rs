//! Verification for the page: files that are checked are hostile by trade, so a jailed worker judges them.

use crate::documents::body::sent;
use onesign_core::audit::{hex, sha256};
use onesign_evidence::check::{Asking, Question};
use onesign_evidence::report::{FileView, Report};
use onesign_store::blobs::{BlobError, Content};
use onesign_worker::{Press, PressCode, PressError};

/// Has a file checked. Every file gets a verdict.
///
/// # Errors
/// `busy` and `press_unavailable`, which have nothing to do with the file.
pub(crate) async fn check(
    press: &Press,
    file: &Content,
    asking: Asking,
) -> Result<Report, PressError> {
    let hashed = file.clone();
    let unavailable = |error: String| PressError::new(PressCode::PressUnavailable, error);
    let own = onesign_store::background(move || view(&hashed))
        .await
        .map_err(|error| unavailable(error.to_string()))?
        .map_err(|error| unavailable(error.to_string()))?;
    let question = Question { file: own, asking };
    press.report(&sent(file.clone()), question).await
}

/// The file, hashed. Reads what is not held, and waits for the disk.
fn view(file: &Content) -> Result<FileView, BlobError> {
    let digest = match file.known_sha256() {
        Some(digest) => digest,
        None => sha256(&[&file.read()?]),
    };
    Ok(FileView {
        name: None,
        sha256: hex(&digest),
        bytes: file.length(),
    })
}
