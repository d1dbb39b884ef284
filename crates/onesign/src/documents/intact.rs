//! Whether an envelope can still be sealed: its record is whole and its document is the one that people read. Nobody
//! signs what could never be sealed.

use crate::documents::Documents;
use crate::documents::files;
use crate::documents::upload::blob;
use crate::notices::NoticeCode;
use crate::problem::Problem;
use aws_lc_rs::digest::{Context, SHA256};
use onesign_core::Viewer;
use onesign_core::audit::hex;
use onesign_core::envelope::Envelope;
use onesign_evidence::evidence;
use onesign_store::blobs::BlobError;
use onesign_store::read::ClosedValue;
use onesign_store::{BlobName, Error};

/// Refuses an envelope whose record or document is damaged, and tells the owner.
///
/// It opens every recorded value and hashes the whole document, some tens of milliseconds for a large one: only for
/// what happens once, such as sending and signing.
///
/// # Errors
/// `record_damaged`, `document_damaged`.
pub(crate) async fn check(
    room: &Documents,
    viewer: &Viewer,
    envelope: &Envelope,
) -> Result<(), Problem> {
    let closed = room.store.read(viewer).closed_values(envelope.id).await?;
    let needed = |value: &ClosedValue| evidence::is_disclosed(&value.fact, &value.name);
    if closed.iter().any(needed) {
        room.notices
            .tell(NoticeCode::RecordDamaged, Some(envelope.id), &[])
            .await;
        return Err(Error::Damaged("a recorded value can't be opened any more").into());
    }
    match document_sha256(room, envelope).await {
        Ok(sha256) if sha256 == envelope.document.normalised_sha256 => {
            room.notices
                .settled(NoticeCode::DocumentDamaged, Some(envelope.id))
                .await;
            Ok(())
        }
        Ok(_) | Err(BlobError::NotFound | BlobError::Damaged) => {
            room.notices
                .tell(NoticeCode::DocumentDamaged, Some(envelope.id), &[])
                .await;
            Err(Problem::document_damaged())
        }
        Err(error) => Err(error.into()),
    }
}

/// Looks again at every file that the owner was told about: the owner says that it was put back.
///
/// # Errors
/// Those of the vault.
pub(crate) async fn look_again(room: &Documents, viewer: &Viewer) -> Result<(), Problem> {
    for told in room.store.read(viewer).notices().await? {
        let Some(id) = told.envelope else { continue };
        let Ok(envelope) = room.store.read(viewer).envelope(id).await else {
            continue;
        };
        let is = |code: NoticeCode| told.code == code.word();
        if is(NoticeCode::DocumentDamaged) {
            // Tells again if it is still damaged.
            let _ = check(room, viewer, &envelope).await;
        } else if is(NoticeCode::SealedDamaged)
            && let Some(seal) = &envelope.seal
            && let Ok(name) = files::sealed_name(&envelope)
            && sha256_of(room, &name)
                .await
                .is_ok_and(|sha256| sha256 == seal.pdf_sha256)
        {
            room.notices
                .settled(NoticeCode::SealedDamaged, Some(id))
                .await;
        }
    }
    Ok(())
}

async fn document_sha256(room: &Documents, envelope: &Envelope) -> Result<String, BlobError> {
    let name = blob(envelope.id, "normalised").map_err(|_| BlobError::NotAName)?;
    sha256_of(room, &name).await
}

async fn sha256_of(room: &Documents, name: &BlobName) -> Result<String, BlobError> {
    let document = room.store.blobs().open(name).await?;
    let hashed = onesign_store::background(move || {
        let mut hash = Context::new(&SHA256);
        document.pieces(|piece| {
            hash.update(piece);
            Ok::<_, BlobError>(())
        })?;
        Ok(hex(hash.finish().as_ref()))
    });
    hashed
        .await
        .unwrap_or_else(|stopped| Err(BlobError::Storage(std::io::Error::other(stopped))))
}
