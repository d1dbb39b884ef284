//! Sealing that can't be done now. It never dies: everybody has signed, so the seal is owed, and the owner is told.

use super::{Failed, Jobs, backoff_ms};
use crate::notices::{NoticeCode, Notices};
use onesign_core::ids::EnvelopeId;
use onesign_store::Error;
use onesign_store::queue::Lease;

/// How often a job is tried that only a repair can help, in milliseconds. The owner can ask for a try at any time.
const REPAIR_MS: i64 = 10 * 60 * 1000;
/// From this attempt on, the owner is told: hiccups pass by themselves.
const TOLD_FROM: i32 = 4;
/// Attempts in quick succession. Later ones come every five minutes.
const QUICK_ATTEMPTS: i32 = 10;

/// Whether the job waits for as long as it takes.
pub(super) fn waits(lease: &Lease) -> bool {
    lease.job().is_ok_and(|job| job.is_owed())
}

/// The envelope that the job is about.
fn envelope_of(lease: &Lease) -> Option<EnvelopeId> {
    lease.job().ok().and_then(|job| job.envelope())
}

/// Puts a job off that failed for this reason, and tells the owner.
///
/// # Errors
/// [`Error::LeaseLost`] when somebody else has claimed it since.
pub(super) async fn postpone(jobs: &Jobs, lease: &Lease, failed: Failed) -> Result<(), Error> {
    let envelope = envelope_of(lease);
    let code = failed.word();
    match failed {
        Failed::RecordDamaged => {
            jobs.notices
                .tell(NoticeCode::RecordDamaged, envelope, &[])
                .await
        }
        Failed::DocumentDamaged => {
            jobs.notices
                .tell(NoticeCode::DocumentDamaged, envelope, &[])
                .await
        }
        // The check has told what it found.
        Failed::SealRefused => {}
        _ if lease.attempt >= TOLD_FROM => {
            jobs.notices
                .tell(NoticeCode::SealWaiting, envelope, &[("reason", code)])
                .await;
        }
        _ => {}
    }
    if failed.needs_repair() {
        return jobs
            .store
            .postpone(lease, code, jobs.clock.now_ms() + REPAIR_MS)
            .await;
    }
    let later = jobs.clock.now_ms() + backoff_ms(lease.attempt);
    if lease.attempt < QUICK_ATTEMPTS {
        jobs.store.fail(lease, code, later).await
    } else {
        jobs.store.postpone(lease, code, later).await
    }
}

/// Tells the owner of a job whose workers died every time: the server ran out of memory, or lost its power.
pub(super) async fn worn(jobs: &Jobs, lease: &Lease) {
    let envelope = envelope_of(lease);
    jobs.notices
        .tell(
            NoticeCode::SealWaiting,
            envelope,
            &[("reason", Failed::WorkerLost.word())],
        )
        .await;
}

/// The envelope was sealed: nothing that kept it from that is left to tell.
pub(super) async fn done(notices: &Notices, envelope: EnvelopeId) {
    for code in [
        NoticeCode::SealWaiting,
        NoticeCode::DocumentDamaged,
        NoticeCode::SealCheckFailed,
    ] {
        notices.settled(code, Some(envelope)).await;
    }
}
