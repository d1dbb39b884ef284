//! Takes seals to the level they are meant to have, and keeps them there: adds validation data and document timestamps
//! behind them, and renews timestamps before they lose their worth.

use super::{Failed, Payload, system};
use crate::app::Shared;
use crate::clock::{moment, now_ms};
use crate::seal::extension::{self, Extension};
use crate::upload::blob;
use bytes::Bytes;
use onesign_core::audit::{hex, sha256};
use onesign_core::envelope::{Envelope, Seal};
use onesign_core::{Command, Viewer};
use onesign_store::queue::Lease;

/// Attempts in quick succession right after sealing. Later ones come every hour, by the clock: lists of revoked
/// certificates may appear once a day only.
const QUICK_ATTEMPTS: i32 = 6;
/// Seals that one run of the clock extends.
const MOST: u64 = 200;

/// Extends one seal, right after it was made.
pub(super) async fn run(app: &Shared, lease: &Lease) -> Result<(), Failed> {
    let envelope = Payload::of(lease)?.envelope(app).await?;
    match extend(app, &envelope).await? {
        true => Ok(()),
        false if lease.attempt < QUICK_ATTEMPTS => Err(Failed("seal_level".into())),
        false => Ok(()),
    }
}

/// Extends all seals that are due: those that could be higher, and those whose timestamp ends soon.
pub(super) async fn run_due(app: &Shared) -> Result<(), Failed> {
    for id in app.store.due_seals(&Viewer::System, now_ms(), MOST).await? {
        let envelope = app.store.envelope(&Viewer::System, id).await?;
        if let Err(error) = extend(app, &envelope).await {
            tracing::warn!(%error, envelope = %id, "a seal could not be extended");
        }
    }
    Ok(())
}

/// Whether nothing is left to do for now. The longer file is stored under its own hash before it is recorded, so a run
/// that is cut off leaves at most an orphan, and of two runs at a time only one counts.
async fn extend(app: &Shared, envelope: &Envelope) -> Result<bool, Failed> {
    let Some(seal) = &envelope.seal else {
        return Ok(true);
    };
    if seal.due_ms.is_none_or(|due| due > now_ms()) {
        return Ok(true);
    }
    let name = |sha256: &str| blob(envelope.id, &format!("sealed-{sha256}"));
    let blobs = app.store.blobs();
    let stored = blobs.get(&name(&seal.pdf_sha256)?).await;
    let file = stored.map_err(|_| Failed("blobs".into()))?;
    let extended = extension::extend(app, file.clone(), &seal.level, now_ms() / 1000).await;
    let Some(extension) = extended.map_err(|error| failed(&error))? else {
        return Ok(false);
    };
    let digest = sha256(&[&file, &extension.tail]);
    let pdf_sha256 = hex(&digest);
    let tail = Bytes::from(extension.tail.clone());
    let stored = blobs
        .put_extended(&name(&pdf_sha256)?, &name(&seal.pdf_sha256)?, tail)
        .await
        .map_err(|_| Failed("blobs".into()))?;
    if stored.sha256 != digest {
        return Err(failed(&"the sealed document was replaced meanwhile"));
    }
    let done = !Seal::could_be_higher(&extension.level);
    let command = command(envelope, seal, file.len(), pdf_sha256, extension);
    let by = system("upgrade_seal");
    match app.store.execute(command, &by, &moment()).await {
        Err(error)
            if error
                .refusal()
                .is_some_and(|r| r.code == "already_extended") =>
        {
            Ok(true)
        }
        other => other.map(|_| done).map_err(Failed::from),
    }
}

fn command(
    envelope: &Envelope,
    seal: &Seal,
    prefix: usize,
    pdf_sha256: String,
    extension: Extension,
) -> Command {
    Command::ExtendSeal {
        envelope: envelope.id,
        prefix_sha256: seal.pdf_sha256.clone(),
        prefix_bytes: i64::try_from(prefix).unwrap_or(i64::MAX),
        pdf_sha256,
        level: extension.level,
        added: extension.added,
        timestamp_ends_ms: extension.timestamp_ends_ms,
    }
}

fn failed(error: &dyn std::fmt::Display) -> Failed {
    tracing::error!(%error, "a seal could not be extended");
    Failed("seal".into())
}
