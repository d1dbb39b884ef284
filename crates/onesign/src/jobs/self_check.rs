//! A seal is judged by this program's own verifier before it is recorded: what would not convince anybody is not
//! handed out.

use super::{Failed, Jobs};
use crate::documents::body::sent;
use crate::notices::NoticeCode;
use crate::sealing::Sealing;
use onesign_core::audit::hex;
use onesign_core::ids::EnvelopeId;
use onesign_evidence::check::{Asking, Question};
use onesign_evidence::report::{AxisKind, FileView, Report};
use onesign_pades::validate::{Status, Verdict};
use onesign_store::BlobName;
use onesign_store::blobs::{Blob, Content, Stored};
use std::sync::Arc;

/// Why a sealed file is not recorded.
#[derive(Debug)]
enum Unproven {
    /// It was judged and did not pass; the sentence of the verdict.
    Refused(String),
    /// It could not be judged now; a stable code.
    Unjudged(String),
}

/// Judges a sealed file as it is stored, trusting this instance's own roots. Pages are not drawn.
///
/// # Errors
/// [`Unproven`] unless the verdict is `passed`.
async fn prove(room: &Sealing, sealed: Blob, stored: Stored) -> Result<(), Unproven> {
    let key = room.keeper.current();
    let asking = Asking::new(&key.roots, room.clock.now_s()).naming_instances(key.own());
    let question = Question {
        file: FileView {
            name: None,
            sha256: hex(&stored.sha256),
            bytes: stored.bytes,
        },
        asking,
    };
    let file = sent(Content::Stored(Arc::new(sealed)));
    match room.press.report_own(file, question).await {
        Ok(report)
            if report.verdict == Verdict::Passed || leaves_open_only_what_is_known(&report) =>
        {
            Ok(())
        }
        Ok(report) => Err(Unproven::Refused(report.sentence)),
        Err(error) => Err(Unproven::Unjudged(error.code.word().to_owned())),
    }
}

/// Sentences on what earlier versions let through: a consent or pages of one browser counted for another, and a clock
/// that was set back dated an entry before the one it follows. Such an envelope is sealed, and every verifier says what
/// is not proven about it.
const LET_THROUGH: [&str; 3] = [
    "trail_consent_crossed",
    "trail_pages_crossed",
    "trail_time_backwards",
];

/// Content that intake leaves in a document after it has told the sender that readers differ (`readers_differ`). The
/// document is sealed, and every verifier says so.
const TOLD_AT_UPLOAD: [&str; 6] = [
    "other_on_press",
    "font_missing",
    "font_unclear",
    "pictures_unclear",
    "colours_unclear",
    "paint_unclear",
];

/// Whether nothing else is open but [`LET_THROUGH`] and [`TOLD_AT_UPLOAD`].
fn leaves_open_only_what_is_known(report: &Report) -> bool {
    report.verdict == Verdict::Indeterminate
        && report.axes.iter().all(|axis| match axis.status {
            Status::Passed | Status::NotChecked => true,
            Status::Failed | Status::Indeterminate => match axis.axis {
                AxisKind::Trail => LET_THROUGH.contains(&axis.said.code.as_str()),
                AxisKind::Coverage => {
                    let mut details = axis.details_said.iter();
                    axis.said.code == "unsteady"
                        && details.all(|said| TOLD_AT_UPLOAD.contains(&said.code.as_str()))
                }
                _ => false,
            },
        })
}

/// Takes a file away that was stored and is not recorded: it is made anew at the next try. The first that was refused is
/// kept for whoever looks for the reason.
async fn discard(room: &Sealing, envelope: EnvelopeId, name: &BlobName, refused: bool) {
    if let Err(error) = room.store.discard_blob(name, envelope, refused).await {
        tracing::error!(%error, "a rejected seal could not be removed");
    }
}

/// [`prove`] for a file that is stored: one that is refused goes into quarantine, and the owner is told.
///
/// # Errors
/// Why the job failed.
pub(super) async fn prove_stored(
    jobs: &Jobs,
    envelope: EnvelopeId,
    name: &BlobName,
    stored: Stored,
) -> Result<(), Failed> {
    let room = &jobs.sealing;
    let sealed = room.store.blobs().open(name).await.map_err(|error| {
        tracing::error!(%error, "a sealed file can't be read back");
        Failed::Blobs
    })?;
    match prove(room, sealed, stored).await {
        Ok(()) => {
            jobs.notices
                .settled(NoticeCode::SealCheckFailed, Some(envelope))
                .await;
            Ok(())
        }
        Err(Unproven::Unjudged(code)) => {
            tracing::warn!(code, "a seal can't be checked now");
            discard(room, envelope, name, false).await;
            Err(Failed::SealUnchecked)
        }
        Err(Unproven::Refused(sentence)) => {
            tracing::error!(%envelope, sentence, "a seal did not pass its own check");
            discard(room, envelope, name, true).await;
            let detail = [("sentence", sentence.as_str())];
            jobs.notices
                .tell(NoticeCode::SealCheckFailed, Some(envelope), &detail)
                .await;
            Err(Failed::SealRefused)
        }
    }
}
