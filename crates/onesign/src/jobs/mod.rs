//! Jobs: what follows from a decision, done after the commit. Each is idempotent and ends in a command or a mail.

mod delete_draft;
mod expire;
mod failed;
mod mail_link;
mod mail_notice;
mod mail_password_reset;
mod mailing;
mod seal;
mod self_check;
mod sweep;
mod tell_sender;
mod upgrade_seal;
mod waiting;

use failed::Failed;

use crate::ceremony::links::Links;
use crate::clock::HouseClock;
use crate::mail::delivery::Mailing;
use crate::notices::Notices;
use crate::sealing::Sealing;
use onesign_core::envelope::Envelope;
use onesign_core::envelope::recipient::Recipient;
use onesign_core::ids::{EnvelopeId, RecipientId};
use onesign_core::job::{Job, JobKind};
use onesign_core::{Actor, Viewer};
use onesign_store::queue::Lease;
use onesign_store::{Store, Trouble};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

/// How many jobs run at a time.
const AT_ONCE: usize = 4;
/// How long after a worker's last sign of life another worker may take its job over.
const LEASE: Duration = Duration::from_secs(15);
/// The same for a job whose workers died [`onesign_store::queue::MOST_ATTEMPTS`] times.
const WORN_LEASE: Duration = Duration::from_secs(10 * 60);
/// How often a worker gives a sign of life.
const HEARTBEAT: Duration = Duration::from_secs(5);
/// How often the clock's jobs are looked at.
const MINUTE_MS: i64 = 60 * 1000;

/// What the jobs work with.
#[derive(Clone)]
pub(crate) struct Jobs {
    store: Store,
    clock: HouseClock,
    notices: Notices,
    sealing: Sealing,
    mailing: Mailing,
    links: Links,
    /// The last minute the jobs of the clock were looked at.
    last_tick: Arc<AtomicI64>,
}

impl Jobs {
    pub(crate) fn new(sealing: Sealing, notices: Notices, mailing: Mailing, links: Links) -> Self {
        Self {
            store: sealing.store.clone(),
            clock: sealing.clock.clone(),
            notices,
            sealing,
            mailing,
            links,
            last_tick: Arc::default(),
        }
    }
}

/// How a job ended that did not fail.
pub(crate) enum Ended {
    /// It is done.
    Done,
    /// It waits for something outside, for this reason, until this time, Unix milliseconds.
    Waits {
        /// A stable word.
        code: &'static str,
        /// Unix milliseconds.
        until_ms: i64,
    },
}

/// When a job is tried again that met a trouble which passes by itself.
const STORAGE_PAUSE_MS: i64 = 5_000;

/// The actor of the facts that a job of this kind leaves.
fn system(job: JobKind) -> Actor {
    Actor::System { job: job.word() }
}

/// The envelope that a job is about.
async fn envelope(store: &Store, id: EnvelopeId) -> Result<Envelope, Failed> {
    Ok(store.read(&Viewer::System).envelope(id).await?)
}

/// The recipient that a job is about.
fn recipient(envelope: &Envelope, id: RecipientId) -> Result<&Recipient, Failed> {
    let found = envelope.recipient(id);
    found.ok_or(Failed::Payload)
}

