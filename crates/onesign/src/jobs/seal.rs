//! Seals a completed envelope.

use super::{Failed, Payload, system};
use crate::app::{App, Shared};
use crate::clock::{moment, now_ms};
use crate::files;
use crate::seal::evidence::{Evidence, Sealing};
use crate::seal::revision::compose_revision;
use crate::seal::timestamp;
use crate::upload::blob;
use bytes::Bytes;
use onesign_core::audit::hex;
use onesign_core::envelope::{Envelope, EnvelopeStatus};
use onesign_core::{Command, StreamId, Viewer};
use onesign_pades::sign::{Sealing as Stages, Signed};
use onesign_pades::signer::Signer;
use onesign_pdf::write::SignatureDictionary;
use onesign_store::queue::Lease;

/// Makes the sealed document and records it. The document is stored under its own hash before it is recorded, so
/// a run that is cut off leaves at most an orphan, and a second run never replaces what was recorded.
pub(super) async fn run(app: &Shared, lease: &Lease) -> Result<(), Failed> {
    let envelope = Payload::of(lease)?.envelope(app).await?;
    if envelope.status != EnvelopeStatus::Completed {
        return Ok(());
    }
    let base = files::normalised(app, &envelope).await?;
    let evidence = gather(app, &envelope).await?;
    let (head, facts) = (evidence.head.clone(), evidence.facts.len() as i64);
    let signed = sign(app, base.clone(), evidence).await?;
    let (signed, level) = timestamp::stamp(app, signed).await;
    let appended = signed.finish().map_err(|e| failed(&e))?;
    let sealed = Bytes::from([&base, appended.as_slice()].concat());
    let pdf_sha256 = hex(&onesign_core::audit::sha256(&[&sealed]));
    let name = blob(envelope.id, &format!("sealed-{pdf_sha256}"))?;
    app.store
        .blobs()
        .put(&name, sealed)
        .await
        .map_err(|_| Failed("blobs".into()))?;
    let command = Command::RecordSeal {
        envelope: envelope.id,
        pdf_sha256,
        level,
        facts,
        head,
    };
    match app.store.execute(command, &system("seal"), &moment()).await {
        Err(error) if error.refusal().is_some_and(|r| r.code == "already_sealed") => Ok(()),
        other => {
            other?;
            Ok(())
        }
    }
}

async fn gather(app: &App, envelope: &Envelope) -> Result<Evidence, Failed> {
    let facts = app
        .store
        .facts(&Viewer::System, StreamId::Envelope(envelope.id))
        .await?;
    let locale = &envelope.locale;
    let sealing = Sealing {
        at: now_ms() / 1000,
        name: app.instance_name().await?,
        reason: app.texts.text(locale, "trail-seal-reason", &[]),
        locale: locale.clone(),
        contents_size: SignatureDictionary::DEFAULT_CONTENTS_SIZE as i64,
    };
    let composer = app.composer();
    let composer = tokio::task::spawn_blocking(move || composer.name().to_owned())
        .await
        .map_err(|e| failed(&e))?;
    Evidence::gather(&facts, composer, &app.texts.disclosures(), sealing).map_err(|e| failed(&e))
}

/// Composes and signs the revision, off the threads that serve requests.
async fn sign(app: &Shared, base: Bytes, evidence: Evidence) -> Result<Signed, Failed> {
    let app = Shared::clone(app);
    let work = move || -> Result<Signed, Failed> {
        let unsigned = compose_revision(&base, &evidence, &app.texts).map_err(|e| failed(&e))?;
        let signer = &app.signer;
        let waiting = Stages::start(&base, unsigned, signer.chain().to_vec(), signer.algorithm())
            .map_err(|e| failed(&e))?;
        let signature = signer
            .sign(waiting.to_be_signed())
            .map_err(|e| failed(&e))?;
        waiting.signature(signature).map_err(|e| failed(&e))
    };
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|e| failed(&e))?
}

fn failed(error: &dyn std::fmt::Display) -> Failed {
    tracing::error!(%error, "a seal could not be made");
    Failed("seal".into())
}
