//! Seals a completed envelope.

use super::{Failed, Jobs, self_check, system, waiting};
use crate::documents::stored_document::StoredDocument;
use crate::documents::upload::blob;
use crate::mail::instance_name;
use crate::sealing::timestamp;
use crate::sealing::{Sealing, rows};
use onesign_core::audit::hex;
use onesign_core::code::Code;
use onesign_core::command::RecordSeal;
use onesign_core::envelope::{Envelope, EnvelopeStatus};
use onesign_core::ids::EnvelopeId;
use onesign_core::job::JobKind;
use onesign_core::{Command, StreamId, Viewer};
use onesign_evidence::evidence::{self, Evidence};
use onesign_evidence::format::Format;
use onesign_evidence::revision::compose_revision;
use onesign_pades::sign::{NeedSignature, Prefix, Sealing as Stages, Signed};
use onesign_pdf::read::Document;
use onesign_pdf::write::SignatureDictionary;
use onesign_store::blobs::BlobError;
use std::sync::Arc;

/// Makes the sealed document and records it. The document is stored under its own hash before it is recorded, so
/// a run that is cut off leaves at most an orphan, and a second run never replaces what was recorded.
pub(super) async fn run(jobs: &Jobs, id: EnvelopeId) -> Result<(), Failed> {
    let envelope = super::envelope(&jobs.store, id).await?;
    if envelope.status != EnvelopeStatus::Completed {
        return Ok(());
    }
    seal(jobs, &envelope).await?;
    waiting::done(&jobs.notices, envelope.id).await;
    Ok(())
}

async fn seal(jobs: &Jobs, envelope: &Envelope) -> Result<(), Failed> {
    let room = &jobs.sealing;
    let blobs = room.store.blobs();
    let base = blob(envelope.id, "normalised")?;
    let document = StoredDocument(blobs.open(&base).await.map_err(|e| unstored(&e))?);
    let evidence = gather(room, envelope).await?;
    let (head, facts) = (evidence.head.clone(), evidence.facts.len() as i64);
    let recorded = envelope.document.normalised_sha256.clone();
    let (signed, mut hashed) = sign(room, document, recorded, evidence).await?;
    let (signed, level) = timestamp::stamp(&room.authorities, signed).await;
    let appended = signed.finish().map_err(|e| failed(&e))?;
    hashed.update(&appended);
    let sha256 = hashed.sha256();
    let pdf_sha256 = hex(&sha256);
    let name = blob(envelope.id, &format!("sealed-{pdf_sha256}"))?;
    room.store.intend_blob(&name).await?;
    let stored = blobs
        .put_extended(&name, &base, appended.into())
        .await
        .map_err(|e| unstored(&e))?;
    if stored.sha256 != sha256 {
        return Err(failed(&"the document was replaced while it was sealed"));
    }
    self_check::prove_stored(jobs, envelope.id, &name, stored).await?;
    let command = Command::RecordSeal(RecordSeal {
        envelope: envelope.id,
        pdf_sha256,
        level,
        facts,
        head,
    });
    match room
        .store
        .execute(command, &system(JobKind::Seal), &room.clock.moment())
        .await
    {
        Err(error)
            if error
                .refusal()
                .is_some_and(|r| r.code == Code::AlreadySealed) =>
        {
            Ok(())
        }
        other => {
            other?;
            Ok(())
        }
    }
}

async fn gather(room: &Sealing, envelope: &Envelope) -> Result<Evidence, Failed> {
    let facts = room
        .store
        .read(&Viewer::System)
        .facts(StreamId::Envelope(envelope.id))
        .await?;
    if !evidence::is_complete(rows(&facts)) {
        tracing::error!(envelope = %envelope.id, "a recorded value can't be opened any more");
        return Err(Failed::RecordDamaged);
    }
    let locale = &envelope.locale;
    let sealing = evidence::Sealing {
        at: room.clock.now_s(),
        name: instance_name(&room.store).await?,
        reason: room.texts.text(locale, "trail-seal-reason", &[]),
        locale: locale.clone(),
        contents_size: SignatureDictionary::DEFAULT_CONTENTS_SIZE as i64,
    };
    let composer = room.composer.clone();
    let composer = onesign_store::background(move || composer.name(Format::CURRENT).to_owned())
        .await
        .map_err(|e| failed(&e))?;
    Evidence::gather(
        rows(&facts),
        composer,
        &room.texts.disclosures_ever(),
        sealing,
    )
    .map_err(|e| failed(&e))
}

/// Composes the revision, off the threads that serve requests, and has it signed. The document is read once to be
/// hashed, and then only where the revision touches it. Gives the hashed document too, for what is appended.
async fn sign(
    room: &Sealing,
    document: StoredDocument,
    recorded: String,
    evidence: Evidence,
) -> Result<(Signed, Prefix), Failed> {
    let key = room.keeper.current();
    let (composer, used) = (room.composer.clone(), Arc::clone(&key));
    let work = move || -> Result<(NeedSignature, Prefix), Failed> {
        let key = used;
        let mut hashed = Prefix::new(key.algorithm);
        let hash = |piece: &[u8]| -> Result<(), BlobError> {
            hashed.update(piece);
            Ok(())
        };
        document.0.pieces(hash).map_err(|e| unstored(&e))?;
        let sha256 = hex(&hashed.sha256());
        if sha256 != recorded {
            tracing::error!("the stored document is not the one that was signed");
            return Err(Failed::DocumentDamaged);
        }
        let document = Document::open(&document).map_err(|e| failed(&e))?;
        let unsigned =
            compose_revision(&document, &sha256, &evidence, &composer).map_err(|e| failed(&e))?;
        let chain = key.chain.clone();
        let waiting = Stages::continue_from(hashed.clone(), unsigned, chain, key.algorithm)
            .map_err(|e| failed(&e))?;
        Ok((waiting, hashed))
    };
    let (waiting, hashed) = onesign_store::background(work)
        .await
        .map_err(|e| failed(&e))??;
    let signature = room
        .keeper
        .sign(&key, waiting.to_be_signed().to_vec())
        .await
        .map_err(|e| failed(&e))?;
    let signed = waiting.signature(signature).map_err(|e| failed(&e))?;
    Ok((signed, hashed))
}

fn unstored(error: &BlobError) -> Failed {
    tracing::error!(%error, "the document can't be read or the sealed one can't be stored");
    Failed::of_blob(error)
}

fn failed(error: &dyn std::fmt::Display) -> Failed {
    tracing::error!(%error, "a seal could not be made");
    Failed::Seal
}