/// Works through the queue until told to stop; jobs under way are finished.
pub(crate) async fn run(jobs: Jobs, stop: CancellationToken) {
    let slots = Arc::new(Semaphore::new(AT_ONCE));
    sweep::owed(&jobs.store).await;
    while !stop.is_cancelled() {
        let Ok(slot) = Arc::clone(&slots).acquire_owned().await else {
            return;
        };
        if !takes_writes(&jobs) {
            drop(slot);
            tokio::time::sleep(Duration::from_secs(1)).await;
            continue;
        }
        tick(&jobs).await;
        let free = u32::try_from(slots.available_permits() + 1).unwrap_or(1);
        match jobs.store.claim(free, LEASE).await {
            Ok(leases) if leases.is_empty() => {
                drop(slot);
                tokio::select! {
                    () = jobs.store.wait() => {}
                    () = stop.cancelled() => {}
                }
            }
            Ok(leases) => {
                drop(slot);
                for lease in leases {
                    let Ok(slot) = Arc::clone(&slots).acquire_owned().await else {
                        return;
                    };
                    let jobs = jobs.clone();
                    tokio::spawn(async move {
                        work(&jobs, lease).await;
                        drop(slot);
                    });
                }
            }
            Err(error) => {
                drop(slot);
                tracing::error!(%error, "the queue can't be read");
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        }
    }
    let _ = slots.acquire_many(AT_ONCE as u32).await;
}

/// Whether a job has somewhere to record what it does. One that can't would do it again: send the same mail, say.
fn takes_writes(jobs: &Jobs) -> bool {
    let health = jobs.store.health();
    let mut faults = health.database.into_iter().chain(health.blobs);
    faults.all(|fault| fault.trouble == Trouble::Damaged)
}

/// Queues the jobs of the clock, once a minute for all nodes together.
async fn tick(jobs: &Jobs) {
    let minute = jobs.clock.now_ms() / MINUTE_MS;
    if jobs.last_tick.swap(minute, Ordering::Relaxed) == minute {
        return;
    }
    // Not waited for: a token or a signing service may take its time, and the queue goes on meanwhile.
    let (keeper, clock, store) = (
        Arc::clone(&jobs.sealing.keeper),
        jobs.clock.clone(),
        jobs.store.clone(),
    );
    tokio::spawn(async move {
        keeper.tend(clock.now_s()).await;
        keeper.record(&store).await;
    });
    for (kind, every) in [
        (JobKind::Expire, 1),
        (JobKind::Sweep, 60),
        (JobKind::ExtendSeals, 60),
    ] {
        if minute % every == 0
            && let Err(error) = jobs.store.cron(kind.word(), &minute.to_string()).await
        {
            tracing::error!(%error, kind = kind.word(), "a scheduled job could not be queued");
        }
    }
}

async fn run_one(jobs: &Jobs, lease: &Lease) -> Result<Ended, Failed> {
    let job = lease.job().map_err(|_| Failed::UnknownJob)?;
    match job {
        Job::MailLink {
            envelope,
            recipient,
            about,
            asked_at_ms,
        } => {
            let wanted = mail_link::Wanted { about, asked_at_ms };
            return mail_link::run(jobs, lease.id, (envelope, recipient), wanted).await;
        }
        Job::MailNotice {
            envelope,
            recipient,
            about,
        } => return mail_notice::run(jobs, lease.id, (envelope, recipient), about).await,
        Job::TellSender {
            envelope,
            recipient,
            about,
        } => return tell_sender::run(jobs, lease.id, (envelope, recipient), about).await,
        Job::MailPasswordReset { account, locale } => {
            return mail_password_reset::run(jobs, lease.id, account, &locale).await;
        }
        Job::Seal { envelope } => seal::run(jobs, envelope).await,
        Job::UpgradeSeal { envelope } => upgrade_seal::run(jobs, envelope, lease.attempt).await,
        Job::DeleteDraft { envelope } => delete_draft::run(&jobs.store, envelope).await,
        Job::Expire => expire::run(&jobs.store, &jobs.clock).await,
        Job::Sweep => sweep::run(&jobs.store, &jobs.clock).await,
        Job::ExtendSeals => upgrade_seal::run_due(jobs).await,
    }
    .map(|()| Ended::Done)
}

/// Keeps the lease for as long as the job runs: a short lease lets others take over soon after a crash, and a long
/// job is not begun twice.
async fn keep_alive(jobs: &Jobs, lease: &Lease) {
    // A job whose workers die is not to bring down one after the other.
    let length = if lease.is_worn() { WORN_LEASE } else { LEASE };
    loop {
        tokio::time::sleep(HEARTBEAT).await;
        if let Err(error) = jobs.store.extend(lease, length).await {
            tracing::warn!(%error, job = lease.kind, "a lease could not be extended");
        }
    }
}

/// Decides about a job whose workers died every time: one that is owed goes on, seldom, and the owner is told; any
/// other is given up. Returns whether it goes on.
async fn goes_on(jobs: &Jobs, lease: &Lease) -> bool {
    if !lease.is_worn() {
        return true;
    }
    let kept = if waiting::waits(lease) {
        waiting::worn(jobs, lease).await;
        jobs.store.extend(lease, WORN_LEASE).await
    } else {
        jobs.store.give_up(lease, Failed::WorkerLost.word()).await
    };
    if let Err(error) = kept {
        tracing::warn!(%error, job = lease.kind, "a job could not be settled");
        return false;
    }
    waiting::waits(lease)
}

async fn work(jobs: &Jobs, lease: Lease) {
    if !goes_on(jobs, &lease).await {
        return;
    }
    let done = tokio::select! {
        done = run_one(jobs, &lease) => done,
        () = keep_alive(jobs, &lease) => return,
    };
    let settled = match done {
        Ok(Ended::Done) => jobs.store.complete(&lease).await,
        Ok(Ended::Waits { code, until_ms }) => jobs.store.postpone(&lease, code, until_ms).await,
        Err(failed) => {
            let code = failed.word();
            tracing::warn!(
                job = lease.kind,
                attempt = lease.attempt,
                code,
                "a job failed"
            );
            if failed.passes() {
                let later = jobs.clock.now_ms() + STORAGE_PAUSE_MS;
                jobs.store.postpone(&lease, code, later).await
            } else if waiting::waits(&lease) {
                waiting::postpone(jobs, &lease, failed).await
            } else {
                let later = jobs.clock.now_ms() + backoff_ms(lease.attempt);
                jobs.store.fail(&lease, code, later).await
            }
        }
    };
    if let Err(error) = settled {
        tracing::warn!(%error, job = lease.kind, "a job could not be settled");
    }
}

/// One second, doubled each time, five minutes at most.
fn backoff_ms(attempt: i32) -> i64 {
    1_000 * (1 << attempt.clamp(1, 9).saturating_sub(1)).min(300)
}
