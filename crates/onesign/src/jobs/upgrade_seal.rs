//! Takes seals to the level they are meant to have, and keeps them there: adds validation data and document timestamps
//! behind them, and renews timestamps before they lose their worth.

use super::{Failed, Jobs, self_check, system};
use crate::documents::stored_document::StoredDocument;
use crate::documents::upload::blob;
use crate::sealing::extend::{self, Extension};
use onesign_core::audit::hex;
use onesign_core::code::Code;
use onesign_core::command::ExtendSeal;
use onesign_core::envelope::{Envelope, Seal};
use onesign_core::ids::EnvelopeId;
use onesign_core::job::JobKind;
use onesign_core::{Command, Viewer};
use onesign_pades::sign::Prefix;
use onesign_pdf::read::Source as _;
use onesign_store::blobs::BlobError;
use std::sync::Arc;

/// Attempts in quick succession right after sealing. Later ones come every hour, by the clock: lists of revoked
/// certificates may appear once a day only.
const QUICK_ATTEMPTS: i32 = 6;
/// Seals that one run of the clock extends.
const MOST: u64 = 200;

/// Extends one seal, right after it was made.
pub(super) async fn run(jobs: &Jobs, id: EnvelopeId, attempt: i32) -> Result<(), Failed> {
    let envelope = super::envelope(&jobs.store, id).await?;
    match extend(jobs, &envelope).await? {
        true => Ok(()),
        false if attempt < QUICK_ATTEMPTS => Err(Failed::SealLevel),
        false => Ok(()),
    }
}

/// Extends all seals that are due: those that could be higher, and those whose timestamp ends soon.
pub(super) async fn run_due(jobs: &Jobs) -> Result<(), Failed> {
    for id in jobs
        .store
        .read(&Viewer::System)
        .due_seals(jobs.clock.now_ms(), MOST)
        .await?
    {
        let envelope = jobs.store.read(&Viewer::System).envelope(id).await?;
        if let Err(error) = extend(jobs, &envelope).await {
            tracing::warn!(%error, envelope = %id, "a seal could not be extended");
        }
    }
    Ok(())
}

/// Whether nothing is left to do for now. The longer file is stored under its own hash before it is recorded, so a run
/// that is cut off leaves at most an orphan, and of two runs at a time only one counts.
async fn extend(jobs: &Jobs, envelope: &Envelope) -> Result<bool, Failed> {
    let room = &jobs.sealing;
    let Some(seal) = &envelope.seal else {
        return Ok(true);
    };
    if seal.due_ms.is_none_or(|due| due > room.clock.now_ms()) {
        return Ok(true);
    }
    let name = |sha256: &str| blob(envelope.id, &format!("sealed-{sha256}"));
    let blobs = room.store.blobs();
    let sealed = name(&seal.pdf_sha256)?;
    let file = StoredDocument(blobs.open(&sealed).await.map_err(|e| unstored(&e))?);
    let prefix = file.length();
    let (file, hashed) = hashed(file, &seal.pdf_sha256).await?;
    let extended = extend::extend(room, file, hashed, seal.level, room.clock.now_s()).await;
    let Some(extension) = extended.map_err(|error| failed(&error))? else {
        return Ok(false);
    };
    let pdf_sha256 = hex(&extension.sha256);
    let longer = name(&pdf_sha256)?;
    room.store.intend_blob(&longer).await?;
    let stored = blobs
        .put_extended(&longer, &sealed, extension.tail.clone())
        .await
        .map_err(|e| unstored(&e))?;
    if stored.sha256 != extension.sha256 {
        return Err(failed(
            &"the sealed file was replaced while it was extended",
        ));
    }
    self_check::prove_stored(jobs, envelope.id, &longer, stored).await?;
    let done = extension.level.pending.is_none();
    let command = command(envelope, seal, prefix, pdf_sha256, extension);
    let by = system(JobKind::UpgradeSeal);
    match room.store.execute(command, &by, &room.clock.moment()).await {
        Err(error)
            if error
                .refusal()
                .is_some_and(|r| r.code == Code::AlreadyExtended) =>
        {
            Ok(true)
        }
        other => other.map(|_| done).map_err(Failed::from),
    }
}

fn command(
    envelope: &Envelope,
    seal: &Seal,
    prefix: u64,
    pdf_sha256: String,
    extension: Extension,
) -> Command {
    Command::ExtendSeal(ExtendSeal {
        envelope: envelope.id,
        prefix_sha256: seal.pdf_sha256.clone(),
        prefix_bytes: i64::try_from(prefix).unwrap_or(i64::MAX),
        pdf_sha256,
        level: extension.level,
        added: extension.added,
        timestamp_ends_ms: extension.timestamp_ends_ms,
    })
}

/// The stored file, hashed in one go, if it is the one that is on record.
async fn hashed(
    file: StoredDocument,
    recorded: &str,
) -> Result<(Arc<StoredDocument>, Prefix), Failed> {
    let read = move || -> Result<_, BlobError> {
        let mut hashed = Prefix::for_timestamps();
        file.0.pieces(|piece| -> Result<(), BlobError> {
            hashed.update(piece);
            Ok(())
        })?;
        Ok((Arc::new(file), hashed))
    };
    let read = onesign_store::background(read).await;
    let (file, hashed) = read.map_err(|e| failed(&e))?.map_err(|e| unstored(&e))?;
    if hex(&hashed.sha256()) != recorded {
        return Err(failed(&"the stored file is not the one that is on record"));
    }
    Ok((file, hashed))
}

fn unstored(error: &BlobError) -> Failed {
    tracing::error!(%error, "a sealed file can't be read or the longer one can't be stored");
    Failed::of_blob(error)
}

fn failed(error: &dyn std::fmt::Display) -> Failed {
    tracing::error!(%error, "a seal could not be extended");
    Failed::Seal
}
